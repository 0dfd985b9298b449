// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Reports.h"
#include "store/History.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/StanzaTicket.h"

namespace sidetone::xmpp {
class Session;
struct IncomingMessage;
}  // namespace sidetone::xmpp

namespace sidetone::messaging {

class ChatStates;
class Outbox;

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
        /// True where that person may learn that we are here: receipts go to nobody else.
        std::function<bool(const core::Address&)> maySeeUs;
        /// True where each message of the archive also comes live: then live ones move the
        /// archive position.
        std::function<bool()> seesAll;
    };
    Inbox(core::Clock& clock, core::Log& log, Parts parts);

    /// A live message.
    void receive(const xmpp::IncomingMessage& incoming);

    /// Live messages wait from now on, 20 s at most.
    void hold();
    /// What waited is stored now.
    void release();

    /// Whether the archive's messages are answered with receipts: not those of a first look into
    /// years of history.
    enum class Receipts { Send, Keep };
    /// A page of the archive; `done` after the commit.
    void storePage(const std::vector<xmpp::ChatMessage>& messages, const std::string& position,
                   Receipts receipts, std::function<void(core::Status)> done);

private:
    struct Item {
        xmpp::ChatMessage message;
        xmpp::StanzaTicket ticket;
    };
    void process(Item item);
    void storeText(Item item);
    void stored(const Item& item, const store::Added& added);
    void failed(Item item, const core::Error& error);
    void retry();
    void answerReceipt(const xmpp::ChatMessage& message);
    void sendReceipt(xmpp::ChatMessage receipt);
    /// Receipts that went down with a session: the sender would wait for them for ever.
    void sendUnheardReceipts();
    void takeConfirmations(const xmpp::ChatMessage& message, const xmpp::StanzaTicket& ticket);
    void reportPage(const std::vector<xmpp::ChatMessage>& texts,
                    const std::vector<store::Added>& added, Receipts receipts);

    core::Clock& clock_;
    core::Log& log_;
    Parts parts_;
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
