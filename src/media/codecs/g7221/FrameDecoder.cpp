// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/g7221/FrameDecoder.h"

#include <algorithm>

#include "media/codecs/g7221/Categorization.h"
#include "media/codecs/g7221/Envelope.h"
#include "media/codecs/g7221/regionCoding.h"

namespace sidetone::media::g7221 {
namespace {

bool areInRange(const Levels& levels) {
    return std::all_of(levels.begin(), levels.end(),
                       [](int level) { return level >= lowestLevel && level <= highestLevel; });
}

/// The encoder fills up with ones: anything else was damaged.
bool onlyOnesAreLeft(BitReader& bits) {
    while (bits.left() > 0) {
        if (bits.bit() == 0) return false;
    }
    return true;
}

}  // namespace

FrameDecoder::Outcome FrameDecoder::read(std::span<const std::uint8_t> frame, Coefficients& out) {
    BitReader bits(frame);
    const auto levels = readLevels(bits);
    if (!levels || !areInRange(*levels) || bits.left() < controlBits) return Outcome::Damaged;
    const int control = static_cast<int>(bits.bits(controlBits));
    const Categorization categorization(*levels, static_cast<int>(bits.left()));
    auto categories = categorization.at(control);
    bool ranOut = false;
    for (std::size_t r = 0; r < regions; ++r) {
        const auto region = std::span(out).subspan(r * regionWidth).first<regionWidth>();
        const float deviation = deviationOf((*levels)[r]);
        if (ranOut) categories[r] = noiseCategory;
        if (categories[r] < noiseCategory &&
            decodeRegion(bits, categories[r], deviation, region) == RegionRead::RanOut) {
            ranOut = true;
            categories[r] = noiseCategory;
        }
        noise_.fill(region, categories[r], deviation);
    }
    // The encoder could have chosen a coarser way: bits must not run out before the coarsest.
    if (ranOut) return control < controls - 1 ? Outcome::Damaged : Outcome::Good;
    return onlyOnesAreLeft(bits) ? Outcome::Good : Outcome::Damaged;
}

FrameDecoder::Outcome FrameDecoder::decode(std::span<const std::uint8_t> frame,
                                           std::span<std::int16_t, frameSamples> sound) {
    Coefficients coefficients{};
    if (read(frame, coefficients) == Outcome::Damaged) {
        conceal(sound);
        return Outcome::Damaged;
    }
    lastGood_ = coefficients;
    synthesis_.run(coefficients, sound);
    return Outcome::Good;
}

void FrameDecoder::conceal(std::span<std::int16_t, frameSamples> sound) {
    synthesis_.run(lastGood_, sound);
    lastGood_.fill(0);
}

}  // namespace sidetone::media::g7221
