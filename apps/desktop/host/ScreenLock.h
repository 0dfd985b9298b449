// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

namespace sidetone::desktop {

/// Whether the screen is locked: org.freedesktop.ScreenSaver on the person's bus, and the session's
/// LockedHint of org.freedesktop.login1 on the system's. One of them is enough. Asked at the start,
/// told from then on.
class ScreenLock final : public QObject {
    Q_OBJECT
public:
    ScreenLock(const QDBusConnection& session, const QDBusConnection& system);
    [[nodiscard]] bool isLocked() const { return isSaved_ || isHinted_; }

private Q_SLOTS:
    void saverChanged(bool active);
    void sessionChanged(const QString& interface, const QVariantMap& values,
                        const QStringList& others);

private:
    void askSaver();
    void askSession();

    QDBusConnection session_;
    QDBusConnection system_;
    bool isSaved_ = false;
    bool isHinted_ = false;
};

}  // namespace sidetone::desktop
