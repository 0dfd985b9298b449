// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/convert.h"

#include "messaging/chat/emojis.h"

namespace sidetone::messaging {
namespace {

Delivery toDelivery(store::Delivery delivery) {
    switch (delivery) {
        case store::Delivery::Queued:
            return Delivery::Queued;
        case store::Delivery::Sent:
            return Delivery::Sent;
        case store::Delivery::Delivered:
            return Delivery::Delivered;
        case store::Delivery::Read:
            return Delivery::Read;
        case store::Delivery::Failed:
            break;
    }
    return Delivery::Failed;
}

Origin toOrigin(store::Origin origin) {
    switch (origin) {
        case store::Origin::Live:
            return Origin::Live;
        case store::Origin::Carbon:
            return Origin::Carbon;
        case store::Origin::Archive:
            return Origin::Archive;
        case store::Origin::Local:
            break;
    }
    return Origin::Local;
}

const char* subscriptionName(xmpp::Subscription subscription) {
    switch (subscription) {
        case xmpp::Subscription::To:
            return "to";
        case xmpp::Subscription::From:
            return "from";
        case xmpp::Subscription::Both:
            return "both";
        case xmpp::Subscription::None:
            break;
    }
    return "none";
}

xmpp::Subscription subscriptionOf(const std::string& name) {
    if (name == "to") return xmpp::Subscription::To;
    if (name == "from") return xmpp::Subscription::From;
    if (name == "both") return xmpp::Subscription::Both;
    return xmpp::Subscription::None;
}

Attachment toAttachment(const store::StoredAttachment& stored) {
    Attachment attachment;
    attachment.name = stored.name;
    attachment.mediaType = stored.mediaType;
    attachment.size = stored.size;
    attachment.state = TransferState(stored.state);
    attachment.transferred = stored.transferred;
    attachment.path = stored.state == store::TransferState::Done ? stored.path : std::string();
    attachment.url = stored.url.substr(0, stored.url.find('#'));
    attachment.failure = stored.failure;
    attachment.width = stored.width;
    attachment.height = stored.height;
    return attachment;
}

}  // namespace

Message toMessage(const store::StoredMessage& stored) {
    Message message;
    message.id = stored.id;
    message.peer = stored.peer;
    message.direction = stored.direction == store::Direction::In ? Direction::In : Direction::Out;
    message.body = stored.body;
    message.time = stored.time;
    message.delivery = toDelivery(stored.delivery);
    message.origin = toOrigin(stored.origin);
    message.stanzaId = stored.stanzaId;
    message.archiveId = stored.archiveId;
    message.failure = stored.failure;
    message.isRead = stored.isRead;
    message.kind = MessageKind(stored.kind);
    message.sender = stored.sender;
    message.senderAddress = core::Address::parse(stored.senderAddress).value_or(core::Address());
    message.subject = stored.subject;
    message.isEdited = stored.isEdited;
    message.mentionsUs = stored.mentionsUs;
    message.protection = Protection(stored.protection);
    message.fingerprint = stored.fingerprint;
    message.replyTo = stored.repliesTo;
    message.reactions = gathered(stored.reactions);
    if (stored.attachment) message.attachment = toAttachment(*stored.attachment);
    return message;
}

ChatState toChatState(xmpp::ChatState state) {
    switch (state) {
        case xmpp::ChatState::Composing:
            return ChatState::Composing;
        case xmpp::ChatState::Paused:
            return ChatState::Paused;
        case xmpp::ChatState::Inactive:
            return ChatState::Inactive;
        case xmpp::ChatState::Gone:
            return ChatState::Gone;
        case xmpp::ChatState::Active:
            break;
    }
    return ChatState::Active;
}

xmpp::ChatState toWire(ChatState state) {
    switch (state) {
        case ChatState::Composing:
            return xmpp::ChatState::Composing;
        case ChatState::Paused:
            return xmpp::ChatState::Paused;
        case ChatState::Inactive:
            return xmpp::ChatState::Inactive;
        case ChatState::Gone:
            return xmpp::ChatState::Gone;
        case ChatState::Active:
            break;
    }
    return xmpp::ChatState::Active;
}

store::RosterEntry toEntry(const xmpp::RosterItem& item) {
    return {item.address, item.name, item.groups, subscriptionName(item.subscription), item.asked};
}

xmpp::RosterItem toItem(const store::RosterEntry& entry) {
    return {entry.address, entry.name, entry.groups, subscriptionOf(entry.subscription),
            entry.asked};
}

}  // namespace sidetone::messaging
