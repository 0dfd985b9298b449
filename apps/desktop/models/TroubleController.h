// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "models/Shown.h"

namespace sidetone::desktop {

class CertificateController;
class NetworkController;
class ServiceModel;

/// The one thing to tell a person about connections: the gravest, in a line (PRT-03).
class TroubleController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int kind READ kind NOTIFY changed)
    Q_PROPERTY(QString words READ words NOTIFY changed)
    Q_PROPERTY(QString action READ action NOTIFY changed)
public:
    TroubleController(const NetworkController& network, const ServiceModel& services,
                      const CertificateController& certificates, QObject* parent = nullptr);

    /// Shown::Trouble.
    [[nodiscard]] int kind() const { return static_cast<int>(kind_); }
    [[nodiscard]] QString words() const { return words_; }
    /// What a press does: "Open the page", "Show the certificate".
    [[nodiscard]] QString action() const;

Q_SIGNALS:
    void changed();

private:
    void refresh();
    void say(Shown::Trouble kind, const QString& words);
    const NetworkController& network_;
    const ServiceModel& services_;
    const CertificateController& certificates_;
    Shown::Trouble kind_ = Shown::Trouble::None;
    QString words_;
};

}  // namespace sidetone::desktop
