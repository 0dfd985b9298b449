// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "models/MessageModel.h"
#include "models/Shown.h"

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
    Q_PROPERTY(bool room READ isRoom NOTIFY presenceChanged)
    Q_PROPERTY(QString notices READ notices NOTIFY presenceChanged)
    Q_PROPERTY(QString savedNote READ savedNote NOTIFY savedNoteChanged)
    Q_PROPERTY(int composing READ composing NOTIFY composingChanged)
    Q_PROPERTY(QString answered READ answered NOTIFY composingChanged)
    Q_PROPERTY(QString answeredAuthor READ answeredAuthor NOTIFY composingChanged)
    Q_PROPERTY(QString subject READ subject NOTIFY subjectChanged)
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
    [[nodiscard]] const MessageModel* messages() const { return &messages_; }
    [[nodiscard]] bool isRoom() const;
    /// What a person has to know before they write there; empty: nothing special.
    [[nodiscard]] QString notices() const;
    /// Whether the chat is saved to the mailbox when it is closed, and when it was last; empty
    /// where chats are not saved (MSG-05).
    [[nodiscard]] QString savedNote() const { return savedNote_; }
    /// Shown::Compose: what the composer's text will become.
    [[nodiscard]] int composing() const { return static_cast<int>(composing_); }
    /// The message that is answered or edited, on one line.
    [[nodiscard]] QString answered() const { return answered_; }
    [[nodiscard]] QString answeredAuthor() const { return answeredAuthor_; }
    /// What the next message says that it is about; empty: nothing (MSG-04).
    [[nodiscard]] QString subject() const { return subjects_.value(address()); }
    [[nodiscard]] core::Address peer() const { return peer_; }

    /// Puts a link's words into the composer of the open conversation, as if they were typed; the
    /// other side hears nothing of it (URI-04). What our person typed before stays instead.
    void prefill(const QString& subject, const QString& body);
    Q_INVOKABLE void dropSubject();

    /// The next text answers this message.
    Q_INVOKABLE void reply(qint64 message);
    /// The next text takes the place of this message of ours; false where it cannot be.
    Q_INVOKABLE bool edit(qint64 message);
    /// Edits the newest text of ours.
    Q_INVOKABLE bool editLast();
    /// The next texts go to this one of the room's people alone, until composeFresh().
    Q_INVOKABLE void writeTo(const QString& occupant);
    /// The next text is a new message again.
    Q_INVOKABLE void composeFresh();

    /// Opens the conversation; what is no address changes nothing.
    Q_INVOKABLE void open(const QString& address);
    Q_INVOKABLE void close();
    /// The chat is over: it is saved or forgotten as the organisation wants, and not shown any
    /// more.
    Q_INVOKABLE void end();
    /// Sends the draft, unless it is only white space.
    Q_INVOKABLE void send();

Q_SIGNALS:
    void peerChanged();
    void presenceChanged();
    void peerTypingChanged();
    void draftChanged();
    void seenChanged();
    void composingChanged();
    void subjectChanged();
    void savedNoteChanged();
    /// Something was not done, and why.
    void failed(const QString& sentence);

private:
    void show(const core::Address& peer);
    void tell(messaging::ChatState state);
    void connectRooms();
    void loadDraft();
    void connectSavedChats();
    void askSaved();
    void setSavedNote(const QString& note);
    void keepDraft();
    void put(const QString& subject, const QString& body);
    void setComposing(Shown::Compose composing, const messaging::Message* message);
    void setPeerTyping(bool typing);
    [[nodiscard]] messaging::Presence peerPresence() const;

    client::Client& client_;
    core::Clock& clock_;
    core::Address peer_;
    MessageModel messages_;
    QHash<QString, QString> drafts_;
    QHash<QString, QString> subjects_;
    messaging::ChatState told_ = messaging::ChatState::Active;
    Shown::Compose composing_ = Shown::Compose::Fresh;
    qint64 composed_ = 0;  ///< the message that is answered or edited
    QString answered_;
    QString answeredAuthor_;
    QString put_;  ///< the draft that waits while a message is edited
    QString savedNote_;
    bool peerTyping_ = false;
    bool seen_ = false;
    core::Timer pause_;
    core::Timer keeping_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
