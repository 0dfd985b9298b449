// SPDX-License-Identifier: GPL-3.0-or-later
// How an InviteSession ends: CANCEL, BYE, refusals (RFC 3261 9.1, 15).
#include "sip/call/InviteSession.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

/// How long a BYE waits for a line.
constexpr core::Milliseconds byePatience{300'000};

}  // namespace

void InviteSession::hangUp(int cause, std::string_view reason) {
    const auto keep = shared_from_this();
    if (cause != 0) {
        endReason_ = "SIP;cause=" + std::to_string(cause) + ";text=" + quote(reason);
    }
    switch (state_) {
        case State::Calling:
            state_ = State::Cancelling;
            end({SessionEnd::Cause::Local, 0, {}, {}});
            // 9.1: a CANCEL waits for the first provisional response.
            if (provisionalSeen_) cancelInvite();
            break;
        case State::Incoming:
            refuse(cause >= 300 ? cause : 603);
            break;
        case State::Accepted:
            // 15: no BYE before the ACK.
            byeAfterAck_ = true;
            end({SessionEnd::Cause::Local, 0, {}, {}});
            break;
        case State::Established:
            end({SessionEnd::Cause::Local, cause, std::string(reason), {}});
            sendBye();
            break;
        default:
            break;
    }
}

void InviteSession::cancelInvite() {
    if (cancelDue_.isSet()) return;
    invite_->cancel();
    // 9.1: without an answer to the INVITE in 64*T1 it is over.
    cancelDue_ = context_.clock.after(context_.timing.patience(), [this] { finish(); });
}

void InviteSession::sendBye() {
    const auto flow = context_.flow();
    reinviteAgain_.stop();
    timer_.stop();
    refreshAgain_.stop();
    if (!dialog_) {
        finish();
        return;
    }
    state_ = State::Ending;
    if (!flow) {
        // The other side hears it when the line is back, or asks for the call meanwhile.
        cancelDue_ = context_.clock.after(byePatience, [this] { finish(); });
        return;
    }
    cancelDue_.stop();
    auto request = dialog_->makeRequest("BYE");
    request.headers.add("User-Agent", context_.account.userAgent);
    if (!endReason_.empty()) request.headers.add("Reason", endReason_);
    const std::weak_ptr<InviteSession> weak = weak_from_this();
    bye_ = makeExchange({[weak](const Response& response) {
                             auto self = weak.lock();
                             if (self && !response.isProvisional()) self->finish();
                         },
                         [weak](const core::Error&) {
                             if (auto self = weak.lock()) self->finish();
                         },
                         [weak]() -> std::uint32_t {
                             auto self = weak.lock();
                             return self ? self->dialog_->nextSequence() : 1;
                         }});
    bye_->start(std::move(request), flow);
}

void InviteSession::lineIsBack() {
    if (state_ == State::Ending && !bye_) sendBye();
}

void InviteSession::drop() {
    handlers_ = {};
    finish();
}

void InviteSession::strand() {
    isStranded_ = true;
    timer_.stop();
    refreshAgain_.stop();
    reinviteAgain_.stop();
}

void InviteSession::end(const SessionEnd& how) {
    const auto handlers = std::exchange(handlers_, {});
    if (handlers.ended) handlers.ended(how);
}

void InviteSession::finish() {
    const auto keep = weak_from_this().lock();
    state_ = State::Ended;
    acceptAgain_.stop();
    ackDue_.stop();
    reinviteAgain_.stop();
    cancelDue_.stop();
    refreshAgain_.stop();
    ringingAgain_.stop();
    ringingDue_.stop();
    referDue_.stop();
    timer_.stop();
    end({});
}

}  // namespace sidetone::sip
