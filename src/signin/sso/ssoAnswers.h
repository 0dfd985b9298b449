// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::signin::sso {

/// What a call manager says of single sign-on (provisioning contract 14.1).
struct SsoStatus {
    bool isOn = false;
    bool hasRefresh = false;   ///< Token/@enabled [I]
    std::string authorizeUrl;  ///< Uri [I]; empty: the server did not say
};

/// Reads /ssosp/ws/public/singleSignOn, whatever stands around SingleSignOn. What cannot be read
/// says off, as the reference does.
[[nodiscard]] SsoStatus readSsoStatus(std::string_view body);
/// Reads an edge's get_edge_sso (11.3, EMU-11): on where any element or attribute named "enabled"
/// or "sso" says true. Whether its tokens are renewed is told by an element "token" or "refresh"
/// [I], whose own attributes switch nothing on. It never names a page.
[[nodiscard]] SsoStatus readEdgeSso(std::string_view body);

}  // namespace sidetone::signin::sso
