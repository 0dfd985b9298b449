// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "client/Client.h"
#include "messaging/HistoryTransferControl.h"

namespace sidetone::desktop {

/// All of a person's messages from one device of theirs to another one: asked for here, or asked
/// of this device (NONE-19).
class HistoryTransferController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool available READ available NOTIFY changed)
    Q_PROPERTY(int stage READ stage NOTIFY changed)
    Q_PROPERTY(bool running READ running NOTIFY changed)
    Q_PROPERTY(bool asked READ asked NOTIFY changed)
    Q_PROPERTY(bool showsCode READ showsCode NOTIFY changed)
    Q_PROPERTY(bool needsCode READ needsCode NOTIFY needsCodeChanged)
    Q_PROPERTY(QString device READ device NOTIFY changed)
    Q_PROPERTY(QString code READ code NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString words READ words NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(double share READ share NOTIFY changed)
public:
    explicit HistoryTransferController(client::Client& client, QObject* parent = nullptr);

    /// Chat is connected.
    [[nodiscard]] bool available() const { return client_.historyTransfer() != nullptr; }
    /// Shown::HistoryTransfer.
    [[nodiscard]] int stage() const { return int(state_.stage); }
    [[nodiscard]] bool running() const;
    /// Another device waits for this person's word.
    [[nodiscard]] bool asked() const;
    [[nodiscard]] bool showsCode() const { return !state_.code.empty(); }
    [[nodiscard]] bool needsCode() const;
    /// What the other device calls itself.
    [[nodiscard]] QString device() const;
    [[nodiscard]] QString code() const;
    /// Where it stands, in few words.
    [[nodiscard]] QString title() const;
    /// What happens next, or what the person has to do.
    [[nodiscard]] QString words() const;
    /// What is wrong with the code that was typed.
    [[nodiscard]] QString problem() const;
    /// 0 to 1 of what is to be moved; below 0 while nobody knows.
    [[nodiscard]] double share() const;

    Q_INVOKABLE void ask();
    Q_INVOKABLE void allow();
    Q_INVOKABLE void refuse();
    Q_INVOKABLE void cancel();
    Q_INVOKABLE void enterCode(const QString& code);

Q_SIGNALS:
    void changed();
    void needsCodeChanged();

private:
    void connectControl();
    void take();
    [[nodiscard]] QString movedWords() const;

    client::Client& client_;
    messaging::HistoryTransferState state_;
};

}  // namespace sidetone::desktop
