// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "media/paths/StunMessage.h"

namespace sidetone::media {

inline constexpr std::uint32_t stunCookie = 0x2112A442;  ///< RFC 8489, section 5

/// An attribute's value with the padding behind it, to a multiple of 4 octets.
constexpr std::size_t paddedStunLength(std::size_t octets) {
    return (octets + 3) / 4 * 4;
}

/// Puts an attribute behind a message's octets and counts it in the header's length.
void appendStunAttribute(std::vector<std::uint8_t>& message, StunType type,
                         std::span<const std::uint8_t> value);

}  // namespace sidetone::media
