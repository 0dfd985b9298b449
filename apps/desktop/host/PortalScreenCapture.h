// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QVariantMap>

#include "host/ScreenCapture.h"

namespace sidetone::desktop {

/// The desktop's own way to take a picture of the screen, by org.freedesktop.portal.Screenshot:
/// the desktop asks for the part and for consent.
class PortalScreenCapture final : public QObject, public ScreenCapture {
    Q_OBJECT
public:
    explicit PortalScreenCapture(const QDBusConnection& bus);
    [[nodiscard]] core::Task<std::filesystem::path> capture() override;

private Q_SLOTS:
    void answered(uint code, const QVariantMap& results);

private:
    void watch(const QString& request);
    [[nodiscard]] QString requestNamed(const QString& token) const;

    QDBusConnection bus_;
    QString request_;
    int count_ = 0;
    core::Promise<std::filesystem::path> taken_;
};

}  // namespace sidetone::desktop
