// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "media/codecs/video/H264Encoder.h"

namespace sidetone::media {

/// RFC 6184, section 6: how units go into packets. Interleaving (mode 2) is not done by anybody.
enum class PacketizationMode {
    SingleUnit = 0,      ///< a unit a packet
    NonInterleaved = 1,  ///< small units together (STAP-A), large ones in parts (FU-A)
};

/// The payloads of one picture's packets, in their order, none larger than `largest` octets (100
/// upwards). The last one carries the marker. In mode 0 a unit that is larger goes out in one
/// piece all the same, which the network then has to take apart.
[[nodiscard]] std::vector<std::vector<std::uint8_t>> packetizeH264(std::span<const NalUnit> units,
                                                                   PacketizationMode mode,
                                                                   std::size_t largest);

}  // namespace sidetone::media
