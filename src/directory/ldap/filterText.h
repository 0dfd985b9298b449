// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sidetone::directory {

/// A value for a filter (RFC 4515 3): whatever it holds, it stays a value.
[[nodiscard]] std::string escapedValue(std::string_view value);
/// "(attribute=value)".
[[nodiscard]] std::string equals(std::string_view attribute, std::string_view value);
/// "(attribute=value*)".
[[nodiscard]] std::string beginsWith(std::string_view attribute, std::string_view value);
/// "(&...)" and "(|...)"; of one part the part alone, of none an empty text.
[[nodiscard]] std::string allOf(const std::vector<std::string>& filters);
[[nodiscard]] std::string anyOf(const std::vector<std::string>& filters);

/// Whether it is one filter by RFC 4515's grammar, at most 32 levels deep and 16 kB long.
[[nodiscard]] bool isFilter(std::string_view text);
/// Whether it may stand for an attribute: letters, digits, hyphens, dots, options.
[[nodiscard]] bool isAttribute(std::string_view text);

/// A filter that an administrator wrote, as printed manuals have them wrong: "inetOrgPerson",
/// "(&objectClass=inetOrgPerson)", a parenthesis too few (reference/directory.md DIR-6). Empty
/// where nothing can be made of it.
[[nodiscard]] std::optional<std::string> repairedFilter(std::string_view written);

}  // namespace sidetone::directory
