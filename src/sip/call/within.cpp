// SPDX-License-Identifier: GPL-3.0-or-later
// InviteSession within its dialog: re-INVITE both ways, glare, BYE (RFC 3261 14, 15).
#include <algorithm>
#include <array>

#include "sip/call/InviteSession.h"
#include "sip/call/methods.h"

namespace sidetone::sip {
namespace {

/// What says nothing of the change itself: a server in between did not reach the other side (408,
/// 430, 480, 504; 477 is Kamailio's own), or somebody cannot at the moment (21.5.1, 21.5.4).
bool isPassing(int status) {
    constexpr std::array passing{408, 430, 477, 480, 500, 503, 504};
    return std::find(passing.begin(), passing.end(), status) != passing.end();
}

}  // namespace

Dialog* InviteSession::dialogOf(const Request& request) {
    if (state_ == State::Ended) return nullptr;
    if (dialog_) return &*dialog_;
    const auto early = early_.find(fromOf(request.headers).tag());
    return early == early_.end() ? nullptr : &early->second;
}

void InviteSession::receive(const std::shared_ptr<ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    auto* dialog = dialogOf(request);
    if (dialog == nullptr) {
        transaction->respond(respondTo(*transaction, 481));
        return;
    }
    // 12.2.2: a number below the last one is out of order.
    if (!dialog->acceptSequence(request)) {
        transaction->respond(respondTo(*transaction, 500, "Out of order"));
        return;
    }
    if (request.method == "UPDATE") {
        receiveUpdate(transaction, *dialog);
    } else if (request.method == "PRACK") {
        receivePrack(transaction);
    } else if (!dialog_) {
        // 15.1.2: nothing else comes before our INVITE is answered.
        transaction->respond(respondTo(*transaction, 481));
    } else if (request.method == "INVITE") {
        receiveReinvite(transaction);
    } else if (request.method == "BYE") {
        receiveBye(transaction);
    } else if (request.method == "REFER") {
        receiveRefer(transaction);
    } else if (request.method == "NOTIFY") {
        receiveNotify(transaction);
    } else {
        auto response = respondTo(*transaction, 200);
        response.headers.add("Allow", std::string(allowedMethods));
        transaction->respond(response);
    }
}

void InviteSession::receiveReinvite(const std::shared_ptr<ServerTransaction>& transaction) {
    // 14.2: our own INVITE is open: 491. Theirs is: 500 with a Retry-After.
    if (reinvite_) {
        transaction->respond(respondTo(*transaction, 491));
        return;
    }
    const auto keep = shared_from_this();
    // They have our 200, or they could not ask again: their ACK alone was lost, as one is that
    // goes out by a connection that is just dying (RFC 5407 3.1.5).
    if (theirs_ && theirs_->isAnswered() && !offerIsOurs_ && !byeAfterAck_) {
        acceptAgain_.stop();
        ackDue_.stop();
        theirs_.reset();
        if (state_ == State::Accepted) {
            state_ = State::Established;
            tell(handlers_.established);
        }
    }
    if (theirs_ || state_ != State::Established) {
        auto response = respondTo(*transaction, 500);
        response.headers.add("Retry-After", std::to_string(context_.random.below(11)));
        transaction->respond(response);
        return;
    }
    const auto& request = transaction->request();
    if (SessionTimer::isTooSmall(request)) {
        auto response = respondTo(*transaction, 422);
        response.headers.add("Min-SE", std::to_string(SessionTimer::least.count()));
        transaction->respond(response);
        return;
    }
    dialog_->refreshTarget(request.headers);
    identify(request.headers);
    theirs_ = transaction;
    const bool described = hasDescription(request.headers, request.body);
    offerIsOurs_ = !described;
    if (handlers_.offered) {
        tell(handlers_.offered, described ? request.body : std::string());
    } else {
        refuse(488);
    }
}

void InviteSession::receiveBye(const std::shared_ptr<ServerTransaction>& transaction) {
    transaction->respond(respondTo(*transaction, 200));
    // 15.1.2: what is still open is answered with 487.
    if (theirs_ && !theirs_->isAnswered()) theirs_->respond(respondTo(*theirs_, 487));
    theirs_.reset();
    if (state_ == State::Incoming) {
        endByThem(transaction->request().headers);
    } else {
        end({SessionEnd::Cause::Remote, 0, {}, {}});
    }
    finish();
}

core::Status InviteSession::reoffer(std::string description) {
    const std::string tried = "Changing the call";
    // What was asked by a way that the line has left is never answered.
    if (reinvite_ && context_.flow() && reinvite_->flow() != context_.flow()) {
        reinvite_.reset();
        reinviteOffer_.clear();
    }
    if (state_ != State::Established && state_ != State::Accepted) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "it is not connected");
    }
    if (isStranded_) {
        return core::fail(core::ErrorCode::Unavailable, tried,
                          "the call server that it was made by is gone, and the one in use knows "
                          "nothing of the call",
                          "The conversation goes on; hang up and call again to change it.");
    }
    const bool theirsIsOpen = theirs_ && !theirs_->isAnswered();
    if (reinvite_ || theirsIsOpen || theirUpdate_ || !reinviteOffer_.empty()) {
        return core::fail(core::ErrorCode::Busy, tried, "another change is under way",
                          "Try again in a moment.");
    }
    if (!context_.flow()) {
        return core::fail(core::ErrorCode::Unavailable, tried,
                          "the phone is not connected to its call server",
                          "The conversation goes on; try again when the line is back.");
    }
    reinviteOffer_ = std::move(description);
    // 14.1: not before the ACK to our own 2xx; acknowledged() sends it then.
    if (!theirs_) sendReinvite();
    return {};
}

void InviteSession::sendReinvite() {
    const auto flow = context_.flow();
    if (!flow || state_ != State::Established) return;
    auto request = dialog_->makeRequest("INVITE");
    addOwnHeaders(request, *flow);
    setDescription(request.headers, request.body, reinviteOffer_);
    lastDescription_ = reinviteOffer_;
    timer_.writeRequest(request);
    reinvite_ = makeExchange(
        exchangeHandlers(&InviteSession::reinviteAnswered, &InviteSession::reinviteFailed));
    reinvite_->start(std::move(request), flow);
}

void InviteSession::reinviteAnswered(const Response& response) {
    if (response.isProvisional()) return;
    if (response.isSuccess()) {
        // Also for a 2xx that comes again after our ACK was lost.
        const auto current = reinvite_;
        if (dialog_ && current) acknowledge(*dialog_, response, current->request());
        if (state_ != State::Established || reinviteOffer_.empty()) return;
        dialog_->refreshTarget(response.headers);
        timer_.readAnswer(response);
        identify(response.headers);
        reinviteOffer_.clear();
        reinvite_.reset();
        if (!hasDescription(response.headers, response.body)) {
            hangUp(488, "No answer to the offer");
        } else {
            tell(handlers_.answered, response.body);
        }
        return;
    }
    reinvite_.reset();
    if (state_ != State::Established) return;
    if (response.status == 491) {
        retryReinvite();
        return;
    }
    const auto error = core::fail(
        isPassing(response.status) ? core::ErrorCode::Unavailable : core::ErrorCode::Refused,
        "Changing the call",
        "the other side answered " + std::to_string(response.status) + " " + response.reason);
    // 12.2.1.2: the other side knows nothing of the call. (A 408 comes from a server in between
    // and says nothing of it: the sound may go on.)
    if (response.status == 481) {
        end({SessionEnd::Cause::Failed, 481, {}, error});
        finish();
        return;
    }
    reinviteOffer_.clear();
    tell(handlers_.reofferFailed, error);
}

void InviteSession::retryReinvite() {
    // 14.1: who made the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in steps of 10 ms.
    const auto steps = context_.random.below(weCalled_ ? 191 : 201);
    const core::Milliseconds wait((weCalled_ ? 2100 : 0) + static_cast<std::int64_t>(steps) * 10);
    reinviteAgain_ = context_.clock.after(wait, [this] {
        reinviteAgain_.stop();
        // Where theirs came in between, ours follows its ACK.
        if (!theirs_) sendReinvite();
    });
}

void InviteSession::reinviteFailed(core::Error error) {
    reinvite_.reset();
    reinviteOffer_.clear();
    if (state_ == State::Established) tell(handlers_.reofferFailed, error);
}

}  // namespace sidetone::sip
