// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ChatMessage.h"

#include "xmpp/extensions/Delay.h"
#include "xmpp/extensions/Receipts.h"
#include "xmpp/extensions/StanzaIds.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr std::string_view kinds[] = {"normal", "chat", "headline", "groupchat", "error"};

MessageKind readKind(std::string_view type) {
    for (std::size_t i = 0; i < std::size(kinds); ++i) {
        if (kinds[i] == type) return MessageKind(i);
    }
    return MessageKind::Normal;  // RFC 6121 5.2.2
}

std::string idIn(const XmlElement& stanza, std::string_view name, std::string_view nameSpace) {
    const auto* element = stanza.child(name, nameSpace);
    return element != nullptr ? std::string(element->attribute("id")) : std::string();
}

struct Copy {
    const XmlElement* message = nullptr;
    CarbonKind kind = CarbonKind::None;
    std::optional<core::WallTime> delay;
};

/// What a carbon holds; no message where the stanza is none.
Copy copyIn(const XmlElement& stanza) {
    Copy copy;
    for (const auto& child : stanza.children) {
        if (child.nameSpace != ns::carbons) continue;
        if (child.name != "received" && child.name != "sent") continue;
        copy.kind = child.name == "sent" ? CarbonKind::Sent : CarbonKind::Received;
        const auto* forwarded = child.child("forwarded", ns::forward);
        if (forwarded == nullptr) return copy;
        copy.delay = delayIn(*forwarded);
        copy.message = forwarded->child("message", ns::client);
        return copy;
    }
    return copy;
}

ChatMessage readPlain(const XmlElement& stanza, const Jid& self) {
    ChatMessage message;
    message.kind = readKind(stanza.attribute("type"));
    message.from = Jid::parse(stanza.attribute("from")).value_or(self.bare());
    message.to = Jid::parse(stanza.attribute("to")).value_or(self.bare());
    message.id = stanza.attribute("id");
    message.originId = originIdIn(stanza);
    message.archiveId = archiveIdIn(stanza, self);
    if (const auto* body = stanza.child("body", ns::client)) message.body = body->text;
    if (const auto* thread = stanza.child("thread", ns::client)) message.thread = thread->text;
    message.chatState = readChatState(stanza);
    message.receiptRequested = asksForReceipt(stanza);
    message.receiptFor = receiptIn(stanza);
    message.markable = stanza.child("markable", ns::markers) != nullptr;
    message.displayedFor = idIn(stanza, "displayed", ns::markers);
    message.replaces = idIn(stanza, "replace", ns::correction);
    message.sent = delayIn(stanza);
    if (message.kind == MessageKind::Error) {
        message.error = readStanzaError(stanza, "Sending to " + message.from.bare().text());
    }
    return message;
}

}  // namespace

std::optional<ChatMessage> ChatMessage::read(const XmlElement& stanza, const Jid& self) {
    if (!stanza.is("message", ns::client)) return {};
    const auto copy = copyIn(stanza);
    if (copy.kind == CarbonKind::None) return readPlain(stanza, self);
    const auto sender = Jid::parse(stanza.attribute("from"));
    const bool genuine = sender ? *sender == self.bare() : stanza.attribute("from").empty();
    if (!genuine || copy.message == nullptr) return {};
    auto message = readPlain(*copy.message, self);
    message.carbon = copy.kind;
    if (copy.delay && !message.sent) message.sent = copy.delay;
    return message;
}

XmlElement ChatMessage::toStanza() const {
    auto message = stanza("message", kinds[static_cast<std::size_t>(kind)], to.text());
    if (!id.empty()) message.setAttribute("id", id);
    if (!body.empty()) {
        message.add(XmlElement("body").setText(body));
        if (!id.empty()) message.add(originIdElement(id));
    }
    if (!thread.empty()) message.add(XmlElement("thread").setText(thread));
    if (chatState) message.add(chatStateElement(*chatState));
    if (receiptRequested) message.add(receiptRequest());
    if (!receiptFor.empty()) message.add(receiptElement(receiptFor));
    return message;
}

core::Address ChatMessage::peer(const Jid& self) const {
    return isFrom(self) ? to.address() : from.address();
}

}  // namespace sidetone::xmpp
