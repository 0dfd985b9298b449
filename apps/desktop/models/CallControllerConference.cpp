// SPDX-License-Identifier: GPL-3.0-or-later
// Calls of several people, as the window shows them.
#include <algorithm>

#include "models/CallController.h"

namespace sidetone::desktop {
namespace {

bool isConnected(const telephony::Call& call) {
    using telephony::CallState;
    return call.state == CallState::Connected || call.state == CallState::HeldHere ||
           call.state == CallState::HeldThere;
}

}  // namespace

void CallController::lookForConference(const std::vector<telephony::Call>& calls) {
    int connected = 0;
    int together = 0;
    std::size_t people = 0;
    for (const auto& call : calls) {
        if (!isConnected(call)) continue;
        ++connected;
        if (call.inConference) ++together;
        people = std::max(people, call.participants.size());
    }
    QString words;
    if (people > 0) {
        words = tr("Conference of %1 people").arg(people);
    } else if (together > 1) {
        words = tr("Conference with %1 calls").arg(together);
    } else if (together == 1) {
        words = tr("Conference");
    }
    const bool canMerge = connected > 1 && together < connected;
    if (canMerge == canMerge_ && words == conferenceWords_) return;
    canMerge_ = canMerge;
    conferenceWords_ = words;
    Q_EMIT conferenceChanged();
}

std::vector<telephony::CallId> CallController::mixed() const {
    std::vector<telephony::CallId> members;
    if (!control_ || !current_.call() || !current_.call()->inConference) return members;
    for (const auto& call : control_->calls()) {
        if (isConnected(call) && call.inConference) members.push_back(call.id);
    }
    return members;
}

void CallController::merge() {
    if (!control_ || !canMerge_) return;
    report(control_->merge({}));
}

}  // namespace sidetone::desktop
