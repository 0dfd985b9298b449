// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/OwnPresence.h"

#include "messaging/presence/activities.h"

namespace sidetone::messaging {

OwnPresence::OwnPresence(xmpp::PresenceTracker& tracker, ActivityPublisher& publisher)
    : tracker_(tracker), publisher_(publisher) {}

void OwnPresence::choose(const Presence& presence) {
    sources_.chosen = {presence.availability, presence.text};
    compose();
}

void OwnPresence::setCall(Activity call) {
    sources_.call = call;
    compose();
}

void OwnPresence::setPresenting(bool presenting) {
    sources_.isPresenting = presenting;
    compose();
}

void OwnPresence::setInWebexMeeting(bool inMeeting) {
    sources_.isInWebexMeeting = inMeeting;
    compose();
}

void OwnPresence::setCalendar(Activity calendar) {
    sources_.calendar = calendar;
    compose();
}

void OwnPresence::setIdleSince(std::optional<core::WallTime> since) {
    sources_.idleSince = since;
    compose();
}

void OwnPresence::setServerReadsCalendars(bool reads) {
    Q_EMIT serverReadsCalendars(reads);
}

void OwnPresence::compose() {
    auto composed = composeOwn(sources_);
    if (composed == composed_) return;
    composed_ = std::move(composed);
    tracker_.setOwn(toWire(composed_));
    const bool isSeen = composed_.availability != Availability::Offline;
    publisher_.publish(toUserActivity(isSeen ? composed_.activity : Activity::None));
    Q_EMIT changed();
}

}  // namespace sidetone::messaging
