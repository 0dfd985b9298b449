// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace sidetone::media {

/// The payload of RFC 4733, section 2.3.
struct TelephoneEvent {
    std::uint8_t event = 0;  ///< 0-9 digits, 10 *, 11 #, 12-15 A-D
    bool end = false;
    std::uint8_t volume = 10;    ///< 0 to 63: dB below 1 mW
    std::uint16_t duration = 0;  ///< ticks of 8000 a second since the event's timestamp
};

inline constexpr int telephoneEventClock = 8000;

[[nodiscard]] std::array<std::uint8_t, 4> writeTelephoneEvent(const TelephoneEvent& event);
/// The first event of a payload; empty where that is shorter than one.
[[nodiscard]] std::optional<TelephoneEvent> parseTelephoneEvent(
    std::span<const std::uint8_t> payload);

/// The event of 0-9 * # A-D (or a-d); empty for other characters.
[[nodiscard]] std::optional<std::uint8_t> eventOf(char digit);
/// The digit of an event from 0 to 15.
[[nodiscard]] std::optional<char> digitOf(std::uint8_t event);

}  // namespace sidetone::media
