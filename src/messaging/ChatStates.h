// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "core/Clock.h"
#include "messaging/Reports.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {
class Session;
}

namespace sidetone::messaging {

/// What each side of a conversation does just now (XEP-0085). Ours: Composing becomes Paused when
/// it is not renewed for 30 s; the same state is not sent twice; sent only to those who have sent
/// one themselves or whose devices we see. Theirs: Composing that is not renewed for 60 s becomes
/// Paused, because the device may have vanished.
class ChatStates {
public:
    ChatStates(core::Clock& clock, xmpp::Session& session, Reports& reports,
               std::function<bool(const core::Address&)> isPresent);

    void send(const core::Address& peer, ChatState state);
    /// To which address of a person states go; without it, to the person.
    void setRoute(std::function<xmpp::Jid(const core::Address&)> route) {
        route_ = std::move(route);
    }
    /// A text was sent, which says Active itself.
    void textSent(const core::Address& peer);
    void receive(const core::Address& peer, ChatState state);
    /// The session ended: nothing is known any more.
    void reset();

private:
    struct Side {
        ChatState state = ChatState::Active;
        core::Timer timer;
    };
    void transmit(const core::Address& peer, ChatState state);

    core::Clock& clock_;
    xmpp::Session& session_;
    Reports& reports_;
    std::function<bool(const core::Address&)> isPresent_;
    std::function<xmpp::Jid(const core::Address&)> route_;
    std::map<core::Address, Side> ours_;
    std::map<core::Address, Side> theirs_;
};

}  // namespace sidetone::messaging
