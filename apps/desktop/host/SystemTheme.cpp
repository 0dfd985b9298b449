// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/SystemTheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include "models/Settings.h"

namespace sidetone::desktop {
namespace {

const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interfaceName = QStringLiteral("org.freedesktop.portal.Settings");
const QString space = QStringLiteral("org.freedesktop.appearance");
const QString key = QStringLiteral("color-scheme");

}  // namespace

SystemTheme::SystemTheme(Settings& settings) : settings_(settings) {
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")) return;
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    bus.connect(service, path, interfaceName, QStringLiteral("SettingChanged"), this,
                SLOT(changed(QString, QString, QDBusVariant)));
    auto question =
        QDBusMessage::createMethodCall(service, path, interfaceName, QStringLiteral("Read"));
    question << space << key;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) take(reply.value().variant());
        watcher->deleteLater();
    });
}

void SystemTheme::changed(const QString& where, const QString& what, const QDBusVariant& value) {
    if (where == space && what == key) take(value.variant());
}

void SystemTheme::take(const QVariant& value) {
    constexpr uint preferDark = 1;
    auto inner = value;
    if (inner.canConvert<QDBusVariant>()) inner = inner.value<QDBusVariant>().variant();
    settings_.setSystemDark(inner.toUInt() == preferDark);
}

}  // namespace sidetone::desktop
