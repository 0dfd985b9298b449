// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/Messaging.h"

#include "config/Settings.h"
#include "messaging/CatchUp.h"
#include "messaging/ChatStates.h"
#include "messaging/ContactList.h"
#include "messaging/Inbox.h"
#include "messaging/Outbox.h"
#include "messaging/chat/Amendments.h"
#include "messaging/chat/Chats.h"
#include "messaging/chat/Courier.h"
#include "messaging/chat/DeliveryWatch.h"
#include "messaging/chat/ReadState.h"
#include "messaging/chat/Routes.h"
#include "messaging/convert.h"
#include "messaging/encryption/Omemo.h"
#include "messaging/encryption/roomFacts.h"
#include "messaging/files/Files.h"
#include "messaging/history/HistoryTransfer.h"
#include "messaging/personal/PersonalItems.h"
#include "messaging/presence/GhostWatch.h"
#include "messaging/presence/PresenceParts.h"
#include "messaging/rooms/RoomService.h"
#include "store/History.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

/// Tells when a session began to exist and when it was lost for good.
class SessionWatch final : public xmpp::Extension {
public:
    SessionWatch(xmpp::Session& session, std::function<void()> ended)
        : Extension(session), ended_(std::move(ended)) {}
    void sessionEnded() override { ended_(); }

private:
    std::function<void()> ended_;
};

}  // namespace

class Messaging::Parts {
public:
    Parts(const Ports& outside, xmpp::Session& session, store::Store& store)
        : ports(outside),
          history(store),
          extensions(session),
          contacts(ports.clock, ports.log, session.account().address,
                   {extensions.roster, extensions.presence, store::RosterCache(store)}),
          personal(ports.clock, ports.log, extensions, session.account().address, store),
          presence(ports.clock, session, extensions, contacts),
          chatStates(ports.clock, session, reports,
                     [this](const core::Address& peer) {
                         return !extensions.presence.devices(peer).empty();
                     }),
          outbox(ports.clock, ports.log, session, history, reports),
          routes([this] { return extensions.carbons.areOn(); }),
          courier(session, [this] { return outbox.guard(); }),
          amendments(ports.clock, history, reports),
          readState({ports.log, session, extensions, history, reports, courier, routes,
                     [this](const core::Address& peer) { return contacts.maySeeUs(peer); },
                     [this] { return allows(config::keys::tellsWhatIsRead); }, isRoom}),
          inbox(ports.clock, ports.log,
                {session, history, outbox, chatStates, reports, amendments, readState, routes,
                 [this](const core::Address& peer) { return contacts.maySeeUs(peer); },
                 [this] { return catchUp.isComplete() && extensions.carbons.areOn(); }}),
          catchUp(ports.clock, ports.log, history, extensions.archive, inbox),
          chats({ports.clock, session, extensions.archive, store, history, outbox, inbox,
                 chatStates, courier, routes, catchUp, reports, ports.settings,
                 [this](const core::Address& peer) { return contacts.nameOf(peer); }, isRoom}),
          probe(extensions.presence, extensions.others),
          ghosts(ports.clock, ports.random, extensions.presence, probe),
          deliveries({ports.clock, extensions.presence, probe, history, outbox}),
          files({ports, session, extensions, store, history, outbox, reports, isRoom,
                 [this](const core::Address& peer) {
                     return encryption && encryption->lock(peer).protection != Protection::None;
                 },
                 [this](const core::Address& peer) { return contacts.maySeeUs(peer); }}),
          settings(ports.settings),
          rooms({ports, session, extensions, history, inbox, outbox, reports}),
          watch(session, [this] { sessionEnded(); }) {
        outbox.setRoute([this](const core::Address& peer) { return routes.to(peer); });
        chatStates.setRoute([this](const core::Address& peer) { return routes.to(peer); });
        QObject::connect(&extensions.presence, &xmpp::PresenceTracker::changed, &context,
                         [this](const core::Address& peer) {
                             routes.presenceChanged(peer);
                             deliveries.presenceChanged(peer);
                         });
        extensions.carbons.setWanted(!allows(config::keys::disableMultiDevice));
        catchUp.setInvited(
            [this](const core::XmlElement& stanza) { rooms.takeInvitation(stanza); });
        probe.setFoundGone([this] { ghosts.foundGone(); });
        inbox.setRooms(&rooms);
        outbox.setRooms(&rooms);
        if (ports.random == nullptr) return;
        addEncryption(session, store);
        transfer = std::make_unique<HistoryTransfer>(HistoryTransfer::Parts{
            ports.clock, *ports.random, session, extensions.presence, store, ports.deviceName});
    }

    void addEncryption(xmpp::Session& session, store::Store& store) {
        const auto policy = [settings = ports.settings] {
            return settings ? EncryptionPolicy::of(settings()) : EncryptionPolicy();
        };
        encryption = std::make_unique<Omemo>(EncryptionParts{
            ports.clock, ports.log, *ports.random, session, extensions, store, history, reports,
            policy, [this](const core::Address& person) { return contacts.nameOf(person); },
            [this](const core::Address& room) { return factsOf(roomControl(), room); },
            [this](const xmpp::Jid& occupant) { return occupantOf(roomControl(), occupant); }});
        if (policy().isOn()) catchUp.setOrder(CatchUp::Order::OldestFirst);
        inbox.setGuard(encryption.get());
        outbox.setGuard(encryption.get());
    }
    core::Task<void> restoreEncryption() {
        return encryption ? encryption->restore() : core::Task<void>::ready({});
    }

    /// Whether the session was at another server before.
    [[nodiscard]] bool hasMoved(const xmpp::Session& session) {
        const auto before = std::exchange(server, session.server());
        return before && before != server;
    }
    void sessionStarted(Messaging& messaging, const xmpp::Session& session) {
        outbox.shut();
        courier.shut();
        if (encryption) encryption->sessionStarted();
        ghosts.begin();
        rooms.sessionStarted();
        personal.sessionStarted();
        readArchive(messaging, hasMoved(session) ? CatchUp::Reach::Around : CatchUp::Reach::News);
    }
    /// The session goes on; at another node it may have left behind what was on its way.
    void sessionResumed(Messaging& messaging, const xmpp::Session& session) {
        if (hasMoved(session)) readArchive(messaging, CatchUp::Reach::Around);
    }
    void readArchive(Messaging& messaging, CatchUp::Reach reach) {
        isCaughtUp = false;
        inbox.hold();
        const auto look = allows(config::keys::disableHistory) ? CatchUp::FirstLook::Unwanted
                                                               : CatchUp::FirstLook::Wanted;
        catchUp.start(look, reach,
                      {[this] {
                           inbox.release();
                           outbox.openIfEmpty();
                           courier.open();
                       },
                       [this, &messaging] {
                           isCaughtUp = true;
                           outbox.open();
                           readState.open();
                           deliveries.open();
                           Q_EMIT messaging.caughtUp();
                       }});
    }
    void sessionEnded() {
        isCaughtUp = false;
        catchUp.stop();
        outbox.shut();
        courier.shut();
        deliveries.reset();
        ghosts.end();
        routes.reset();
        rooms.sessionEnded();
        chatStates.reset();
        extensions.carbons.setWanted(!allows(config::keys::disableMultiDevice));
    }
    [[nodiscard]] bool allows(config::Key<bool> key) const {
        return settings ? settings().get(key) : config::Settings().get(key);
    }

    Ports ports;
    store::History history;
    Reports reports;
    xmpp::Extensions extensions;
    ContactList contacts;
    PersonalItems personal;
    PresenceParts presence;
    ChatStates chatStates;
    Outbox outbox;
    Routes routes;
    Courier courier;
    Amendments amendments;
    std::function<bool(const core::Address&)> isRoom = [this](const core::Address& peer) {
        return rooms.isRoom(peer);
    };
    ReadState readState;
    Inbox inbox;
    CatchUp catchUp;
    Chats chats;
    DeviceProbe probe;
    GhostWatch ghosts;
    DeliveryWatch deliveries;
    Files files;
    std::function<const config::Settings&()> settings;
    QObject context;
    RoomService rooms;
    std::function<RoomControl*()> roomControl;
    std::unique_ptr<Omemo> encryption;  ///< null: not asked for
    std::unique_ptr<HistoryTransfer> transfer;
    bool isCaughtUp = false;
    std::optional<net::Endpoint> server;  ///< of the last session
    SessionWatch watch;
    core::Owner owner;
};

Messaging::Messaging(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {
    auto& reports = parts_->reports;
    reports.added = [this](const Message& message) {
        Q_EMIT messageAdded(parts_->chats.shown(message));
        parts_->files.noticed(message);
    };
    reports.changed = [this](const Message& message) {
        Q_EMIT messageChanged(parts_->chats.shown(message));
        parts_->deliveries.noticed(message);
    };
    reports.unread = [this](const core::Address& peer, int unread) {
        Q_EMIT unreadChanged(peer, unread);
    };
    reports.chatState = [this](const core::Address& peer, ChatState state) {
        Q_EMIT chatStateChanged(peer, state);
    };
    reports.storageFailed = [this](const core::Error& error) { Q_EMIT storageFailed(error); };
    if (auto* transfer = parts_->transfer.get(); transfer != nullptr) {
        connect(transfer, &HistoryTransferControl::changed, this, [this, transfer] {
            if (transfer->state().stage == HistoryTransferStage::Received) Q_EMIT historyArrived();
        });
    }
    parts_->roomControl = [this] { return rooms(); };
    auto& contacts = parts_->contacts;
    connect(&parts_->presence, &PresenceParts::ownChanged, this, &Messaging::presenceChanged);
    connect(&contacts, &ContactList::listChanged, this, &Messaging::contactsChanged);
    connect(&contacts, &ContactList::contactChanged, this, &Messaging::contactChanged);
    connect(&contacts, &ContactList::subscriptionRequested, this,
            &Messaging::subscriptionRequested);
}

Messaging::~Messaging() {
    // What the parts still report must not reach an object that is half gone.
    disconnect(&parts_->contacts, nullptr, this, nullptr);
    disconnect(&parts_->presence, nullptr, this, nullptr);
    parts_->personal.blockSignals(true);
    if (parts_->transfer) parts_->transfer->blockSignals(true);
    blockSignals(true);
}

core::Task<std::unique_ptr<Messaging>> Messaging::create(Ports ports, xmpp::Session& session,
                                                         store::Store& store) {
    core::Promise<std::unique_ptr<Messaging>> promise;
    auto waiting = std::make_shared<std::unique_ptr<Messaging>>(
        new Messaging(std::make_unique<Parts>(ports, session, store)));
    auto& messaging = **waiting;
    auto& parts = *messaging.parts_;
    connect(&session, &xmpp::Session::started, &messaging,
            [&messaging, &session] { messaging.parts_->sessionStarted(messaging, session); });
    connect(&session, &xmpp::Session::resumed, &messaging,
            [&messaging, &session] { messaging.parts_->sessionResumed(messaging, session); });
    connect(&session, &xmpp::Session::messageReceived, &messaging,
            [&parts](const xmpp::IncomingMessage& message) {
                if (!parts.rooms.take(message)) parts.inbox.receive(message);
            });
    connect(&parts.presence, &PresenceParts::ownChanged, &messaging,
            [&parts] { parts.rooms.ownPresenceChanged(); });
    promise.onCancel([waiting] { waiting->reset(); });
    auto task = promise.task();
    parts.files.recover();
    parts.contacts.restore().then(
        parts.owner, [promise, waiting, &log = ports.log](const core::Status& restored) {
            // Without it the server sends the list again.
            if (!restored) log.warning("messaging", restored.error().sentence());
            auto& self = *(*waiting)->parts_;
            self.restoreEncryption().then(self.owner,
                                          [promise, waiting, &log](const core::Status& keys) {
                                              if (!keys)
                                                  log.error("encryption", keys.error().sentence());
                                              promise.settle(std::move(*waiting));
                                          });
        });
    return task;
}

Presence Messaging::presence() const {
    return parts_->presence.presence();
}
void Messaging::setPresence(const Presence& presence) {
    parts_->presence.own().choose(presence);
}
OwnPresence& Messaging::ownPresence() {
    return parts_->presence.own();
}
std::vector<Contact> Messaging::contacts() const {
    return parts_->contacts.all();
}
std::optional<Contact> Messaging::contact(const core::Address& address) const {
    return parts_->contacts.find(address);
}
core::Task<void> Messaging::addContact(const core::Address& address, const std::string& name,
                                       const std::vector<std::string>& groups) {
    return parts_->contacts.add(address, name, groups);
}
core::Task<void> Messaging::removeContact(const core::Address& address) {
    return parts_->contacts.remove(address);
}
void Messaging::approveSubscription(const core::Address& address) {
    parts_->extensions.presence.approve(address);
}
void Messaging::denySubscription(const core::Address& address) {
    parts_->extensions.presence.deny(address);
}

core::Task<std::vector<Conversation>> Messaging::conversations() {
    using List = std::vector<Conversation>;
    core::Promise<List> promise;
    parts_->history.conversations().then(
        parts_->owner,
        [this, promise](const core::Result<std::vector<store::StoredConversation>>& found) {
            if (!found) return promise.settle(found.error());
            List list;
            for (const auto& stored : *found) {
                const auto name =
                    stored.title.empty() ? parts_->contacts.nameOf(stored.peer) : stored.title;
                list.push_back({stored.peer, name, stored.lastText, stored.lastTime, stored.unread,
                                ConversationKind(stored.kind), stored.mentions, stored.isMuted,
                                stored.lastSender, stored.draft});
            }
            promise.settle(std::move(list));
        });
    return promise.task();
}

core::Task<std::vector<Message>> Messaging::messages(const core::Address& peer,
                                                     std::int64_t beforeId, int limit) {
    core::Promise<std::vector<Message>> promise;
    parts_->history.page(peer, beforeId, limit)
        .then(parts_->owner,
              [this, promise](const core::Result<std::vector<store::StoredMessage>>& found) {
                  if (!found) return promise.settle(found.error());
                  std::vector<Message> messages;
                  for (const auto& stored : *found) {
                      messages.push_back(parts_->chats.shown(toMessage(stored)));
                  }
                  promise.settle(std::move(messages));
              });
    return promise.task();
}

core::Task<Message> Messaging::sendMessage(const core::Address& peer, const std::string& body) {
    return parts_->chats.send(peer, {body});
}

core::Task<Message> Messaging::resendMessage(std::int64_t id) {
    return parts_->outbox.resend(id);
}

void Messaging::sendChatState(const core::Address& peer, ChatState state) {
    parts_->chatStates.send(peer, state);
}

void Messaging::markRead(const core::Address& peer) {
    parts_->readState.markRead(peer);
}

bool Messaging::isCaughtUp() const {
    return parts_->isCaughtUp;
}

MessageControl* Messaging::chats() {
    return &parts_->chats;
}
RoomControl* Messaging::rooms() {
    return &parts_->rooms;
}
FileControl* Messaging::files() {
    return &parts_->files;
}
EncryptionControl* Messaging::encryption() {
    return parts_->encryption.get();
}
HistoryTransferControl* Messaging::historyTransfer() {
    return parts_->transfer.get();
}
PersonalItems& Messaging::personalItems() {
    return parts_->personal;
}
PrivacyControl* Messaging::privacy() {
    return &parts_->presence.privacy();
}

}  // namespace sidetone::messaging
