// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/Outbox.h"

#include "core/text.h"
#include "messaging/convert.h"
#include "messaging/files/fileMessage.h"
#include "messaging/rooms/RoomGate.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;

/// Longer texts are files; servers refuse stanzas of some hundred kilobytes.
constexpr std::size_t longestBody = 65'536;
/// Time for the peer's receipts to come after both sides are back.
constexpr core::Milliseconds doubtWait = 5s;

core::Error cannotSend(std::string why) {
    return core::fail(core::ErrorCode::InvalidInput, "Sending a message", std::move(why));
}

}  // namespace

Outbox::Outbox(core::Clock& clock, core::Log& log, xmpp::Session& session, store::History& history,
               Reports& reports)
    : clock_(clock), log_(log), session_(session), history_(history), reports_(reports) {}

core::Task<Message> Outbox::send(const core::Address& peer, const Outgoing& text) {
    if (peer.isEmpty()) return core::Task<Message>::ready(cannotSend("nobody to send it to"));
    if (core::trim(text.body).empty()) return core::Task<Message>::ready(cannotSend("it is empty"));
    if (text.body.size() > longestBody) {
        return core::Task<Message>::ready(cannotSend("it is longer than 64 kilobytes"));
    }
    store::Addition addition;
    if (rooms_ != nullptr && rooms_->isRoom(peer)) {
        if (auto error = rooms_->whyNotSend(peer)) return core::Task<Message>::ready(*error);
        addition.conversationKind = store::ConversationKind::Room;
        if (!text.occupant.empty()) addition.message.kind = store::MessageKind::Private;
        addition.message.sender = text.occupant;
    }
    addition.senderId = store::SenderId::Unique;
    auto& message = addition.message;
    message.peer = peer;
    message.direction = store::Direction::Out;
    message.body = text.body;
    message.subject = text.subject;
    message.time = clock_.wallTime();
    message.delivery = store::Delivery::Queued;
    message.origin = store::Origin::Local;
    message.stanzaId = session_.newId();
    message.isRead = true;
    core::Promise<Message> promise;
    if (text.replyTo == 0) {
        add(std::move(addition), promise);
        return promise.task();
    }
    history_.byId(text.replyTo)
        .then(owner_, [this, addition, promise, peer](const MaybeMessage& answered) {
            if (!answered) return promise.settle(answered.error());
            if (!*answered || (*answered)->peer != peer) {
                return promise.settle(cannotSend("the message that it answers is not there"));
            }
            auto reply = addition;
            const auto& original = **answered;
            // A room's messages are known by the ids that the room gave them.
            reply.message.replyTo =
                original.sender.empty() ? original.stanzaId : original.archiveId;
            add(std::move(reply), promise);
        });
    return promise.task();
}

void Outbox::add(store::Addition addition, const core::Promise<Message>& promise) {
    history_.add(std::move(addition))
        .then(owner_, [this, promise](const core::Result<store::Added>& added) {
            if (!added) return promise.settle(added.error());
            const auto stored = toMessage(added->message);
            reports_.added(stored);
            sendLater(added->message);
            promise.settle(stored);
        });
}

core::Task<Message> Outbox::resend(std::int64_t id) {
    core::Promise<Message> promise;
    history_.requeue(id).then(owner_, [this, promise](const MaybeMessage& found) {
        if (!found) return promise.settle(found.error());
        if (!*found) return promise.settle(cannotSend("it has not failed"));
        const auto stored = toMessage(**found);
        reports_.changed(stored);
        sendLater(**found);
        promise.settle(stored);
    });
    return promise.task();
}

void Outbox::sendLater(const store::StoredMessage& message) {
    if (isOpen_) transmit(message, Reason::First);
}

void Outbox::sendAgain(const store::StoredMessage& message) {
    if (!isOpen_) return;
    log_.info("messaging", "A message to " + message.peer.text() +
                               " was not confirmed by the device that is there: sent again.");
    transmit(message, Reason::Again);
}

void Outbox::open() {
    opening_.cancelAll();
    sendQueued();
    doubtTimer_ = clock_.after(doubtWait, [this] {
        doubtTimer_.stop();
        sendDoubtful();
    });
}

void Outbox::openIfEmpty() {
    opening_.cancelAll();
    history_.outbox().then(opening_,
                           [this](const core::Result<std::vector<store::StoredMessage>>& queued) {
                               if (queued && queued->empty()) isOpen_ = true;
                           });
}

void Outbox::shut() {
    isOpen_ = false;
    doubtTimer_.stop();
    opening_.cancelAll();
}

void Outbox::roomOpened(const core::Address&) {
    if (isOpen_) sendQueued();
}

void Outbox::roomClosed(const core::Address& room) {
    std::erase_if(underWay_, [&](const auto& entry) { return entry.second.peer == room; });
}

void Outbox::sendQueued() {
    history_.outbox().then(opening_,
                           [this](const core::Result<std::vector<store::StoredMessage>>& queued) {
                               // What is stored from now on is behind these in the store's queue,
                               // and so sent later.
                               isOpen_ = true;
                               if (!queued) {
                                   log_.error("messaging", queued.error().sentence());
                                   return;
                               }
                               for (const auto& message : *queued) transmit(message, Reason::First);
                           });
}

void Outbox::sendDoubtful() {
    history_.inDoubt().then(
        opening_, [this](const core::Result<std::vector<store::StoredMessage>>& doubtful) {
            if (!doubtful) return;
            for (const auto& message : *doubtful) transmit(message, Reason::Doubt);
        });
}

void Outbox::transmit(const store::StoredMessage& message, Reason reason) {
    const bool isRoom = rooms_ != nullptr && rooms_->isRoom(message.peer);
    if (isRoom && !rooms_->isOpen(message.peer)) return;
    if (isLookingUp_) {
        behindAnswer_.emplace_back(message, reason);
        return;
    }
    const auto sending = ++sendings_;
    if (!underWay_.try_emplace(message.stanzaId, Sending{sending, message.peer}).second) return;
    xmpp::ChatMessage chat;
    chat.kind = isRoom ? xmpp::MessageKind::GroupChat : xmpp::MessageKind::Chat;
    chat.to = route_ && !isRoom ? route_(message.peer) : xmpp::Jid(message.peer);
    chat.id = message.stanzaId;
    chat.originId = message.stanzaId;
    chat.body = message.body;
    chat.subject = message.subject;
    if (message.kind == store::MessageKind::File && !announceFile(message, chat)) {
        return forget(message.stanzaId, sending);
    }
    chat.chatState = xmpp::ChatState::Active;
    chat.receiptRequested = !isRoom;
    chat.markable = true;
    if (isRoom && message.kind == store::MessageKind::Private) {
        chat.kind = xmpp::MessageKind::Chat;
        chat.to.resource = message.sender;
        chat.isMarkedByRoom = true;
        chat.markable = false;
    }
    if (message.repliesTo != 0) return transmitReply(message, std::move(chat), reason, sending);
    seal(message, chat, reason, sending);
}

void Outbox::transmitReply(const store::StoredMessage& message, xmpp::ChatMessage chat,
                           Reason reason, std::uint64_t sending) {
    isLookingUp_ = true;
    history_.byId(message.repliesTo)
        .then(owner_, [this, message, chat = std::move(chat), reason,
                       sending](const MaybeMessage& answered) {
            auto reply = chat;
            reply.reply = xmpp::Reply{message.replyTo, {}, {}};
            if (answered && *answered) {
                const bool isOurs = (*answered)->direction == store::Direction::Out;
                reply.reply->to = isOurs ? session_.jid().bare() : xmpp::Jid((*answered)->peer);
                if (!(*answered)->sender.empty()) reply.reply->to.resource = (*answered)->sender;
                reply.reply->quote = (*answered)->body;
            }
            seal(message, reply, reason, sending);
            isLookingUp_ = false;
            while (!behindAnswer_.empty() && !isLookingUp_) {
                const auto next = std::move(behindAnswer_.front());
                behindAnswer_.pop_front();
                transmit(next.first, next.second);
            }
        });
}

void Outbox::seal(const store::StoredMessage& message, const xmpp::ChatMessage& chat, Reason reason,
                  std::uint64_t sending) {
    if (guard_ == nullptr) return handOver(message, reason, sending, chat.toStanza());
    guard_->seal(chat, message.id,
                 [this, message, reason, sending,
                  alive = std::weak_ptr(alive_)](core::Result<core::XmlElement> stanza) {
                     if (!alive.lock()) return;
                     if (!stanza) return notSealed(message, sending, stanza.error());
                     handOver(message, reason, sending, std::move(*stanza));
                 });
}

void Outbox::handOver(const store::StoredMessage& message, Reason reason, std::uint64_t sending,
                      core::XmlElement stanza) {
    session_.send(std::move(stanza), [this, message, reason, sending,
                                      alive = std::weak_ptr(alive_)](core::Status status) {
        if (alive.lock()) answered(message, reason, sending, status);
    });
}

void Outbox::notSealed(const store::StoredMessage& message, std::uint64_t sending,
                       const core::Error& error) {
    forget(message.stanzaId, sending);
    // Without a session it stays Queued, and the next one tries again.
    if (error.code == core::ErrorCode::Unavailable) return;
    advance(message.peer, message.stanzaId, store::Delivery::Failed, error.sentence(), {});
}

void Outbox::forget(const std::string& stanzaId, std::uint64_t sending) {
    const auto found = underWay_.find(stanzaId);
    if (found != underWay_.end() && found->second.number == sending) underWay_.erase(found);
}

void Outbox::answered(const store::StoredMessage& message, Reason reason, std::uint64_t sending,
                      const core::Status& status) {
    const auto found = underWay_.find(message.stanzaId);
    if (found == underWay_.end() || found->second.number != sending) return;
    if (!status) {
        underWay_.erase(found);
        // It stays Queued. Where a new session is already open, its opening missed this one.
        if (isOpen_ && status.error().code == core::ErrorCode::Unavailable &&
            session_.state() == xmpp::SessionState::Online) {
            sendQueued();
        }
        return;
    }
    const bool isSaid = message.kind != store::MessageKind::Private;
    if (isSaid && rooms_ != nullptr && rooms_->isRoom(message.peer)) return;  // its echo counts
    // Under way until that is written: a list that was read before still has it as Queued.
    if (reason == Reason::Doubt) {
        history_.clearDoubt(message.id)
            .then(owner_, [this, sending, id = message.stanzaId](const core::Status&) {
                forget(id, sending);
            });
        return;
    }
    history_.advance(message.peer, message.stanzaId, store::Delivery::Sent)
        .then(owner_, [this, sending, id = message.stanzaId](const MaybeMessage& changed) {
            forget(id, sending);
            report(changed);
        });
}

void Outbox::confirm(const core::Address& peer, const std::string& stanzaId,
                     store::Delivery delivery, std::shared_ptr<void> ticket) {
    advance(peer, stanzaId, delivery, {}, std::move(ticket));
}

void Outbox::refuse(const core::Address& peer, const xmpp::ChatMessage& answer,
                    std::shared_ptr<void> ticket) {
    // Its acknowledgement says nothing any more: the person may send it again before that.
    const auto found = underWay_.find(answer.id);
    if (found != underWay_.end() && found->second.peer == peer) underWay_.erase(found);
    const auto sentence =
        answer.error ? answer.error->sentence() : std::string("The message was not accepted.");
    advance(peer, answer.id, store::Delivery::Failed, sentence, std::move(ticket));
}

void Outbox::advance(const core::Address& peer, const std::string& stanzaId,
                     store::Delivery delivery, const std::string& failure,
                     std::shared_ptr<void> ticket) {
    history_.advance(peer, stanzaId, delivery, failure)
        .then(owner_,
              [this, ticket = std::move(ticket)](const MaybeMessage& changed) { report(changed); });
}

void Outbox::report(const MaybeMessage& changed) {
    if (!changed) {
        reports_.storageFailed(changed.error());
    } else if (*changed) {
        reports_.changed(toMessage(**changed));
    }
}

}  // namespace sidetone::messaging
