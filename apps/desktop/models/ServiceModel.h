// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/RowModel.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

/// One line of Connection Status.
struct ServiceRow {
    QString key;
    QString name;
    QString server;
    QString detail;
    QString stateWords;
    int state = 0;  ///< Shown::Service
    friend bool operator==(const ServiceRow&, const ServiceRow&) = default;
};

/// The services that the client is connected to, and the one thing to tell about them (PRT-03).
class ServiceModel final : public RowModel<ServiceRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString trouble READ trouble NOTIFY troubleChanged)
    Q_PROPERTY(bool chatSecure READ chatSecure NOTIFY troubleChanged)
public:
    explicit ServiceModel(client::Client& client, QObject* parent = nullptr);
    /// One sentence about a service that is down; empty while all is well.
    [[nodiscard]] QString trouble() const { return trouble_; }
    /// Whether chat goes to the server right now, which it does over verified TLS only (ENC-05).
    [[nodiscard]] bool chatSecure() const { return chatSecure_; }

Q_SIGNALS:
    void troubleChanged();

private:
    void refresh();
    client::Client& client_;
    QString trouble_;
    bool chatSecure_ = false;
};

}  // namespace sidetone::desktop
