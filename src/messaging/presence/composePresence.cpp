// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/composePresence.h"

#include <tuple>

#include "messaging/presence/activities.h"

namespace sidetone::messaging {
namespace {

/// What counts before priorities do.
int urgency(const Presence& presence) {
    if (presence.availability == Availability::DoNotDisturb) return 3;
    switch (presence.activity) {
        case Activity::OnCall:
        case Activity::InConference:
        case Activity::Presenting:
            return 2;
        case Activity::InMeeting:
        case Activity::InWebexMeeting:
            return 1;
        default:
            return 0;
    }
}

}  // namespace

Presence composePresence(const xmpp::PresenceTracker::Devices* devices, const Beside& beside) {
    Presence composed;
    composed.availability = Availability::Offline;
    if (devices == nullptr) {
        const bool isMeeting =
            beside.published.general == "working" && beside.published.specific == "in_a_meeting";
        if (beside.absent == Absent::MayMeet && isMeeting) composed.activity = Activity::InMeeting;
        return composed;
    }
    using Rank = std::tuple<int, int, core::Instant>;
    std::optional<Rank> best;
    bool isMobile = bool(beside.isPhone);
    for (const auto& [resource, device] : *devices) {
        isMobile = isMobile && beside.isPhone(device.software);
        auto presence = toPresence(device.info, beside.published);
        const Rank rank{urgency(presence), device.info.priority, device.since};
        if (best && rank <= *best) continue;
        best = rank;
        composed = std::move(presence);
    }
    composed.isMobile = isMobile;
    return composed;
}

}  // namespace sidetone::messaging
