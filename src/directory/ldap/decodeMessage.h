// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "directory/ldap/LdapWire.h"

struct ldapmsg;

namespace sidetone::directory {

/// One message of libldap's as a value; empty where it is of a kind that nobody asked for.
/// Values over 1 MiB are left out, and more than 200 values of one attribute.
[[nodiscard]] std::optional<LdapMessage> decodeMessage(ldap* handle, ldapmsg* message);

}  // namespace sidetone::directory
