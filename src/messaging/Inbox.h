// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/MessageOpener.h"
#include "messaging/Reports.h"
#include "store/History.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/StanzaTicket.h"

namespace sidetone::xmpp {
class Session;
struct IncomingMessage;
}  // namespace sidetone::xmpp

namespace sidetone::messaging {

class Amendments;
class ChatStates;
class Outbox;
class ReadState;
class Routes;
class RoomGate;

/// What comes in, live, as a copy from another device, or from the archive. A message is stored,
/// then shown and its stanza released, so that the server forgets only what is on our disk.
///
/// While the archive is read, live messages wait (their stanzas unacknowledged): so all are stored
/// in the archive's order. When the store refuses, they wait too and are tried again.
class Inbox {
public:
    /// What Inbox uses of the other parts.
    struct Parts {
        xmpp::Session& session;
        store::History& history;
        Outbox& outbox;
        ChatStates& chatStates;
        Reports& reports;
        Amendments& amendments;
        ReadState& readState;
        Routes& routes;
        /// True where that person may learn that we are here: receipts go to nobody else.
        std::function<bool(const core::Address&)> maySeeUs;
        /// True where each message of the archive also comes live: then live ones move the
        /// archive position.
        std::function<bool()> seesAll;
    };
    Inbox(core::Clock& clock, core::Log& log, Parts parts);

    /// What opens encrypted messages from now on; null: nothing does. It ends after this.
    void setGuard(MessageGuard* guard) { opener_.setGuard(guard); }

    /// Who knows about rooms from now on; it ends after this.
    void setRooms(const RoomGate* rooms) { rooms_ = rooms; }

    /// A live message.
    void receive(const xmpp::IncomingMessage& incoming);

    /// Live messages wait from now on, 20 s at most.
    void hold();
    /// What waited is stored now.
    void release();

    /// Whether the archive's messages are answered with receipts: not those of a first look into
    /// years of history.
    enum class Receipts { Send, Keep };
    /// Where a page of the archive belongs.
    enum class Place {
        InOrder,    ///< behind all that is here
        BeforeGap,  ///< something between it and all that is here is still to come
    };
    enum class Reading { Unknown, Known };  ///< Known: our person has seen all of it before
    /// What becomes of a page of the archive.
    struct PageOf {
        core::Address room{};    ///< whose archive it is of; empty: our own
        std::string position{};  ///< the archive's position afterwards; empty: as it was
        Receipts receipts = Receipts::Keep;
        Place place = Place::InOrder;
        Reading reading = Reading::Unknown;
        std::optional<core::WallTime> notAfter{};  ///< see store::Addition
        /// After the commit, with how many messages were new.
        std::function<void(core::Result<int>)> done{};
    };
    void storePage(const std::vector<xmpp::ChatMessage>& messages, PageOf page);

private:
    struct Item {
        xmpp::ChatMessage message;
        xmpp::StanzaTicket ticket;
        Opened opened{};  ///< without its message, which stands above
    };
    /// Empty where the message is not to be stored.
    [[nodiscard]] std::optional<store::Addition> addition(const xmpp::ChatMessage& message,
                                                          store::Origin origin) const;
    /// Our own address as the message would have it: in a room, that of our place there.
    [[nodiscard]] xmpp::Jid selfIn(const xmpp::ChatMessage& message) const;
    [[nodiscard]] bool isOfRoom(const xmpp::ChatMessage& message) const;
    void process(Item item);
    void take(Item item);
    void storeText(Item item);
    void stored(const Item& item, const store::Added& added);
    void failed(Item item, const core::Error& error);
    void retry();
    void answerReceipt(const xmpp::ChatMessage& message);
    void sendReceipt(xmpp::ChatMessage receipt);
    /// Receipts that went down with a session: the sender would wait for them for ever.
    void sendUnheardReceipts();
    void takeConfirmations(const xmpp::ChatMessage& message, const xmpp::StanzaTicket& ticket);
    void addPage(std::vector<Opened> messages, const PageOf& page);
    /// What of a page is a message; corrections and reactions are taken out of it.
    [[nodiscard]] std::optional<store::Addition> additionFor(const Opened& opened,
                                                             const PageOf& page);
    /// Times of the archive are whole seconds: what fills the gap later, and is of the same second
    /// as the first of these, must come before them.
    static void keepSecondFree(std::vector<store::Addition>& additions);
    [[nodiscard]] int reportPage(const std::vector<xmpp::ChatMessage>& texts,
                                 const std::vector<store::Added>& added, Receipts receipts);

    core::Clock& clock_;
    core::Log& log_;
    Parts parts_;
    MessageOpener opener_;
    const RoomGate* rooms_ = nullptr;
    bool isHolding_ = false;
    core::Timer holdTimer_;
    std::deque<Item> held_;
    std::deque<Item> failed_;  ///< in order; while there are any, all others queue behind them
    core::Timer retryTimer_;
    std::vector<xmpp::ChatMessage> unheardReceipts_;  ///< bounded; sent in the next session
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    core::Owner owner_;
};

}  // namespace sidetone::messaging
