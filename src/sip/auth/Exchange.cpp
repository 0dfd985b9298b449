// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/auth/Exchange.h"

#include "sip/transaction/InviteClient.h"

namespace sidetone::sip {
namespace {

/// A server that calls every nonce stale would keep us busy for ever.
constexpr int mostChallenges = 4;

}  // namespace

Exchange::~Exchange() {
    if (transaction_) transaction_->forget();
}

void Exchange::start(Request request, std::shared_ptr<Flow> flow) {
    request_ = std::move(request);
    flow_ = std::move(flow);
    authoriseAndSend();
}

Channel Exchange::channel() const {
    return flow_->transport() == TransportKind::Tls ? Channel::Encrypted : Channel::Plain;
}

void Exchange::authoriseAndSend() {
    const auto go = [this] {
        authenticator_.authorise(request_, channel());
        send();
    };
    if (!authenticator_.usesToken()) return go();
    authenticator_.fetchToken().then(owner_, [go](const core::Status&) { go(); });
}

void Exchange::send() {
    const std::weak_ptr<Exchange> weak = weak_from_this();
    request_.headers.remove("Via");
    if (transaction_) transaction_->forget();
    transaction_ = layer_.send(request_, flow_,
                               {[weak](const Response& response) {
                                    if (auto self = weak.lock()) self->received(response);
                                },
                                [weak](core::Error error) {
                                    if (auto self = weak.lock()) self->failed(std::move(error));
                                }});
    request_ = transaction_->request();
}

void Exchange::received(const Response& response) {
    const bool challenged = response.status == 401 || response.status == 407;
    if (challenged && ++challenges_ <= mostChallenges && handlers_.nextSequence) {
        if (auto status = readChallenge(response); !status) return failed(status.error());
        if (!authenticator_.usesToken()) return repeat();
        authenticator_.fetchToken().then(owner_, [this](core::Status fetched) {
            if (!fetched) return failed(std::move(fetched.error()));
            authenticator_.authorise(request_, channel());
            repeat();
        });
        return;
    }
    const auto call = handlers_.response;
    if (call) call(response);
}

core::Status Exchange::readChallenge(const Response& response) {
    const bool hadToken = Authenticator::carriesToken(request_, response);
    const auto shown = challenges_ == 1 ? Shown::Early : Shown::Asked;
    if (auto status = authenticator_.answer(response, request_, channel(), shown); !status) {
        return status;
    }
    // A token may end between two requests; one that was fetched just now may not.
    if (hadToken && ++refusedTokens_ > 1) return authenticator_.tokenRefused();
    return {};
}

void Exchange::repeat() {
    if (!handlers_.nextSequence) return;
    request_.headers.set("CSeq", CSeq{handlers_.nextSequence(), request_.method}.text());
    send();
}

void Exchange::failed(core::Error error) {
    const auto call = handlers_.failed;
    if (call) call(std::move(error));
}

void Exchange::cancel() {
    if (!transaction_) return;
    layer_.send(makeCancel(transaction_->request()), flow_, {});
}

}  // namespace sidetone::sip
