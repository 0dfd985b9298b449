// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/network/PortalCheck.h"

#include <utility>

#include "config/keys.h"
#include "net/CaptivePortal.h"

namespace sidetone::client {

namespace {

/// Nothing was reached, or what answered was not the server. A refused password was heard by it.
bool mayBeThePortal(core::ErrorCode code) {
    using core::ErrorCode;
    switch (code) {
        case ErrorCode::Timeout:
        case ErrorCode::NotFound:
        case ErrorCode::Refused:
        case ErrorCode::Unreachable:
        case ErrorCode::Untrusted:
        case ErrorCode::BadAnswer:
        case ErrorCode::TooLarge:
        case ErrorCode::Unavailable:
            return true;
        default:
            return false;
    }
}

PortalAnswer answerOf(core::Error error, const net::PortalVerdict& verdict,
                      const std::string& page) {
    if (verdict.kind != net::PortalVerdict::Kind::Portal) return {std::move(error), {}};
    const auto portal = verdict.portal.empty() ? page : verdict.portal;
    return {core::fail(core::ErrorCode::Unreachable, error.tried,
                       "this network wants you to sign in to it first",
                       "Open " + portal + " in your browser, then sign in again."),
            portal};
}

}  // namespace

core::Task<PortalAnswer> PortalCheck::explain(core::Error error, const config::Settings& settings) {
    net::PortalProbe probe{settings.get(config::keys::captivePortalUrl),
                           settings.get(config::keys::captivePortalText)};
    if (probe.url.empty() || !mayBeThePortal(error.code)) {
        return core::Task<PortalAnswer>::ready(PortalAnswer{std::move(error), {}});
    }
    core::Promise<PortalAnswer> promise;
    auto task = promise.task();
    net::probePortal(http_, probe)
        .then(owner_, [this, promise, error = std::move(error),
                       page = probe.url](core::Result<net::PortalVerdict> verdict) {
            if (!verdict) return promise.settle(PortalAnswer{error, {}});
            log_.write(core::LogLevel::Info, "network", verdict->text);
            promise.settle(answerOf(error, *verdict, page));
        });
    return task;
}

}  // namespace sidetone::client
