// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/ScreenLock.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace sidetone::desktop {
namespace {

const QString saver = QStringLiteral("org.freedesktop.ScreenSaver");
const QString saverPath = QStringLiteral("/org/freedesktop/ScreenSaver");
const QString logins = QStringLiteral("org.freedesktop.login1");
/// The session of whoever asks (logind.conf of systemd 243 and later).
const QString ownSession = QStringLiteral("/org/freedesktop/login1/session/auto");
const QString loginSession = QStringLiteral("org.freedesktop.login1.Session");
const QString properties = QStringLiteral("org.freedesktop.DBus.Properties");
const QString hint = QStringLiteral("LockedHint");

}  // namespace

ScreenLock::ScreenLock(const QDBusConnection& session, const QDBusConnection& system)
    : session_(session), system_(system) {
    session_.connect(QString(), QString(), saver, QStringLiteral("ActiveChanged"), this,
                     SLOT(saverChanged(bool)));
    askSaver();
    if (!system_.isConnected()) return;
    // The signal comes from the session's own path, which is not the one that is asked.
    system_.connect(logins, QString(), properties, QStringLiteral("PropertiesChanged"), this,
                    SLOT(sessionChanged(QString, QVariantMap, QStringList)));
    askSession();
}

void ScreenLock::askSaver() {
    const auto call =
        QDBusMessage::createMethodCall(saver, saverPath, saver, QStringLiteral("GetActive"));
    auto* watcher = new QDBusPendingCallWatcher(session_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<bool> reply = *watcher;
        if (reply.isValid()) isSaved_ = reply.value();
        watcher->deleteLater();
    });
}

void ScreenLock::askSession() {
    auto call =
        QDBusMessage::createMethodCall(logins, ownSession, properties, QStringLiteral("Get"));
    call << loginSession << hint;
    auto* watcher = new QDBusPendingCallWatcher(system_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) isHinted_ = reply.value().variant().toBool();
        watcher->deleteLater();
    });
}

void ScreenLock::saverChanged(bool active) {
    isSaved_ = active;
}

void ScreenLock::sessionChanged(const QString& interface, const QVariantMap& values,
                                const QStringList& others) {
    if (interface != loginSession) return;
    // Of whose session it is, the signal does not say: the own one is asked.
    if (values.contains(hint) || others.contains(hint)) askSession();
}

}  // namespace sidetone::desktop
