// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/PortalNotifications.h"

#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <utility>

namespace sidetone::desktop {
namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portal = QStringLiteral("org.freedesktop.portal.Notification");

QVariantMap fieldsOf(const Notification& notification) {
    QString priority = QStringLiteral("normal");
    if (notification.isUrgent) priority = QStringLiteral("high");
    if (notification.isCall) priority = QStringLiteral("urgent");
    QVariantMap fields{{QStringLiteral("title"), notification.title},
                       {QStringLiteral("body"), notification.words},
                       {QStringLiteral("priority"), priority},
                       {QStringLiteral("default-action"), QStringLiteral("default")}};
    QList<QVariantMap> buttons;
    for (const auto& action : notification.actions) {
        buttons.append(
            {{QStringLiteral("label"), action.label}, {QStringLiteral("action"), action.id}});
    }
    if (!buttons.isEmpty()) {
        fields.insert(QStringLiteral("buttons"), QVariant::fromValue(buttons));
    }
    return fields;
}

}  // namespace

bool isSandboxed() {
    return QFileInfo::exists(QStringLiteral("/.flatpak-info")) || qEnvironmentVariableIsSet("SNAP");
}

PortalNotifications::PortalNotifications(const QDBusConnection& bus)
    : bus_(bus), lock_(bus, QDBusConnection(QString())) {
    qDBusRegisterMetaType<QList<QVariantMap>>();
    bus_.connect(service, path, portal, QStringLiteral("ActionInvoked"), this,
                 SLOT(invoked(QString, QString, QVariantList)));
}

void PortalNotifications::show(const Notification& notification) {
    auto call =
        QDBusMessage::createMethodCall(service, path, portal, QStringLiteral("AddNotification"));
    call << notification.key << fieldsOf(notification);
    shown_.insert(notification.key);
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        setThere(!watcher->isError());
        watcher->deleteLater();
    });
}

void PortalNotifications::close(const QString& key) {
    if (!shown_.remove(key)) return;
    auto call =
        QDBusMessage::createMethodCall(service, path, portal, QStringLiteral("RemoveNotification"));
    call << key;
    bus_.asyncCall(call);
}

void PortalNotifications::setThere(bool isThere) {
    if (isThere == std::exchange(isThere_, isThere)) return;
    Q_EMIT thereChanged();
}

void PortalNotifications::invoked(const QString& id, const QString& action, const QVariantList&) {
    if (!shown_.contains(id)) return;
    if (action == QLatin1String("default")) {
        Q_EMIT activated(id);
    } else {
        Q_EMIT actionChosen(id, action);
    }
}

}  // namespace sidetone::desktop
