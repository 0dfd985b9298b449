// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/Error.h"
#include "xmpp/extensions/RoomPresence.h"

namespace sidetone::messaging {

/// Why a room did not let us in, and what can be done (XEP-0045 7.2). `name` is the room's.
[[nodiscard]] core::Error whyNotIn(const xmpp::RoomPresence& refusal, const std::string& name);
/// Whether trying again by itself could help.
[[nodiscard]] bool mayPass(const xmpp::RoomPresence& refusal);

/// Why we are not in a room any more, from the room's last word to us; empty where we went
/// ourselves.
[[nodiscard]] std::optional<core::Error> whyOut(const xmpp::RoomPresence& gone,
                                                const std::string& name);

/// What a status code of a message or presence says about the room as a whole (XEP-0045 15.6.2:
/// 100, 102 to 104, 170 to 174), as a sentence; empty for all others.
[[nodiscard]] std::string roomNews(int code);

/// What happened to an occupant: came, went, was thrown out, has another name, as a sentence.
[[nodiscard]] std::string cameIn(const std::string& nickname);
[[nodiscard]] std::string wentOut(const xmpp::RoomPresence& gone);

}  // namespace sidetone::messaging
