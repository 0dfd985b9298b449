// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "client/ConnectionSettings.h"
#include "client/NetworkView.h"
#include "client/Report.h"
#include "client/links/ProtocolLink.h"
#include "config/Settings.h"
#include "core/Address.h"
#include "core/Secret.h"
#include "core/Task.h"
#include "messaging/Conversation.h"
#include "messaging/Message.h"
#include "messaging/Presence.h"
#include "net/RefusedCertificate.h"
#include "signin/Questions.h"
#include "signin/Trace.h"
#include "store/CallLog.h"
#include "telephony/CallControl.h"

namespace sidetone::messaging {
class EncryptionControl;
class FileControl;
class HistoryTransferControl;
class MessageControl;
class PrivacyControl;
class RoomControl;
}  // namespace sidetone::messaging

namespace sidetone::mail {
class SavedChatControl;
}

namespace sidetone::media {
class CameraControl;
}

namespace sidetone::voicemail {
class VoicemailControl;
}

namespace sidetone::client {

class PeopleControl;

enum class ClientState { SignedOut, SigningIn, Ready, Failed };

enum class ServiceKind { Chat, Calls, Directory, Voicemail, SavedChats };
enum class ServiceState { Off, Starting, Up, Reconnecting, Failed };

/// One line of Connection Status (PRT-03).
struct Service {
    ServiceKind kind = ServiceKind::Chat;
    ServiceState state = ServiceState::Off;
    std::string server;  ///< "imp1.office.example:5222"
    std::string detail;  ///< a sentence: what it does or why it is down
};

/// One entry of the recent conversations.
using ConversationSummary = messaging::Conversation;

/// One ended call in the history (HIST-05).
struct CallRecord {
    std::int64_t id = 0;
    std::string peerUri;
    std::string peerName;
    bool outgoing = false;
    bool answered = false;
    core::WallTime started;
    core::Milliseconds duration{0};
    std::string contact{};  ///< address of the one whom the number belongs to; may be empty
    store::Elsewhere elsewhere = store::Elsewhere::No;  ///< what another device did with it
};

/// How the chats lie on this computer (ENC-10).
struct HistoryProtection {
    bool isEncrypted = false;
    std::string whyNot;  ///< a sentence, where they are not; empty before they are opened
};

/// The whole client without a window: what sidetone and sidetonectl both show. It puts the rooms
/// together after sign-in and takes them apart at sign-out. Protocol thread; nothing blocks.
class Client : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] virtual ClientState state() const = 0;
    [[nodiscard]] virtual const signin::Trace& trace() const = 0;
    /// Why state() is Failed.
    [[nodiscard]] virtual std::optional<core::Error> error() const = 0;
    [[nodiscard]] virtual std::vector<Service> services() const = 0;
    [[nodiscard]] virtual core::Address self() const = 0;
    [[nodiscard]] virtual std::string selfName() const = 0;

    /// Finds the servers of the address, signs in everywhere, and stays signed in. One at a
    /// time: while it runs or is Ready, InvalidInput or Busy is given back at once.
    virtual core::Status signIn(const std::string& address, core::Secret password) = 0;
    /// Signs in by what is kept: the password of the key store, the tokens of a single sign-on, or
    /// a single sign-on in the browser. NotFound where a password has to be typed.
    virtual core::Status signInAgain(const std::string& address) = 0;
    /// Whether the address may sign in without typing a password.
    [[nodiscard]] virtual bool canSignInAgain(const std::string& address) const = 0;
    /// Whether the password of the next sign-in is kept in the key store (PROV-07, AUTH-07).
    virtual void setRemember(bool remember) = 0;
    /// Whether there is a key store to keep it in; without one it lives until the program ends.
    [[nodiscard]] virtual bool hasKeyStore() const { return false; }
    /// Where policy, a link or the installer names the domain: the person types only the user
    /// (DISC-28). Empty otherwise.
    [[nodiscard]] virtual std::string presetDomain() const = 0;
    /// Open questions, oldest first.
    [[nodiscard]] virtual std::vector<signin::Question> questions() const = 0;
    virtual void answer(int question, signin::Answer answer) = 0;
    virtual void decline(int question) = 0;
    /// Certificates that the present or last sign-in met and refused.
    [[nodiscard]] virtual std::vector<net::RefusedCertificate> refusedCertificates() const = 0;
    /// Trusts this server's certificate from now on. Forbidden where policy does not allow it.
    virtual core::Status trust(const net::RefusedCertificate& certificate) = 0;

    [[nodiscard]] virtual ConnectionSettings connectionSettings() const = 0;
    /// Kept at once, used by the next sign-in. Forbidden where policy has locked them,
    /// InvalidInput where an address is none.
    virtual core::Status setConnectionSettings(const ConnectionSettings& settings) = 0;
    /// Every parameter with its layer, as far as known (after sign-in: all).
    [[nodiscard]] virtual const config::Settings& settings() const = 0;
    /// The person's own choice where the administrator left it open; an empty value takes it back.
    virtual core::Status setPreference(std::string_view name, std::string_view value) = 0;
    /// A link that was opened: ciscojabber://provision?... (DISC-11), which shows in settings(), or
    /// one of another program that names people or numbers (URI-01), which comes back by
    /// linkOpened, after sign-in where nobody is signed in yet. The sentence of an error is for
    /// the person.
    virtual core::Status openLink(const std::string& link) = 0;

    [[nodiscard]] virtual NetworkView network() const = 0;
    /// Writes a problem report; `description` is the person's own words. Nothing is sent.
    [[nodiscard]] virtual core::Task<Report> makeReport(const std::string& description) = 0;
    /// Sends a written report to the organisation's server (PrtLogServerUrl).
    [[nodiscard]] virtual core::Task<void> sendReport(const Report& report) = 0;

    [[nodiscard]] virtual HistoryProtection historyProtection() const { return {}; }
    /// The sign-in failed because the history on this computer cannot be opened (its key is not
    /// here, or the file is damaged). Then it can be set aside, so that the next sign-in begins a
    /// new one; the old file keeps all it has. Gives its new name.
    [[nodiscard]] virtual bool canSetHistoryAside() const { return false; }
    virtual core::Result<std::filesystem::path> setHistoryAside() {
        return core::fail(core::ErrorCode::Unsupported, "Setting the history aside");
    }
    /// The person closed a conversation's window: what was said since it was closed last is saved
    /// to the mail server, where the organisation wants that (MSG-05); where Disable_IM_History
    /// says so, its messages are removed from this computer for good (PROV-09).
    virtual void closeChat(const core::Address& peer) { static_cast<void>(peer); }

    /// Ends all services; also cancels a sign-in under way. state() is SignedOut at once.
    virtual void signOut() = 0;
    /// After signOut(): the servers have not yet been told good-bye. A program that ends should
    /// wait for left(), for 2 s at most.
    [[nodiscard]] virtual bool isLeaving() const { return false; }

    [[nodiscard]] virtual messaging::Presence presence() const = 0;
    virtual void setPresence(const messaging::Presence& presence) = 0;
    /// The contact list, in no order.
    [[nodiscard]] virtual std::vector<messaging::Contact> contacts() const = 0;
    [[nodiscard]] virtual std::optional<messaging::Contact> contact(
        const core::Address& address) const = 0;
    /// People whose name, address or number begins with the text: the contact list first, then
    /// the directory.
    [[nodiscard]] virtual core::Task<std::vector<messaging::Contact>> search(
        const std::string& text) = 0;
    /// Why the last search() that ended has looked into the contact list alone: the directory did
    /// not answer. Empty where it did, and where there is none.
    [[nodiscard]] virtual std::optional<core::Error> searchTrouble() const { return std::nullopt; }

    [[nodiscard]] virtual core::Task<std::vector<ConversationSummary>> conversations() = 0;
    /// The newest `limit` messages before the id (0: the very newest), oldest first.
    [[nodiscard]] virtual core::Task<std::vector<messaging::Message>> messages(
        const core::Address& peer, std::int64_t beforeId, int limit) = 0;
    /// Stores and sends; the message as stored, with delivery Queued. Progress comes by
    /// messageChanged.
    [[nodiscard]] virtual core::Task<messaging::Message> sendMessage(const core::Address& peer,
                                                                     const std::string& body) = 0;
    virtual void sendChatState(const core::Address& peer, messaging::ChatState state) = 0;
    virtual void markRead(const core::Address& peer) = 0;
    [[nodiscard]] virtual core::Task<std::vector<CallRecord>> callHistory(int limit) = 0;

    // What more can be done with chats. Null until chat is there, after sign-out, and in phone
    // mode; chatChanged tells.
    [[nodiscard]] virtual messaging::MessageControl* chats() { return nullptr; }
    [[nodiscard]] virtual messaging::RoomControl* rooms() { return nullptr; }
    [[nodiscard]] virtual messaging::FileControl* files() { return nullptr; }
    [[nodiscard]] virtual messaging::EncryptionControl* encryption() { return nullptr; }
    [[nodiscard]] virtual messaging::PrivacyControl* privacy() { return nullptr; }
    [[nodiscard]] virtual messaging::HistoryTransferControl* historyTransfer() { return nullptr; }

    /// Everybody whom the organisation's directory and the contact list know. Null until the
    /// sign-in has found the directory, and after sign-out.
    [[nodiscard]] virtual PeopleControl* people() { return nullptr; }

    /// Null until the sign-in has found the phone service.
    [[nodiscard]] virtual telephony::CallControl* calls() = 0;

    /// Null where calls take no pictures from cameras.
    [[nodiscard]] virtual media::CameraControl* cameras() { return nullptr; }

    /// Null where the organisation names no voicemail server for this person, and before sign-in.
    [[nodiscard]] virtual voicemail::VoicemailControl* voicemail() { return nullptr; }

    /// Null where the organisation does not save chats to a mail server, and before sign-in.
    [[nodiscard]] virtual mail::SavedChatControl* savedChats() { return nullptr; }

Q_SIGNALS:
    void stateChanged();
    void left();
    void traceChanged();
    void servicesChanged();
    void questionsChanged();
    void settingsChanged();
    void networkChanged();
    /// A link of another program: windows show what it asks for and do nothing by themselves.
    void linkOpened(const sidetone::client::ProtocolLink& link);
    void presenceChanged();
    /// The list got or lost entries; a change of one entry is contactChanged.
    void contactsChanged();
    void contactChanged(const sidetone::core::Address& address);
    /// people()->known() knows more of somebody.
    void personChanged(const sidetone::core::Address& address);
    void messageAdded(const sidetone::messaging::Message& message);
    void messageChanged(const sidetone::messaging::Message& message);
    void chatStateChanged(const sidetone::core::Address& peer,
                          sidetone::messaging::ChatState state);
    void unreadChanged(const sidetone::core::Address& peer, int unread);
    /// chats(), rooms(), files(), encryption(), privacy() and historyTransfer() became available or
    /// went away; or another device's history came, and all conversations are to be read again.
    void chatChanged();
    /// calls() became available or went away.
    void callsChanged();
    void callHistoryChanged();
    /// voicemail() became available or went away.
    void voicemailChanged();
    /// savedChats() became available or went away.
    void savedChatsChanged();
};

}  // namespace sidetone::client
