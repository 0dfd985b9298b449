// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "client/CameraService.h"
#include "client/ChatService.h"
#include "client/Client.h"
#include "client/MailboxService.h"
#include "client/PhoneService.h"
#include "client/PlatformParts.h"
#include "client/SavedChatService.h"
#include "client/account/AccountMemory.h"
#include "client/account/CurrentTokens.h"
#include "client/account/ProfileFolder.h"
#include "client/account/QuestionBoard.h"
#include "client/links/LinkGate.h"
#include "client/network/NetworkWatch.h"
#include "client/network/PortalCheck.h"
#include "client/network/ServiceWatch.h"
#include "client/people/ContactListService.h"
#include "client/people/PeopleService.h"
#include "client/presence/CalendarPresence.h"
#include "client/presence/CallPresence.h"
#include "client/presence/IdleWatch.h"
#include "client/report/CallMemory.h"
#include "client/report/ReportMaker.h"
#include "client/report/ReportSender.h"
#include "config/LocalSources.h"
#include "directory/ContactSource.h"
#include "store/Store.h"

namespace sidetone::client {

class OwnBooks;

/// The client over the real rooms.
///
/// States: SignedOut -> SigningIn -> Ready or Failed; signOut() from any of them to SignedOut.
/// Events while SigningIn: the plan gave a Deployment or an error; the store opened; chat came up
/// or failed; the phone settled; the deadline passed. Chat decides whether the sign-in succeeds,
/// or the phone where there is no chat; the other one may come up later, and Connection Status
/// says so.
class StandardClient final : public Client {
    Q_OBJECT
public:
    explicit StandardClient(Platform::Parts& platform);
    ~StandardClient() override;

    [[nodiscard]] ClientState state() const override { return state_; }
    [[nodiscard]] const signin::Trace& trace() const override;
    [[nodiscard]] std::optional<core::Error> error() const override { return error_; }
    [[nodiscard]] std::vector<Service> services() const override;
    [[nodiscard]] core::Address self() const override { return self_; }
    [[nodiscard]] std::string selfName() const override { return selfName_; }
    core::Status signIn(const std::string& address, core::Secret password) override;
    core::Status signInAgain(const std::string& address) override;
    [[nodiscard]] bool canSignInAgain(const std::string& address) const override;
    void setRemember(bool remember) override;
    [[nodiscard]] bool hasKeyStore() const override;
    [[nodiscard]] std::string presetDomain() const override;
    [[nodiscard]] std::vector<signin::Question> questions() const override;
    void answer(int question, signin::Answer answer) override;
    void decline(int question) override;
    [[nodiscard]] std::vector<net::RefusedCertificate> refusedCertificates() const override;
    core::Status trust(const net::RefusedCertificate& certificate) override;
    [[nodiscard]] ConnectionSettings connectionSettings() const override;
    core::Status setConnectionSettings(const ConnectionSettings& settings) override;
    [[nodiscard]] const config::Settings& settings() const override;
    core::Status setPreference(std::string_view name, std::string_view value) override;
    core::Status openLink(const std::string& link) override;
    [[nodiscard]] HistoryProtection historyProtection() const override;
    [[nodiscard]] bool canSetHistoryAside() const override;
    core::Result<std::filesystem::path> setHistoryAside() override;
    void closeChat(const core::Address& peer) override;
    [[nodiscard]] NetworkView network() const override;
    [[nodiscard]] core::Task<Report> makeReport(const std::string& description) override;
    [[nodiscard]] core::Task<void> sendReport(const Report& report) override;
    void signOut() override;
    [[nodiscard]] bool isLeaving() const override { return leaving_ != nullptr; }
    [[nodiscard]] messaging::Presence presence() const override;
    void setPresence(const messaging::Presence& presence) override;
    [[nodiscard]] std::vector<messaging::Contact> contacts() const override;
    [[nodiscard]] std::optional<messaging::Contact> contact(
        const core::Address& address) const override;
    [[nodiscard]] core::Task<std::vector<messaging::Contact>> search(
        const std::string& text) override;
    [[nodiscard]] std::optional<core::Error> searchTrouble() const override {
        return searchTrouble_;
    }
    [[nodiscard]] core::Task<std::vector<ConversationSummary>> conversations() override;
    [[nodiscard]] core::Task<std::vector<messaging::Message>> messages(const core::Address& peer,
                                                                       std::int64_t beforeId,
                                                                       int limit) override;
    [[nodiscard]] core::Task<messaging::Message> sendMessage(const core::Address& peer,
                                                             const std::string& body) override;
    void sendChatState(const core::Address& peer, messaging::ChatState state) override;
    void markRead(const core::Address& peer) override;
    [[nodiscard]] core::Task<std::vector<CallRecord>> callHistory(int limit) override;
    [[nodiscard]] messaging::MessageControl* chats() override;
    [[nodiscard]] messaging::RoomControl* rooms() override;
    [[nodiscard]] messaging::FileControl* files() override;
    [[nodiscard]] messaging::EncryptionControl* encryption() override;
    [[nodiscard]] messaging::PrivacyControl* privacy() override;
    [[nodiscard]] messaging::HistoryTransferControl* historyTransfer() override;
    [[nodiscard]] PeopleControl* people() override;
    [[nodiscard]] telephony::CallControl* calls() override;
    [[nodiscard]] voicemail::VoicemailControl* voicemail() override;
    [[nodiscard]] media::CameraControl* cameras() override;
    [[nodiscard]] mail::SavedChatControl* savedChats() override;

private:
    /// Where the proof of who signs in comes from.
    enum class Origin { Typed, KeyStore, Browser };
    /// Everything that lives from one sign-in to its sign-out; the order is that of dependency.
    struct Account {
        std::optional<core::Secret> password;
        std::optional<core::Secret> phonePassword;
        std::optional<core::Secret> refreshToken;  ///< of the single sign-on
        std::shared_ptr<CurrentTokens> tokens;     ///< null without single sign-on
        bool keepsToken = false;                   ///< the key store has got it from this sign-in
        Origin origin = Origin::Typed;
        AccountMemory memory;
        signin::Deployment deployment;
        std::unique_ptr<signin::SignIn> plan;
        std::unique_ptr<signin::SignIn> again;  ///< after a change of the network
        std::shared_ptr<signin::TraceRecorder> recorder;
        std::unique_ptr<store::Store> store;
        bool isHistoryEncrypted = false;
        std::string whyNotEncrypted;
        core::Timer check;  ///< of the store, when the start is over
        std::unique_ptr<directory::ContactSource> directory;
        std::unique_ptr<ContactListService> contactList;
        std::unique_ptr<PeopleService> people;  ///< as soon as the store is there
        std::unique_ptr<ChatService> chat;
        std::unique_ptr<PhoneService> phone;
        std::unique_ptr<MailboxService> mailbox;
        std::unique_ptr<SavedChatService> savedChats;
        bool isEnding = false;  ///< the sign-in has failed; only the network is still asked
        core::Timer deadline;
        core::Timer phonePatience;
        /// Why the directory's line is down; it is asked the same again until it answers.
        std::optional<core::Error> directoryTrouble;
        core::Timer directoryPause;
        core::Timer nextLook;  ///< after one that failed
        core::Owner owner;
    };

    /// Busy where a sign-in is under way or done; the address with the preset domain.
    [[nodiscard]] core::Result<core::Address> accountFor(const std::string& address) const;
    /// From SignedOut or Failed to SigningIn.
    void begin(const core::Address& address, Origin origin);
    /// What the key store has for this account, then the plan.
    void readSecrets();
    void startPlan();
    /// Writes to the key store, or takes out of it; what goes wrong there is logged.
    void keep(const char* service, const std::optional<core::Secret>& secret);
    [[nodiscard]] signin::SignInRequest request() const;
    /// The 20 s of a sign-in stand still while the person is asked something.
    void questionsChange();
    void armDeadline();
    [[nodiscard]] std::string awaited() const;
    /// Stores what the next sign-in can begin with, and the password where it may be kept.
    void remember();
    void save(const AccountMemory& memory);
    /// Whether secrets may be kept: the person wants it, and policy has nothing against it.
    [[nodiscard]] bool remembers() const;
    /// A password of the key store that was refused is never tried again by itself.
    void forgetRefused(const core::Error& error);
    /// Puts the sign-on of the deployment behind the tokens that services hold.
    void useSignOn();
    void keepRefreshToken(const core::Secret& token);
    void makeDirectory();
    /// Puts the store in front of the directory, as soon as both are there.
    void rememberPeople();
    [[nodiscard]] std::unique_ptr<ContactListService> makeContactList();
    [[nodiscard]] std::unique_ptr<OwnBooks> makeOwnBooks();
    /// What policy says of certificates that cannot be verified, and what the person accepted.
    void readTrust();
    /// The network is another one: finds out again where the servers are and goes on with them.
    void lookAgain();
    /// Looks after the records that led here, as long as this sign-in lasts (ADM-04).
    void watchServices();
    void lookedAgain(core::Result<signin::Deployment> found);
    void reconnect();
    [[nodiscard]] std::filesystem::path storeFile(const core::Address& address) const;
    void planDone(core::Result<signin::Deployment> found);
    void openStore();
    /// Looks through the store a while after the start, and removes what may not be there.
    void checkStore();
    /// Of one conversation, or all. What goes wrong is logged.
    void removeHistory(Account& account, const std::optional<core::Address>& peer);
    /// At the person's sign-out: what the rules keep no longer.
    void forgetSession();
    void startCameras();
    void startChat();
    void startPhone();
    /// Nothing where no voicemail server is named.
    void startMailbox();
    void endMailbox(Account& account);
    /// Begins, goes on with or ends saving chats, as the rules are now.
    void saveChatsByTheRules();
    void startSavingChats(mail::SavingRules rules);
    void endSavingChats(Account& account);
    [[nodiscard]] std::string shownName(const core::Address& peer) const;
    void connectMessaging();
    void chatServiceChanged();
    void phoneChanged();
    /// Ready or Failed where enough is known.
    void judge();
    void becomeReady();
    /// Ends the sign-in, after the network was asked where it may be to blame.
    void fail(core::Error error);
    void failed(PortalAnswer why);
    /// Ends what runs, gives it a moment to say good-bye, and forgets it.
    void leave();
    void sayLeft();
    void forget();
    void setState(ClientState state);
    /// What a link asked for before somebody was signed in.
    void openPendingLink();
    /// Looks up who a number belongs to, where the call brought no name.
    void nameCall(telephony::CallId id);
    void keepCall(const telephony::CallEnded& call);
    /// Asks the directory whose the numbers of calls are for which nobody is known, so that they
    /// stand in the conversation with them. What it does not answer is asked at the next call or
    /// sign-in.
    void findCallContacts();
    void findCallContact(const std::string& uri);
    void findSelfName();
    [[nodiscard]] messaging::Messaging* messaging() const;
    [[nodiscard]] core::Error notSignedIn(const char* tried) const;
    /// The directory's line of services() by what it answered to a search for `text`.
    void judgeDirectory(const std::string& text, const std::optional<core::Error>& trouble);
    [[nodiscard]] Service directoryService() const;
    [[nodiscard]] std::vector<messaging::Contact> matchingContacts(const std::string& text) const;
    [[nodiscard]] std::vector<messaging::Contact> contactsOf(
        const directory::FoundPeople& found) const;
    [[nodiscard]] PeopleRules peopleRules() const;

    Platform::Parts& platform_;
    ProfileFolder files_;
    config::LocalSources sources_;
    QuestionBoard questions_;
    NetworkWatch network_;
    PortalCheck portal_;
    bool remember_ = false;
    bool forgetsDiscovery_ = false;  ///< the next sign-in begins without a memory of the servers
    ServiceWatch services_;
    LinkGate linkGate_;
    std::optional<ProtocolLink> pendingLink_;
    CallMemory callMemory_;
    CallPresence callPresence_;
    IdleWatch idleWatch_;
    CalendarPresence calendar_;
    ReportMaker reportMaker_;
    ReportSender reportSender_;
    ClientState state_ = ClientState::SignedOut;
    core::Address self_;
    std::string selfName_;
    std::optional<core::Error> error_;
    std::optional<core::Error> searchTrouble_;
    signin::Trace lastTrace_;
    std::filesystem::path unreadable_;        ///< the history that could not be opened
    std::unique_ptr<CameraService> cameras_;  ///< null: there are none
    std::unique_ptr<Account> account_;
    std::unique_ptr<Account> leaving_;
    core::Timer leavingTimer_;
    core::Timer teardown_;
    core::Owner owner_;
};

}  // namespace sidetone::client
