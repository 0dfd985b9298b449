// SPDX-License-Identifier: GPL-3.0-or-later
// UPDATE (RFC 3311), the session timer's refreshes (RFC 4028), and who the other side is
// (RFC 3325).
#include "core/text.h"
#include "sip/call/InviteSession.h"
#include "sip/call/identity.h"
#include "sip/call/methods.h"

namespace sidetone::sip {

void InviteSession::receiveUpdate(const std::shared_ptr<ServerTransaction>& transaction,
                                  Dialog& dialog) {
    const auto& request = transaction->request();
    if (SessionTimer::isTooSmall(request)) {
        auto response = respondTo(*transaction, 422);
        response.headers.add("Min-SE", std::to_string(SessionTimer::least.count()));
        transaction->respond(response);
        return;
    }
    const auto keep = shared_from_this();
    const bool described = hasDescription(request.headers, request.body);
    if (described) {
        // RFC 3311 5.2: our offer is open: 491. Theirs is, or the first is not agreed: 500.
        if (reinvite_) {
            transaction->respond(respondTo(*transaction, 491));
            return;
        }
        if (theirs_ || theirUpdate_ || state_ != State::Established || !handlers_.offered) {
            auto response = respondTo(*transaction, 500);
            response.headers.add("Retry-After", std::to_string(context_.random.below(11)));
            transaction->respond(response);
            return;
        }
    }
    dialog.refreshTarget(request.headers);
    identify(request.headers);
    theirUpdate_ = transaction;
    if (described) {
        tell(handlers_.offered, request.body);
    } else {
        answerUpdate({});
    }
}

void InviteSession::answerUpdate(const std::string& description) {
    const auto update = std::exchange(theirUpdate_, nullptr);
    auto response = respondTo(*update, 200);
    response.headers.set("Contact", contactOn(context_.account, *update->flow()).text());
    if (state_ == State::Established) timer_.writeAnswer(update->request(), response);
    if (!description.empty()) setDescription(response.headers, response.body, description);
    update->respond(response);
}

void InviteSession::refresh() {
    const auto flow = context_.flow();
    const bool busy = reinvite_ || theirs_ || theirUpdate_;
    if (!flow || busy || state_ != State::Established) {
        // What is under way refreshes as well; without a line the other side waits for us.
        refreshAgain_ = context_.clock.after(core::Milliseconds(5'000), [this] { refresh(); });
        return;
    }
    if (!peerTakesUpdate_) {
        reinviteOffer_ = lastDescription_;
        sendReinvite();
        return;
    }
    auto update = dialog_->makeRequest("UPDATE");
    addOwnHeaders(update, *flow);
    timer_.writeRequest(update);
    refresh_ = makeExchange(
        exchangeHandlers(&InviteSession::refreshAnswered, &InviteSession::refreshFailed));
    refresh_->start(std::move(update), flow);
}

void InviteSession::refreshAnswered(const Response& response) {
    if (response.isProvisional() || state_ != State::Established) return;
    refresh_.reset();
    if (response.isSuccess()) {
        dialog_->refreshTarget(response.headers);
        timer_.readAnswer(response);
    } else if (response.status == 422 && timer_.readTooSmall(response)) {
        refresh();
    } else if (response.status == 481) {
        sessionExpired();
    } else {
        refreshAgain_ = context_.clock.after(core::Milliseconds(10'000), [this] { refresh(); });
    }
}

void InviteSession::refreshFailed(core::Error error) {
    refresh_.reset();
    context_.log.warning("sip", "A call could not be refreshed: " + error.answer);
    refreshAgain_ = context_.clock.after(core::Milliseconds(10'000), [this] { refresh(); });
}

void InviteSession::sessionExpired() {
    if (state_ != State::Established) return;
    const auto keep = shared_from_this();
    // Without a line the refresh could not come; the sound says whether the other side is there.
    if (!context_.flow()) return;
    end({SessionEnd::Cause::Failed,
         408,
         {},
         core::fail(core::ErrorCode::Timeout, "Keeping the call",
                    "the other side did not say any more that it is there")});
    endReason_ = "SIP;cause=408;text=\"Session timer\"";
    sendBye();
}

void InviteSession::identify(const Headers& headers) {
    const auto known = assertedIdentity(headers);
    if (!known) return;
    if (known->display == remote_.display && equivalent(known->uri, remote_.uri)) return;
    remote_.display = known->display;
    remote_.uri = known->uri;
    tell(handlers_.identified);
}

}  // namespace sidetone::sip
