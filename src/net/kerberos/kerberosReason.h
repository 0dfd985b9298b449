// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/Error.h"

namespace sidetone::net {

/// A failure of GSS-API's Kerberos in words. `major` and `minor` are the status codes of RFC 2743
/// and of Kerberos; `principal` is who was to be proved: "ldap@dc1.office.example". May be called
/// on any thread.
[[nodiscard]] core::Error kerberosError(const std::string& principal, std::uint32_t major,
                                        std::uint32_t minor);

/// Kerberos's servers said nothing for so long.
[[nodiscard]] core::Error kerberosTimeout(const std::string& principal, std::int64_t seconds);

}  // namespace sidetone::net
