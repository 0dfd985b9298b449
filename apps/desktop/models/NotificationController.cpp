// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/NotificationController.h"

#include <utility>

#include "messaging/MessageControl.h"
#include "models/CallNotifier.h"
#include "models/Settings.h"
#include "models/words.h"

namespace sidetone::desktop {

using messaging::Message;

namespace {

/// No address: nobody's messages have it.
constexpr QLatin1String transferKey("history-transfer");

}  // namespace

NotificationController::NotificationController(client::Client& client, Desktop& desktop,
                                               Notifications& notifications, QObject* parent)
    : QObject(parent), client_(client), desktop_(desktop), notifications_(notifications) {
    using client::Client;
    connect(&client_, &Client::messageAdded, this, &NotificationController::tell);
    connect(&client_, &Client::unreadChanged, this, [this](const core::Address& peer, int unread) {
        if (unread > 0) return;
        const auto key = toQt(peer.text());
        waiting_.remove(key);
        notifications_.close(key);
    });
    connect(&client_, &Client::chatChanged, this, &NotificationController::connectRooms);
    connect(&notifications_, &Notifications::activated, this, [this](const QString& key) {
        if (key.startsWith(CallNotifier::prefix)) return;
        Q_EMIT wanted(key);
        if (key != transferKey) return desktop_.showChat(key);
        Q_EMIT desktop_.pageWanted(QStringLiteral("history-transfer"));
    });
    connect(&notifications_, &Notifications::replied, this, &NotificationController::reply);
    connect(&client_, &Client::callsChanged, this, &NotificationController::connectCalls);
    connect(&client_, &Client::contactChanged, this, &NotificationController::tellOfPresence);
    connect(desktop_.settings(), &Settings::watchedChanged, this, [this](const QString& key) {
        const auto address = core::Address::parse(key.toStdString());
        if (address) there_[key] = isThere(*address);
    });
    connect(desktop_.historyTransfer(), &HistoryTransferController::changed, this,
            &NotificationController::tellOfHistoryTransfer);
    connectRooms();
    connectCalls();
}

/// Not kept back by "do not disturb": the person is at another device, and waits for it.
void NotificationController::tellOfHistoryTransfer() {
    const auto* transfer = desktop_.historyTransfer();
    const bool isAsked = transfer->asked();
    if (isAsked == std::exchange(isHistoryAsked_, isAsked)) return;
    if (!isAsked) return notifications_.close(transferKey);
    notifications_.show({transferKey, transfer->title(), transfer->words(), false, true});
}

void NotificationController::connectCalls() {
    if (auto* calls = client_.calls(); calls != nullptr) {
        connect(calls, &telephony::CallControl::callChanged, this,
                &NotificationController::tellOfCall, Qt::UniqueConnection);
    }
}

/// Also who does not want to be disturbed has missed it: it is told when they look, by the list.
void NotificationController::tellOfCall(telephony::CallId id) {
    const auto call = client_.calls() == nullptr ? std::nullopt : client_.calls()->call(id);
    const bool isMissed = call && call->state == telephony::CallState::Ended &&
                          call->end == telephony::CallEnd::Missed;
    if (!isMissed || isQuiet()) return;
    const auto caller = callAddress(call->peerUri);
    Notification notification;
    notification.key = caller;
    notification.title = tr("Missed call");
    if (!notifications_.isLocked()) {
        const auto address = core::Address::parse(caller.toStdString());
        notification.words = address && client_.contact(*address) ? nameOf(*address)
                             : call->peerName.empty()             ? caller
                                                      : toQt(call->peerName).simplified();
    }
    notifications_.show(notification);
}

bool NotificationController::isThere(const core::Address& address) const {
    const auto contact = client_.contact(address);
    return contact && contact->presence.availability == messaging::Availability::Available;
}

void NotificationController::tellOfPresence(const core::Address& address) {
    const auto key = toQt(address.text());
    if (!desktop_.settings()->isWatched(key)) return;
    const bool isNow = isThere(address);
    const bool wasThere = std::exchange(there_[key], isNow);
    if (!isNow || wasThere || isQuiet()) return;
    const auto name = notifications_.isLocked() ? QString() : nameOf(address);
    notifications_.show({key, name.isEmpty() ? tr("Somebody is available") : name,
                         name.isEmpty() ? QString() : tr("is available"), false, false});
}

void NotificationController::connectRooms() {
    if (auto* rooms = client_.rooms(); rooms != nullptr) {
        connect(rooms, &messaging::RoomControl::invited, this,
                &NotificationController::tellOfInvitation, Qt::UniqueConnection);
    }
}

bool NotificationController::isQuiet() const {
    const auto presence = client_.presence();
    return presence.availability == messaging::Availability::DoNotDisturb ||
           presence.activity == messaging::Activity::Presenting;
}

QString NotificationController::nameOf(const core::Address& peer) const {
    if (auto* rooms = client_.rooms(); rooms != nullptr) {
        if (const auto room = rooms->room(peer)) return toQt(room->name).simplified();
    }
    const auto contact = client_.contact(peer);
    return contact && !contact->name.empty() ? toQt(contact->name).simplified() : toQt(peer.text());
}

void NotificationController::tell(const Message& message) {
    const bool isNews = message.direction == messaging::Direction::In && !message.isRead &&
                        message.origin == messaging::Origin::Live &&
                        message.kind != messaging::MessageKind::Event;
    const auto key = toQt(message.peer.text());
    const bool isSeen = desktop_.chat()->seen() && desktop_.chat()->peer() == message.peer;
    const bool isMuted = desktop_.conversations()->isMuted(key) && !message.mentionsUs;
    if (!isNews || isSeen || isMuted || isQuiet()) return;
    const int count = ++waiting_[key];
    Notification notification;
    notification.key = key;
    notification.isUrgent = message.mentionsUs;
    if (notifications_.isLocked()) {
        notification.title = tr("New message");
    } else {
        notification.title = nameOf(message.peer);
        notification.words = excerpt(message);
        if (!message.sender.empty()) {
            notification.words = tr("%1: %2").arg(toQt(message.sender), notification.words);
        }
        if (count > 1) notification.title = tr("%1 (%2 new)").arg(notification.title).arg(count);
        // An answer from there would go to the whole room.
        notification.mayReply = message.kind != messaging::MessageKind::Private;
    }
    notifications_.show(notification);
}

void NotificationController::tellOfInvitation(const messaging::Invitation& invitation) {
    if (isQuiet()) return;
    Notification notification;
    notification.key = toQt(invitation.room.text());
    notification.title = tr("Invitation");
    if (!notifications_.isLocked()) {
        const auto room = invitation.name.empty() ? toQt(invitation.room.text())
                                                  : toQt(invitation.name).simplified();
        notification.words =
            invitation.from.isEmpty()
                ? tr("You are invited into \u201c%1\u201d").arg(room)
                : tr("%1 invites you into \u201c%2\u201d").arg(nameOf(invitation.from), room);
    }
    notifications_.show(notification);
}

void NotificationController::reply(const QString& key, const QString& text) {
    const auto peer = core::Address::parse(key.toStdString());
    if (!peer) return;
    messaging::Outgoing message;
    message.body = text.toStdString();
    auto sent = client_.chats() == nullptr ? client_.sendMessage(*peer, message.body)
                                           : client_.chats()->send(*peer, message);
    client_.markRead(*peer);
    std::move(sent).then(owner_, [this, key](core::Result<Message> stored) {
        if (stored) return;
        notifications_.show(
            {key, tr("The answer was not sent"), toQt(stored.error().sentence()), false, true});
    });
}

}  // namespace sidetone::desktop
