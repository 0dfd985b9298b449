// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sip/transaction/ServerTransaction.h"

namespace sidetone::sip {

/// RFC 3261 17.2.1 with RFC 6026 7.1 and 8.7.
///
/// States: Proceeding, Completed, Confirmed, Accepted, Terminated.
/// Events: INVITE again, ACK, 1xx, 2xx and 300-699 from above, timer G (retransmit the failure),
/// timer H (no ACK), timer I (Confirmed ends), timer L (Accepted ends).
class InviteServer final : public ServerTransaction {
public:
    InviteServer(core::Clock& clock, Timing timing, Request request, std::shared_ptr<Flow> flow);

    void respond(const Response& response) override;
    void receive(const Request& request) override;
    [[nodiscard]] bool isTerminated() const override { return state_ == State::Terminated; }
    [[nodiscard]] bool isAnswered() const override { return state_ != State::Proceeding; }

    [[nodiscard]] bool isAccepted() const override { return state_ == State::Accepted; }

private:
    enum class State { Proceeding, Completed, Confirmed, Accepted, Terminated };
    void retransmitLater();
    void finish(const Response& response);

    State state_ = State::Proceeding;
    std::string last_;  ///< the newest response, for retransmissions
    core::Milliseconds interval_{0};
    core::Timer trying_;
    core::Timer timerG_;
    core::Timer end_;
};

}  // namespace sidetone::sip
