// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/readMessage.h"

#include "messaging/files/fileMessage.h"

namespace sidetone::messaging {

store::Addition additionOf(const xmpp::ChatMessage& message, const xmpp::Jid& self,
                           store::Origin origin, core::WallTime now) {
    store::Addition addition;
    const bool isOurs = message.isFrom(self);
    addition.senderId =
        message.originId.empty() ? store::SenderId::Arbitrary : store::SenderId::Unique;
    auto& stored = addition.message;
    stored.peer = message.peer(self);
    stored.direction = isOurs ? store::Direction::Out : store::Direction::In;
    stored.body = message.text();
    stored.subject = message.subject;
    if (message.reply) stored.replyTo = message.reply->id;
    stored.time = message.sent.value_or(now);
    // What comes back from the server has reached it.
    stored.delivery = isOurs ? store::Delivery::Sent : store::Delivery::Delivered;
    stored.origin = origin;
    stored.stanzaId = message.originId.empty() ? message.id : message.originId;
    stored.archiveId = message.archiveId;
    stored.isRead = isOurs;
    readFileMessage(message, stored);
    return addition;
}

void addProtection(store::Addition& addition, const Opened& opened) {
    // A file stays one, whatever its address was wrapped in.
    if (opened.kind != store::MessageKind::Text) addition.message.kind = opened.kind;
    addition.message.protection = opened.protection;
    addition.message.fingerprint = opened.fingerprint;
    addition.with = opened.with;
}

bool isText(const xmpp::ChatMessage& message) {
    const bool isSaid = message.kind == xmpp::MessageKind::Chat ||
                        message.kind == xmpp::MessageKind::Normal ||
                        message.kind == xmpp::MessageKind::GroupChat;
    return isSaid && message.replaces.empty() && !message.reactions && !message.text().empty();
}

}  // namespace sidetone::messaging
