// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "media/codecs/g7221/BitReader.h"
#include "media/codecs/g7221/BitWriter.h"
#include "media/codecs/g7221/frameFacts.h"

namespace sidetone::media::g7221 {

/// The levels of a frame's regions, as they can be coded: no step is too steep
/// (G.722.1, section 3.2).
[[nodiscard]] Levels measureLevels(const Coefficients& coefficients);
/// The root mean square that a level stands for.
[[nodiscard]] float deviationOf(int level);
/// How many bits writeLevels() takes.
[[nodiscard]] int levelBits(const Levels& levels);
void writeLevels(const Levels& levels, BitWriter& bits);
/// Empty where the bits run out. Levels can lie outside their range in a damaged frame.
[[nodiscard]] std::optional<Levels> readLevels(BitReader& bits);

}  // namespace sidetone::media::g7221
