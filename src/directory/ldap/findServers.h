// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Random.h"
#include "core/Task.h"
#include "directory/ldap/LdapServer.h"
#include "net/Resolver.h"

namespace sidetone::directory {

/// Asks DNS for all the names at once; the servers of the first name that has some count, in the
/// order of RFC 2782, three at most (DIR-02, DIR-03). NotFound where none has. Resolver and random
/// must outlive the task.
[[nodiscard]] core::Task<std::vector<LdapServer>> findServers(net::Resolver& resolver,
                                                              core::Random& random,
                                                              std::vector<std::string> names);

}  // namespace sidetone::directory
