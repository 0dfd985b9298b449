// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

/// Constants of ITU-T G.722.1 (05/2005), main body: 7 kHz sound at 24 and 32 kbit/s.
namespace sidetone::media::g7221 {

inline constexpr std::size_t frameSamples = 320;  ///< 20 ms at 16 kHz
inline constexpr std::size_t regions = 14;
inline constexpr std::size_t regionWidth = 20;
/// Coefficients that are coded, up to 7 kHz; the others of a frame are zero.
inline constexpr std::size_t codedCoefficients = regions * regionWidth;
inline constexpr int controlBits = 4;  ///< of the categorization control
inline constexpr int controls = 16;    ///< its possible values
inline constexpr int firstRegionBits = 5;

/// The levels of regions ("rms index"): a step is 3 dB of power.
inline constexpr int lowestLevel = -8;
inline constexpr int lowestFirstLevel = 1;
inline constexpr int highestLevel = 31;

/// Categories are 0 (finest) to 7 (nothing but noise).
inline constexpr int categoryCount = 8;
inline constexpr int noiseCategory = 7;
inline constexpr std::array<int, categoryCount> expectedBits{52, 47, 43, 37, 29, 22, 16, 0};

using Coefficients = std::array<float, frameSamples>;
using Levels = std::array<int, regions>;
using Categories = std::array<int, regions>;

}  // namespace sidetone::media::g7221
