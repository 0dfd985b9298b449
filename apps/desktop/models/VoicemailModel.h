// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Client.h"
#include "models/RowModel.h"

namespace sidetone::voicemail {
struct VoiceMessage;
}

namespace sidetone::desktop {

/// One voice message.
struct VoicemailRow {
    QString key;      ///< the message's id
    QString name;     ///< who spoke
    QString address;  ///< what to dial to call back; may be empty
    QString initials;
    QString words;  ///< "Urgent \u00b7 00:12"
    QString time;
    int hue = 0;
    bool fresh = false;  ///< nobody has listened to it
    bool deleted = false;
    bool playing = false;
    friend bool operator==(const VoicemailRow&, const VoicemailRow&) = default;
};

/// The voice messages, newest first, and what can be done with them (VM-01, VM-04).
class VoicemailModel final : public RowModel<VoicemailRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool available READ available NOTIFY availableChanged)
    Q_PROPERTY(int unread READ unread NOTIFY unreadChanged)
    Q_PROPERTY(QString pilot READ pilot NOTIFY availableChanged)
public:
    VoicemailModel(client::Client& client, core::Clock& clock, QObject* parent = nullptr);
    /// Whether the organisation has voicemail for this person.
    [[nodiscard]] bool available() const;
    [[nodiscard]] int unread() const { return unread_; }
    /// What to dial to hear messages by phone; empty where nobody says.
    [[nodiscard]] QString pilot() const;

    /// Plays the message from its beginning, or stops it where it plays.
    Q_INVOKABLE void togglePlaying(const QString& id);
    Q_INVOKABLE void setRead(const QString& id, bool read);
    /// To the deleted ones, or for good where it is one of them.
    Q_INVOKABLE void remove(const QString& id);
    Q_INVOKABLE void restore(const QString& id);
    /// The list was looked at: asks the server for news.
    Q_INVOKABLE void look();

Q_SIGNALS:
    void availableChanged();
    void unreadChanged();
    /// A command did not work; the sentence says why.
    void failed(const QString& sentence);

private:
    void attach();
    void refresh();
    void playingFailed(const std::string& sentence);
    void finish(core::Task<void> task);
    [[nodiscard]] VoicemailRow rowOf(const voicemail::VoiceMessage& message) const;

    client::Client& client_;
    core::Clock& clock_;
    int unread_ = 0;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
