// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace sidetone::desktop {

class Settings;

/// Follows what the desktop says about light and dark (the settings portal's color-scheme).
/// Without a session bus or a portal nothing happens: the theme stays light.
class SystemTheme final : public QObject {
    Q_OBJECT
public:
    explicit SystemTheme(Settings& settings);

private Q_SLOTS:
    void changed(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& value);
    Settings& settings_;
};

}  // namespace sidetone::desktop
