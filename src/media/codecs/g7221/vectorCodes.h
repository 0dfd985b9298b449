// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/codecs/g7221/PrefixCode.h"

namespace sidetone::media::g7221 {

/// The codes of the vectors of a category, 0 to 6 (G.722.1, tables of section 3.6).
[[nodiscard]] const PrefixCode& vectorCode(int category);

}  // namespace sidetone::media::g7221
