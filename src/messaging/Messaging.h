// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Message.h"
#include "messaging/Presence.h"

namespace sidetone::xmpp {
class Session;
}
namespace sidetone::store {
class Store;
}

namespace sidetone::messaging {

struct Ports {
    core::Clock& clock;
    core::Log& log;
};

/// One entry of the recent conversations.
struct Conversation {
    core::Address peer;
    std::string name;  ///< of the contact list, else the address's user
    std::string lastText;
    core::WallTime lastTime;
    int unread = 0;
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
    /// Kept over reconnects. Offline: signed in, but nobody sees it.
    void setPresence(const Presence& presence);

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
    /// Messages cannot be stored now; they are kept and tried again, and the server keeps what
    /// came in. Once for each time that it begins.
    void storageFailed(const sidetone::core::Error& error);

private:
    class Parts;
    explicit Messaging(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace sidetone::messaging
