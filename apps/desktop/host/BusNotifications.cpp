// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/BusNotifications.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace sidetone::desktop {
namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
const QString saver = QStringLiteral("org.freedesktop.ScreenSaver");

}  // namespace

BusNotifications::BusNotifications(const QDBusConnection& bus) : bus_(bus) {
    bus_.connect(service, path, service, QStringLiteral("ActionInvoked"), this,
                 SLOT(invoked(uint, QString)));
    bus_.connect(service, path, service, QStringLiteral("NotificationReplied"), this,
                 SLOT(answered(uint, QString)));
    bus_.connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                 SLOT(closed(uint, uint)));
    bus_.connect(QString(), QString(), saver, QStringLiteral("ActiveChanged"), this,
                 SLOT(lockChanged(bool)));
    askCapabilities();
}

void BusNotifications::askCapabilities() {
    const auto call =
        QDBusMessage::createMethodCall(service, path, service, QStringLiteral("GetCapabilities"));
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QStringList> reply = *watcher;
        if (reply.isValid()) capabilities_ = reply.value();
        watcher->deleteLater();
    });
}

void BusNotifications::show(const Notification& notification) {
    QStringList actions{QStringLiteral("default"), tr("Open")};
    QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("sidetone")},
                      {QStringLiteral("category"), QStringLiteral("im.received")}};
    if (notification.isUrgent) {
        hints.insert(QStringLiteral("urgency"), QVariant::fromValue<uchar>(2));
    }
    if (notification.mayReply && capabilities_.contains(QStringLiteral("inline-reply"))) {
        actions << QStringLiteral("inline-reply") << tr("Reply");
        hints.insert(QStringLiteral("x-kde-reply-placeholder-text"), tr("Write a message"));
    }
    const bool markup = capabilities_.contains(QStringLiteral("body-markup"));
    auto call = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
    call << QStringLiteral("Sidetone") << shown_.value(notification.key, 0U)
         << QStringLiteral("sidetone") << notification.title
         << (markup ? notification.words.toHtmlEscaped() : notification.words) << actions << hints
         << -1;
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, watcher, key = notification.key] {
                const QDBusPendingReply<uint> reply = *watcher;
                if (reply.isValid()) shown_.insert(key, reply.value());
                watcher->deleteLater();
            });
}

void BusNotifications::close(const QString& key) {
    if (!shown_.contains(key)) return;
    auto call =
        QDBusMessage::createMethodCall(service, path, service, QStringLiteral("CloseNotification"));
    call << shown_.take(key);
    bus_.asyncCall(call);
}

void BusNotifications::invoked(uint id, const QString& action) {
    const auto key = shown_.key(id);
    if (!key.isEmpty() && action == QLatin1String("default")) Q_EMIT activated(key);
}

void BusNotifications::answered(uint id, const QString& text) {
    const auto key = shown_.key(id);
    if (!key.isEmpty() && !text.trimmed().isEmpty()) Q_EMIT replied(key, text.trimmed());
}

void BusNotifications::closed(uint id, uint) {
    const auto key = shown_.key(id);
    if (!key.isEmpty()) shown_.remove(key);
}

void BusNotifications::lockChanged(bool locked) {
    locked_ = locked;
}

}  // namespace sidetone::desktop
