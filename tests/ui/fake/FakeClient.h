// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "client/Client.h"
#include "fake/FakeCalls.h"
#include "fake/FakeCameras.h"
#include "fake/FakeChats.h"
#include "fake/FakeEncryption.h"
#include "fake/FakeFiles.h"
#include "fake/FakeHistoryTransfer.h"
#include "fake/FakePrivacy.h"
#include "fake/FakeRooms.h"
#include "fake/FakeSavedChats.h"
#include "fake/FakeVoicemail.h"

namespace sidetone::test {

/// A client without any server: people, conversations and calls that are the same every time.
/// The test decides when a sign-in moves on, who writes and who calls.
class FakeClient final : public client::Client {
    Q_OBJECT
public:
    explicit FakeClient(core::Clock& clock) : clock_(clock), calls_(clock) {}

    [[nodiscard]] client::ClientState state() const override { return state_; }
    [[nodiscard]] const signin::Trace& trace() const override { return trace_; }
    [[nodiscard]] std::optional<core::Error> error() const override { return error_; }
    [[nodiscard]] std::vector<client::Service> services() const override { return services_; }
    [[nodiscard]] core::Address self() const override;
    [[nodiscard]] std::string selfName() const override { return "Robin Keller"; }
    core::Status signIn(const std::string& address, core::Secret password) override;
    core::Status signInAgain(const std::string& address) override;
    [[nodiscard]] bool canSignInAgain(const std::string& address) const override;
    void setRemember(bool remember) override { remembers = remember; }
    [[nodiscard]] bool hasKeyStore() const override { return keyStore; }
    [[nodiscard]] std::string presetDomain() const override { return presetDomain_; }
    [[nodiscard]] std::vector<signin::Question> questions() const override { return questions_; }
    void answer(int question, signin::Answer answer) override;
    void decline(int question) override;
    [[nodiscard]] std::vector<net::RefusedCertificate> refusedCertificates() const override {
        return refused_;
    }
    core::Status trust(const net::RefusedCertificate& certificate) override;
    [[nodiscard]] client::ConnectionSettings connectionSettings() const override {
        return connection_;
    }
    core::Status setConnectionSettings(const client::ConnectionSettings& settings) override;
    [[nodiscard]] const config::Settings& settings() const override { return parameters_; }
    core::Status setPreference(std::string_view name, std::string_view value) override;
    core::Status openLink(const std::string& link) override;
    [[nodiscard]] client::NetworkView network() const override { return network_; }
    [[nodiscard]] core::Task<client::Report> makeReport(const std::string& description) override;
    [[nodiscard]] core::Task<void> sendReport(const client::Report& report) override;
    void signOut() override;
    [[nodiscard]] messaging::Presence presence() const override { return presence_; }
    void setPresence(const messaging::Presence& presence) override;
    [[nodiscard]] std::vector<messaging::Contact> contacts() const override;
    [[nodiscard]] std::optional<messaging::Contact> contact(
        const core::Address& address) const override;
    [[nodiscard]] core::Task<std::vector<messaging::Contact>> search(
        const std::string& text) override;
    [[nodiscard]] std::optional<core::Error> searchTrouble() const override {
        return directoryTrouble;
    }
    [[nodiscard]] core::Task<std::vector<client::ConversationSummary>> conversations() override;
    [[nodiscard]] core::Task<std::vector<messaging::Message>> messages(const core::Address& peer,
                                                                       std::int64_t beforeId,
                                                                       int limit) override;
    [[nodiscard]] core::Task<messaging::Message> sendMessage(const core::Address& peer,
                                                             const std::string& body) override;
    void sendChatState(const core::Address& peer, messaging::ChatState state) override;
    void markRead(const core::Address& peer) override;
    [[nodiscard]] core::Task<std::vector<client::CallRecord>> callHistory(int limit) override;
    [[nodiscard]] telephony::CallControl* calls() override;
    [[nodiscard]] messaging::MessageControl* chats() override {
        return hasChat() ? &chats_ : nullptr;
    }
    [[nodiscard]] messaging::RoomControl* rooms() override { return hasChat() ? &rooms_ : nullptr; }
    [[nodiscard]] messaging::FileControl* files() override { return hasChat() ? &files_ : nullptr; }
    [[nodiscard]] messaging::EncryptionControl* encryption() override {
        return hasChat() ? &encryption_ : nullptr;
    }
    [[nodiscard]] messaging::PrivacyControl* privacy() override {
        return hasChat() ? &privacy_ : nullptr;
    }

    [[nodiscard]] messaging::HistoryTransferControl* historyTransfer() override {
        return hasChat() ? &historyTransfer_ : nullptr;
    }
    [[nodiscard]] voicemail::VoicemailControl* voicemail() override {
        return hasChat() && hasVoicemail_ ? &voicemail_ : nullptr;
    }
    [[nodiscard]] mail::SavedChatControl* savedChats() override {
        return hasChat() && hasMailbox_ ? &savedChats_ : nullptr;
    }
    void closeChat(const core::Address& peer) override { log.push_back("close " + peer.text()); }

    [[nodiscard]] media::CameraControl* cameras() override { return &webcams; }

    FakeCameras webcams;
    // What a test or the gallery does with it.
    [[nodiscard]] FakeCalls& phone() { return calls_; }
    [[nodiscard]] FakeChats& chat() { return chats_; }
    [[nodiscard]] FakeVoicemail& box() { return voicemail_; }
    void giveVoicemail() {
        hasVoicemail_ = true;
        Q_EMIT voicemailChanged();
    }
    [[nodiscard]] FakeSavedChats& mailbox() { return savedChats_; }
    void giveMailbox() {
        hasMailbox_ = true;
        Q_EMIT savedChatsChanged();
    }
    [[nodiscard]] FakeRooms& groups() { return rooms_; }
    [[nodiscard]] FakeFiles& transfers() { return files_; }
    [[nodiscard]] FakeEncryption& locks() { return encryption_; }
    [[nodiscard]] FakePrivacy& watchers() { return privacy_; }
    [[nodiscard]] FakeHistoryTransfer& moving() { return historyTransfer_; }
    [[nodiscard]] core::WallTime now() const { return clock_.wallTime(); }
    [[nodiscard]] std::optional<messaging::Message> find(std::int64_t id) const;
    [[nodiscard]] std::vector<messaging::Message> everything() const;
    [[nodiscard]] std::string nameOf(const core::Address& peer) const;
    [[nodiscard]] int unread(const core::Address& peer) const;
    /// Puts messages before all others of the conversation, silently: as the archive does.
    void addOlder(const core::Address& peer, int count);
    void forget(const std::function<bool(const messaging::Message&)>& which);
    /// A message with all its parts; the id is set here.
    messaging::Message put(messaging::Message message);
    messaging::Message addFile(const core::Address& peer, messaging::Direction direction,
                               const messaging::Attachment& attachment, core::WallTime time);
    void setState(client::ClientState state);
    void setTrace(signin::Trace trace);
    void fail(core::Error error);
    void setServices(std::vector<client::Service> services);
    void setContacts(const std::vector<messaging::Contact>& contacts);
    void changeContact(const messaging::Contact& contact);
    void setDirectory(std::vector<messaging::Contact> people) { directory_ = std::move(people); }
    void setHistory(std::vector<client::CallRecord> records);
    /// Puts a message into a conversation and tells it.
    messaging::Message add(const core::Address& peer, messaging::Direction direction,
                           const std::string& body, core::WallTime time,
                           messaging::Delivery delivery = messaging::Delivery::Read);
    void change(const messaging::Message& message);
    void typing(const core::Address& peer, messaging::ChatState state);
    void setUnread(const core::Address& peer, int unread);
    void setMentions(const core::Address& peer, int mentions) { mentions_[peer] = mentions; }

    void setPresetDomain(const std::string& domain);
    void ask(signin::Question question);
    void setRefused(std::vector<net::RefusedCertificate> refused);
    void setNetwork(const client::NetworkView& network);
    /// One source says these things now.
    void setLayer(config::Layer layer, const std::vector<config::RawSetting>& values);
    /// What the report under way comes to, and its sending.
    void finishReport(core::Result<client::Report> report) { making_.settle(std::move(report)); }
    void finishSending(core::Result<void> sent) { sending_.settle(std::move(sent)); }

    [[nodiscard]] client::PeopleControl* people() override { return directory; }
    client::PeopleControl* directory = nullptr;  ///< null: search() finds people
    std::optional<core::Error> directoryTrouble;
    bool remembers = false;
    bool keyStore = true;
    std::vector<std::string> knownPeople;  ///< who may sign in without a password
    std::optional<core::Error> refusal;    ///< what the next change or sign-in is refused with
    core::Secret answered;                 ///< the secret of the last answer
    std::vector<std::string> log;  ///< the commands as they came, "markRead anna@office.example"

private:
    client::ConnectionSettings connection_;
    config::Settings parameters_;
    std::map<std::string, std::string> preferences_;
    std::string presetDomain_;
    std::vector<signin::Question> questions_;
    std::vector<net::RefusedCertificate> refused_;
    client::NetworkView network_;
    core::Promise<client::Report> making_;
    core::Promise<void> sending_;
    [[nodiscard]] bool hasChat() const { return state_ == client::ClientState::Ready; }

    core::Clock& clock_;
    FakeCalls calls_;
    FakeChats chats_{*this};
    FakeRooms rooms_{*this};
    FakeFiles files_{*this};
    FakeEncryption encryption_{*this};
    FakePrivacy privacy_{*this};
    FakeHistoryTransfer historyTransfer_{*this};
    FakeVoicemail voicemail_{*this};
    bool hasVoicemail_ = false;
    FakeSavedChats savedChats_;
    bool hasMailbox_ = false;
    client::ClientState state_ = client::ClientState::SignedOut;
    signin::Trace trace_;
    std::optional<core::Error> error_;
    std::vector<client::Service> services_;
    messaging::Presence presence_;
    std::map<core::Address, messaging::Contact> contacts_;
    std::vector<messaging::Contact> directory_;
    std::map<core::Address, std::vector<messaging::Message>> messages_;
    std::map<core::Address, int> unread_;
    std::map<core::Address, int> mentions_;
    std::vector<client::CallRecord> history_;
    std::int64_t lastId_ = 1000;
    std::int64_t firstId_ = 1000;
};

/// Reads an address that is known to be right.
[[nodiscard]] core::Address addressOf(const std::string& text);

}  // namespace sidetone::test
