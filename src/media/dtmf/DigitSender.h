// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "core/Clock.h"
#include "media/dtmf/TelephoneEvent.h"

namespace sidetone::media {

/// Digits on their way out, one after the other: a packet each 20 ms whose duration grows, the
/// last one three times, then 60 ms of ordinary sound before the next digit (RFC 4733, section
/// 2.5.1; ITU-T Q.24 asks for 40 ms at least between digits). Media thread.
class DigitSender {
public:
    /// Puts a digit behind the others; 40 ms to 6 s long.
    void add(std::uint8_t event, core::Milliseconds duration);

    struct Packet {
        TelephoneEvent event;
        bool first = false;  ///< marker; the event's timestamp is now
    };
    /// Each 20 ms: the packet that goes out instead of sound, or nothing.
    [[nodiscard]] std::optional<Packet> tick();

private:
    struct Digit {
        std::uint8_t event = 0;
        core::Milliseconds duration{0};
    };
    std::deque<Digit> waiting_;
    core::Milliseconds sent_{0};  ///< of the first one
    int endsSent_ = 0;
    int pause_ = 0;  ///< ticks
};

}  // namespace sidetone::media
