// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidetone::messaging {

/// A byte of a letter or a digit; all of UTF-8 beyond ASCII counts as letters.
[[nodiscard]] constexpr bool isWord(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace sidetone::messaging
