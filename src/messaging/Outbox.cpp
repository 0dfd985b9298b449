// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/Outbox.h"

#include "core/text.h"
#include "messaging/convert.h"
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

core::Task<Message> Outbox::send(const core::Address& peer, const std::string& body) {
    if (peer.isEmpty()) return core::Task<Message>::ready(cannotSend("nobody to send it to"));
    if (core::trim(body).empty()) return core::Task<Message>::ready(cannotSend("it is empty"));
    if (body.size() > longestBody) {
        return core::Task<Message>::ready(cannotSend("it is longer than 64 kilobytes"));
    }
    store::Addition addition;
    addition.senderId = store::SenderId::Unique;
    auto& message = addition.message;
    message.peer = peer;
    message.direction = store::Direction::Out;
    message.body = body;
    message.time = clock_.wallTime();
    message.delivery = store::Delivery::Queued;
    message.origin = store::Origin::Local;
    message.stanzaId = session_.newId();
    message.isRead = true;
    core::Promise<Message> promise;
    history_.add(std::move(addition))
        .then(owner_, [this, promise](const core::Result<store::Added>& added) {
            if (!added) return promise.settle(added.error());
            const auto stored = toMessage(added->message);
            reports_.added(stored);
            sendLater(added->message);
            promise.settle(stored);
        });
    return promise.task();
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

void Outbox::open() {
    opening_.cancelAll();
    sendQueued();
    doubtTimer_ = clock_.after(doubtWait, [this] {
        doubtTimer_.stop();
        sendDoubtful();
    });
}

void Outbox::shut() {
    isOpen_ = false;
    doubtTimer_.stop();
    opening_.cancelAll();
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
    const auto sending = ++sendings_;
    if (!underWay_.try_emplace(message.stanzaId, sending).second) return;
    xmpp::ChatMessage chat;
    chat.kind = xmpp::MessageKind::Chat;
    chat.to = xmpp::Jid(message.peer);
    chat.id = message.stanzaId;
    chat.originId = message.stanzaId;
    chat.body = message.body;
    chat.chatState = xmpp::ChatState::Active;
    chat.receiptRequested = true;
    session_.send(chat.toStanza(), [this, message, reason, sending,
                                    alive = std::weak_ptr(alive_)](core::Status status) {
        if (alive.lock()) answered(message, reason, sending, status);
    });
}

void Outbox::forget(const std::string& stanzaId, std::uint64_t sending) {
    const auto found = underWay_.find(stanzaId);
    if (found != underWay_.end() && found->second == sending) underWay_.erase(found);
}

void Outbox::answered(const store::StoredMessage& message, Reason reason, std::uint64_t sending,
                      const core::Status& status) {
    const auto found = underWay_.find(message.stanzaId);
    if (found == underWay_.end() || found->second != sending) return;
    if (!status) {
        underWay_.erase(found);
        // It stays Queued. Where a new session is already open, its opening missed this one.
        if (isOpen_ && status.error().code == core::ErrorCode::Unavailable &&
            session_.state() == xmpp::SessionState::Online) {
            sendQueued();
        }
        return;
    }
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
    underWay_.erase(answer.id);
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
