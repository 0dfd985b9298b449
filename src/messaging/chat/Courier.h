// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "messaging/MessageGuard.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::xmpp {
class Session;
}

namespace sidetone::messaging {

/// Sends what is no message of its own in the history: corrections, reactions, read markers. What
/// a session did not take over is sent in the next one, while this program runs; 1000 at most, the
/// oldest go first. Of those with the same key only the newest counts.
class Courier {
public:
    /// `guard` gives what seals texts, or null.
    Courier(xmpp::Session& session, std::function<MessageGuard*()> guard);

    /// `key`: what this one takes the place of while it waits; empty: nothing.
    void send(xmpp::ChatMessage message, std::string key = {});
    /// A session is there and its archive is read: what waits goes out.
    void open();
    void shut() { isOpen_ = false; }
    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

private:
    struct Item {
        xmpp::ChatMessage message;
        std::string key;
    };
    void keep(Item item);
    void transmit(Item item);
    void handOver(Item item, core::XmlElement stanza);

    xmpp::Session& session_;
    std::function<MessageGuard*()> guard_;
    std::deque<Item> waiting_;
    bool isOpen_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace sidetone::messaging
