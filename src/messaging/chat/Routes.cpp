// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/chat/Routes.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t mostLocks = 200;

}  // namespace

xmpp::Jid Routes::to(const core::Address& peer) const {
    xmpp::Jid jid(peer);
    if (hasCopies_()) return jid;
    for (const auto& lock : locked_) {
        if (lock.peer == peer) jid.resource = lock.device;
    }
    return jid;
}

void Routes::heard(const core::Address& peer, const xmpp::ChatMessage& message) {
    if (message.carbon != xmpp::CarbonKind::None || message.sent) return;
    const bool isWritten = !message.body.empty() || message.chatState.has_value();
    if (!isWritten || message.from.resource.empty()) return;
    presenceChanged(peer);
    if (message.chatState == xmpp::ChatState::Gone) return;
    locked_.push_front({peer, message.from.resource});
    if (locked_.size() > mostLocks) locked_.pop_back();
}

void Routes::presenceChanged(const core::Address& peer) {
    locked_.remove_if([&peer](const Lock& lock) { return lock.peer == peer; });
}

}  // namespace sidetone::messaging
