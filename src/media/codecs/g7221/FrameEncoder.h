// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "media/codecs/g7221/LappedTransform.h"

namespace sidetone::media::g7221 {

/// 20 ms of sound into one frame: 60 octets at 24 kbit/s, 80 at 32 (G.722.1, section 3). In
/// floating point: its frames are valid, but not always the very bits of the fixed-point code.
class FrameEncoder {
public:
    /// The frame's size sets the bit rate.
    void encode(std::span<const std::int16_t, frameSamples> sound, std::span<std::uint8_t> frame);

private:
    LappedAnalysis analysis_;
};

}  // namespace sidetone::media::g7221
