// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QSet>
#include <QVariantList>

#include "host/Notifications.h"
#include "host/ScreenLock.h"

namespace sidetone::desktop {

/// Notifications out of a sandbox, by org.freedesktop.portal.Notification (version 1). It has no
/// field for an answer.
class PortalNotifications final : public Notifications {
    Q_OBJECT
public:
    explicit PortalNotifications(const QDBusConnection& bus);
    void show(const Notification& notification) override;
    void close(const QString& key) override;
    [[nodiscard]] bool isLocked() const override { return lock_.isLocked(); }
    [[nodiscard]] bool isThere() const override { return isThere_; }

private Q_SLOTS:
    void invoked(const QString& id, const QString& action, const QVariantList& parameter);

private:
    void setThere(bool isThere);

    QDBusConnection bus_;
    QSet<QString> shown_;
    bool isThere_ = true;
    ScreenLock lock_;
};

/// Whether this program runs in a sandbox (Flatpak, Snap), where the portal has to be asked.
[[nodiscard]] bool isSandboxed();

}  // namespace sidetone::desktop
