// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/report/CallMemory.h"

#include <algorithm>

namespace sidetone::client {

using telephony::CallControl;

void CallMemory::listen(CallControl& calls) {
    const auto take = [this, control = &calls](telephony::CallId id) { this->take(*control, id); };
    connect(&calls, &CallControl::callAdded, this, take);
    connect(&calls, &CallControl::callChanged, this, take);
    connect(&calls, &CallControl::statisticsChanged, this, take);
}

void CallMemory::take(const CallControl& control, telephony::CallId id) {
    const auto call = control.call(id);
    if (!call) return;
    // Numbers begin anew with each sign-in; the time tells such calls apart.
    const auto known = std::find_if(calls_.begin(), calls_.end(), [&](const auto& each) {
        return each.id == id && each.started == call->started;
    });
    if (known != calls_.end()) {
        // The last figures of a call are those before its end.
        const auto statistics = known->statistics;
        *known = *call;
        if (call->statistics.codec.empty()) known->statistics = statistics;
        return;
    }
    calls_.push_back(*call);
    if (calls_.size() > most) calls_.pop_front();
}

}  // namespace sidetone::client
