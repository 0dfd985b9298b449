// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "media/codecs/g7221/frameFacts.h"

namespace sidetone::media::g7221 {

/// The orthonormal discrete cosine transform of type IV of one frame; its own inverse.
[[nodiscard]] Coefficients cosineTransform(const Coefficients& in);

/// From sound to coefficients: frames overlap by half under a sine window (G.722.1, section 3.1).
class LappedAnalysis {
public:
    [[nodiscard]] Coefficients run(std::span<const std::int16_t, frameSamples> sound);

private:
    std::array<float, frameSamples> old_{};
};

/// And back; what comes out is one frame late.
class LappedSynthesis {
public:
    void run(const Coefficients& coefficients, std::span<std::int16_t, frameSamples> sound);

private:
    std::array<float, frameSamples / 2> previous_{};
};

}  // namespace sidetone::media::g7221
