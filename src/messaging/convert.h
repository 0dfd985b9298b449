// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/Message.h"
#include "store/RosterCache.h"
#include "store/StoredMessage.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/extensions/Roster.h"

namespace sidetone::messaging {

// The same things as each room sees them.

[[nodiscard]] Message toMessage(const store::StoredMessage& stored);

[[nodiscard]] ChatState toChatState(xmpp::ChatState state);
[[nodiscard]] xmpp::ChatState toWire(ChatState state);

[[nodiscard]] store::RosterEntry toEntry(const xmpp::RosterItem& item);
[[nodiscard]] xmpp::RosterItem toItem(const store::RosterEntry& entry);

}  // namespace sidetone::messaging
