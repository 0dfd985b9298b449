// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "media/codecs/video/H264Encoder.h"

namespace sidetone::media {

/// One payload and its place in the stream.
struct H264Payload {
    std::uint64_t sequence = 0;  ///< extended
    std::vector<std::uint8_t> bytes;
};

/// What the packets of one picture gave.
struct UnpackedPicture {
    std::vector<NalUnit> units;
    /// Packets between the first and the last are missing, or a unit was cut off: what is there
    /// is given all the same, whole units only.
    bool hasGaps = false;
    /// A packet is not of RFC 6184's non-interleaved mode.
    bool hasNonsense = false;
};

/// The units of one picture (RFC 6184, sections 5.6 to 5.8) from its payloads in the order of
/// their numbers. Both modes, whatever was agreed. Anything may stand in the payloads.
[[nodiscard]] UnpackedPicture unpackH264(std::span<const H264Payload> payloads);

/// True where the payload brings a key picture or the parameter sets before it.
[[nodiscard]] bool beginsKeyPicture(std::span<const std::uint8_t> payload);

}  // namespace sidetone::media
