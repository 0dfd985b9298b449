// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/codecs/g7221/PrefixCode.h"

namespace sidetone::media::g7221 {

/// A region's level is coded as its difference to the one before: -12 (value 0) to +11 (23).
inline constexpr int lowestDifference = -12;
inline constexpr int highestDifference = 11;

/// The codes of the differences for a region, 1 to 13 (G.722.1, table of section 3.3).
[[nodiscard]] const PrefixCode& levelCode(std::size_t region);

}  // namespace sidetone::media::g7221
