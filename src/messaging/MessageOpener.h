// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "messaging/MessageGuard.h"

namespace sidetone::messaging {

/// Takes incoming messages through the guard, each conversation in its own order: what needs no
/// opening waits behind what does. Without a guard, or where nothing waits, it calls back at once.
class MessageOpener {
public:
    /// Null: everything passes.
    void setGuard(MessageGuard* guard) { guard_ = guard; }
    [[nodiscard]] MessageGuard* guard() const { return guard_; }

    /// True where open() would call back at once with the message as it is.
    [[nodiscard]] bool passes(const core::Address& peer, const xmpp::ChatMessage& message) const;

    using Done = std::function<void(Opened)>;
    void open(const core::Address& peer, xmpp::ChatMessage message, store::Origin origin,
              Done done);
    /// All of them, in their order, one after the other.
    void openAll(std::vector<xmpp::ChatMessage> messages, store::Origin origin,
                 std::function<void(std::vector<Opened>)> done);

private:
    struct Waiting {
        xmpp::ChatMessage message;
        store::Origin origin;
        Done done;
    };
    struct Page;
    void next(const core::Address& peer);
    void nextOfPage(const std::shared_ptr<Page>& page);

    MessageGuard* guard_ = nullptr;
    std::map<core::Address, std::deque<Waiting>> waiting_;  ///< the first is being opened
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace sidetone::messaging
