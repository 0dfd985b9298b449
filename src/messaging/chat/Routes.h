// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <list>
#include <string>

#include "core/Address.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::messaging {

/// To which of a person's devices our messages go (the chapter's Multiple Resource Login, MSG-02;
/// reference rule MSG-8). Where the server copies messages to all devices (XEP-0280), to the
/// person, and the server does the rest. Where it does not: the first one to the person, which is
/// all devices; from the first answer on to the device that wrote last (XEP-0296).
///
/// States of a person: open, locked to a device. Events: a message or chat state of a device
/// (locks to it), "gone" of a chat state, or any change of the person's presence (open again).
class Routes {
public:
    /// `hasCopies`: whether the server copies in this session.
    explicit Routes(std::function<bool()> hasCopies) : hasCopies_(std::move(hasCopies)) {}

    [[nodiscard]] xmpp::Jid to(const core::Address& peer) const;
    /// What somebody else wrote, live.
    void heard(const core::Address& peer, const xmpp::ChatMessage& message);
    void presenceChanged(const core::Address& peer);
    /// The session ended.
    void reset() { locked_.clear(); }

private:
    struct Lock {
        core::Address peer;
        std::string device;
    };
    std::function<bool()> hasCopies_;
    std::list<Lock> locked_;  ///< the latest first; 200 at most
};

}  // namespace sidetone::messaging
