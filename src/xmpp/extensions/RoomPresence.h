// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/Error.h"
#include "core/XmlElement.h"
#include "xmpp/Jid.h"
#include "xmpp/extensions/PresenceTracker.h"

namespace sidetone::xmpp {

/// XEP-0045 5.1, rising.
enum class RoomRole { None, Visitor, Participant, Moderator };
/// XEP-0045 5.2, rising.
enum class RoomAffiliation { Outcast, None, Member, Admin, Owner };

[[nodiscard]] std::string_view nameOf(RoomRole role);
[[nodiscard]] std::string_view nameOf(RoomAffiliation affiliation);

/// An `item` of muc#user or muc#admin.
struct RoomItem {
    RoomRole role = RoomRole::None;
    RoomAffiliation affiliation = RoomAffiliation::None;
    Jid jid;           ///< the real address; empty where the room hides it
    std::string nick;  ///< the new name in a change of names
    std::string reason;
    std::string actor;  ///< who did it, by name or address

    static RoomItem read(const core::XmlElement& element);
};

/// A presence that a room sent about one of its occupants (XEP-0045 7).
struct RoomPresence {
    enum class Kind { Here, Gone, Refused };

    Kind kind = Kind::Here;
    Jid from;  ///< the room, with the name there as the resource; a refusal may have none
    PresenceInfo info;
    RoomItem item;
    std::vector<int> codes;
    std::string occupantId;  ///< XEP-0421, where the room gives one
    bool isDestroyed = false;
    std::string alternative;  ///< of a destroyed room: the address to go to
    std::string destroyReason;
    std::string condition;             ///< of a refusal: RFC 6120's name of it
    std::optional<core::Error> error;  ///< of a refusal

    [[nodiscard]] bool has(int code) const;
    /// Empty where the stanza has no sender that could be a room.
    static std::optional<RoomPresence> read(const core::XmlElement& stanza);
};

/// All status codes of the muc#user element in a stanza.
[[nodiscard]] std::vector<int> roomCodesIn(const core::XmlElement& stanza);

}  // namespace sidetone::xmpp
