// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Receipts.h"

#include "xmpp/ChatMessage.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {

bool asksForReceipt(const core::XmlElement& message) {
    return message.child("request", ns::receipts) != nullptr &&
           message.child("received", ns::receipts) == nullptr && !message.attribute("id").empty();
}

std::string receiptIn(const core::XmlElement& message) {
    const auto* received = message.child("received", ns::receipts);
    return received != nullptr ? std::string(received->attribute("id")) : std::string();
}

core::XmlElement receiptRequest() {
    return core::XmlElement("request", ns::receipts);
}

core::XmlElement receiptElement(const std::string& id) {
    core::XmlElement element("received", ns::receipts);
    return element.setAttribute("id", id);
}

std::optional<ChatMessage> receiptFor(const ChatMessage& message, const std::string& newId) {
    const bool due = message.receiptRequested && message.carbon == CarbonKind::None &&
                     message.kind != MessageKind::Error && message.kind != MessageKind::GroupChat;
    if (!due) return {};
    ChatMessage receipt;
    receipt.to = message.from;
    receipt.id = newId;
    receipt.receiptFor = message.id;
    return receipt;
}

}  // namespace sidetone::xmpp
