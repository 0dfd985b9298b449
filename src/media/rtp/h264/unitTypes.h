// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sidetone::media {

// The types of RFC 6184, table 1, and the bits of a fragment's header (section 5.8).

inline constexpr std::uint8_t fillerType = 12;  ///< H.264, table 7-1
inline constexpr std::uint8_t largestUnitType = 23;
inline constexpr std::uint8_t aggregateType = 24;  ///< STAP-A
inline constexpr std::uint8_t fragmentType = 28;   ///< FU-A
inline constexpr std::uint8_t fragmentStart = 0x80;
inline constexpr std::uint8_t fragmentEnd = 0x40;

}  // namespace sidetone::media
