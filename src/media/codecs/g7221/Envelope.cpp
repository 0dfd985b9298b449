// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/g7221/Envelope.h"

#include <algorithm>
#include <cmath>

#include "media/codecs/g7221/levelCodes.h"

namespace sidetone::media::g7221 {
namespace {

int measured(const Coefficients& coefficients, std::size_t region) {
    float power = 0;
    for (std::size_t i = 0; i < regionWidth; ++i) {
        const float value = coefficients[region * regionWidth + i];
        power += value * value;
    }
    power /= regionWidth;
    if (power < 1e-6F) return -100;
    return static_cast<int>(std::floor(std::log2(power) + 0.5F)) - 2;
}

int differenceCode(const Levels& levels, std::size_t region) {
    return levels[region] - levels[region - 1] - lowestDifference;
}

}  // namespace

Levels measureLevels(const Coefficients& coefficients) {
    Levels levels{};
    for (std::size_t r = 0; r < regions; ++r) levels[r] = measured(coefficients, r);
    // From above, so that nothing has to rise faster than the codes can say ...
    for (std::size_t r = regions - 1; r-- > 0;) {
        levels[r] = std::max(levels[r], levels[r + 1] - highestDifference);
    }
    levels[0] = std::clamp(levels[0], lowestFirstLevel, highestLevel);
    for (std::size_t r = 1; r < regions; ++r) {
        levels[r] = std::clamp(levels[r], lowestLevel, highestLevel);
        // ... and from below, so that nothing has to fall faster.
        levels[r] = std::max(levels[r], levels[r - 1] + lowestDifference);
    }
    return levels;
}

float deviationOf(int level) {
    return std::exp2(static_cast<float>(level + 2) / 2);
}

int levelBits(const Levels& levels) {
    int sum = firstRegionBits;
    for (std::size_t r = 1; r < regions; ++r) sum += levelCode(r).length(differenceCode(levels, r));
    return sum;
}

void writeLevels(const Levels& levels, BitWriter& bits) {
    bits.write(static_cast<unsigned>(levels[0]), firstRegionBits);
    for (std::size_t r = 1; r < regions; ++r) {
        const int code = differenceCode(levels, r);
        bits.write(levelCode(r).word(code), levelCode(r).length(code));
    }
}

std::optional<Levels> readLevels(BitReader& bits) {
    if (bits.left() < static_cast<std::size_t>(firstRegionBits)) return std::nullopt;
    Levels levels{};
    levels[0] = static_cast<int>(bits.bits(firstRegionBits));
    for (std::size_t r = 1; r < regions; ++r) {
        const auto code = levelCode(r).read(bits);
        if (!code) return std::nullopt;
        levels[r] = levels[r - 1] + *code + lowestDifference;
    }
    return levels;
}

}  // namespace sidetone::media::g7221
