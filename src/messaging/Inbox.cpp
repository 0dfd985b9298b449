// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/Inbox.h"

#include <algorithm>
#include <map>
#include <utility>

#include "messaging/ChatStates.h"
#include "messaging/Outbox.h"
#include "messaging/convert.h"
#include "messaging/readMessage.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;

constexpr core::Milliseconds longestHold = 20s;
constexpr core::Milliseconds retryWait = 5s;
constexpr std::size_t mostUnheardReceipts = 1000;

}  // namespace

Inbox::Inbox(core::Clock& clock, core::Log& log, Parts parts)
    : clock_(clock), log_(log), parts_(std::move(parts)) {}

void Inbox::receive(const xmpp::IncomingMessage& incoming) {
    auto message = xmpp::ChatMessage::read(incoming.stanza, parts_.session.jid());
    if (!message || message->peer(parts_.session.jid()).isEmpty()) return;
    Item item{std::move(*message), incoming.ticket};
    if (isHolding_) {
        held_.push_back(std::move(item));
    } else {
        process(std::move(item));
    }
}

void Inbox::hold() {
    isHolding_ = true;
    holdTimer_ = clock_.after(longestHold, [this] { release(); });
}

void Inbox::release() {
    holdTimer_.stop();
    isHolding_ = false;
    for (auto& item : std::exchange(held_, {})) process(std::move(item));
    sendUnheardReceipts();
}

void Inbox::process(Item item) {
    const auto& message = item.message;
    const auto peer = message.peer(parts_.session.jid());
    if (message.kind == xmpp::MessageKind::Error) {
        parts_.outbox.refuse(peer, message, item.ticket);
        return;
    }
    takeConfirmations(message, item.ticket);
    if (message.chatState && !message.isFrom(parts_.session.jid()) && !message.sent) {
        parts_.chatStates.receive(peer, toChatState(*message.chatState));
    }
    if (isText(message)) storeText(std::move(item));
}

void Inbox::takeConfirmations(const xmpp::ChatMessage& message, const xmpp::StanzaTicket& ticket) {
    if (message.isFrom(parts_.session.jid())) return;
    const auto peer = message.peer(parts_.session.jid());
    if (!message.receiptFor.empty()) {
        parts_.outbox.confirm(peer, message.receiptFor, store::Delivery::Delivered, ticket);
    }
    if (!message.displayedFor.empty()) {
        parts_.outbox.confirm(peer, message.displayedFor, store::Delivery::Read, ticket);
    }
}

void Inbox::storeText(Item item) {
    if (!failed_.empty()) {
        failed_.push_back(std::move(item));
        return;
    }
    const auto& message = item.message;
    const auto origin =
        message.carbon == xmpp::CarbonKind::None ? store::Origin::Live : store::Origin::Carbon;
    auto addition = additionOf(message, parts_.session.jid(), origin, clock_.wallTime());
    if (!isHolding_ && parts_.seesAll()) addition.archivePosition = message.archiveId;
    parts_.history.add(std::move(addition))
        .then(owner_, [this, item = std::move(item)](const core::Result<store::Added>& added) {
            if (added) {
                stored(item, *added);
            } else {
                failed(item, added.error());
            }
        });
}

void Inbox::stored(const Item& item, const store::Added& added) {
    const auto message = toMessage(added.message);
    const bool isIncoming = message.direction == Direction::In;
    if (added.isNew) {
        parts_.reports.added(message);
        if (isIncoming) parts_.reports.unread(message.peer, added.unread);
    } else if (added.isChanged) {
        parts_.reports.changed(message);
    }
    if (isIncoming && item.message.carbon == xmpp::CarbonKind::None) answerReceipt(item.message);
    if (!isIncoming && item.message.carbon == xmpp::CarbonKind::Sent && added.unread > 0) {
        // Our person answered on another device, and so has read what came before.
        parts_.history.markRead(message.peer)
            .then(owner_, [this, peer = message.peer](const auto& marked) {
                if (marked) parts_.reports.unread(peer, 0);
            });
    }
}

void Inbox::failed(Item item, const core::Error& error) {
    if (failed_.empty()) {
        log_.error("messaging", error.sentence());
        parts_.reports.storageFailed(error);
    }
    failed_.push_back(std::move(item));
    if (!retryTimer_.isSet()) {
        retryTimer_ = clock_.after(retryWait, [this] {
            retryTimer_.stop();
            retry();
        });
    }
}

void Inbox::retry() {
    for (auto& item : std::exchange(failed_, {})) storeText(std::move(item));
}

void Inbox::answerReceipt(const xmpp::ChatMessage& message) {
    if (!message.receiptRequested || message.id.empty() || !message.receiptFor.empty()) return;
    if (!parts_.maySeeUs(message.peer(parts_.session.jid()))) return;
    xmpp::ChatMessage receipt;
    receipt.kind = message.kind;
    receipt.to = message.from;
    receipt.id = parts_.session.newId();
    receipt.receiptFor = message.id;
    sendReceipt(std::move(receipt));
}

void Inbox::sendReceipt(xmpp::ChatMessage receipt) {
    auto stanza = receipt.toStanza();
    parts_.session.send(std::move(stanza), [this, receipt = std::move(receipt),
                                            alive = std::weak_ptr(alive_)](core::Status status) {
        if (!alive.lock() || status || status.error().code != core::ErrorCode::Unavailable) return;
        if (unheardReceipts_.size() < mostUnheardReceipts) unheardReceipts_.push_back(receipt);
        if (!isHolding_ && parts_.session.state() == xmpp::SessionState::Online) {
            sendUnheardReceipts();
        }
    });
}

void Inbox::sendUnheardReceipts() {
    for (auto& receipt : std::exchange(unheardReceipts_, {})) {
        // The device that wrote may have come back under another name.
        receipt.to.resource.clear();
        sendReceipt(std::move(receipt));
    }
}

void Inbox::storePage(const std::vector<xmpp::ChatMessage>& messages, const std::string& position,
                      Receipts receipts, std::function<void(core::Status)> done) {
    const auto self = parts_.session.jid();
    std::vector<store::Addition> additions;
    std::vector<xmpp::ChatMessage> texts;
    for (const auto& message : messages) {
        if (!isText(message) || message.peer(self).isEmpty()) continue;
        additions.push_back(additionOf(message, self, store::Origin::Archive, clock_.wallTime()));
        texts.push_back(message);
    }
    parts_.history.addAll(std::move(additions))
        .then(owner_, [this, texts = std::move(texts), receipts, position, done = std::move(done)](
                          const core::Result<std::vector<store::Added>>& added) {
            if (!added) return done(added.error());
            reportPage(texts, *added, receipts);
            if (position.empty()) return done({});
            // Last, so that the position is never ahead of what it stands for.
            parts_.history.setArchivePosition(position).then(owner_, done);
        });
    for (const auto& message : messages) {
        if (!message.peer(self).isEmpty()) takeConfirmations(message, {});
    }
}

void Inbox::reportPage(const std::vector<xmpp::ChatMessage>& texts,
                       const std::vector<store::Added>& added, Receipts receipts) {
    std::map<core::Address, int> unread;
    for (std::size_t i = 0; i < added.size(); ++i) {
        const auto message = toMessage(added[i].message);
        if (added[i].isNew) {
            parts_.reports.added(message);
        } else if (added[i].isChanged) {
            parts_.reports.changed(message);
        }
        if (message.direction == Direction::Out) continue;
        if (added[i].isNew) unread[message.peer] = added[i].unread;
        if (receipts == Receipts::Send && added[i].isNew) answerReceipt(texts[i]);
    }
    for (const auto& [peer, count] : unread) parts_.reports.unread(peer, count);
}

}  // namespace sidetone::messaging
