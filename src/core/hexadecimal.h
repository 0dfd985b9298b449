// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::core {

/// The value of a hexadecimal digit in either case, 0 to 15; -1 for everything else.
[[nodiscard]] constexpr int hexadecimalDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

/// Text in which each octet may stand as a mark and two hexadecimal digits: '%' in addresses
/// (RFC 3986 2.1), '=' in quoted-printable text (RFC 2045 6.7). A mark without two digits stays
/// as it is.
[[nodiscard]] std::string withOctetsDecoded(std::string_view text, char mark);

}  // namespace sidetone::core
