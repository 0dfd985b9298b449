// SPDX-License-Identifier: GPL-3.0-or-later
// Transfers within a session: REFER and its NOTIFYs, on either side (RFC 3515, RFC 5589).
#include "core/text.h"
#include "sip/call/InviteSession.h"
#include "sip/call/methods.h"

namespace sidetone::sip {
namespace {

/// Longer than a phone rings: whoever says nothing for so long says nothing any more.
constexpr core::Milliseconds referPatience{240'000};

}  // namespace

core::Status InviteSession::refer(const NameAddress& to) {
    const std::string tried = "Transferring the call";
    if (state_ != State::Established) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "it is not connected");
    }
    if (refer_) {
        return core::fail(core::ErrorCode::Busy, tried, "another transfer is under way",
                          "Wait until it has ended.");
    }
    const auto flow = context_.flow();
    if (!flow) {
        return core::fail(core::ErrorCode::Unavailable, tried,
                          "the phone is not connected to its call server",
                          "The conversation goes on; try again when the line is back.");
    }
    auto request = dialog_->makeRequest("REFER");
    addOwnHeaders(request, *flow);
    request.headers.add("Refer-To", to.text());
    NameAddress self;
    self.uri = context_.account.addressOfRecord();
    request.headers.add("Referred-By", self.text());
    referAccepted_ = false;
    refer_ =
        makeExchange(exchangeHandlers(&InviteSession::referAnswered, &InviteSession::referFailed));
    refer_->start(std::move(request), flow);
    return {};
}

void InviteSession::referAnswered(const Response& response) {
    if (response.isProvisional() || !refer_) return;
    if (!response.isSuccess()) {
        referEnded(response.status, core::printable(response.reason, 100));
        return;
    }
    referAccepted_ = true;
    referDue_ = context_.clock.after(
        referPatience, [this] { referEnded(408, "Nothing was heard of the transfer"); });
}

void InviteSession::referFailed(core::Error error) {
    if (refer_) referEnded(408, error.answer);
}

void InviteSession::referEnded(int status, const std::string& phrase) {
    refer_.reset();
    referDue_.stop();
    const auto keep = shared_from_this();
    tell(handlers_.referProgress, status, phrase);
}

void InviteSession::receiveNotify(const std::shared_ptr<ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    const auto event = request.headers.first("Event");
    if (!core::equalsIgnoringCase(core::trim(event.substr(0, event.find(';'))), "refer")) {
        auto response = respondTo(*transaction, 489);
        response.headers.add("Allow-Events", "refer");
        transaction->respond(response);
        return;
    }
    // RFC 6665 4.1.3: what was not asked for is 481. One that comes late after the end is the
    // same.
    if (!refer_) {
        transaction->respond(respondTo(*transaction, 481));
        return;
    }
    transaction->respond(respondTo(*transaction, 200));
    const auto line = parseStatusLine(request.body);
    const auto state = core::lowerAscii(request.headers.first("Subscription-State"));
    const bool over = state.starts_with("terminated");
    if (line.status >= 200) {
        referEnded(line.status, line.phrase);
    } else if (over) {
        // The other side tells no more: it may have come about or not.
        referEnded(487, "The other phone told no end of the transfer");
    } else if (line.status >= 100) {
        tell(handlers_.referProgress, line.status, line.phrase);
    }
}

void InviteSession::receiveRefer(const std::shared_ptr<ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    const auto referral = Referral::parse(request);
    if (!referral) {
        const bool broken = referral.error().code == core::ErrorCode::BadAnswer;
        transaction->respond(
            respondTo(*transaction, broken ? 400 : 603, broken ? referral.error().answer : ""));
        return;
    }
    if (state_ != State::Established || !handlers_.referred) {
        transaction->respond(respondTo(*transaction, 603));
        return;
    }
    if (theirRefer_) {
        transaction->respond(respondTo(*transaction, 491));
        return;
    }
    TheirRefer taken;
    taken.sequence = cseqOf(request.headers).number;
    taken.first = refersTaken_++ == 0;
    taken.silent = core::equalsIgnoringCase(request.headers.first("Refer-Sub"), "false");
    auto response = respondTo(*transaction, 202);
    response.headers.set("Contact", contactOn(context_.account, *transaction->flow()).text());
    if (taken.silent) response.headers.add("Refer-Sub", "false");
    transaction->respond(response);
    theirRefer_ = std::move(taken);
    const auto keep = shared_from_this();
    tellReferrer(100);  // RFC 3515 2.4.4: the first NOTIFY comes at once
    tell(handlers_.referred, *referral);
}

void InviteSession::tellReferrer(int status, std::string_view phrase) {
    if (!theirRefer_) return;
    const auto flow = context_.flow();
    const bool final = status >= 200;
    if (dialog_ && flow && !theirRefer_->silent && state_ == State::Established) {
        auto notify = dialog_->makeRequest("NOTIFY");
        addOwnHeaders(notify, *flow);
        // 2.4.6: a second REFER in the same dialog is told apart by its number.
        notify.headers.add("Event", theirRefer_->first
                                        ? std::string("refer")
                                        : "refer;id=" + std::to_string(theirRefer_->sequence));
        notify.headers.add("Subscription-State",
                           final ? "terminated;reason=noresource" : "active;expires=180");
        notify.headers.add("Content-Type", "message/sipfrag;version=2.0");
        const auto words = phrase.empty() ? reasonPhrase(status) : phrase;
        notify.body = "SIP/2.0 " + std::to_string(status) + " " + std::string(words) + "\r\n";
        context_.authenticator.authorise(notify);
        context_.layer.send(std::move(notify), flow, {});
    }
    if (final) theirRefer_.reset();
}

}  // namespace sidetone::sip
