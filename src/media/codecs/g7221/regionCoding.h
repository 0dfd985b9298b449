// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "media/codecs/g7221/BitReader.h"
#include "media/codecs/g7221/BitWriter.h"
#include "media/codecs/g7221/frameFacts.h"

namespace sidetone::media::g7221 {

/// How the coefficients of a category, 0 to 6, are quantised.
struct CategoryFacts {
    int dimension;   ///< coefficients in a vector
    int largest;     ///< magnitude
    float step;      ///< in units of the region's deviation
    float rounding;  ///< added before cutting off: below one half, small values become zero
    float noise;     ///< of coefficients that are zero, in the same units; 0: none
};
[[nodiscard]] const CategoryFacts& factsOf(int category);
/// What a magnitude, 1 to `largest`, stands for, in units of the region's deviation.
[[nodiscard]] float centroid(int category, int magnitude);

/// A region's vectors as bits: with signs at most 26 each.
struct CodedRegion {
    std::array<std::uint32_t, regionWidth / 2> words{};
    std::array<int, regionWidth / 2> lengths{};
    int vectors = 0;
    int bits = 0;
};
/// Quantises and codes (G.722.1, section 3.5 and 3.6). Category 7 takes no bits.
[[nodiscard]] CodedRegion encodeRegion(std::span<const float, regionWidth> coefficients,
                                       int category, float deviation);
void writeRegion(const CodedRegion& region, BitWriter& bits);

enum class RegionRead { Whole, RanOut };
/// Reads a region of category 0 to 6; zeros stay zero.
[[nodiscard]] RegionRead decodeRegion(BitReader& bits, int category, float deviation,
                                      std::span<float, regionWidth> coefficients);

}  // namespace sidetone::media::g7221
