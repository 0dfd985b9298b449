// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QSet>
#include <QStringList>

#include "host/Notifications.h"
#include "host/ScreenLock.h"

namespace sidetone::desktop {

/// Notifications by org.freedesktop.Notifications (Desktop Notifications Specification 1.2), with
/// a field for the answer where the server has `inline-reply`. Without a server nothing shows.
class BusNotifications final : public Notifications {
    Q_OBJECT
public:
    /// `system`: where the session's lock is told beside the desktop's own bus.
    explicit BusNotifications(const QDBusConnection& bus,
                              const QDBusConnection& system = QDBusConnection(QString()));
    void show(const Notification& notification) override;
    void close(const QString& key) override;
    [[nodiscard]] bool isLocked() const override { return lock_.isLocked(); }
    [[nodiscard]] bool isThere() const override { return isThere_; }

private Q_SLOTS:
    void invoked(uint id, const QString& action);
    void answered(uint id, const QString& text);
    void closed(uint id, uint reason);

private:
    void askCapabilities();
    void setThere(bool isThere);
    void shown(const QString& key, uint id);

    QDBusConnection bus_;
    QStringList capabilities_;
    QHash<QString, uint> shown_;  ///< the server's number of each key
    /// Asked to be shown and closed again before the server had given its number.
    QHash<QString, int> asked_;
    QSet<QString> closing_;
    bool isThere_ = false;
    ScreenLock lock_;
};

}  // namespace sidetone::desktop
