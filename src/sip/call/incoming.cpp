// SPDX-License-Identifier: GPL-3.0-or-later
// InviteSession as the called side: 180, 200 until its ACK, refusals, CANCEL (RFC 3261 13.3).
#include <algorithm>

#include "sip/call/InviteSession.h"
#include "sip/call/identity.h"
#include "sip/call/methods.h"

namespace sidetone::sip {

core::Status InviteSession::takeIncoming(std::shared_ptr<ServerTransaction> transaction) {
    const auto& invite = transaction->request();
    auto dialog = Dialog::asCalled(invite, localTag_);
    if (!dialog) return dialog.error();
    dialog_ = std::move(*dialog);
    callId_ = std::string(callIdOf(invite.headers));
    remote_ = fromOf(invite.headers);
    readInvite(invite);
    if (hasDescription(invite.headers, invite.body)) firstOffer_ = invite.body;
    offerIsOurs_ = firstOffer_.empty();
    theirs_ = std::move(transaction);
    state_ = State::Incoming;
    return {};
}

void InviteSession::readInvite(const Request& invite) {
    nameAbilities(invite.headers);
    if (auto known = assertedIdentity(invite.headers)) remote_ = std::move(*known);
    sentOnBy_ = forwarderOf(invite.headers);
}

void InviteSession::ring() {
    if (state_ != State::Incoming) return;
    auto ringing = respondTo(*theirs_, 180);
    if (theirs_->request().headers.lists("Require", "100rel")) {
        ringReliably(std::move(ringing));
    } else {
        theirs_->respond(ringing);
    }
}

void InviteSession::accept(std::string description) {
    if (theirUpdate_) {
        lastDescription_ = description;
        answerUpdate(description);
        return;
    }
    const bool initial = state_ == State::Incoming;
    if ((!initial && state_ != State::Established) || !theirs_ || theirs_->isAnswered()) return;
    if (initial) state_ = State::Accepted;
    lastAccept_ = std::move(description);
    lastDescription_ = lastAccept_;
    ringing_.reset();
    ringingDue_.stop();
    sendAccept(lastAccept_);
    // 13.3.1.4: repeated from T1 up to T2 on any transport, until the ACK or 64*T1.
    acceptInterval_ = context_.timing.t1;
    retransmitAccept();
    ackDue_ = context_.clock.after(context_.timing.patience(), [this] {
        acceptAgain_.stop();
        theirs_.reset();
        if (state_ != State::Accepted && state_ != State::Established) return;
        const auto error = core::fail(core::ErrorCode::Timeout, "Answering the call",
                                      "the other side never confirmed it");
        state_ = State::Established;
        const auto keep = shared_from_this();
        end({SessionEnd::Cause::Failed, 0, {}, error});
        sendBye();
    });
}

void InviteSession::sendAccept(const std::string& description) {
    auto response = respondTo(*theirs_, 200);
    setDescription(response.headers, response.body, description);
    timer_.writeAnswer(theirs_->request(), response);
    theirs_->respond(response);
}

void InviteSession::retransmitAccept() {
    acceptAgain_ = context_.clock.after(acceptInterval_, [this] {
        if (!theirs_) return;
        sendAccept(lastAccept_);
        acceptInterval_ = std::min(2 * acceptInterval_, context_.timing.t2);
        retransmitAccept();
    });
}

void InviteSession::refuse(int status, std::string_view reason) {
    if (theirUpdate_) {
        const auto update = std::exchange(theirUpdate_, nullptr);
        update->respond(respondTo(*update, status, reason));
        return;
    }
    if (!theirs_ || theirs_->isAnswered()) return;
    theirs_->respond(respondTo(*theirs_, status, reason));
    theirs_.reset();
    if (state_ != State::Incoming) {
        if (!reinviteOffer_.empty() && !reinviteAgain_.isSet()) sendReinvite();
        return;
    }
    end({SessionEnd::Cause::Local, status, std::string(reason), {}});
    finish();
}

void InviteSession::acknowledged(const Request& ack) {
    if (!theirs_ || !theirs_->isAnswered()) return;
    if (cseqOf(ack.headers).number != cseqOf(theirs_->request().headers).number) return;
    acceptAgain_.stop();
    ackDue_.stop();
    theirs_.reset();
    const bool first = state_ == State::Accepted;
    if (first) state_ = State::Established;
    if (byeAfterAck_) {
        sendBye();
        return;
    }
    const auto keep = shared_from_this();
    if (offerIsOurs_) {
        // 13.2.1: our 200 carried the offer, so the ACK must carry the answer.
        if (!hasDescription(ack.headers, ack.body)) {
            hangUp(488, "No answer to the offer");
            return;
        }
        tell(handlers_.answered, ack.body);
    }
    if (first && state_ == State::Established) tell(handlers_.established);
    if (!reinviteOffer_.empty() && !reinvite_ && !reinviteAgain_.isSet()) sendReinvite();
}

void InviteSession::cancelled(const std::shared_ptr<ServerTransaction>& transaction,
                              const Request& cancel) {
    if (transaction != theirs_ || transaction->isAnswered()) return;
    // 9.2: the INVITE itself is answered with 487.
    theirs_->respond(respondTo(*theirs_, 487));
    theirs_.reset();
    if (state_ != State::Incoming) return;
    endByThem(cancel.headers);
    finish();
}

void InviteSession::endByThem(const Headers& headers) {
    if (const auto taken = takenElsewhere(headers)) {
        end({SessionEnd::Cause::Elsewhere, *taken, {}, {}});
    } else {
        end({SessionEnd::Cause::Remote, 487, {}, {}});
    }
}

}  // namespace sidetone::sip
