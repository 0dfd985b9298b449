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
    authenticator_.authorise(request_);
    send();
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
        if (auto status = authenticator_.answer(response, request_); !status) {
            failed(status.error());
            return;
        }
        request_.headers.set("CSeq", CSeq{handlers_.nextSequence(), request_.method}.text());
        send();
        return;
    }
    const auto call = handlers_.response;
    if (call) call(response);
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
