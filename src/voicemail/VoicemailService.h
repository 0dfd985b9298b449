// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/Log.h"
#include "core/Random.h"
#include "media/SoundPlayer.h"
#include "voicemail/MailboxClient.h"
#include "voicemail/VoiceCache.h"
#include "voicemail/VoicemailControl.h"

namespace sidetone::voicemail {

enum class MailboxState { Off, Starting, Up, Reconnecting, Failed };

/// The person's box, kept in step with its server: the inbox's MessageCount and USN are asked for
/// each minute (VC-1), and the lists where one of them has changed.
///
/// States: Off -> Starting -> Up; Up or Starting -> Reconnecting where no server answers, which is
/// tried again after 2 s, doubling to 60; -> Failed where the server refuses the person. A refused
/// password is not sent again by itself, since servers lock accounts; other refusals are asked
/// about again each minute. Events: start(), stop(), refresh(), the minute, answers.
class VoicemailService final : public VoicemailControl {
    Q_OBJECT
public:
    /// All of it must outlive the service.
    struct Ports {
        net::HttpClient& http;
        core::Clock& clock;
        core::Random& random;
        core::Log& log;
        media::AudioDevices& devices;
    };
    VoicemailService(Ports ports, MailboxAccess access, std::filesystem::path cacheFolder);

    void start();
    void stop();
    [[nodiscard]] MailboxState state() const { return state_; }
    /// Why the state is Reconnecting or Failed.
    [[nodiscard]] const std::optional<core::Error>& error() const { return error_; }
    [[nodiscard]] std::string serverText() const { return client_.serverText(); }
    /// "10.5.2"; empty until it is known.
    [[nodiscard]] const std::string& release() const { return release_; }

    [[nodiscard]] std::vector<VoiceMessage> messages() const override { return messages_; }
    [[nodiscard]] int unread() const override;
    [[nodiscard]] std::string pilotNumber() const override { return pilotNumber_; }
    [[nodiscard]] core::Task<std::filesystem::path> fetch(const std::string& id) override;
    [[nodiscard]] core::Task<void> setRead(const std::string& id, bool read) override;
    [[nodiscard]] core::Task<void> remove(const std::string& id) override;
    [[nodiscard]] core::Task<void> restore(const std::string& id) override;
    [[nodiscard]] core::Task<void> play(const std::string& id) override;
    void stopPlaying() override;
    [[nodiscard]] std::string playing() const override { return playing_; }
    void refresh() override;

Q_SIGNALS:
    void stateChanged();

private:
    void look();
    void loadInbox(const FolderState& seen);
    void loadDeleted(const FolderState& seen, std::vector<VoiceMessage> inbox);
    void loaded(const FolderState& seen, std::vector<VoiceMessage> all);
    void askRelease();
    [[nodiscard]] core::Status begin(const std::string& id, const std::filesystem::path& file);
    void setPlaying(const std::string& id);
    void failed(const core::Error& error);
    void setState(MailboxState state, std::optional<core::Error> error);
    void lookAfter(core::Milliseconds delay);
    void setMessages(std::vector<VoiceMessage> messages);
    [[nodiscard]] std::vector<VoiceMessage>::iterator find(const std::string& id);
    /// Does it on the server, then here, then looks what the server makes of it.
    [[nodiscard]] core::Task<void> change(
        const std::string& id, core::Task<void> (MailboxClient::*ask)(const std::string&),
        std::function<void(VoiceMessage&)> here);
    void finishChange(const std::string& id, const core::Status& done,
                      const core::Promise<void>& promise,
                      const std::function<void(VoiceMessage&)>& here);

    Ports ports_;
    MailboxClient client_;
    VoiceCache cache_;
    media::SoundPlayer player_;
    std::string playing_;
    std::string pilotNumber_;
    MailboxState state_ = MailboxState::Off;
    std::optional<core::Error> error_;
    std::vector<VoiceMessage> messages_;
    std::optional<FolderState> seen_;  ///< what messages_ is of; none: they have to be asked for
    std::string release_;
    int failures_ = 0;
    bool isLooking_ = false;
    bool looksAgain_ = false;
    core::Timer pause_;
    core::Owner owner_;
};

}  // namespace sidetone::voicemail
