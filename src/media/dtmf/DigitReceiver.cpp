// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/dtmf/DigitReceiver.h"

#include <algorithm>

namespace sidetone::media {

std::optional<char> DigitReceiver::received(std::uint32_t timestamp, const TelephoneEvent& event) {
    if (last_) {
        const auto newer = static_cast<std::int32_t>(timestamp - last_->timestamp);
        if (newer == 0) last_->duration = std::max(last_->duration, event.duration);
        // The same event again, or a late packet of an earlier one.
        if (newer <= 0) return std::nullopt;
        // A key held longer than 8 s goes on in another segment (RFC 4733, section 2.5.1.3).
        const bool segment =
            event.event == last_->event && last_->duration == 0xFFFFU && newer == 0xFFFF;
        last_ = Last{timestamp, event.event, event.duration};
        if (segment) return std::nullopt;
    } else {
        last_ = Last{timestamp, event.event, event.duration};
    }
    return digitOf(event.event);
}

}  // namespace sidetone::media
