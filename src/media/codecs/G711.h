// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sidetone::media {

/// The two laws of ITU-T G.711 between 16-bit linear samples and 8-bit codes as they go over the
/// wire (A-law with every second bit turned, mu-law with all bits turned). 16-bit samples are
/// the 14-bit (mu) and 13-bit (A) values of the recommendation, shifted up; a negative sample's
/// magnitude counts from -1, so that both signs have the same number of values.
[[nodiscard]] std::uint8_t encodeMuLaw(std::int16_t sample);
[[nodiscard]] std::uint8_t encodeALaw(std::int16_t sample);
[[nodiscard]] std::int16_t decodeMuLaw(std::uint8_t code);
[[nodiscard]] std::int16_t decodeALaw(std::uint8_t code);

}  // namespace sidetone::media
