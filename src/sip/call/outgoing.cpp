// SPDX-License-Identifier: GPL-3.0-or-later
// InviteSession as the caller: INVITE, provisional and final responses, forks (RFC 3261 13.2).
#include "core/text.h"
#include "sip/call/InviteSession.h"
#include "sip/call/methods.h"

namespace sidetone::sip {

core::Status InviteSession::call(const Uri& target, std::string offer, const InviteHeaders& with) {
    const auto flow = context_.flow();
    if (!flow) {
        return core::fail(core::ErrorCode::Unavailable, "Calling " + target.shortText(),
                          "the phone is not connected to its call server",
                          "Wait until it is registered again.");
    }
    callId_ = context_.random.hex(16);
    weCalled_ = true;
    remote_.uri = target;
    offer_ = std::move(offer);
    headers_ = with;
    lastDescription_ = offer_;
    state_ = State::Calling;
    tried_ = {target};
    sendInvite(target, flow);
    return {};
}

void InviteSession::sendInvite(const Uri& target, const std::shared_ptr<Flow>& flow) {
    // 8.1.1: From is the line, To whom we called first, and the Request-URI whom we call now.
    Request request;
    request.method = "INVITE";
    request.uri = target;
    NameAddress self;
    self.display = context_.account.displayName;
    self.uri = context_.account.addressOfRecord();
    self.parameters.set("tag", localTag_);
    NameAddress other;
    other.uri = tried_.front();
    request.headers.add("Max-Forwards", "70");
    if (!context_.account.route.empty()) request.headers.add("Route", context_.account.route);
    request.headers.add("From", self.text());
    request.headers.add("To", other.text());
    request.headers.add("Call-ID", callId_);
    request.headers.add("CSeq", CSeq{++inviteSequence_, "INVITE"}.text());
    addOwnHeaders(request, *flow);
    request.headers.add("Accept", "application/sdp");
    timer_.writeRequest(request);
    if (!headers_.replaces.empty()) {
        request.headers.add("Require", "replaces");
        request.headers.add("Replaces", headers_.replaces);
    }
    if (!headers_.referredBy.empty()) request.headers.add("Referred-By", headers_.referredBy);
    setDescription(request.headers, request.body, offer_);
    early_.clear();
    acknowledged_.clear();
    provisionalSeen_ = false;
    invite_ =
        makeExchange(exchangeHandlers(&InviteSession::received, &InviteSession::inviteFailed));
    invite_->start(std::move(request), flow);
}

void InviteSession::received(const Response& response) {
    if (response.isProvisional()) {
        receivedProgress(response);
    } else if (response.isSuccess()) {
        receivedSuccess(response);
    } else {
        receivedRefusal(response);
    }
}

void InviteSession::receivedProgress(const Response& response) {
    provisionalSeen_ = true;
    if (state_ == State::Cancelling) {
        cancelInvite();
        return;
    }
    if (state_ != State::Calling || response.status == 100) return;
    // 13.2.2.1: each tag makes an early dialog of its own.
    if (auto dialog = Dialog::asCaller(invite_->request(), response)) {
        early_.emplace(dialog->id().remoteTag, *dialog);
        if (response.headers.lists("Require", "100rel")) acknowledgeProgress(response);
    }
    identify(response.headers);
    nameAbilities(response.headers);
    tell(handlers_.progress, response.status,
         hasDescription(response.headers, response.body) ? response.body : std::string());
}

void InviteSession::receivedSuccess(const Response& response) {
    const auto tag = toOf(response.headers).tag();
    if (dialog_ && dialog_->id().remoteTag == tag) {
        // 13.2.2.4: the 2xx came again, so our ACK was lost.
        acknowledge(*dialog_, response, invite_->request());
        return;
    }
    auto dialog = Dialog::asCaller(invite_->request(), response);
    if (!dialog) {
        context_.log.warning("sip", dialog.error().sentence());
        if (!dialog_) end({SessionEnd::Cause::Failed, 0, {}, dialog.error()});
        return;
    }
    acknowledge(*dialog, response, invite_->request());
    if (state_ != State::Calling || dialog_) {
        // Too late: we gave up, or another fork was first.
        byeFork(response);
        if (state_ == State::Cancelling) finish();
        return;
    }
    // What was sent in the early dialog (PRACK) counts on.
    const auto early = early_.find(tag);
    if (early != early_.end()) {
        dialog_ = std::move(early->second);
        dialog_->confirm(response);
    } else {
        dialog_ = std::move(*dialog);
    }
    early_.clear();
    remote_.display = toOf(response.headers).display;
    identify(response.headers);
    nameAbilities(response.headers);
    state_ = State::Established;
    const bool described = hasDescription(response.headers, response.body);
    // RFC 3262 5: a reliable provisional response may have brought the answer already.
    const auto answer = described ? response.body : earlyAnswer_;
    if (answer.empty()) {
        hangUp(488, "No answer to the offer");
        return;
    }
    timer_.readAnswer(response);
    tell(handlers_.answered, answer);
    if (state_ == State::Established) tell(handlers_.established);
}

void InviteSession::acknowledge(Dialog& dialog, const Response& response, const Request& invite) {
    // 13.2.2.4: the INVITE's number and credentials, the dialog's target and routes.
    auto ack = dialog.makeRequest("ACK", cseqOf(response.headers).number);
    for (const std::string_view header : {"Authorization", "Proxy-Authorization"}) {
        for (const auto value : invite.headers.fields(header)) {
            ack.headers.add(header, std::string(value));
        }
    }
    if (const auto flow = context_.flow()) context_.layer.sendAck(ack, flow);
}

void InviteSession::byeFork(const Response& response) {
    auto dialog = Dialog::asCaller(invite_->request(), response);
    const auto flow = context_.flow();
    if (!dialog || !flow) return;
    context_.log.info("sip", "Ended a second answer to the same call");
    auto bye = dialog->makeRequest("BYE");
    bye.headers.add("User-Agent", context_.account.userAgent);
    context_.authenticator.authorise(bye);
    context_.layer.send(std::move(bye), flow, {});
}

void InviteSession::receivedRefusal(const Response& response) {
    if (state_ == State::Cancelling) {
        finish();
        return;
    }
    if (state_ != State::Calling) return;
    if (repeatForTimer(response) || followRedirect(response)) return;
    context_.log.info("sip", "The call was refused with " + std::to_string(response.status) + " " +
                                 core::printable(response.reason, 100));
    end({SessionEnd::Cause::Refused, response.status, core::printable(response.reason, 200), {}});
    finish();
}

void InviteSession::inviteFailed(core::Error error) {
    if (state_ == State::Calling) end({SessionEnd::Cause::Failed, 0, {}, std::move(error)});
    finish();
}

}  // namespace sidetone::sip
