// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "directory/Person.h"
#include "directory/ldap/LdapEntry.h"
#include "directory/ldap/LdapSettings.h"

namespace sidetone::directory {

/// A person as an entry describes one. Whatever an entry holds becomes text that may be shown:
/// control characters and broken UTF-8 are replaced, texts cut at 256 bytes, 12 numbers at most.
/// Without any name the entry's own name stands there.
[[nodiscard]] Person personOf(const LdapEntry& entry, const LdapSettings& settings);

/// How well an address fits: 0 best; -1 not at all (reference/directory.md 5.1, DIR-8).
[[nodiscard]] int addressRank(const Person& person, const core::Address& address,
                              const std::string& presenceDomain);

}  // namespace sidetone::directory
