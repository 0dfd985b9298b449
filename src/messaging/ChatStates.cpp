// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/ChatStates.h"

#include "messaging/convert.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;

constexpr core::Milliseconds ourComposing = 30s;
constexpr core::Milliseconds theirComposing = 60s;

}  // namespace

ChatStates::ChatStates(core::Clock& clock, xmpp::Session& session, Reports& reports,
                       std::function<bool(const core::Address&)> isPresent)
    : clock_(clock), session_(session), reports_(reports), isPresent_(std::move(isPresent)) {}

void ChatStates::send(const core::Address& peer, ChatState state) {
    if (session_.state() != xmpp::SessionState::Online) return;
    if (!theirs_.contains(peer) && !isPresent_(peer)) return;
    auto& side = ours_[peer];
    if (state == ChatState::Composing) {
        side.timer = clock_.after(ourComposing, [this, peer] { send(peer, ChatState::Paused); });
    } else {
        side.timer.stop();
    }
    if (side.state == state) return;
    side.state = state;
    transmit(peer, state);
}

void ChatStates::transmit(const core::Address& peer, ChatState state) {
    xmpp::ChatMessage message;
    message.kind = xmpp::MessageKind::Chat;
    message.to = route_ ? route_(peer) : xmpp::Jid(peer);
    message.id = session_.newId();
    message.chatState = toWire(state);
    session_.send(message.toStanza());
}

void ChatStates::textSent(const core::Address& peer) {
    ours_.erase(peer);
}

void ChatStates::receive(const core::Address& peer, ChatState state) {
    const bool isFirst = !theirs_.contains(peer);
    auto& side = theirs_[peer];
    if (state == ChatState::Composing) {
        side.timer =
            clock_.after(theirComposing, [this, peer] { receive(peer, ChatState::Paused); });
    } else {
        side.timer.stop();
    }
    const bool isChanged = side.state != state || (isFirst && state != ChatState::Active);
    side.state = state;
    if (isChanged) reports_.chatState(peer, state);
}

void ChatStates::reset() {
    ours_.clear();
    auto old = std::exchange(theirs_, {});
    for (const auto& [peer, side] : old) {
        if (side.state != ChatState::Active) reports_.chatState(peer, ChatState::Gone);
    }
}

}  // namespace sidetone::messaging
