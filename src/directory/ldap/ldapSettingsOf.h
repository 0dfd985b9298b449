// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "config/DialRules.h"
#include "config/ServiceProfile.h"
#include "config/Settings.h"
#include "directory/ldap/LdapSettings.h"

namespace sidetone::directory {

/// Who is signed in, for directories that are asked with the person's own account.
struct LdapPerson {
    std::string userId;
    std::string presenceDomain;
    core::Secret password;
};

enum class ContactSourceKind { Uds, Ldap };

/// Which contact source the organisation wants (DIR-09, DIR-10): outside UDS whatever
/// DirectoryServerType says, unless OutsideDirectoryServer names a directory that can be reached
/// there; inside what DirectoryServerType says, and where nobody set it, what the service profile
/// says.
[[nodiscard]] ContactSourceKind wantedSource(const config::Settings& settings,
                                             const config::ServiceProfile& profile, bool isOutside);

/// The directory's settings from the service profile and the configuration files. The servers
/// are empty where only DNS can tell them (DIR-02). Credentials by their order: the profile's,
/// the file's, one's own where EDI or a parameter wants them (DIR-02), none (DIR-06).
[[nodiscard]] LdapSettings ldapSettingsOf(const config::Settings& settings,
                                          const config::ServiceProfile& profile,
                                          const config::DialRules& lookupRules,
                                          const LdapPerson& person);

/// Leaves the server of OutsideDirectoryServer as the only one, over TLS from the first byte: those
/// inside cannot be reached from outside, and neither can what they refer to.
void keepToOutsideServer(const config::Settings& settings, LdapSettings& ldap);

/// Where directories are looked for in DNS, the most wanted first (DIR-03, DIR-04): for each domain
/// the global catalogs, then the directories. `workstation` is USERDNSDOMAIN's value.
[[nodiscard]] std::vector<std::string> ldapServiceNames(const config::Settings& settings,
                                                        const std::string& workstation,
                                                        const std::string& mailDomain);

}  // namespace sidetone::directory
