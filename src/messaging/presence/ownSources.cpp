// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/ownSources.h"

#include "messaging/presence/activities.h"

namespace sidetone::messaging {
namespace {

Activity busiest(const OwnSources& sources) {
    if (sources.isPresenting) return Activity::Presenting;
    if (sources.call != Activity::None) return sources.call;
    if (sources.isInWebexMeeting) return Activity::InWebexMeeting;
    const bool isAway = sources.chosen.availability == Availability::Away ||
                        sources.chosen.availability == Availability::ExtendedAway;
    return isAway ? Activity::None : sources.calendar;
}

}  // namespace

Presence composeOwn(const OwnSources& sources) {
    auto presence = sources.chosen;
    presence.activity = Activity::None;
    presence.idleSince.reset();
    if (presence.availability == Availability::Offline ||
        presence.availability == Availability::DoNotDisturb) {
        return presence;
    }
    if (const auto activity = busiest(sources); activity != Activity::None) {
        return {availabilityOf(activity), {}, activity};
    }
    if (!sources.idleSince) return presence;
    presence.idleSince = sources.idleSince;
    if (presence.availability == Availability::Available) {
        presence.availability = Availability::Away;
        presence.activity = Activity::Idle;
    }
    return presence;
}

}  // namespace sidetone::messaging
