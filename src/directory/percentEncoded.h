// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::directory {

/// Everything but the unreserved characters (RFC 3986 2.3), and those that `plain` names, as
/// "%" and two digits (2.1).
[[nodiscard]] std::string percentEncoded(std::string_view text, std::string_view plain = {});

}  // namespace sidetone::directory
