// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/G711.h"

#include <algorithm>
#include <array>
#include <bit>

namespace sidetone::media {
namespace {

/// The value without its sign: 0 and -1 are both 0.
constexpr unsigned magnitude(std::int16_t sample) {
    return static_cast<unsigned>(sample < 0 ? -(sample + 1) : sample);
}

/// Mu-law: 33 is added to the 14-bit magnitude, so that every segment begins at a power of two:
/// the highest set bit is the segment, the four bits after it are the step.
constexpr std::uint8_t muCode(std::int16_t sample) {
    const unsigned biased = std::min((magnitude(sample) >> 2U) + 33U, 8191U);
    const unsigned segment = static_cast<unsigned>(std::bit_width(biased)) - 6U;
    const unsigned step = (biased >> (segment + 1U)) & 15U;
    const unsigned positive = sample < 0 ? 0U : 0x80U;
    return static_cast<std::uint8_t>(positive | (0x7FU - ((segment << 4U) | step)));
}

constexpr std::int16_t muValue(std::uint8_t code) {
    const unsigned turned = ~unsigned{code} & 0xFFU;
    const unsigned segment = (turned >> 4U) & 7U;
    const unsigned step = turned & 15U;
    const int value = static_cast<int>((((2U * step + 33U) << segment) - 33U) << 2U);
    return static_cast<std::int16_t>((turned & 0x80U) != 0 ? -value : value);
}

/// A-law: segments 0 and 1 are linear together, later ones double; no bias.
constexpr std::uint8_t aCode(std::int16_t sample) {
    const unsigned value = magnitude(sample) >> 4U;
    const unsigned width = static_cast<unsigned>(std::bit_width(value));
    const unsigned segment = width > 4U ? width - 4U : 0U;
    const unsigned step = segment > 1U ? (value >> (segment - 1U)) & 15U : value & 15U;
    const unsigned positive = sample < 0 ? 0U : 0x80U;
    return static_cast<std::uint8_t>((positive | (segment << 4U) | step) ^ 0x55U);
}

constexpr std::int16_t aValue(std::uint8_t code) {
    const unsigned turned = code ^ 0x55U;
    const unsigned segment = (turned >> 4U) & 7U;
    const unsigned step = turned & 15U;
    // The middle of the step: half a step of 16 in the linear part.
    const unsigned linear = 2U * step + 1U;
    const unsigned scaled = segment == 0U ? linear : (linear + 32U) << (segment - 1U);
    const int value = static_cast<int>(scaled << 3U);
    return static_cast<std::int16_t>((turned & 0x80U) != 0 ? value : -value);
}

template <class Function>
constexpr auto tableOf256(Function function) {
    std::array<std::int16_t, 256> table{};
    for (unsigned i = 0; i < 256; ++i) table[i] = function(static_cast<std::uint8_t>(i));
    return table;
}

constexpr auto muValues = tableOf256(muValue);
constexpr auto aValues = tableOf256(aValue);

}  // namespace

std::uint8_t encodeMuLaw(std::int16_t sample) {
    return muCode(sample);
}

std::uint8_t encodeALaw(std::int16_t sample) {
    return aCode(sample);
}

std::int16_t decodeMuLaw(std::uint8_t code) {
    return muValues[code];
}

std::int16_t decodeALaw(std::uint8_t code) {
    return aValues[code];
}

}  // namespace sidetone::media
