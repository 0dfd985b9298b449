// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <string>

#include "client/links/ProtocolLink.h"
#include "core/Clock.h"
#include "core/Result.h"

namespace sidetone::config {
class Settings;
}

namespace sidetone::client {

/// Whether a link may be followed now: its kind may be switched off (EnableXMPPProtocol and its
/// like), and a page must not open windows without end (TelephonyProtocolRateLimit, and three in
/// 15 s for chats; reference/messaging.md 14.1). Protocol thread.
class LinkGate {
public:
    explicit LinkGate(core::Clock& clock) : clock_(clock) {}

    /// Forbidden, Busy: the sentence says why.
    [[nodiscard]] core::Status pass(const ProtocolLink& link, const config::Settings& settings);
    /// Whether the person is asked before it is dialled (CiscoTelProtocolPermissionEnabled,
    /// ClickToCallProtocolPermissionEnabled). Chats send nothing by themselves.
    [[nodiscard]] static bool asksFirst(const ProtocolLink& link, const config::Settings& settings);

private:
    core::Clock& clock_;
    std::map<bool, std::deque<core::Instant>> passed_;  ///< calls and chats
};

}  // namespace sidetone::client
