// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/RoomControl.h"
#include "messaging/encryption/EncryptionParts.h"

namespace sidetone::messaging {

/// What encryption must know of a room; empty where it is none that we are in, or `rooms` is null.
[[nodiscard]] std::optional<RoomFacts> factsOf(const RoomControl* rooms, const core::Address& room);
/// Who is behind an occupant's address; empty where nobody tells.
[[nodiscard]] core::Address occupantOf(const RoomControl* rooms, const xmpp::Jid& occupant);

}  // namespace sidetone::messaging
