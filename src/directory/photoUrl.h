// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::directory {

/// What UdsPhotoUriWithToken has in a user name's place (the chapter's "Enable Integration with
/// UDS").
inline constexpr std::string_view userNameToken = "%%uid%%";

/// Where a person's picture is: the organisation's template with the value in the place of every
/// token behind the host's name, percent-encoded (RFC 3986 2.1; "@" stays, it may stand in a path).
/// Empty where the template has no token or is no web address, and for a value that could lead to
/// another folder.
[[nodiscard]] std::string photoUrl(std::string_view pattern, std::string_view token,
                                   std::string_view value);

}  // namespace sidetone::directory
