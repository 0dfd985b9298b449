// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/InBandBytes.h"

#include <limits>
#include <vector>

#include "core/text.h"
#include "xmpp/LaterAnswer.h"
#include "xmpp/Session.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::XmlElement;

constexpr std::uint64_t largestBlock = 65'535;

core::Error refusal(ErrorCode code) {
    return core::fail(code, "Taking bytes inside stanzas");
}

}  // namespace

std::optional<InBandPiece> readInBandPiece(const XmlElement& data) {
    const auto sequence = core::parseNumber(data.attribute("seq"));
    auto bytes = core::fromBase64(data.text);
    const bool isWhole = data.is("data", ns::inBandBytes) && bytes && sequence &&
                         *sequence <= std::numeric_limits<std::uint16_t>::max();
    if (!isWhole) return {};
    return InBandPiece{std::string(data.attribute("sid")), std::uint16_t(*sequence),
                       std::move(*bytes)};
}

XmlElement writeInBandPiece(const InBandPiece& piece) {
    XmlElement data("data", ns::inBandBytes);
    data.setAttribute("sid", piece.id).setAttribute("seq", std::to_string(piece.sequence));
    data.setText(core::toBase64(piece.bytes));
    return data;
}

InBandBytes::InBandBytes(Session& session) : Extension(session) {}
InBandBytes::~InBandBytes() = default;

void InBandBytes::expect(const Jid& from, const std::string& id, Handlers handlers) {
    incoming_[{from, id}] = {std::move(handlers)};
}

void InBandBytes::forget(const Jid& from, const std::string& id) {
    incoming_.erase({from, id});
}

core::Task<void> InBandBytes::request(const Jid& to, XmlElement element) {
    auto iq = stanza("iq", "set", to.text());
    iq.add(std::move(element));
    core::Promise<void> promise;
    session()
        .request(std::move(iq))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            promise.settle({});
        });
    return promise.task();
}

core::Task<void> InBandBytes::open(const Jid& to, const std::string& id) {
    XmlElement open("open", ns::inBandBytes);
    open.setAttribute("sid", id).setAttribute("block-size", std::to_string(blockSize));
    open.setAttribute("stanza", "iq");
    return request(to, std::move(open));
}

core::Task<void> InBandBytes::send(const Jid& to, const InBandPiece& piece) {
    return request(to, writeInBandPiece(piece));
}

void InBandBytes::close(const Jid& to, const std::string& id) {
    XmlElement close("close", ns::inBandBytes);
    close.setAttribute("sid", id);
    request(to, std::move(close)).then(owner_, [](const core::Status&) {});
}

std::optional<IqAnswer> InBandBytes::takeRequest(const XmlElement& iq) {
    if (iq.attribute("type") != "set") return {};
    for (const auto* name : {"open", "data", "close"}) {
        const auto* element = iq.child(name, ns::inBandBytes);
        if (element == nullptr) continue;
        const auto from = Jid::parse(iq.attribute("from"));
        const Key key{from.value_or(Jid()), std::string(element->attribute("sid"))};
        const auto found = incoming_.find(key);
        if (found == incoming_.end()) return refusal(ErrorCode::NotFound);
        if (element->name == "open") return opened(found->second, *element);
        if (!found->second.isOpen) return refusal(ErrorCode::NotFound);
        if (element->name == "data") return received(key, iq, *element);
        ended(key);
        return XmlElement();
    }
    return {};
}

IqAnswer InBandBytes::opened(Incoming& stream, const XmlElement& open) {
    const auto size = core::parseNumber(open.attribute("block-size"));
    const bool isByMessages = open.attribute("stanza") == "message";
    if (stream.isOpen || !size || *size == 0 || *size > largestBlock || isByMessages) {
        return refusal(ErrorCode::InvalidInput);
    }
    stream.isOpen = true;
    const auto tell = stream.handlers.opened;
    if (tell) tell();
    return XmlElement();
}

IqAnswer InBandBytes::received(const Key& key, const XmlElement& iq, const XmlElement& data) {
    auto& stream = incoming_.at(key);
    auto piece = readInBandPiece(data);
    if (!piece || piece->sequence != stream.next || piece->bytes.size() > largestBlock) {
        ended(key);
        return refusal(ErrorCode::InvalidInput);
    }
    ++stream.next;
    const auto tell = stream.handlers.received;
    tell(std::move(piece->bytes),
         [this, done = answerTo(iq, "result")] { session().send(done, {}); });
    return answeredLater();
}

void InBandBytes::ended(const Key& key) {
    const auto tell = incoming_.at(key).handlers.closed;
    incoming_.erase(key);
    if (tell) tell();
}

void InBandBytes::sessionEnded() {
    std::vector<Key> open;
    for (const auto& [key, stream] : incoming_) {
        if (stream.isOpen) open.push_back(key);
    }
    for (const auto& key : open) {
        if (incoming_.contains(key)) ended(key);
    }
}

}  // namespace sidetone::xmpp
