// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidetone::media::g7221 {

/// The length of a code from its digit in the tables: base 36, of which 1 to g (16) occur.
[[nodiscard]] constexpr int codeLength(char digit) {
    return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

}  // namespace sidetone::media::g7221
