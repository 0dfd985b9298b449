// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QVariantMap>

#include "host/FileChooser.h"

namespace sidetone::desktop {

/// The desktop's own file dialog, by org.freedesktop.portal.FileChooser.
class PortalFileChooser final : public QObject, public FileChooser {
    Q_OBJECT
public:
    explicit PortalFileChooser(const QDBusConnection& bus);
    [[nodiscard]] core::Task<std::vector<std::filesystem::path>> choose() override;

private Q_SLOTS:
    void answered(uint code, const QVariantMap& results);

private:
    void watch(const QString& request);
    QDBusConnection bus_;
    QString request_;
    core::Promise<std::vector<std::filesystem::path>> chosen_;
};

}  // namespace sidetone::desktop
