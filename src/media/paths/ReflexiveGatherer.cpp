// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/ReflexiveGatherer.h"

#include <algorithm>
#include <utility>

#include "media/paths/StunSeal.h"

namespace sidetone::media {
namespace {

constexpr core::Milliseconds keepAliveTime{15'000};  // Tr of RFC 8445, section 11

}  // namespace

ReflexiveGatherer::ReflexiveGatherer(core::Clock& clock, core::Random& random, IceSender& sender,
                                     core::Milliseconds pace)
    : clock_(clock), random_(random), sender_(sender), pace_(pace) {}

void ReflexiveGatherer::ask(const TransportAddress& base, const TransportAddress& server,
                            Done done) {
    auto& question = *questions_.emplace_back(std::make_unique<Question>());
    question.base = base;
    question.server = server;
    question.id = makeStunTransactionId(random_);
    question.done = std::move(done);
    const auto start = std::max(clock_.now(), nextBegin_);
    nextBegin_ = start + pace_;
    question.begin = clock_.after(std::chrono::ceil<core::Milliseconds>(start - clock_.now()),
                                  [this, &question] { begin(question); });
}

void ReflexiveGatherer::begin(Question& question) {
    const StunMessage request(StunClass::Request, StunMethod::Binding, question.id);
    question.transaction = std::make_unique<StunTransaction>(
        clock_, question.id,
        sealStun(request, StunIntegrity::None, core::Secret(), StunFingerprint::With), StunTimes{},
        [this, &question](auto datagram) {
            sender_.send(question.base, question.server, datagram);
        },
        [this, &question] { finish(question, std::nullopt); });
}

bool ReflexiveGatherer::receive(const TransportAddress& base, const TransportAddress& from,
                                std::span<const std::uint8_t> datagram) {
    const auto message = parseStun(datagram);
    if (!message || message->method() != StunMethod::Binding) return false;
    for (const auto& question : questions_) {
        if (!question->transaction || !question->transaction->isAnsweredBy(*message)) continue;
        if (question->isOpen && question->base == base && question->server == from) {
            question->transaction->answered();
            const bool isUsable =
                message->kind() == StunClass::Success && message->unknownRequired().empty();
            finish(*question,
                   isUsable ? message->address(StunType::XorMappedAddress) : std::nullopt);
        }
        return true;
    }
    return false;
}

void ReflexiveGatherer::finish(Question& question, std::optional<TransportAddress> address) {
    question.isOpen = false;
    if (address) {
        question.keepAlive = clock_.every(keepAliveTime, [this, &question] {
            const StunMessage indication(StunClass::Indication, StunMethod::Binding,
                                         makeStunTransactionId(random_));
            sender_.send(
                question.base, question.server,
                sealStun(indication, StunIntegrity::None, core::Secret(), StunFingerprint::With));
        });
    }
    const auto tell = question.done;  // it may end the gatherer
    tell(address);
}

}  // namespace sidetone::media
