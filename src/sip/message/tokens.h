// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sidetone::sip {

/// RFC 3261 25.1 `token`: one or more letters, digits and -.!%*_+`'~
[[nodiscard]] bool isToken(std::string_view text);
/// The parts between separators that stand outside "quotes" and <angle brackets>, trimmed.
[[nodiscard]] std::vector<std::string_view> splitOutside(std::string_view text, char separator);
/// The first place of a character outside quotes and angle brackets; npos where there is none.
[[nodiscard]] std::size_t findOutside(std::string_view text, char wanted);
/// The content of a quoted-string, escapes undone; empty where it is none.
[[nodiscard]] std::optional<std::string> unquote(std::string_view text);
/// As a quoted-string; control characters are left out.
[[nodiscard]] std::string quote(std::string_view text);
/// %41 becomes A; empty where a % has no two hexadecimal digits behind it.
[[nodiscard]] std::optional<std::string> percentDecode(std::string_view text);
/// Everything but unreserved characters and `also` becomes %XX (RFC 3261 25.1).
[[nodiscard]] std::string percentEncode(std::string_view text, std::string_view also);
/// A host name, IPv4 address or [IPv6 reference] by its characters (not by its meaning).
[[nodiscard]] bool isHost(std::string_view text);

/// `host` or `host:port`, with white space allowed round the colon. Port 0: none was given.
struct HostPort {
    std::string host;
    std::uint16_t port = 0;
};
[[nodiscard]] std::optional<HostPort> parseHostPort(std::string_view text);

}  // namespace sidetone::sip
