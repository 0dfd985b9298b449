// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/transaction/InviteClient.h"

namespace sidetone::sip {
namespace {

/// What ACK and CANCEL have in common: the same Request-URI, Via, From, Call-ID, number, Route.
Request sibling(const Request& invite, std::string_view method) {
    Request request;
    request.method = std::string(method);
    request.uri = invite.uri;
    request.headers.add("Via", topVia(invite.headers).text());
    for (const auto route : invite.headers.fields("Route")) {
        request.headers.add("Route", std::string(route));
    }
    request.headers.add("Max-Forwards", "70");
    request.headers.add("From", std::string(invite.headers.first("From")));
    request.headers.add("To", std::string(invite.headers.first("To")));
    request.headers.add("Call-ID", std::string(callIdOf(invite.headers)));
    request.headers.add("CSeq",
                        std::to_string(cseqOf(invite.headers).number) + " " + std::string(method));
    return request;
}

}  // namespace

Request makeFailureAck(const Request& invite, const Response& response) {
    auto ack = sibling(invite, "ACK");
    ack.headers.set("To", std::string(response.headers.first("To")));
    return ack;
}

Request makeCancel(const Request& invite) {
    return sibling(invite, "CANCEL");
}

void InviteClient::start() {
    // 17.1.1.2: send; over UDP timer A at T1; timer B at 64*T1.
    interval_ = timing_.t1;
    send();
    timerB_ = clock_.after(timing_.patience(), [this] {
        if (state_ != State::Calling) return;
        state_ = State::Terminated;
        timerA_.stop();
        tellFailed(noAnswer());
    });
    if (!flow_->isReliable()) retransmitLater();
}

void InviteClient::send() {
    const auto status = flow_->send(serialize(request_));
    if (status) return;
    // 17.1.4; told from the event loop, never from inside start().
    end_ = clock_.after(core::Milliseconds(0),
                        [this, error = status.error()] { transportFailed(error); });
}

void InviteClient::retransmitLater() {
    timerA_ = clock_.after(interval_, [this] {
        if (state_ != State::Calling) return;
        interval_ *= 2;
        send();
        retransmitLater();
    });
}

void InviteClient::receive(const Response& response) {
    if (state_ == State::Terminated) return;
    if (response.isProvisional()) {
        if (state_ != State::Calling && state_ != State::Proceeding) return;
        state_ = State::Proceeding;
        timerA_.stop();
        tell(response);
        return;
    }
    if (!response.isSuccess()) {
        receiveFailure(response);
        return;
    }
    if (state_ == State::Completed) return;
    // RFC 6026 7.2: every 2xx goes up, from any branch, until timer M.
    if (state_ != State::Accepted) {
        state_ = State::Accepted;
        timerA_.stop();
        timerB_.stop();
        end_ = clock_.after(timing_.patience(), [this] { state_ = State::Terminated; });
    }
    tell(response);
}

void InviteClient::receiveFailure(const Response& response) {
    if (state_ == State::Accepted) return;
    acknowledge(response);
    if (state_ == State::Completed) return;
    timerA_.stop();
    timerB_.stop();
    state_ = State::Completed;
    // Timer D: 0 where nothing is retransmitted.
    const auto linger = flow_->isReliable() ? core::Milliseconds(0) : timing_.timerD();
    end_ = clock_.after(linger, [this] { state_ = State::Terminated; });
    tell(response);
}

void InviteClient::acknowledge(const Response& response) {
    [[maybe_unused]] const auto sent = flow_->send(serialize(makeFailureAck(request_, response)));
}

void InviteClient::transportFailed(const core::Error& error) {
    const bool waiting = state_ == State::Calling || state_ == State::Proceeding;
    if (!waiting) return;
    state_ = State::Terminated;
    timerA_.stop();
    timerB_.stop();
    tellFailed(error);
}

}  // namespace sidetone::sip
