// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/presence/CalendarPresence.h"

#include <utility>

namespace sidetone::client {

using messaging::Activity;

CalendarPresence::CalendarPresence(Parts parts) : parts_(std::move(parts)) {}

void CalendarPresence::start() {
    if (parts_.server) {
        parts_.server->start([this](const CalendarServer::State& state) { take(state); });
    }
    if (!parts_.source) return;
    parts_.source->start([this](Activity event) {
        event_ = event;
        repeat();
    });
}

void CalendarPresence::choose(bool isWanted) {
    if (parts_.server) parts_.server->choose(isWanted);
}

messaging::CalendarRule CalendarPresence::rule() const {
    return messaging::calendarRule(deployment_, choice_.isWanted());
}

void CalendarPresence::take(const CalendarServer::State& state) {
    deployment_ = state.deployment;
    choice_.set(state.isWanted, state.revision);
    repeat();
}

void CalendarPresence::repeat() {
    const bool isOurs = rule().author == messaging::MeetingAuthor::Client;
    parts_.tell(isOurs ? event_ : Activity::None);
    parts_.tellOffline(deployment_ == messaging::CalendarDeployment::ServerIntegrated);
}

}  // namespace sidetone::client
