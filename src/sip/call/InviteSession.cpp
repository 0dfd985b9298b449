// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/call/InviteSession.h"

#include "sip/call/methods.h"

namespace sidetone::sip {

InviteSession::InviteSession(SessionContext context)
    : context_(std::move(context)), localTag_(context_.random.hex(6)), timer_(context_.clock) {
    timer_.setHandlers({[this] { refresh(); }, [this] { sessionExpired(); }});
}

InviteSession::~InviteSession() = default;

bool InviteSession::owns(const DialogId& id) const {
    if (id.callId != callId_ || id.localTag != localTag_) return false;
    if (dialog_) return dialog_->id().remoteTag == id.remoteTag;
    return early_.contains(id.remoteTag);
}

std::optional<DialogId> InviteSession::dialogId() const {
    if (dialog_) return dialog_->id();
    if (early_.empty()) return std::nullopt;
    return early_.begin()->second.id();
}

void InviteSession::nameAbilities(const Headers& headers) {
    if (headers.has("Supported")) peerTakesReplaces_ = headers.lists("Supported", "replaces");
    if (headers.has("Allow")) peerTakesUpdate_ = headers.lists("Allow", "UPDATE");
    const auto contact = contactOf(headers);
    if (contact && contact->parameters.has("isfocus")) focus_ = contact->uri;
}

bool InviteSession::isMergedWith(const Request& invite) const {
    return theirs_ != nullptr && callId_ == callIdOf(invite.headers) &&
           fromOf(theirs_->request().headers).tag() == fromOf(invite.headers).tag() &&
           theirs_->request().headers.first("CSeq") == invite.headers.first("CSeq");
}

Response InviteSession::respondTo(const ServerTransaction& transaction, int status,
                                  std::string_view reason) const {
    auto response = makeResponse(transaction.request(), status, localTag_, reason);
    // 12.1.1: whoever creates a dialog copies Record-Route and gives a Contact.
    const bool invite = transaction.request().method == "INVITE";
    if (invite && status > 100 && status < 300) {
        for (const auto route : transaction.request().headers.fields("Record-Route")) {
            response.headers.add("Record-Route", std::string(route));
        }
        response.headers.add("Contact", contactOn(context_.account, *transaction.flow()).text());
        response.headers.add("Allow", std::string(allowedMethods));
        response.headers.add("Supported", std::string(supportedExtensions));
    }
    response.headers.add("Server", context_.account.userAgent);
    if (status >= 300) {
        context_.log.info("sip", "Answered " + transaction.request().method + " with " +
                                     std::to_string(status) + " " + response.reason);
    }
    return response;
}

void InviteSession::addOwnHeaders(Request& request, const Flow& flow) const {
    request.headers.add("Contact", contactOn(context_.account, flow).text());
    request.headers.add("Allow", std::string(allowedMethods));
    request.headers.add("Supported", std::string(supportedExtensions));
    request.headers.add("User-Agent", context_.account.userAgent);
}

Exchange::Handlers InviteSession::exchangeHandlers(
    void (InviteSession::*onResponse)(const Response&),
    void (InviteSession::*onFailure)(core::Error)) {
    const std::weak_ptr<InviteSession> weak = weak_from_this();
    return {[weak, onResponse](const Response& response) {
                if (auto self = weak.lock()) ((*self).*onResponse)(response);
            },
            [weak, onFailure](core::Error error) {
                if (auto self = weak.lock()) ((*self).*onFailure)(std::move(error));
            },
            [weak]() -> std::uint32_t {
                auto self = weak.lock();
                if (!self) return 1;
                return self->dialog_ ? self->dialog_->nextSequence() : ++self->inviteSequence_;
            }};
}

std::shared_ptr<Exchange> InviteSession::makeExchange(Exchange::Handlers handlers) const {
    return std::make_shared<Exchange>(context_.layer, context_.authenticator, std::move(handlers));
}

void InviteSession::flowClosed(const std::shared_ptr<Flow>& flow, const core::Error& error) {
    // An answered call lives on: its sound does not go by the call server.
    if (state_ == State::Incoming && theirs_ && theirs_->flow() == flow) {
        end({SessionEnd::Cause::Failed, 0, {}, error});
        finish();
    }
}

}  // namespace sidetone::sip
