// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sip/transaction/ClientTransaction.h"

namespace sidetone::sip {

/// RFC 3261 17.1.1 with RFC 6026 7.2 and 8.4.
///
/// States: Calling, Proceeding, Completed, Accepted, Terminated.
/// Events: 1xx, 2xx, 300-699, timer A (retransmit), timer B (give up), timer D (Completed ends),
/// timer M (Accepted ends), transport error.
class InviteClient final : public ClientTransaction {
public:
    InviteClient(core::Clock& clock, Timing timing, Request request, std::shared_ptr<Flow> flow,
                 ClientHandlers handlers)
        : ClientTransaction(clock, timing, std::move(request), std::move(flow),
                            std::move(handlers)) {}

    void start() override;
    void receive(const Response& response) override;
    void transportFailed(const core::Error& error) override;
    [[nodiscard]] bool isTerminated() const override { return state_ == State::Terminated; }

private:
    enum class State { Calling, Proceeding, Completed, Accepted, Terminated };
    void send();
    void retransmitLater();
    void acknowledge(const Response& response);
    void receiveFailure(const Response& response);

    State state_ = State::Calling;
    core::Milliseconds interval_{0};
    core::Timer timerA_;
    core::Timer timerB_;
    core::Timer end_;
};

/// The ACK for a 300-699 response (RFC 3261 17.1.1.3).
[[nodiscard]] Request makeFailureAck(const Request& invite, const Response& response);
/// The CANCEL for a pending request (RFC 3261 9.1).
[[nodiscard]] Request makeCancel(const Request& invite);

}  // namespace sidetone::sip
