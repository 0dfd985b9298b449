// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "client/NetworkView.h"
#include "models/Opener.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

/// Where this machine is, in words (NET-01), and the way out of a captive portal.
class NetworkController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int state READ state NOTIFY changed)
    Q_PROPERTY(QString words READ words NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QString portal READ portal NOTIFY changed)
public:
    NetworkController(client::Client& client, Opener opener, QObject* parent = nullptr);

    /// Shown::Network.
    [[nodiscard]] int state() const;
    /// "Inside the company's network", "Offline".
    [[nodiscard]] QString words() const;
    [[nodiscard]] QString detail() const;
    /// The page that wants a sign-in; empty where none is known.
    [[nodiscard]] QString portal() const;
    Q_INVOKABLE bool openPortal();

Q_SIGNALS:
    void changed();

private:
    client::Client& client_;
    Opener opener_;
};

}  // namespace sidetone::desktop
