// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/presence/CallPresence.h"

namespace sidetone::client {

using messaging::Activity;
using telephony::CallControl;
using telephony::CallState;

CallPresence::CallPresence(std::function<void(Activity)> tell) : tell_(std::move(tell)) {}

void CallPresence::follow(CallControl* calls) {
    if (calls_) calls_->disconnect(this);
    calls_ = calls;
    if (calls != nullptr) {
        connect(calls, &CallControl::callAdded, this, &CallPresence::look);
        connect(calls, &CallControl::callChanged, this, &CallPresence::look);
    }
    look();
}

void CallPresence::look() {
    auto activity = Activity::None;
    if (calls_) {
        const auto calls = calls_->calls();
        for (const auto& call : calls) {
            const bool isTalking = call.state == CallState::Connected ||
                                   call.state == CallState::HeldHere ||
                                   call.state == CallState::HeldThere;
            if (!isTalking) continue;
            if (activity == Activity::None) activity = Activity::OnCall;
            if (call.inConference) activity = Activity::InConference;
        }
    }
    if (activity == activity_) return;
    activity_ = activity;
    tell_(activity);
}

}  // namespace sidetone::client
