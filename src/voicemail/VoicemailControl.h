// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <filesystem>
#include <string>
#include <vector>

#include "core/Task.h"
#include "voicemail/VoiceMessage.h"

namespace sidetone::voicemail {

/// Visual voicemail, as windows and terminal see it (VM-01). Ids are those of messages(); NotFound
/// for others. What the server does not do comes back as its error, and nothing has changed then.
/// Protocol thread; nothing blocks.
class VoicemailControl : public QObject {
    Q_OBJECT
public:
    /// Newest first, deleted ones among them. While the server is away: what was there last.
    [[nodiscard]] virtual std::vector<VoiceMessage> messages() const = 0;
    /// Messages of the inbox that nobody has listened to.
    [[nodiscard]] virtual int unread() const = 0;
    /// What to dial for the messages by phone (VM-04); empty where nobody says.
    [[nodiscard]] virtual std::string pilotNumber() const = 0;

    /// A WAV file with the message's sound, fetched where it is not here yet: what was fetched can
    /// be heard without the server (NONE-14).
    [[nodiscard]] virtual core::Task<std::filesystem::path> fetch(const std::string& id) = 0;
    [[nodiscard]] virtual core::Task<void> setRead(const std::string& id, bool read) = 0;
    /// To the folder of deleted messages; what lies there already goes for good.
    [[nodiscard]] virtual core::Task<void> remove(const std::string& id) = 0;
    /// Back from the folder of deleted messages.
    [[nodiscard]] virtual core::Task<void> restore(const std::string& id) = 0;
    /// Plays the message to the person, from its beginning, and marks it as read; another one ends.
    /// Done when the sound begins; Unsupported for a sound of another coding (VM-03), which can be
    /// heard by calling voicemail.
    [[nodiscard]] virtual core::Task<void> play(const std::string& id) = 0;
    virtual void stopPlaying() = 0;
    /// The message that plays; empty where none does.
    [[nodiscard]] virtual std::string playing() const = 0;
    /// Looks now whether something has changed.
    virtual void refresh() = 0;

Q_SIGNALS:
    /// Messages came, went, or are others.
    void messagesChanged();
    void playingChanged();
    /// What began to play broke off; the sentence says why.
    void playingFailed(const std::string& sentence);
};

}  // namespace sidetone::voicemail
