// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/transaction/InviteServer.h"

#include <algorithm>

namespace sidetone::sip {
namespace {

/// 17.2.1: a 100 is due unless something else goes out within 200 ms.
constexpr core::Milliseconds tryingAfter{200};

}  // namespace

InviteServer::InviteServer(core::Clock& clock, Timing timing, Request request,
                           std::shared_ptr<Flow> flow)
    : ServerTransaction(clock, timing, std::move(request), std::move(flow)) {
    trying_ = clock_.after(tryingAfter, [this] {
        if (state_ == State::Proceeding && last_.empty()) {
            respond(makeResponse(request_, 100, {}));
        }
    });
}

void InviteServer::respond(const Response& response) {
    trying_.stop();
    if (response.isProvisional()) {
        if (state_ != State::Proceeding) return;
        last_ = serialize(response);
        send(last_);
        return;
    }
    if (response.isSuccess()) {
        if (state_ != State::Proceeding && state_ != State::Accepted) return;
        if (state_ == State::Proceeding) {
            // RFC 6026 7.1: Accepted absorbs retransmitted INVITEs until timer L.
            state_ = State::Accepted;
            end_ = clock_.after(timing_.patience(), [this] { state_ = State::Terminated; });
        }
        send(serialize(response));
        return;
    }
    if (state_ == State::Proceeding) finish(response);
}

void InviteServer::finish(const Response& response) {
    state_ = State::Completed;
    last_ = serialize(response);
    send(last_);
    interval_ = timing_.t1;
    if (!flow_->isReliable()) retransmitLater();
    // Timer H: no ACK came.
    end_ = clock_.after(timing_.patience(), [this] {
        timerG_.stop();
        state_ = State::Terminated;
    });
}

void InviteServer::retransmitLater() {
    timerG_ = clock_.after(interval_, [this] {
        if (state_ != State::Completed) return;
        send(last_);
        interval_ = std::min(2 * interval_, timing_.t2);
        retransmitLater();
    });
}

void InviteServer::receive(const Request& request) {
    if (request.method == "ACK") {
        if (state_ != State::Completed) return;
        state_ = State::Confirmed;
        timerG_.stop();
        // Timer I absorbs further ACKs.
        const auto linger = flow_->isReliable() ? core::Milliseconds(0) : timing_.t4;
        end_ = clock_.after(linger, [this] { state_ = State::Terminated; });
        return;
    }
    const bool again = state_ == State::Proceeding || state_ == State::Completed;
    if (again && !last_.empty()) send(last_);
}

}  // namespace sidetone::sip
