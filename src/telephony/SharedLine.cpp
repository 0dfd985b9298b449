// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/SharedLine.h"

#include <algorithm>

#include "sip/call/UserAgent.h"
#include "sip/dialog/Replaces.h"

namespace sidetone::telephony {
namespace {

using sip::LineDialog;

constexpr const char* dialogType = "application/dialog-info+xml";

LineCall::State stateOf(const LineDialog& dialog) {
    if (!dialog.isConfirmed) return LineCall::State::Ringing;
    return dialog.rendering == LineDialog::Rendering::Held ? LineCall::State::Held
                                                           : LineCall::State::Talking;
}

/// A server and the device itself may both tell of a call: the device knows whether it is held.
bool saysMore(const LineDialog& one, const LineDialog& other) {
    const auto weight = [](const LineDialog& dialog) {
        return (dialog.rendering != LineDialog::Rendering::Unknown ? 2 : 0) +
               (dialog.isConfirmed ? 1 : 0);
    };
    return weight(one) > weight(other);
}

}  // namespace

void SharedLine::lineReady() {
    auto* agent = ports_.agent();
    if (agent == nullptr || !isShared_) return;
    if (subscription_) {
        subscription_->renew();
    } else {
        subscription_ = agent->subscribe(
            {agent->registration().account().addressOfRecord(), "dialog", dialogType},
            {[this](const std::string& body) { take(body); },
             [this] {
                 dialogs_.forget();
                 compare();
             }});
    }
    if (publication_) publication_->renew();
    tell();
}

void SharedLine::lineGone() {
    subscription_.reset();
    publication_.reset();
    published_.clear();
    dialogs_.forget();
    compare();
}

void SharedLine::told(const std::string& document) {
    if (isShared_) take(document);
}

void SharedLine::take(const std::string& document) {
    const auto taken = dialogs_.take(document);
    if (!taken && subscription_) subscription_->askAgain();
    compare();
}

void SharedLine::callsChanged() {
    if (!isShared_) return;
    tell();
    compare();
}

void SharedLine::tell() {
    auto* agent = ports_.agent();
    auto own = ports_.own();
    if (agent == nullptr || own == published_) return;
    published_ = std::move(own);
    if (!publication_) publication_ = agent->makePublication({"dialog", dialogType});
    const auto entity = agent->registration().account().addressOfRecord().shortText();
    publication_->publish(sip::dialogInfoDocument(entity, version_++, published_));
}

std::vector<LineDialog> SharedLine::others() const {
    const auto own = ports_.own();
    std::vector<LineDialog> found;
    for (auto& dialog : dialogs_.dialogs()) {
        const auto isSameCall = [&dialog](const LineDialog& one) {
            return one.dialog.callId == dialog.dialog.callId;
        };
        if (std::any_of(own.begin(), own.end(), isSameCall)) continue;
        const auto at = std::find_if(found.begin(), found.end(), isSameCall);
        if (at == found.end()) {
            found.push_back(std::move(dialog));
        } else if (saysMore(dialog, *at)) {
            *at = std::move(dialog);
        }
    }
    return found;
}

std::vector<LineCall> SharedLine::calls() const {
    std::vector<LineCall> calls;
    for (const auto& dialog : others()) {
        calls.push_back(
            {dialog.dialog.callId, dialog.remoteUri, dialog.remoteName, stateOf(dialog)});
    }
    return calls;
}

void SharedLine::compare() {
    auto now = calls();
    if (now == shown_) return;
    shown_ = std::move(now);
    ports_.changed();
}

core::Result<CallId> SharedLine::takeOver(const std::string& id) {
    const std::string tried = "Taking the call over";
    const auto all = others();
    const auto at = std::find_if(all.begin(), all.end(), [&id](const LineDialog& dialog) {
        return dialog.dialog.callId == id;
    });
    if (at == all.end()) {
        return core::fail(core::ErrorCode::NotFound, tried, "it has ended over there");
    }
    if (!at->isConfirmed || at->dialog.remoteTag.empty() || at->dialog.localTag.empty()) {
        return core::fail(core::ErrorCode::InvalidInput, tried,
                          "it is not connected over there yet", "Try again when it is.");
    }
    auto target = sip::Uri::parse(at->remoteUri);
    if (!target) {
        return core::fail(core::ErrorCode::Unsupported, tried,
                          "the call server does not say who is on the line");
    }
    // RFC 3891 6.1: the tags as the other side sees them.
    return ports_.replace(*target, sip::Replaces::atOtherEndOf(at->dialog).text());
}

}  // namespace sidetone::telephony
