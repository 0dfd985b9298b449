// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "office/supervisor/Layout.h"
#include "office/userstore/User.h"

namespace sidetone::office {

/// A directory entry: its name and its attributes, in order; an attribute may come again.
struct DirectoryEntry {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;
};

/// "uid=anna,ou=people,dc=office,dc=example".
[[nodiscard]] std::string directoryName(const Layout& layout, const User& user);
/// A person as inetOrgPerson with the attributes that Jabber reads from Active Directory.
[[nodiscard]] DirectoryEntry directoryEntry(const Layout& layout, const User& user);
/// The entries above the people.
[[nodiscard]] std::vector<DirectoryEntry> directoryTree(const Layout& layout);
/// LDIF (RFC 2849); values that are not plain text become base64.
[[nodiscard]] std::string toLdif(const DirectoryEntry& entry);

}  // namespace sidetone::office
