// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "models/MessageModel.h"

namespace sidetone::desktop {

/// The conversation that is open: who it is with, their presence, what is typed.
class ChatController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool isOpen READ isOpen NOTIFY peerChanged)
    Q_PROPERTY(QString address READ address NOTIFY peerChanged)
    Q_PROPERTY(QString name READ name NOTIFY presenceChanged)
    Q_PROPERTY(QString initials READ initialLetters NOTIFY presenceChanged)
    Q_PROPERTY(int hue READ hueNumber NOTIFY peerChanged)
    Q_PROPERTY(int availability READ availability NOTIFY presenceChanged)
    Q_PROPERTY(QString presence READ presence NOTIFY presenceChanged)
    Q_PROPERTY(QString line READ line NOTIFY presenceChanged)
    Q_PROPERTY(bool peerTyping READ peerTyping NOTIFY peerTypingChanged)
    Q_PROPERTY(QString draft READ draft WRITE setDraft NOTIFY draftChanged)
    Q_PROPERTY(bool seen READ seen WRITE setSeen NOTIFY seenChanged)
    Q_PROPERTY(sidetone::desktop::MessageModel* messages READ messages CONSTANT)
public:
    ChatController(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] bool isOpen() const { return !peer_.isEmpty(); }
    [[nodiscard]] QString address() const;
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString initialLetters() const;
    [[nodiscard]] int hueNumber() const;
    [[nodiscard]] int availability() const;
    [[nodiscard]] QString presence() const;
    /// The header's second line: availability, and their own words.
    [[nodiscard]] QString line() const;
    [[nodiscard]] bool peerTyping() const { return peerTyping_; }
    /// The unsent text, kept for each conversation. Setting it tells the other side that we type.
    [[nodiscard]] QString draft() const { return drafts_.value(address()); }
    void setDraft(const QString& text);
    /// True while a person looks at the conversation: what comes then is read.
    [[nodiscard]] bool seen() const { return seen_; }
    void setSeen(bool seen);
    [[nodiscard]] MessageModel* messages() { return &messages_; }

    /// Opens the conversation; what is no address changes nothing.
    Q_INVOKABLE void open(const QString& address);
    Q_INVOKABLE void close();
    /// Sends the draft, unless it is only white space.
    Q_INVOKABLE void send();

Q_SIGNALS:
    void peerChanged();
    void presenceChanged();
    void peerTypingChanged();
    void draftChanged();
    void seenChanged();

private:
    void show(const core::Address& peer);
    void tell(messaging::ChatState state);
    void setPeerTyping(bool typing);
    [[nodiscard]] messaging::Presence peerPresence() const;

    client::Client& client_;
    core::Clock& clock_;
    core::Address peer_;
    MessageModel messages_;
    QHash<QString, QString> drafts_;
    messaging::ChatState told_ = messaging::ChatState::Active;
    bool peerTyping_ = false;
    bool seen_ = false;
    core::Timer pause_;
};

}  // namespace sidetone::desktop
