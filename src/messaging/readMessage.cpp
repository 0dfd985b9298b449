// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/readMessage.h"

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
    stored.body = message.body;
    stored.time = message.sent.value_or(now);
    // What comes back from the server has reached it.
    stored.delivery = isOurs ? store::Delivery::Sent : store::Delivery::Delivered;
    stored.origin = origin;
    stored.stanzaId = message.originId.empty() ? message.id : message.originId;
    stored.archiveId = message.archiveId;
    stored.isRead = isOurs;
    return addition;
}

bool isText(const xmpp::ChatMessage& message) {
    const bool isPersonal =
        message.kind == xmpp::MessageKind::Chat || message.kind == xmpp::MessageKind::Normal;
    return isPersonal && !message.body.empty();
}

}  // namespace sidetone::messaging
