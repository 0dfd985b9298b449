// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/g7221/regionCoding.h"

#include <algorithm>
#include <cmath>

#include "media/codecs/g7221/vectorCodes.h"

namespace sidetone::media::g7221 {
namespace {

constexpr std::array<CategoryFacts, 7> facts{{
    {2, 13, 0.35355339F, 0.30F, 0},
    {2, 9, 0.5F, 0.33F, 0},
    {2, 6, 0.70710678F, 0.36F, 0},
    {4, 4, 1, 0.39F, 0},
    {4, 3, 1.41421356F, 0.42F, 0},
    {5, 2, 2, 0.45F, 0.176777F},
    {5, 1, 2.82842712F, 0.50F, 0.25F},
}};

/// In 4096ths of the deviation.
constexpr std::array<std::array<std::int16_t, 13>, 7> centroids{{
    {1606, 3119, 4586, 6049, 7502, 8941, 10406, 11851, 13292, 14736, 16146, 17566, 19351},
    {2229, 4341, 6401, 8471, 10531, 12583, 14588, 16673, 18924},
    {3055, 5998, 8929, 11806, 14680, 17680},
    {4121, 8192, 12259, 16322},
    {5413, 11071, 16315},
    {6785, 14300},
    {8044},
}};

}  // namespace

const CategoryFacts& factsOf(int category) {
    return facts[static_cast<std::size_t>(category)];
}

float centroid(int category, int magnitude) {
    const auto& row = centroids[static_cast<std::size_t>(category)];
    return static_cast<float>(row[static_cast<std::size_t>(magnitude - 1)]) / 4096;
}

CodedRegion encodeRegion(std::span<const float, regionWidth> coefficients, int category,
                         float deviation) {
    CodedRegion region;
    if (category == noiseCategory) return region;
    const auto& rules = factsOf(category);
    const auto& code = vectorCode(category);
    const float steps = 1 / (rules.step * deviation);
    const auto width = static_cast<std::size_t>(rules.dimension);
    for (std::size_t at = 0; at < regionWidth; at += width) {
        int value = 0;
        std::uint32_t signs = 0;
        int signBits = 0;
        for (const float coefficient : coefficients.subspan(at, width)) {
            const float magnitude = std::abs(coefficient) * steps + rules.rounding;
            const int k =
                static_cast<int>(std::min(magnitude, static_cast<float>(rules.largest) + 0.5F));
            value = value * (rules.largest + 1) + k;
            if (k == 0) continue;
            signs = signs * 2 + (coefficient > 0 ? 1U : 0U);
            ++signBits;
        }
        const auto vector = static_cast<std::size_t>(region.vectors++);
        region.words[vector] = (code.word(value) << static_cast<unsigned>(signBits)) | signs;
        region.lengths[vector] = code.length(value) + signBits;
        region.bits += region.lengths[vector];
    }
    return region;
}

void writeRegion(const CodedRegion& region, BitWriter& bits) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(region.vectors); ++i) {
        bits.write(region.words[i], region.lengths[i]);
    }
}

RegionRead decodeRegion(BitReader& bits, int category, float deviation,
                        std::span<float, regionWidth> coefficients) {
    const auto& rules = factsOf(category);
    const auto& code = vectorCode(category);
    const auto width = static_cast<std::size_t>(rules.dimension);
    for (std::size_t at = 0; at < regionWidth; at += width) {
        const auto value = code.read(bits);
        if (!value) return RegionRead::RanOut;
        std::array<int, 5> magnitudes{};
        std::size_t signs = 0;
        int rest = *value;
        for (std::size_t i = width; i-- > 0; rest /= rules.largest + 1) {
            magnitudes[i] = rest % (rules.largest + 1);
            if (magnitudes[i] > 0) ++signs;
        }
        if (bits.left() < signs) return RegionRead::RanOut;
        for (std::size_t i = 0; i < width; ++i) {
            if (magnitudes[i] == 0) continue;
            const float amount = deviation * centroid(category, magnitudes[i]);
            coefficients[at + i] = bits.bit() == 1 ? amount : -amount;
        }
    }
    return RegionRead::Whole;
}

}  // namespace sidetone::media::g7221
