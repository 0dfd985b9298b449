// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/g7221/NoiseFill.h"

#include "media/codecs/g7221/regionCoding.h"

namespace sidetone::media::g7221 {

std::uint16_t NoiseFill::draw() {
    auto sum = static_cast<std::uint16_t>(state_[0] + state_[3]);
    if ((sum & 0x8000U) != 0) ++sum;
    state_[3] = state_[2];
    state_[2] = state_[1];
    state_[1] = state_[0];
    state_[0] = sum;
    return sum;
}

void NoiseFill::fill(std::span<float, regionWidth> coefficients, int category, float deviation) {
    if (category < 5) return;
    const bool everything = category == noiseCategory;
    const float amount = deviation * (everything ? 0.707107F : factsOf(category).noise);
    for (std::size_t from = 0; from < regionWidth; from += regionWidth / 2) {
        unsigned signs = draw();
        for (auto& coefficient : coefficients.subspan(from, regionWidth / 2)) {
            if (!everything && coefficient != 0) continue;
            coefficient = (signs & 1U) != 0 ? amount : -amount;
            signs >>= 1U;
        }
    }
}

}  // namespace sidetone::media::g7221
