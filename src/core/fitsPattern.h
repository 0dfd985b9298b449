// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sidetone::core {

/// True where the text fits the pattern, in which '*' is any text and '?' one byte, as in lists of
/// hosts that need no proxy and in PAC's shExpMatch; takes time in proportion to both lengths
/// multiplied at worst. A file of its own because the evaluator of PAC files links nothing else.
[[nodiscard]] bool fitsPattern(std::string_view text, std::string_view pattern);

}  // namespace sidetone::core
