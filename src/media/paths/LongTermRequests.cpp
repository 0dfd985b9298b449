// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/LongTermRequests.h"

#include <utility>

#include "media/paths/StunSeal.h"

namespace sidetone::media {
namespace {

constexpr int mostTries = 4;
constexpr std::size_t longestField = 763;  // octets of REALM and NONCE (RFC 8489, 14.9 and 14.10)

}  // namespace

LongTermRequests::LongTermRequests(core::Clock& clock, core::Random& random,
                                   Credentials credentials, const StunTimes& times,
                                   StunTransaction::Send send)
    : clock_(clock),
      random_(random),
      credentials_(std::move(credentials)),
      times_(times),
      send_(std::move(send)) {}

void LongTermRequests::ask(StunMethod method, Fill fill, Done done) {
    Request request;
    request.method = method;
    request.fill = std::move(fill);
    request.done = std::move(done);
    send(std::move(request));
}

void LongTermRequests::send(Request request) {
    StunMessage message(StunClass::Request, request.method, makeStunTransactionId(random_));
    request.fill(message);
    request.isSigned = !nonce_.empty();
    ++request.tries;
    if (request.isSigned) {
        message.addText(StunType::Username, credentials_.user);
        message.addText(StunType::Realm, realm_);
        message.addText(StunType::Nonce, nonce_);
    }
    const auto integrity = request.isSigned ? StunIntegrity::Sha1 : StunIntegrity::None;
    auto datagram = sealStun(message, integrity, key_, StunFingerprint::Without);
    const auto id = message.id();
    auto& open = open_[id];
    open = std::move(request);
    open.transaction = std::make_unique<StunTransaction>(clock_, id, std::move(datagram), times_,
                                                         send_, [this, id] { timedOut(id); });
}

bool LongTermRequests::receive(std::span<const std::uint8_t> datagram, const StunMessage& message) {
    const auto found = open_.find(message.id());
    if (found == open_.end() || !found->second.transaction->isAnsweredBy(message) ||
        found->second.method != message.method()) {
        return false;
    }
    // A refusal can come without: from a server that does not know the user, or not any more.
    const bool isSuccess = message.kind() == StunClass::Success;
    if (isSuccess && found->second.isSigned && !hasIntegrity(datagram, StunIntegrity::Sha1, key_)) {
        return true;
    }
    auto ended = open_.extract(found);
    auto& request = ended.mapped();
    request.transaction->answered();
    if (isSuccess && message.unknownRequired().empty()) {
        request.done({true, message, {}});
        return true;
    }
    const auto error = message.error().value_or(StunError{500, "no reason that can be read"});
    if (learn(message, error.code, request)) {
        request.transaction.reset();
        send(std::move(request));
    } else {
        request.done({false, message, error});
    }
    return true;
}

bool LongTermRequests::learn(const StunMessage& refusal, int code, const Request& request) {
    const bool isAsked = code == 401 && !request.isSigned;
    const bool isStale = code == 438;
    if ((!isAsked && !isStale) || request.tries >= mostTries) return false;
    const auto nonce = refusal.text(StunType::Nonce).value_or(std::string());
    const auto realm = refusal.text(StunType::Realm).value_or(realm_);
    if (nonce.empty() || nonce.size() > longestField || realm.size() > longestField) return false;
    nonce_ = nonce;
    realm_ = realm;
    key_ = longTermKey(credentials_.user, realm_, credentials_.password);
    return true;
}

void LongTermRequests::timedOut(const StunTransactionId& id) {
    const auto ended = open_.extract(id);
    if (!ended.empty()) ended.mapped().done({});
}

}  // namespace sidetone::media
