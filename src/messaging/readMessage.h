// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/MessageGuard.h"
#include "store/History.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::messaging {

/// A received text as the store takes it. `self` is our own address, `now` the time where the
/// message says none.
[[nodiscard]] store::Addition additionOf(const xmpp::ChatMessage& message, const xmpp::Jid& self,
                                         store::Origin origin, core::WallTime now);

/// Adds what the guard found out about it.
void addProtection(store::Addition& addition, const Opened& opened);

/// True for a text of a conversation between two people or in a room.
[[nodiscard]] bool isText(const xmpp::ChatMessage& message);

}  // namespace sidetone::messaging
