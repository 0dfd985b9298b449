// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/dtmf/TelephoneEvent.h"

#include <string_view>

#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::string_view digits = "0123456789*#ABCD";

}  // namespace

std::array<std::uint8_t, 4> writeTelephoneEvent(const TelephoneEvent& event) {
    std::array<std::uint8_t, 4> out{};
    out[0] = event.event;
    out[1] = static_cast<std::uint8_t>((event.end ? 0x80U : 0U) | (event.volume & 0x3FU));
    write16(out, 2, event.duration);
    return out;
}

std::optional<TelephoneEvent> parseTelephoneEvent(std::span<const std::uint8_t> payload) {
    if (payload.size() < 4) return std::nullopt;
    return TelephoneEvent{payload[0], (payload[1] & 0x80U) != 0,
                          static_cast<std::uint8_t>(payload[1] & 0x3FU), read16(payload, 2)};
}

std::optional<std::uint8_t> eventOf(char digit) {
    const char upper = digit >= 'a' && digit <= 'd' ? static_cast<char>(digit - 'a' + 'A') : digit;
    const auto place = digits.find(upper);
    if (place == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint8_t>(place);
}

std::optional<char> digitOf(std::uint8_t event) {
    if (event >= digits.size()) return std::nullopt;
    return digits[event];
}

}  // namespace sidetone::media
