// SPDX-License-Identifier: GPL-3.0-or-later
// Reliable provisional responses, both ways (RFC 3262).
#include "core/text.h"
#include "sip/call/InviteSession.h"
#include "sip/call/methods.h"

namespace sidetone::sip {

void InviteSession::acknowledgeProgress(const Response& response) {
    const auto number = core::parseNumber(response.headers.first("RSeq"));
    const auto tag = toOf(response.headers).tag();
    const auto early = early_.find(tag);
    const auto flow = context_.flow();
    if (!number || *number == 0 || *number > 0xffffffffULL || early == early_.end() || !flow) {
        return;
    }
    const auto rseq = static_cast<std::uint32_t>(*number);
    const auto known = acknowledged_.find(tag);
    // Section 4: one that came before is the same response again; a gap is not acknowledged.
    if (known != acknowledged_.end() && rseq != known->second + 1) return;
    acknowledged_[tag] = rseq;
    if (hasDescription(response.headers, response.body)) earlyAnswer_ = response.body;
    auto prack = early->second.makeRequest("PRACK");
    prack.headers.add("RAck",
                      std::to_string(rseq) + " " + std::string(response.headers.first("CSeq")));
    prack.headers.add("User-Agent", context_.account.userAgent);
    const std::weak_ptr<InviteSession> weak = weak_from_this();
    prack_ = makeExchange({{}, {}, [weak, tag]() -> std::uint32_t {
                               const auto self = weak.lock();
                               if (!self) return 1;
                               if (self->dialog_) return self->dialog_->nextSequence();
                               const auto at = self->early_.find(tag);
                               return at == self->early_.end() ? 1 : at->second.nextSequence();
                           }});
    prack_->start(std::move(prack), flow);
}

void InviteSession::ringReliably(Response ringing) {
    // Section 3: the number begins anywhere in the lower half.
    ringingNumber_ = 1 + static_cast<std::uint32_t>(context_.random.below(0x7fffffff));
    ringing.headers.add("Require", "100rel");
    ringing.headers.add("RSeq", std::to_string(ringingNumber_));
    theirs_->respond(ringing);
    ringing_ = std::move(ringing);
    ringingInterval_ = context_.timing.t1;
    repeatRinging();
    ringingDue_ = context_.clock.after(context_.timing.patience(), [this] {
        ringingAgain_.stop();
        ringing_.reset();
        if (state_ == State::Incoming) refuse(504, "No PRACK came");
    });
}

void InviteSession::repeatRinging() {
    ringingAgain_ = context_.clock.after(ringingInterval_, [this] {
        if (!ringing_ || !theirs_ || theirs_->isAnswered()) return;
        theirs_->respond(*ringing_);
        ringingInterval_ = 2 * ringingInterval_;
        repeatRinging();
    });
}

void InviteSession::receivePrack(const std::shared_ptr<ServerTransaction>& transaction) {
    const auto parts = core::split(core::trim(transaction->request().headers.first("RAck")), ' ');
    const bool ours = ringing_ && parts.size() == 3 &&
                      core::parseNumber(parts[0]) == ringingNumber_ && theirs_ &&
                      core::parseNumber(parts[1]) == cseqOf(theirs_->request().headers).number &&
                      parts[2] == "INVITE";
    if (!ours) {
        transaction->respond(respondTo(*transaction, 481));
        return;
    }
    ringing_.reset();
    ringingAgain_.stop();
    ringingDue_.stop();
    transaction->respond(respondTo(*transaction, 200));
}

}  // namespace sidetone::sip
