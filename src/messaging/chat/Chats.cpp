// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/chat/Chats.h"

#include <algorithm>

#include "config/Settings.h"
#include "core/text.h"
#include "messaging/CatchUp.h"
#include "messaging/ChatStates.h"
#include "messaging/Inbox.h"
#include "messaging/Outbox.h"
#include "messaging/chat/Courier.h"
#include "messaging/chat/Routes.h"
#include "messaging/chat/emojis.h"
#include "messaging/convert.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t longestBody = 65'536;

core::Error cannot(const char* tried, std::string why) {
    return core::fail(core::ErrorCode::InvalidInput, tried, std::move(why));
}

constexpr auto correcting = "Correcting a message";
constexpr auto reacting = "Reacting to a message";

}  // namespace

Chats::Chats(Parts parts) : parts_(std::move(parts)), drafts_(parts_.store) {}

Message Chats::shown(Message message) const {
    if (parts_.isRoom(message.peer)) return message;
    const auto self = parts_.session.account().address;
    for (auto& reaction : message.reactions) {
        for (auto& sender : reaction.senders) {
            const auto address = core::Address::parse(sender);
            if (!address) continue;
            reaction.isOurs = reaction.isOurs || *address == self;
            sender = parts_.nameOf(*address);
        }
    }
    return message;
}

core::Task<Message> Chats::send(const core::Address& peer, const Outgoing& message) {
    parts_.chatStates.textSent(peer);
    return parts_.outbox.send(peer, message);
}

core::Task<Message> Chats::resend(std::int64_t id) {
    return parts_.outbox.resend(id);
}

core::Task<Message> Chats::correct(std::int64_t id, const std::string& body) {
    if (core::trim(body).empty() || body.size() > longestBody) {
        return core::Task<Message>::ready(
            cannot(correcting, "the new text is empty or longer than 64 kilobytes"));
    }
    core::Promise<Message> promise;
    parts_.history.byId(id).then(owner_, [this, promise, body](const MaybeMessage& found) {
        if (!found) return promise.settle(found.error());
        if (!*found || (*found)->direction != store::Direction::Out || (*found)->stanzaId.empty() ||
            (*found)->kind != store::MessageKind::Text) {
            return promise.settle(cannot(correcting, "it is no text of yours"));
        }
        correctOurs(**found, body, promise);
    });
    return promise.task();
}

void Chats::correctOurs(const store::StoredMessage& message, const std::string& body,
                        const core::Promise<Message>& promise) {
    store::Correction correction;
    correction.peer = message.peer;
    correction.direction = store::Direction::Out;
    correction.stanzaId = message.stanzaId;
    correction.sender = message.sender;
    correction.occupantId = message.occupantId;
    correction.body = body;
    correction.protection = message.protection;
    correction.fingerprint = message.fingerprint;
    correction.time = parts_.clock.wallTime();
    parts_.history.correct(correction)
        .then(owner_, [this, message, body, promise](const MaybeMessage& now) {
            changed(now, message, promise);
            if (!now || !*now) return;
            // What has not left yet leaves with its new text.
            const bool isHere = message.delivery == store::Delivery::Queued ||
                                message.delivery == store::Delivery::Failed;
            if (isHere && !parts_.outbox.isUnderWay(message.stanzaId)) return;
            xmpp::ChatMessage chat;
            const bool isRoom = parts_.isRoom(message.peer);
            if (isRoom) chat.kind = xmpp::MessageKind::GroupChat;
            chat.to = isRoom ? xmpp::Jid(message.peer) : parts_.routes.to(message.peer);
            chat.id = parts_.session.newId();
            chat.body = body;
            chat.replaces = message.stanzaId;
            parts_.courier.send(std::move(chat), "correction " + message.stanzaId);
        });
}

core::Task<Message> Chats::react(std::int64_t id, const std::vector<std::string>& emojis) {
    const bool isPossible =
        emojis.size() <= 20 && std::all_of(emojis.begin(), emojis.end(), xmpp::isReaction);
    if (!isPossible) {
        return core::Task<Message>::ready(cannot(reacting, "that is no list of smileys"));
    }
    core::Promise<Message> promise;
    parts_.history.byId(id).then(owner_, [this, promise, emojis](const MaybeMessage& found) {
        if (!found) return promise.settle(found.error());
        if (!*found) return promise.settle(cannot(reacting, "it is not there any more"));
        reactTo(**found, emojis, promise);
    });
    return promise.task();
}

void Chats::reactTo(const store::StoredMessage& message, const std::vector<std::string>& emojis,
                    const core::Promise<Message>& promise) {
    const bool isRoom = parts_.isRoom(message.peer);
    const auto target = isRoom ? message.archiveId : message.stanzaId;
    if (target.empty() || message.kind == store::MessageKind::Event) {
        return promise.settle(cannot(reacting, "its sender gave it no name"));
    }
    xmpp::ChatMessage chat;
    chat.to = isRoom ? xmpp::Jid(message.peer) : parts_.routes.to(message.peer);
    chat.id = parts_.session.newId();
    chat.reactions = xmpp::Reactions{target, emojis};
    chat.hints.store = true;
    const auto key = "reaction " + message.peer.text() + " " + target;
    if (isRoom) {
        // The room tells everybody, ourselves among them, and so the history.
        chat.kind = xmpp::MessageKind::GroupChat;
        parts_.courier.send(std::move(chat), key);
        return promise.settle(shown(toMessage(message)));
    }
    store::ReactionChange change;
    change.peer = message.peer;
    change.target = target;
    change.sender = parts_.session.account().address.text();
    change.emojis = joined(emojis);
    change.time = parts_.clock.wallTime();
    parts_.history.react(std::move(change))
        .then(owner_, [this, message, promise, chat, key](const MaybeMessage& now) {
            changed(now, message, promise);
            if (now && *now) parts_.courier.send(chat, key);
        });
}

void Chats::changed(const MaybeMessage& now, const store::StoredMessage& before,
                    const core::Promise<Message>& promise) {
    if (!now) return promise.settle(now.error());
    if (!*now) return promise.settle(shown(toMessage(before)));
    const auto message = toMessage(**now);
    parts_.reports.changed(message);
    promise.settle(shown(message));
}

core::Task<std::string> Chats::draft(const core::Address& peer) {
    using Texts = std::map<core::Address, std::string>;
    core::Promise<std::string> promise;
    drafts_.all().then(owner_, [promise, peer](const core::Result<Texts>& texts) {
        if (!texts) return promise.settle(texts.error());
        const auto found = texts->find(peer);
        promise.settle(found == texts->end() ? std::string() : found->second);
    });
    return promise.task();
}

void Chats::setDraft(const core::Address& peer, const std::string& text) {
    drafts_.put(peer, text).then(owner_, [this](const core::Status& done) {
        if (!done) parts_.reports.storageFailed(done.error());
    });
}

void Chats::setMuted(const core::Address& peer, bool isMuted) {
    parts_.history.setMuted(peer, isMuted).then(owner_, [this](const core::Status& done) {
        if (!done) parts_.reports.storageFailed(done.error());
    });
}

std::vector<std::string> Chats::notices(const core::Address&) const {
    std::vector<std::string> sentences;
    const auto defaults = config::Settings();
    const auto& settings = parts_.settings ? parts_.settings() : defaults;
    if (settings.get(config::keys::serverLogsMessages)) {
        sentences.emplace_back(
            "Your organisation keeps a record of all messages on its servers; the record is not "
            "encrypted.");
    } else if (parts_.session.state() == xmpp::SessionState::Online &&
               parts_.catchUp.hasArchive()) {
        sentences.emplace_back("Your server keeps messages, so that all your devices have them.");
    }
    if (!settings.get(config::keys::encryptMessages)) {
        sentences.emplace_back(
            "Encryption from person to person is not switched on by your organisation: messages "
            "are encrypted on the way to the server only.");
    }
    if (settings.get(config::keys::disableHistory)) {
        sentences.emplace_back("Messages are not kept on this computer after you sign out.");
    }
    return sentences;
}

}  // namespace sidetone::messaging
