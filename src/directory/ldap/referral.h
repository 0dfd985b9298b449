// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "directory/ldap/LdapServer.h"

namespace sidetone::directory {

/// Where a referral points (RFC 4516).
struct ReferralTarget {
    LdapServer server;
    std::string base;
    [[nodiscard]] std::string key() const { return server.endpoint.text() + "/" + base; }
};

/// Reads "ldap://host:port/base" or "ldaps://...". Encryption is never weaker than at the server
/// that referred. Empty where it is no such URL or names no host.
[[nodiscard]] std::optional<ReferralTarget> referralTarget(const std::string& url,
                                                           const LdapServer& from);

}  // namespace sidetone::directory
