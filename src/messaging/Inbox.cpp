// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/Inbox.h"

#include <algorithm>
#include <map>
#include <utility>

#include "messaging/ChatStates.h"
#include "messaging/Outbox.h"
#include "messaging/chat/Amendments.h"
#include "messaging/chat/ReadState.h"
#include "messaging/chat/Routes.h"
#include "messaging/convert.h"
#include "messaging/readMessage.h"
#include "messaging/rooms/RoomGate.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""ms;
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
    Item item{std::move(*message), incoming.ticket, {}};
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
    const auto peer = item.message.peer(parts_.session.jid());
    if (opener_.passes(peer, item.message)) return take(std::move(item));
    auto message = item.message;
    const auto origin =
        message.carbon == xmpp::CarbonKind::None ? store::Origin::Live : store::Origin::Carbon;
    opener_.open(peer, std::move(message), origin, [this, item](Opened opened) {
        auto ready = item;
        ready.message = std::move(opened.message);
        ready.opened = std::move(opened);
        if (ready.opened.verdict == Opened::Verdict::Drop) ready.message.body.clear();
        take(std::move(ready));
    });
}

void Inbox::take(Item item) {
    const auto& message = item.message;
    const auto peer = message.peer(parts_.session.jid());
    if (message.kind == xmpp::MessageKind::Error) {
        parts_.outbox.refuse(peer, message, item.ticket);
        return;
    }
    takeConfirmations(message, item.ticket);
    if (message.chatState && !message.isFrom(parts_.session.jid()) && !message.sent &&
        !isOfRoom(message)) {
        parts_.chatStates.receive(peer, toChatState(*message.chatState));
    }
    if (!message.isFrom(parts_.session.jid())) parts_.routes.heard(peer, message);
    if (Amendments::concerns(message)) {
        item.opened.message = message;
        parts_.amendments.take(peer, selfIn(message), item.opened, item.ticket);
        if (item.opened.with) opener_.guard()->commit(item.opened.with);
    } else if (isText(message)) {
        storeText(std::move(item));
    } else if (item.opened.with) {
        opener_.guard()->commit(item.opened.with);
    }
}

void Inbox::takeConfirmations(const xmpp::ChatMessage& message, const xmpp::StanzaTicket& ticket) {
    if (isOfRoom(message)) return;
    if (message.isFrom(parts_.session.jid())) {
        return parts_.readState.readElsewhere(message.peer(parts_.session.jid()),
                                              message.displayedFor);
    }
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
    auto made = addition(message, origin);
    if (!made) {
        if (item.opened.with) opener_.guard()->commit(item.opened.with);
        return;
    }
    addProtection(*made, item.opened);
    if (!isHolding_ && parts_.seesAll() && !isOfRoom(message)) {
        made->archivePosition = message.archiveId;
    }
    parts_.history.add(std::move(*made))
        .then(owner_, [this, item = std::move(item)](const core::Result<store::Added>& added) {
            if (added) {
                stored(item, *added);
            } else {
                failed(item, added.error());
            }
        });
}

bool Inbox::isOfRoom(const xmpp::ChatMessage& message) const {
    if (message.kind == xmpp::MessageKind::GroupChat) return true;
    const auto peer = message.peer(parts_.session.jid());
    if (rooms_ != nullptr && rooms_->isRoom(peer)) return true;
    // Anybody can write the mark, and would be a room to which nothing can be sent from then on.
    return message.isMarkedByRoom && !parts_.maySeeUs(peer);
}

xmpp::Jid Inbox::selfIn(const xmpp::ChatMessage& message) const {
    const bool isGroup = message.kind == xmpp::MessageKind::GroupChat;
    if (isGroup && rooms_ != nullptr && rooms_->isOurs(message)) return message.from;
    return parts_.session.jid();
}

std::optional<store::Addition> Inbox::addition(const xmpp::ChatMessage& message,
                                               store::Origin origin) const {
    auto made = additionOf(message, parts_.session.jid(), origin, clock_.wallTime());
    if (!isOfRoom(message)) return made;
    if (rooms_ == nullptr || !rooms_->complete(message, made)) return {};
    return made;
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
    if (!isIncoming && item.message.kind == xmpp::MessageKind::GroupChat) {
        parts_.outbox.echoed(message.stanzaId);
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
    if (isOfRoom(message)) return;
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

void Inbox::storePage(const std::vector<xmpp::ChatMessage>& messages, PageOf page) {
    opener_.openAll(messages, store::Origin::Archive,
                    [this, page = std::move(page)](std::vector<Opened> opened) {
                        addPage(std::move(opened), page);
                    });
}

std::optional<store::Addition> Inbox::additionFor(const Opened& opened, const PageOf& page) {
    const auto& message = opened.message;
    const auto self = parts_.session.jid();
    const auto peer = message.peer(self);
    if (opened.verdict != Opened::Verdict::Keep || peer.isEmpty()) return {};
    // A room's talk is in the room's own archive alone, under the room's ids.
    const bool isGroup = message.kind == xmpp::MessageKind::GroupChat;
    const bool isInItsPlace = isGroup != page.room.isEmpty();
    if (Amendments::concerns(message)) {
        if (isInItsPlace) {
            parts_.amendments.take(peer, selfIn(message), opened, {});
        }
        return {};
    }
    if (!isText(message) || !isInItsPlace) return {};
    auto made = addition(message, store::Origin::Archive);
    if (!made) return {};
    addProtection(*made, opened);
    made->notAfter = page.notAfter;
    if (page.reading == Reading::Known) made->message.isRead = true;
    return made;
}

void Inbox::addPage(std::vector<Opened> messages, const PageOf& page) {
    std::vector<store::Addition> additions;
    std::vector<xmpp::ChatMessage> texts;
    for (auto& opened : messages) {
        auto made = additionFor(opened, page);
        if (made) {
            additions.push_back(std::move(*made));
            texts.push_back(opened.message);
        } else if (opened.with) {
            opener_.guard()->commit(std::move(opened.with));
        }
    }
    if (page.place == Place::BeforeGap) keepSecondFree(additions);
    parts_.history.addAll(std::move(additions))
        .then(owner_, [this, texts = std::move(texts),
                       page](const core::Result<std::vector<store::Added>>& added) {
            if (!added) return page.done(added.error());
            const auto count = reportPage(texts, *added, page.receipts);
            if (page.position.empty()) return page.done(count);
            // Last, so that the position is never ahead of what it stands for.
            parts_.history.setArchivePosition(page.position)
                .then(owner_, [done = page.done, count](const core::Status& status) {
                    status ? done(count) : done(status.error());
                });
        });
    // Behind the page in the store's queue: they speak of its messages.
    for (const auto& opened : messages) {
        if (!opened.message.peer(parts_.session.jid()).isEmpty()) {
            takeConfirmations(opened.message, {});
        }
    }
}

void Inbox::keepSecondFree(std::vector<store::Addition>& additions) {
    if (additions.empty()) return;
    const auto second = additions.front().message.time;
    if (second.time_since_epoch() % 1s != 0ms) return;
    for (auto& addition : additions) {
        if (addition.message.time == second) addition.message.time = second + 999ms;
    }
}

int Inbox::reportPage(const std::vector<xmpp::ChatMessage>& texts,
                      const std::vector<store::Added>& added, Receipts receipts) {
    std::map<core::Address, int> unread;
    int count = 0;
    for (std::size_t i = 0; i < added.size(); ++i) {
        const auto message = toMessage(added[i].message);
        if (added[i].isNew) {
            ++count;
            parts_.reports.added(message);
        } else if (added[i].isChanged) {
            parts_.reports.changed(message);
        }
        if (message.direction == Direction::Out) continue;
        if (added[i].isNew) unread[message.peer] = added[i].unread;
        if (receipts == Receipts::Send && added[i].isNew) answerReceipt(texts[i]);
    }
    for (const auto& [peer, number] : unread) parts_.reports.unread(peer, number);
    return count;
}

}  // namespace sidetone::messaging
