// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/transaction/NonInviteClient.h"

#include <algorithm>

namespace sidetone::sip {

void NonInviteClient::start() {
    // 17.1.2.2: send; timer F at 64*T1; over UDP timer E at T1.
    interval_ = timing_.t1;
    send();
    timerF_ = clock_.after(timing_.patience(), [this] {
        if (!isWaiting()) return;
        state_ = State::Terminated;
        timerE_.stop();
        tellFailed(noAnswer());
    });
    if (!flow_->isReliable()) retransmitLater();
}

void NonInviteClient::send() {
    const auto status = flow_->send(serialize(request_));
    if (status) return;
    end_ = clock_.after(core::Milliseconds(0),
                        [this, error = status.error()] { transportFailed(error); });
}

void NonInviteClient::retransmitLater() {
    timerE_ = clock_.after(interval_, [this] {
        if (!isWaiting()) return;
        // Doubling up to T2; every T2 once a provisional response came.
        interval_ = state_ == State::Proceeding ? timing_.t2 : std::min(2 * interval_, timing_.t2);
        send();
        retransmitLater();
    });
}

void NonInviteClient::receive(const Response& response) {
    if (!isWaiting()) return;
    if (response.isProvisional()) {
        state_ = State::Proceeding;
        tell(response);
        return;
    }
    state_ = State::Completed;
    timerE_.stop();
    timerF_.stop();
    // Timer K absorbs retransmitted responses.
    const auto linger = flow_->isReliable() ? core::Milliseconds(0) : timing_.t4;
    end_ = clock_.after(linger, [this] { state_ = State::Terminated; });
    tell(response);
}

void NonInviteClient::transportFailed(const core::Error& error) {
    if (!isWaiting()) return;
    state_ = State::Terminated;
    timerE_.stop();
    timerF_.stop();
    tellFailed(error);
}

}  // namespace sidetone::sip
