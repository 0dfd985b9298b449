// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sip/transaction/ClientTransaction.h"

namespace sidetone::sip {

/// RFC 3261 17.1.2.
///
/// States: Trying, Proceeding, Completed, Terminated.
/// Events: 1xx, final response, timer E (retransmit), timer F (give up), timer K (Completed
/// ends), transport error.
class NonInviteClient final : public ClientTransaction {
public:
    NonInviteClient(core::Clock& clock, Timing timing, Request request, std::shared_ptr<Flow> flow,
                    ClientHandlers handlers)
        : ClientTransaction(clock, timing, std::move(request), std::move(flow),
                            std::move(handlers)) {}

    void start() override;
    void receive(const Response& response) override;
    void transportFailed(const core::Error& error) override;
    [[nodiscard]] bool isTerminated() const override { return state_ == State::Terminated; }

private:
    enum class State { Trying, Proceeding, Completed, Terminated };
    [[nodiscard]] bool isWaiting() const {
        return state_ == State::Trying || state_ == State::Proceeding;
    }
    void send();
    void retransmitLater();

    State state_ = State::Trying;
    core::Milliseconds interval_{0};
    core::Timer timerE_;
    core::Timer timerF_;
    core::Timer end_;
};

}  // namespace sidetone::sip
