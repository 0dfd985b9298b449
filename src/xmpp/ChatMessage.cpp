// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ChatMessage.h"

#include "xmpp/extensions/Delay.h"
#include "xmpp/extensions/Encryption.h"
#include "xmpp/extensions/Receipts.h"
#include "xmpp/extensions/RichText.h"
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

void readExtras(const XmlElement& stanza, ChatMessage& message) {
    message.reply = replyIn(stanza);
    message.reactions = reactionsIn(stanza);
    message.fallbacks = fallbacksIn(stanza);
    // Beside something sealed it stands in the open: it is not its sender's word.
    if (!message.sealed) message.richText = richTextIn(stanza, message.body);
    if (!message.sealed) message.file = sharedFileIn(stanza);
    message.isUnstyled = stanza.child("unstyled", ns::styling) != nullptr;
    message.label = securityLabelIn(stanza);
    message.hints = hintsIn(stanza);
}

XmlElement elementWithId(const char* name, const char* nameSpace, const std::string& id) {
    XmlElement element(name, nameSpace);
    return element.setAttribute("id", id);
}

/// The body, with the answered words before it where there are some.
void addBody(XmlElement& stanza, const ChatMessage& message) {
    const auto quote = message.reply ? quotedText(*message.reply) : std::string();
    stanza.add(XmlElement("body").setText(quote + message.body));
    if (!quote.empty()) stanza.add(fallbackElement(ns::replies, codePoints(quote)));
    if (!message.id.empty()) stanza.add(originIdElement(message.id));
}

void writeExtras(XmlElement& stanza, const ChatMessage& message) {
    if (message.markable) stanza.add(XmlElement("markable", ns::markers));
    if (!message.displayedFor.empty()) {
        stanza.add(elementWithId("displayed", ns::markers, message.displayedFor));
    }
    if (!message.replaces.empty()) {
        stanza.add(elementWithId("replace", ns::correction, message.replaces));
    }
    if (message.reply) stanza.add(replyElement(*message.reply));
    if (message.reactions) stanza.add(reactionsElement(*message.reactions));
    if (message.isUnstyled) stanza.add(XmlElement("unstyled", ns::styling));
    if (message.label) stanza.add(message.label->element);
    addHints(stanza, message.hints);
}

ChatMessage readPlain(const XmlElement& stanza, const Jid& self) {
    ChatMessage message;
    message.kind = readKind(stanza.attribute("type"));
    message.from = Jid::parse(stanza.attribute("from")).value_or(self.bare());
    message.to = Jid::parse(stanza.attribute("to")).value_or(self.bare());
    message.id = stanza.attribute("id");
    message.originId = originIdIn(stanza);
    const bool isGroup = message.kind == MessageKind::GroupChat;
    message.archiveId = archiveIdIn(stanza, isGroup ? message.from : self);
    message.isMarkedByRoom = stanza.child("x", ns::roomUser) != nullptr;
    message.occupantId = idIn(stanza, "occupant-id", ns::occupantIds);
    if (const auto* body = stanza.child("body", ns::client)) message.body = body->text;
    if (const auto* subject = stanza.child("subject", ns::client)) message.subject = subject->text;
    if (const auto* thread = stanza.child("thread", ns::client)) message.thread = thread->text;
    message.chatState = readChatState(stanza);
    message.receiptRequested = asksForReceipt(stanza);
    message.receiptFor = receiptIn(stanza);
    message.markable = stanza.child("markable", ns::markers) != nullptr;
    message.displayedFor = idIn(stanza, "displayed", ns::markers);
    message.replaces = idIn(stanza, "replace", ns::correction);
    message.sent = delayIn(stanza);
    if (isEncrypted(stanza)) message.sealed = std::make_shared<const XmlElement>(stanza);
    readExtras(stanza, message);
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
    if (!subject.empty()) message.add(XmlElement("subject").setText(subject));
    if (!body.empty()) addBody(message, *this);
    if (!thread.empty()) message.add(XmlElement("thread").setText(thread));
    if (chatState) message.add(chatStateElement(*chatState));
    if (isMarkedByRoom) message.add(XmlElement("x", ns::roomUser));
    if (receiptRequested) message.add(receiptRequest());
    if (!receiptFor.empty()) message.add(receiptElement(receiptFor));
    if (file) addSharedFile(message, *file);
    writeExtras(message, *this);
    return message;
}

std::string ChatMessage::text() const {
    if (!richText.empty() && fallbacks.empty()) return richText;
    return withoutFallbacks(body, fallbacks);
}

core::Address ChatMessage::peer(const Jid& self) const {
    return isFrom(self) ? to.address() : from.address();
}

}  // namespace sidetone::xmpp
