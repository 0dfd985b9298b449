// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sip/transaction/ServerTransaction.h"

namespace sidetone::sip {

/// RFC 3261 17.2.2.
///
/// States: Trying, Proceeding, Completed, Terminated.
/// Events: the request again, 1xx and final response from above, timer J (Completed ends).
class NonInviteServer final : public ServerTransaction {
public:
    NonInviteServer(core::Clock& clock, Timing timing, Request request, std::shared_ptr<Flow> flow)
        : ServerTransaction(clock, timing, std::move(request), std::move(flow)) {}

    void respond(const Response& response) override {
        if (isAnswered()) return;
        last_ = serialize(response);
        send(last_);
        if (response.isProvisional()) {
            state_ = State::Proceeding;
            return;
        }
        state_ = State::Completed;
        const auto linger = flow_->isReliable() ? core::Milliseconds(0) : timing_.patience();
        end_ = clock_.after(linger, [this] { state_ = State::Terminated; });
    }
    void receive(const Request& /*request*/) override {
        if (!last_.empty() && state_ != State::Terminated) send(last_);
    }
    [[nodiscard]] bool isTerminated() const override { return state_ == State::Terminated; }
    [[nodiscard]] bool isAnswered() const override {
        return state_ == State::Completed || state_ == State::Terminated;
    }

private:
    enum class State { Trying, Proceeding, Completed, Terminated };
    State state_ = State::Trying;
    std::string last_;
    core::Timer end_;
};

}  // namespace sidetone::sip
