// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/Messaging.h"

#include "messaging/CatchUp.h"
#include "messaging/ChatStates.h"
#include "messaging/ContactList.h"
#include "messaging/Inbox.h"
#include "messaging/Outbox.h"
#include "messaging/convert.h"
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
    Parts(Ports ports, xmpp::Session& session, store::Store& store)
        : history(store),
          extensions(session),
          contacts(ports.log, session.account().address, extensions.roster, extensions.presence,
                   store::RosterCache(store)),
          chatStates(ports.clock, session, reports,
                     [this](const core::Address& peer) {
                         return !extensions.presence.devices(peer).empty();
                     }),
          outbox(ports.clock, ports.log, session, history, reports),
          inbox(ports.clock, ports.log,
                {session, history, outbox, chatStates, reports,
                 [this](const core::Address& peer) { return contacts.maySeeUs(peer); },
                 [this] { return isCaughtUp && extensions.carbons.areOn(); }}),
          catchUp(ports.clock, ports.log, history, extensions.archive, inbox),
          watch(session, [this] { sessionEnded(); }) {}

    void sessionStarted(Messaging& messaging) {
        isCaughtUp = false;
        outbox.shut();
        contacts.setLink(ContactList::Link::Up);
        inbox.hold();
        catchUp.start([this, &messaging] {
            isCaughtUp = true;
            inbox.release();
            outbox.open();
            Q_EMIT messaging.caughtUp();
        });
    }
    void sessionEnded() {
        isCaughtUp = false;
        catchUp.stop();
        outbox.shut();
        chatStates.reset();
        contacts.setLink(ContactList::Link::Down);
    }

    store::History history;
    Reports reports;
    xmpp::Extensions extensions;
    ContactList contacts;
    ChatStates chatStates;
    Outbox outbox;
    Inbox inbox;
    CatchUp catchUp;
    bool isCaughtUp = false;
    SessionWatch watch;
    core::Owner owner;
};

Messaging::Messaging(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {
    auto& reports = parts_->reports;
    reports.added = [this](const Message& message) { Q_EMIT messageAdded(message); };
    reports.changed = [this](const Message& message) { Q_EMIT messageChanged(message); };
    reports.unread = [this](const core::Address& peer, int unread) {
        Q_EMIT unreadChanged(peer, unread);
    };
    reports.chatState = [this](const core::Address& peer, ChatState state) {
        Q_EMIT chatStateChanged(peer, state);
    };
    reports.storageFailed = [this](const core::Error& error) { Q_EMIT storageFailed(error); };
    auto& contacts = parts_->contacts;
    connect(&contacts, &ContactList::ownChanged, this, &Messaging::presenceChanged);
    connect(&contacts, &ContactList::listChanged, this, &Messaging::contactsChanged);
    connect(&contacts, &ContactList::contactChanged, this, &Messaging::contactChanged);
    connect(&contacts, &ContactList::subscriptionRequested, this,
            &Messaging::subscriptionRequested);
}

Messaging::~Messaging() {
    // What the parts still report must not reach an object that is half gone.
    disconnect(&parts_->contacts, nullptr, this, nullptr);
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
            [&messaging] { messaging.parts_->sessionStarted(messaging); });
    connect(&session, &xmpp::Session::messageReceived, &messaging,
            [&parts](const xmpp::IncomingMessage& message) { parts.inbox.receive(message); });
    promise.onCancel([waiting] { waiting->reset(); });
    auto task = promise.task();
    parts.contacts.restore().then(
        parts.owner, [promise, waiting, &log = ports.log](const core::Status& restored) {
            // Without it the server sends the list again.
            if (!restored) log.warning("messaging", restored.error().sentence());
            promise.settle(std::move(*waiting));
        });
    return task;
}

Presence Messaging::presence() const {
    return parts_->contacts.own();
}
void Messaging::setPresence(const Presence& presence) {
    parts_->contacts.setOwn(presence);
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
                list.push_back({stored.peer, parts_->contacts.nameOf(stored.peer), stored.lastText,
                                stored.lastTime, stored.unread});
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
              [promise](const core::Result<std::vector<store::StoredMessage>>& found) {
                  if (!found) return promise.settle(found.error());
                  std::vector<Message> messages;
                  for (const auto& stored : *found) messages.push_back(toMessage(stored));
                  promise.settle(std::move(messages));
              });
    return promise.task();
}

core::Task<Message> Messaging::sendMessage(const core::Address& peer, const std::string& body) {
    parts_->chatStates.textSent(peer);
    return parts_->outbox.send(peer, body);
}

core::Task<Message> Messaging::resendMessage(std::int64_t id) {
    return parts_->outbox.resend(id);
}

void Messaging::sendChatState(const core::Address& peer, ChatState state) {
    parts_->chatStates.send(peer, state);
}

void Messaging::markRead(const core::Address& peer) {
    parts_->history.markRead(peer).then(
        parts_->owner, [this, peer](const core::Result<store::History::MarkedRead>& marked) {
            if (!marked) {
                Q_EMIT storageFailed(marked.error());
            } else if (marked->count > 0) {
                Q_EMIT unreadChanged(peer, 0);
            }
        });
}

bool Messaging::isCaughtUp() const {
    return parts_->isCaughtUp;
}

}  // namespace sidetone::messaging
