// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Secret.h"
#include "net/Endpoint.h"

namespace sidetone::directory {

/// How the connection to a directory is encrypted (reference/directory.md 3.1).
enum class LdapSecurity {
    Plain,
    StartTlsIfOffered,  ///< in clear where the server does not offer it
    StartTls,           ///< or not at all
    Tls,                ///< from the first byte: ports 636 and 3269
};

struct LdapServer {
    net::Endpoint endpoint;
    LdapSecurity security = LdapSecurity::StartTlsIfOffered;

    /// "ldap1.office.example:636 (TLS)"
    [[nodiscard]] std::string text() const {
        return endpoint.text() + (security == LdapSecurity::Tls ? " (TLS)" : "");
    }
    friend bool operator==(const LdapServer&, const LdapServer&) = default;
};

/// How one proves who one is (LdapSupportedMechanisms).
enum class LdapMechanism {
    Gssapi,  ///< by a Kerberos ticket (RFC 4752)
    Plain,   ///< by name and password, or as nobody (RFC 4513 5.1)
};

/// Who asks. Without a name and a ticket: anonymous (RFC 4513 5.1.1).
struct LdapLogin {
    std::string name;  ///< a DN, or what Active Directory takes: user@domain, DOMAIN\user
    core::Secret password;
    bool isPersonal = false;  ///< the person's own password: it never goes in clear
    /// In their order: the next one where one cannot be used or is refused.
    std::vector<LdapMechanism> mechanisms{LdapMechanism::Plain};
};

}  // namespace sidetone::directory
