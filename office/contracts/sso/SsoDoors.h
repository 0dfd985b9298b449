// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// Where the pages of one authorisation server are. A call manager's stand below /ssosp
/// (provisioning contract 14); an edge's below its domain's segment (11.3), where only authorize
/// and fedlet are known and the others are our own convention (EMU-13).
struct SsoDoors {
    Host host = Host::Cucm1;
    std::string authorize;
    std::string consumer;  ///< takes the identity provider's assertion
    std::string token;
    std::string revoke;
    bool isEdge = false;

    [[nodiscard]] static SsoDoors of(const Layout& layout, Host host);
    /// Of whoever gives the identity provider its own full name: an edge node, or the cloud's
    /// sign-in. Nothing for others.
    [[nodiscard]] static std::optional<SsoDoors> named(const Layout& layout,
                                                       std::string_view fullName);
};

}  // namespace sidetone::office
