// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/FileServices.h"

#include <utility>

#include "xmpp/Session.h"
#include "xmpp/extensions/DiscoClient.h"
#include "xmpp/extensions/HttpUpload.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t mostServices = 30;

}  // namespace

FileServices::FileServices(xmpp::Session& session, xmpp::DiscoClient& others,
                           std::function<void()> changed)
    : Extension(session), others_(others), changed_(std::move(changed)) {}

FileServices::~FileServices() = default;

void FileServices::sessionStarted() {
    state_ = State::Unknown;
    if (!waiting_.empty()) ask();
    changed_();
}

void FileServices::sessionEnded() {
    owner_.cancelAll();
    upload_.clear();
    proxy_.clear();
    setState(State::Unknown);
}

void FileServices::ask() {
    if (state_ != State::Unknown || session().state() != xmpp::SessionState::Online) return;
    state_ = State::Asking;
    const auto server = session().account().address.domain();
    others_.items(server).then(owner_, [this, server](const core::Result<xmpp::DiscoItems>& page) {
        if (!page) return notTold(page.error().code);
        // Small servers offer uploads themselves.
        std::vector<std::string> services{server};
        for (const auto& item : page->items) {
            if (item.node.empty() && services.size() < mostServices) services.push_back(item.jid);
        }
        askEach(services);
    });
}

/// Nobody else may ask again, and what waits would wait for ever.
void FileServices::notTold(core::ErrorCode why) {
    setState(State::Unknown);
    if (why == core::ErrorCode::Timeout && !waiting_.empty()) ask();
}

void FileServices::askEach(const std::vector<std::string>& services) {
    open_ = services.size();
    for (const auto& service : services) {
        others_.info(service).then(
            owner_, [this, service](const core::Result<xmpp::DiscoInfo>& info) {
                if (info && upload_.empty() && info->has(xmpp::ns::httpUpload)) {
                    upload_ = service;
                    largest_ = xmpp::HttpUpload::limitsIn(info->query).largest;
                }
                if (info && proxy_.empty() && info->is("proxy", "bytestreams")) proxy_ = service;
                answered();
            });
    }
}

void FileServices::answered() {
    if (--open_ == 0) setState(State::Known);
}

void FileServices::setState(State state) {
    state_ = state;
    if (state == State::Known) {
        for (const auto& callback : std::exchange(waiting_, {})) callback();
    }
    changed_();
}

void FileServices::whenKnown(std::function<void()> callback) {
    if (isKnown()) return callback();
    waiting_.push_back(std::move(callback));
    ask();
}

}  // namespace sidetone::messaging
