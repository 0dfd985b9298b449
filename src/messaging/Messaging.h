// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Conversation.h"
#include "messaging/Message.h"
#include "messaging/Presence.h"

namespace sidetone::config {
class Settings;
}
namespace sidetone::core {
class Random;
}
namespace sidetone::net {
class ConnectionFactory;
class HttpClient;
class PeerLinks;
}  // namespace sidetone::net
namespace sidetone::store {
class KeyStore;
class Store;
}  // namespace sidetone::store
namespace sidetone::xmpp {
class Session;
}

namespace sidetone::messaging {

class EncryptionControl;
class FileControl;
class HistoryTransferControl;
class MessageControl;
class OwnPresence;
class PersonalItems;
class PrivacyControl;
class RoomControl;

/// What messaging uses of the outside. All of it outlives the Messaging. What may be null is
/// missing in tests of one subject alone, and what needs it says that it cannot be done.
struct Ports {
    core::Clock& clock;
    core::Log& log;
    core::Random* random = nullptr;
    net::ConnectionFactory* connections = nullptr;
    net::PeerLinks* links = nullptr;  ///< files straight to others; null: through the server alone
    /// Uploads; through the edge, outside. It may be another one after the network changed: ask
    /// each time.
    std::function<net::HttpClient&()> http{};
    store::KeyStore* keys = nullptr;  ///< for what must not lie on disk as it is
    /// The parameters as they are now; empty: all have their defaults.
    std::function<const config::Settings&()> settings{};
    std::string deviceName{};  ///< what our other devices read of this one
    std::string ownName{};     ///< our person's, for rooms; empty: the address's user
    /// The account's folder; empty: nothing is kept in files.
    std::filesystem::path folder{};
    std::function<bool()> isOutside{};  ///< whether the servers are reached through an edge
};

/// Chat and presence of one account: everything of client::Client that speaks XMPP. It stores
/// before it shows, and lets the server forget a message only when it is stored; what the server
/// has not taken over stays in the outbox over sign-outs and crashes, and is looked up in the
/// archive before it is sent again. Protocol thread. It must end before the session and the store.
class Messaging : public QObject {
    Q_OBJECT
public:
    /// Loads the contact list that was kept, so that a start shows it at once. The session's
    /// start() comes after this has settled; session and store outlive what it gives.
    [[nodiscard]] static core::Task<std::unique_ptr<Messaging>> create(Ports ports,
                                                                       xmpp::Session& session,
                                                                       store::Store& store);
    ~Messaging() override;
    Messaging(const Messaging&) = delete;
    Messaging& operator=(const Messaging&) = delete;

    /// What we say of ourselves: Offline while not signed in, whatever was set.
    [[nodiscard]] Presence presence() const;
    /// What the person chooses, kept over reconnects; calls and the like may tell more than it.
    /// Offline: signed in, but nobody sees it.
    void setPresence(const Presence& presence);
    /// Where calls, calendars and the like have their say. It lives as long as this.
    [[nodiscard]] OwnPresence& ownPresence();

    /// In no order. Presence is Unknown while not signed in.
    [[nodiscard]] std::vector<Contact> contacts() const;
    /// Empty where the address is not in the list.
    [[nodiscard]] std::optional<Contact> contact(const core::Address& address) const;
    /// Puts somebody into the list, or changes name and groups, and asks to see their presence.
    [[nodiscard]] core::Task<void> addContact(const core::Address& address, const std::string& name,
                                              const std::vector<std::string>& groups);
    [[nodiscard]] core::Task<void> removeContact(const core::Address& address);
    /// Answers subscriptionRequested: they may see our presence, or may not.
    void approveSubscription(const core::Address& address);
    void denySubscription(const core::Address& address);

    /// Newest first.
    [[nodiscard]] core::Task<std::vector<Conversation>> conversations();
    /// The newest `limit` messages before the id (0: the very newest), oldest first.
    [[nodiscard]] core::Task<std::vector<Message>> messages(const core::Address& peer,
                                                            std::int64_t beforeId, int limit);
    /// Stores, then sends as soon as there is a session; the message as stored, with delivery
    /// Queued. Progress comes by messageChanged. InvalidInput for an empty text, one over 64 KiB,
    /// or no peer.
    [[nodiscard]] core::Task<Message> sendMessage(const core::Address& peer,
                                                  const std::string& body);
    /// Sends a Failed message again; InvalidInput where it is none.
    [[nodiscard]] core::Task<Message> resendMessage(std::int64_t id);
    /// What our person does there; Composing ends by itself 30 s after the last call. Not sent
    /// where nobody would see it.
    void sendChatState(const core::Address& peer, ChatState state);
    void markRead(const core::Address& peer);

    /// True from the time when the archive has told all that was missed in this session, and the
    /// outbox has been handed to the server, until the session ends.
    [[nodiscard]] bool isCaughtUp() const;

    // What more can be done; never null, and they live as long as this.
    [[nodiscard]] MessageControl* chats();
    [[nodiscard]] RoomControl* rooms();
    [[nodiscard]] FileControl* files();
    [[nodiscard]] EncryptionControl* encryption();
    [[nodiscard]] PrivacyControl* privacy();
    [[nodiscard]] PersonalItems& personalItems();
    /// Null without randomness.
    [[nodiscard]] HistoryTransferControl* historyTransfer();

Q_SIGNALS:
    void presenceChanged();
    /// The list got or lost entries, or all presence changed at once.
    void contactsChanged();
    void contactChanged(const sidetone::core::Address& address);
    /// Somebody of another domain asks to see our presence. (Our own domain's people may.)
    void subscriptionRequested(const sidetone::core::Address& address, const std::string& text);
    /// A message was stored: incoming, ours, or from another device.
    void messageAdded(const sidetone::messaging::Message& message);
    void messageChanged(const sidetone::messaging::Message& message);
    void chatStateChanged(const sidetone::core::Address& peer,
                          sidetone::messaging::ChatState state);
    void unreadChanged(const sidetone::core::Address& peer, int unread);
    void caughtUp();
    /// Another device's messages were added: read all conversations again.
    void historyArrived();
    /// Messages cannot be stored now; they are kept and tried again, and the server keeps what
    /// came in. Once for each time that it begins.
    void storageFailed(const sidetone::core::Error& error);

private:
    class Parts;
    explicit Messaging(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace sidetone::messaging
