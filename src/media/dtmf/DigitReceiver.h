// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "media/dtmf/TelephoneEvent.h"

namespace sidetone::media {

/// Turns telephone-event packets into digits: one for each event, from whichever of its packets
/// comes first, so that a lost one does no harm. Media thread.
class DigitReceiver {
public:
    /// `timestamp`: of the RTP header: it names the event. Gives the digit of a new event.
    [[nodiscard]] std::optional<char> received(std::uint32_t timestamp,
                                               const TelephoneEvent& event);

private:
    struct Last {
        std::uint32_t timestamp = 0;
        std::uint8_t event = 0;
        std::uint16_t duration = 0;
    };
    std::optional<Last> last_;
};

}  // namespace sidetone::media
