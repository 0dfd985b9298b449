// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/Message.h"
#include "messaging/Presence.h"
#include "store/RosterCache.h"
#include "store/StoredMessage.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/extensions/PresenceTracker.h"
#include "xmpp/extensions/Roster.h"

namespace sidetone::messaging {

// The same things as each room sees them.

[[nodiscard]] Message toMessage(const store::StoredMessage& stored);

[[nodiscard]] ChatState toChatState(xmpp::ChatState state);
[[nodiscard]] xmpp::ChatState toWire(ChatState state);

/// With the priority of reference table "Jabber availability set": 1 where present, so that all
/// of a person's devices get the first message, 0 where away.
[[nodiscard]] xmpp::PresenceInfo toWire(const Presence& presence);
[[nodiscard]] Presence toPresence(const xmpp::PresenceInfo& info);

[[nodiscard]] store::RosterEntry toEntry(const xmpp::RosterItem& item);
[[nodiscard]] xmpp::RosterItem toItem(const store::RosterEntry& entry);

}  // namespace sidetone::messaging
