// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "media/codecs/g7221/FrameDecoder.h"
#include "media/codecs/g7221/FrameEncoder.h"

/// Any sound becomes a frame that our decoder finds good, at both rates; any frame becomes sound.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media::g7221;
    for (const std::size_t octets : {60U, 80U}) {
        FrameEncoder encoder;
        FrameDecoder decoder;
        FrameDecoder wild;
        std::array<std::int16_t, frameSamples> sound{};
        for (std::size_t at = 0, frames = 0; at < size && frames < 8; at += 640, ++frames) {
            sound.fill(0);
            std::memcpy(sound.data(), data + at, std::min<std::size_t>(640, size - at));
            std::array<std::uint8_t, 80> frame{};
            const auto coded = std::span(frame).first(octets);
            encoder.encode(sound, coded);
            std::array<std::int16_t, frameSamples> heard{};
            if (decoder.decode(coded, heard) != FrameDecoder::Outcome::Good) std::abort();
        }
        for (std::size_t at = 0; at + octets <= size; at += octets) {
            static_cast<void>(wild.decode({data + at, octets}, sound));
        }
    }
    return 0;
}
