// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "media/codecs/g7221/LappedTransform.h"
#include "media/codecs/g7221/NoiseFill.h"

namespace sidetone::media::g7221 {

/// Frames into sound (G.722.1, section 4).
class FrameDecoder {
public:
    enum class Outcome { Good, Damaged };
    /// A damaged frame is played like a lost one.
    Outcome decode(std::span<const std::uint8_t> frame,
                   std::span<std::int16_t, frameSamples> sound);
    /// A lost frame: the last good one once more, then silence.
    void conceal(std::span<std::int16_t, frameSamples> sound);

private:
    [[nodiscard]] Outcome read(std::span<const std::uint8_t> frame, Coefficients& out);

    NoiseFill noise_;
    LappedSynthesis synthesis_;
    Coefficients lastGood_{};
};

}  // namespace sidetone::media::g7221
