// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/Clock.h"
#include "messaging/Presence.h"

namespace sidetone::messaging {

/// All that has a say in what we tell of ourselves.
struct OwnSources {
    Presence chosen{Availability::Available, {}};  ///< by the person
    Activity call = Activity::None;                ///< OnCall or InConference, from our own calls
    bool isPresenting = false;                     ///< shares the screen
    bool isInWebexMeeting = false;                 ///< from the meeting client, not the calendar
    /// InMeeting, InWebexMeeting or OutOfOffice, from the calendar, where calendarRule() lets us.
    Activity calendar = Activity::None;
    std::optional<core::WallTime> idleSince{};  ///< nobody is at the machine, or it is locked
    friend bool operator==(const OwnSources&, const OwnSources&) = default;
};

/// The one state that is told (reference/messaging.md 4.4): Offline, do not disturb, presenting,
/// on a call, in a meeting, out of office, away, idle, available, in this order; but Away that the
/// person chose beats what the calendar says. So each source's end restores what is true then.
[[nodiscard]] Presence composeOwn(const OwnSources& sources);

}  // namespace sidetone::messaging
