// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "core/XmlElement.h"
#include "xmpp/StanzaTicket.h"

namespace sidetone::xmpp {

/// Counts incoming stanzas for stream management (XEP-0198 4): a stanza counts as handled once
/// its ticket and those of all before it have gone.
///
/// After a resumption the server sends again what was not counted, in order. What this process
/// still holds a ticket for would arrive twice: such repetitions are recognised by position and
/// name and are not handed out again.
class IncomingLedger {
public:
    /// `advanced` is called when handled() has grown through a ticket's end.
    explicit IncomingLedger(std::function<void()> advanced);
    ~IncomingLedger();
    IncomingLedger(const IncomingLedger&) = delete;
    IncomingLedger& operator=(const IncomingLedger&) = delete;

    /// Counting begins: `<enabled/>` came. Tickets of before mean nothing any more.
    void begin();
    /// The session is over: nothing is counted.
    void end();
    /// A resumption is being asked for, with handled() as it is now; it stays so until the server
    /// has sent again what we hold.
    void beginResumption();
    [[nodiscard]] bool isCounting() const { return counting_; }

    /// A stanza arrived. The ticket to hand on with it, or null where its consumer has it
    /// already. (While nothing is counted the ticket holds nothing but is not null.)
    [[nodiscard]] StanzaTicket arrived(const core::XmlElement& stanza);
    /// `h` for the server.
    [[nodiscard]] std::uint32_t handled() const { return handled_; }
    /// Everything that arrived is handled.
    [[nodiscard]] bool isSettled() const { return confirmed_ == 0; }

private:
    struct Entry {
        std::string key;
        bool released = false;
    };
    void release(const std::shared_ptr<Entry>& entry);
    void advance();

    std::function<void()> advanced_;
    std::deque<std::shared_ptr<Entry>> open_;  // arrived and not handled, oldest first
    std::size_t confirmed_ = 0;                // how many of them arrived since the resumption
    std::uint32_t handled_ = 0;
    bool counting_ = false;
    std::shared_ptr<IncomingLedger*> self_;  // tickets may outlive the ledger
};

}  // namespace sidetone::xmpp
