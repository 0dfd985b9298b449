// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of rooms: what is about the room itself, and who said what is said there.
#include "config/Settings.h"
#include "messaging/Outbox.h"
#include "messaging/rooms/RoomService.h"
#include "messaging/rooms/mentions.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/Delay.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

constexpr config::Key<bool> mentionGroup{"Mention_GroupChat"};
constexpr config::Key<bool> mentionPersistent{"Mention_PersistentChat"};

bool isRefused(const core::XmlElement& stanza, std::string_view condition) {
    const auto* error = stanza.child("error", xmpp::ns::client);
    return error != nullptr && error->child(condition, xmpp::ns::stanzaErrors) != nullptr;
}

}  // namespace

bool RoomService::take(const xmpp::IncomingMessage& incoming) {
    const auto& stanza = incoming.stanza;
    if (xmpp::RoomInvitation::read(stanza)) {
        takeInvitation(stanza);
        return true;
    }
    const auto from = xmpp::Jid::parse(stanza.attribute("from"));
    auto* visit = from ? find(from->address()) : nullptr;
    const bool isGroup = stanza.attribute("type") == "groupchat";
    // Of a room that we are not in: nobody asked for it.
    if (visit == nullptr) return isGroup;
    if (stanza.attribute("type") == "error") return takeRefusal(*visit, stanza);
    if (isGroup && !visit->isInside() && visit->stage() != RoomVisit::Stage::Entering) return true;
    if (takeRoomMessage(*visit, stanza)) return true;
    return isGroup && visit->hold(incoming);
}

void RoomService::takeInvitation(const core::XmlElement& stanza) {
    const auto invitation = xmpp::RoomInvitation::read(stanza);
    if (!invitation) return;
    const auto* visit = find(invitation->room);
    if (visit != nullptr && visit->isWanted()) return;
    const auto shown = invitations_.add(*invitation);
    if (!shown) return;
    Q_EMIT invitationsChanged();
    Q_EMIT invited(*shown);
}

bool RoomService::takeRefusal(RoomVisit& visit, const core::XmlElement& stanza) {
    if (wasAsked(stanza)) return true;
    visit.heard();
    if (!visit.isInside() || !isRefused(stanza, "not-acceptable")) return false;
    // The room has lost us: what was sent goes again when we are in.
    visit.notInside();
    return true;
}

bool RoomService::takeRoomMessage(RoomVisit& visit, const core::XmlElement& stanza) {
    visit.heard();
    const auto from = xmpp::Jid::parse(stanza.attribute("from")).value_or(xmpp::Jid());
    const auto* body = stanza.child("body", xmpp::ns::client);
    if (stanza.attribute("type") == "groupchat") {
        const auto* subject = stanza.child("subject", xmpp::ns::client);
        if (subject != nullptr && body == nullptr) {
            visit.tookSubject(from.resource, subject->text, !xmpp::delayIn(stanza));
            return true;
        }
    }
    if (from.resource.empty()) {
        visit.tookCodes(xmpp::roomCodesIn(stanza));
        return body == nullptr;
    }
    return false;
}

bool RoomService::isRoom(const core::Address& peer) const {
    return visits_.contains(peer) || stored_.contains(peer);
}

std::optional<core::Error> RoomService::whyNotSend(const core::Address& room) const {
    const auto* visit = find(room);
    if (visit != nullptr && visit->isWanted()) return {};
    return core::fail(core::ErrorCode::InvalidInput, "Sending a message",
                      "you are not in that room", "Join it first.");
}

bool RoomService::isOpen(const core::Address& room) const {
    const auto* visit = find(room);
    return visit != nullptr && visit->stage() == RoomVisit::Stage::In;
}

bool RoomService::complete(const xmpp::ChatMessage& message, store::Addition& addition) const {
    addition.conversationKind = store::ConversationKind::Room;
    if (message.kind != xmpp::MessageKind::GroupChat) {
        const bool isOurs = message.isFrom(parts_.session.jid());
        if ((isOurs ? message.to : message.from).resource.empty()) return false;
        completePrivate(message, addition);
        return true;
    }
    const auto* visit = find(addition.message.peer);
    if (visit == nullptr) return false;
    completeGroup(*visit, message, addition);
    return true;
}

void RoomService::completePrivate(const xmpp::ChatMessage& message,
                                  store::Addition& addition) const {
    const bool isOurs = message.isFrom(parts_.session.jid());
    addition.message.kind = store::MessageKind::Private;
    addition.message.sender = isOurs ? message.to.resource : message.from.resource;
}

bool RoomService::isOurs(const xmpp::ChatMessage& message) const {
    const auto* visit = find(message.from.address());
    if (visit == nullptr) return false;
    if (!message.occupantId.empty() && !visit->occupantId().empty()) {
        return message.occupantId == visit->occupantId();
    }
    const auto& nick = message.from.resource;
    const auto self = parts_.session.account().address;
    // Who has a name now need not be who had it then.
    if (!message.sent) return nick == visit->nickname() || visit->addressOf(nick) == self;
    if (visit->room().showsAddresses && !message.occupantAddress.isEmpty()) {
        return message.occupantAddress == self;
    }
    return false;
}

void RoomService::completeGroup(const RoomVisit& visit, const xmpp::ChatMessage& message,
                                store::Addition& addition) const {
    auto& stored = addition.message;
    const auto& nick = message.from.resource;
    const auto self = parts_.session.account().address;
    stored.sender = nick;
    stored.occupantId = message.occupantId;
    const auto address = visit.addressOf(nick);
    // Who has a name now need not be who had it then.
    const bool isNow = !message.sent;
    if (isNow && !address.isEmpty()) stored.senderAddress = address.text();
    if (!isNow && visit.room().showsAddresses && !message.occupantAddress.isEmpty()) {
        stored.senderAddress = message.occupantAddress.text();
    }
    const bool isOurs = this->isOurs(message);
    // A name alone says little, and a room that is not kept gives everybody new occupant ids after
    // its server's restart (Prosody 0.12.3): it is ours if we know that we said it.
    const bool isAnothers = !stored.senderAddress.empty() && stored.senderAddress != self.text();
    addition.isOursIfHere = !isOurs && !isNow && !isAnothers && nick == visit.nickname();
    stored.direction = isOurs ? store::Direction::Out : store::Direction::In;
    stored.delivery = isOurs ? store::Delivery::Sent : store::Delivery::Delivered;
    stored.isRead = isOurs || (visit.isReadingPast() && !isNow);
    // What a room without an archive repeats has no other mark.
    if (stored.archiveId.empty() && message.sent && !stored.stanzaId.empty()) {
        addition.senderId = store::SenderId::Unique;
    }
    if (nick.empty()) {
        stored.kind = store::MessageKind::Event;
        stored.isRead = true;
    } else if (!isOurs && mayMention(visit)) {
        stored.mentionsUs = mentionsPerson(stored.body, visit.nickname(), self.user());
    }
    if (isOpen(visit.address()) && !message.sent) {
        addition.archivePosition = stored.archiveId;
        addition.archiveOf = store::ArchiveOf::Conversation;
    }
}

bool RoomService::mayMention(const RoomVisit& visit) const {
    const auto& settings = parts_.ports.settings;
    if (!settings) return true;
    return settings().get(visit.isPersistent() ? mentionPersistent : mentionGroup);
}

}  // namespace sidetone::messaging
