// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Error.h"

namespace sidetone::directory {

/// A result code of LDAP (RFC 4511 4.1.9) in words. `told` is the server's own diagnostic
/// message: Active Directory's "data 52e" and its like are put into words too.
[[nodiscard]] core::Error ldapError(std::string tried, int code, std::string_view told);

/// Whether another server of the same directory may do better: it is down, busy, or refuses all.
[[nodiscard]] bool isServersFault(int code);

}  // namespace sidetone::directory
