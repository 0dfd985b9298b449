// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/stunWire.h"

#include <algorithm>

#include "media/rtp/octets.h"

namespace sidetone::media {

void appendStunAttribute(std::vector<std::uint8_t>& message, StunType type,
                         std::span<const std::uint8_t> value) {
    const std::size_t at = message.size();
    message.resize(at + 4 + paddedStunLength(value.size()));
    write16(message, at, static_cast<std::uint16_t>(type));
    write16(message, at + 2, static_cast<std::uint16_t>(value.size()));
    std::copy(value.begin(), value.end(), message.begin() + static_cast<std::ptrdiff_t>(at) + 4);
    write16(message, 2, static_cast<std::uint16_t>(message.size() - StunMessage::headerOctets));
}

}  // namespace sidetone::media
