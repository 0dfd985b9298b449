// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "client/Client.h"
#include "models/ChatController.h"

namespace sidetone::desktop {

/// Who is blocked (PRES-09).
class PrivacyController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)
    Q_PROPERTY(QStringList blocked READ blocked NOTIFY changed)
    Q_PROPERTY(bool chatBlocked READ chatBlocked NOTIFY changed)
public:
    PrivacyController(client::Client& client, ChatController& chat, QObject* parent = nullptr);

    /// Why nobody can be blocked, as a sentence.
    [[nodiscard]] QString whyNot() const;
    [[nodiscard]] QStringList blocked() const;
    /// The person of the open conversation is.
    [[nodiscard]] bool chatBlocked() const;
    /// False where it is no address.
    Q_INVOKABLE bool block(const QString& address);
    Q_INVOKABLE void unblock(const QString& address);

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);

private:
    void connectControl();
    void run(core::Task<void> task);
    client::Client& client_;
    ChatController& chat_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
