// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/BusNotifications.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>
#include <utility>

namespace sidetone::desktop {
namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

QVariantMap hintsOf(const Notification& notification) {
    QVariantMap hints{
        {QStringLiteral("desktop-entry"), QStringLiteral("sidetone")},
        {QStringLiteral("category"),
         notification.isCall ? QStringLiteral("call.incoming") : QStringLiteral("im.received")}};
    if (notification.isUrgent || notification.isCall) {
        hints.insert(QStringLiteral("urgency"), QVariant::fromValue<uchar>(2));
    }
    // It rings already, on the device that the person chose.
    if (notification.isCall) hints.insert(QStringLiteral("suppress-sound"), true);
    return hints;
}

}  // namespace

BusNotifications::BusNotifications(const QDBusConnection& bus, const QDBusConnection& system)
    : bus_(bus), lock_(bus, system) {
    bus_.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                 SLOT(invoked(uint, QString)));
    bus_.connect(service, path, service, QStringLiteral("NotificationReplied"), this,
                 SLOT(answered(uint, QString)));
    bus_.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                 SLOT(closed(uint, uint)));
    askCapabilities();
}

void BusNotifications::askCapabilities() {
    const auto call =
        QDBusMessage::createMethodCall(service, path, service, QStringLiteral("GetCapabilities"));
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QStringList> reply = *watcher;
        if (reply.isValid()) capabilities_ = reply.value();
        setThere(reply.isValid());
        watcher->deleteLater();
    });
}

void BusNotifications::show(const Notification& notification) {
    QStringList actions{QStringLiteral("default"), tr("Open")};
    auto hints = hintsOf(notification);
    for (const auto& action : notification.actions) actions << action.id << action.label;
    if (notification.mayReply && capabilities_.contains(QStringLiteral("inline-reply"))) {
        actions << QStringLiteral("inline-reply") << tr("Reply");
        hints.insert(QStringLiteral("x-kde-reply-placeholder-text"), tr("Write a message"));
    }
    const bool markup = capabilities_.contains(QStringLiteral("body-markup"));
    auto call = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
    call << QStringLiteral("Sidetone") << shown_.value(notification.key, 0U)
         << QStringLiteral("sidetone") << notification.title
         << (markup ? notification.words.toHtmlEscaped() : notification.words) << actions << hints
         << (notification.isCall ? 0 : -1);
    ++asked_[notification.key];
    closing_.remove(notification.key);
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, watcher, key = notification.key] {
                const QDBusPendingReply<uint> reply = *watcher;
                setThere(reply.isValid());
                if (reply.isValid()) shown(key, reply.value());
                watcher->deleteLater();
            });
}

void BusNotifications::setThere(bool isThere) {
    if (isThere == std::exchange(isThere_, isThere)) return;
    Q_EMIT thereChanged();
}

void BusNotifications::shown(const QString& key, uint id) {
    shown_.insert(key, id);
    if (--asked_[key] > 0) return;
    asked_.remove(key);
    if (closing_.remove(key)) close(key);
}

void BusNotifications::close(const QString& key) {
    if (asked_.contains(key)) closing_.insert(key);
    if (!shown_.contains(key)) return;
    auto call =
        QDBusMessage::createMethodCall(service, path, service, QStringLiteral("CloseNotification"));
    call << shown_.take(key);
    bus_.asyncCall(call);
}

void BusNotifications::invoked(uint id, const QString& action) {
    const auto key = shown_.key(id);
    if (key.isEmpty()) return;
    if (action == QLatin1String("default")) {
        Q_EMIT activated(key);
        return;
    }
    Q_EMIT actionChosen(key, action);
}

void BusNotifications::answered(uint id, const QString& text) {
    const auto key = shown_.key(id);
    if (!key.isEmpty() && !text.trimmed().isEmpty()) Q_EMIT replied(key, text.trimmed());
}

void BusNotifications::closed(uint id, uint) {
    const auto key = shown_.key(id);
    if (!key.isEmpty()) shown_.remove(key);
}

}  // namespace sidetone::desktop
