// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QStringList>

#include "host/Notifications.h"

namespace sidetone::desktop {

/// Notifications by org.freedesktop.Notifications (Desktop Notifications Specification 1.2), with
/// a field for the answer where the server has `inline-reply`. Without a server nothing shows.
class BusNotifications final : public Notifications {
    Q_OBJECT
public:
    explicit BusNotifications(const QDBusConnection& bus);
    void show(const Notification& notification) override;
    void close(const QString& key) override;
    [[nodiscard]] bool isLocked() const override { return locked_; }

private Q_SLOTS:
    void invoked(uint id, const QString& action);
    void answered(uint id, const QString& text);
    void closed(uint id, uint reason);
    void lockChanged(bool locked);

private:
    void askCapabilities();

    QDBusConnection bus_;
    QStringList capabilities_;
    QHash<QString, uint> shown_;  ///< the server's number of each key
    bool locked_ = false;
};

}  // namespace sidetone::desktop
