// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "office/ca/Authority.h"
#include "office/cli/Commands.h"
#include "office/cli/json.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

core::Error noSuchServer(Supervisor& supervisor, const std::string& tried) {
    std::string names;
    for (const auto& child : supervisor.children()) {
        names += (names.empty() ? "" : ", ") + std::string(child->name());
    }
    return fail(ErrorCode::NotFound, tried, "there is no server of this name",
                "The servers are " + names + ".");
}

}  // namespace

Commands::Reaction Commands::whenReady(Child& child) {
    const Child* along = supervisor_.find(std::string(child.name()) + "-sip");
    return {
        okAnswer(),
        [&child, along] {
            return child.state() == Child::State::Ready &&
                   (along == nullptr || along->state() == Child::State::Ready);
        },
        core::Milliseconds(10000),
        errorAnswer(fail(ErrorCode::Timeout, "Starting " + std::string(child.name()),
                         "it does not answer", "See log/" + std::string(child.name()) + ".log."))};
}

Commands::Reaction Commands::fault(const QJsonObject& request) {
    const std::string name = textOf(request, "name");
    const std::string what = textOf(request, "what");
    const std::string tried = "Doing '" + what + "' to " + name;
    Child* child = supervisor_.find(name);
    if (child == nullptr) return {errorAnswer(noSuchServer(supervisor_, tried))};
    // What happens to an edge node happens to its call signalling as well.
    if (supervisor_.find(name + "-sip") != nullptr) {
        auto along = request;
        along[QStringLiteral("name")] = QString::fromStdString(name + "-sip");
        [[maybe_unused]] const auto done = fault(along);
    }
    if (what == "start") {
        if (child->state() == Child::State::Frozen) child->thaw();
        if (child->state() == Child::State::Stopped && !child->isRunning()) {
            if (auto status = child->start(supervisor_.now()); !status) {
                return {errorAnswer(status.error())};
            }
        }
        return whenReady(*child);
    }
    if (!child->isRunning()) {
        return {errorAnswer(fail(ErrorCode::Unavailable, tried, "it does not run",
                                 "Start it with `sidetone-office fault " + name + " start`."))};
    }
    if (what == "stop") {
        child->stop();
        return {okAnswer(), [child] { return !child->isRunning(); }, core::Milliseconds(5000),
                errorAnswer(fail(ErrorCode::Timeout, tried, "it does not end"))};
    }
    if (what == "kill") {
        const int before = child->deaths();
        child->kill();
        return {okAnswer(), [child, before] { return child->deaths() > before; },
                core::Milliseconds(5000), errorAnswer(fail(ErrorCode::Timeout, tried))};
    }
    if (what == "freeze") {
        child->freeze();
        return {okAnswer()};
    }
    if (what == "thaw") {
        child->thaw();
        return {okAnswer()};
    }
    return {errorAnswer(fail(ErrorCode::InvalidInput, tried, "there is no such fault",
                             "Use stop, kill, freeze, thaw or start."))};
}

Commands::Reaction Commands::certificate(const QJsonObject& request) {
    const std::string name = textOf(request, "name");
    const std::string word = textOf(request, "kind");
    const std::string tried = "Giving " + name + " a certificate '" + word + "'";
    const auto kind = certificateKind(word);
    if (!kind) {
        return {errorAnswer(fail(ErrorCode::InvalidInput, tried, "there is no such kind",
                                 "Use good, expired, wrong-name, self-signed, other-ca, revoked, "
                                 "windows-ca, ios-ca, rsa-1024 or rsa-2048."))};
    }
    const auto servers = certifiedServers(layout_);
    Child* child = supervisor_.find(name);
    if (child == nullptr || std::find(servers.begin(), servers.end(), name) == servers.end()) {
        return {errorAnswer(noSuchServer(supervisor_, tried))};
    }
    if (auto issued = Authority(layout_).issue(name, *kind); !issued) {
        return {errorAnswer(issued.error())};
    }
    if (Child* along = supervisor_.find(name + "-sip"); along != nullptr && along->isRunning()) {
        along->restart();
    }
    if (!child->isRunning()) return {okAnswer()};
    child->restart();
    return whenReady(*child);
}

}  // namespace sidetone::office
