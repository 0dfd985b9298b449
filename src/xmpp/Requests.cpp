// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Requests.h"

#include <utility>

#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::fail;

bool mayAnswer(const std::optional<Jid>& asked, std::string_view from, const Jid& self) {
    if (from.empty()) {
        // Our own account answers without a name (RFC 6120 8.1.2.1).
        return !asked || *asked == self.bare() || asked->text() == self.domain;
    }
    const auto sender = Jid::parse(from);
    if (!sender) return false;
    if (asked) return *sender == *asked;
    return *sender == self || *sender == self.bare() || sender->text() == self.domain;
}

}  // namespace

Requests::~Requests() {
    failAll(fail(ErrorCode::Cancelled, "Asking the server", "the session ended"));
}

core::Task<core::XmlElement> Requests::add(const core::XmlElement& iq, core::Milliseconds timeout) {
    const std::string id(iq.attribute("id"));
    const std::string to(iq.attribute("to"));
    Waiting waiting;
    if (!to.empty()) waiting.to = Jid::parse(to);
    waiting.tried = "Asking " + (to.empty() ? std::string("the server") : to);
    waiting.timeout = clock_.after(timeout, [this, id] {
        const auto found = waiting_.find(id);
        if (found == waiting_.end()) return;
        const auto late = std::move(found->second);
        waiting_.erase(found);
        late.promise.settle(fail(ErrorCode::Timeout, late.tried, "no answer came"));
    });
    waiting.promise.onCancel([this, id] {
        if (const auto found = waiting_.find(id); found != waiting_.end()) {
            const auto keep = std::move(found->second);  // until the map is whole again
            waiting_.erase(found);
        }
    });
    auto task = waiting.promise.task();
    waiting_.emplace(id, std::move(waiting));
    return task;
}

std::optional<Requests::Waiting> Requests::take(const core::XmlElement& iq, const Jid& self) {
    const auto found = waiting_.find(iq.attribute("id"));
    if (found == waiting_.end()) return {};
    if (!mayAnswer(found->second.to, iq.attribute("from"), self)) return {};
    std::optional<Waiting> waiting(std::move(found->second));
    waiting_.erase(found);
    return waiting;
}

void Requests::answer(const core::XmlElement& iq, const Jid& self) {
    const auto waiting = take(iq, self);
    if (!waiting) return;
    if (iq.attribute("type") == "result") return waiting->promise.settle(iq);
    waiting->promise.settle(readStanzaError(iq, waiting->tried));
}

void Requests::answerTrimmed(const core::XmlElement& iq, const Jid& self) {
    const auto waiting = take(iq, self);
    if (!waiting) return;
    waiting->promise.settle(
        fail(ErrorCode::TooLarge, waiting->tried, "the answer is too large or too deeply nested"));
}

void Requests::failAll(const core::Error& error) {
    const auto all = std::exchange(waiting_, {});
    for (const auto& [id, waiting] : all) waiting.promise.settle(error);
}

}  // namespace sidetone::xmpp
