// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/roomFacts.h"

namespace sidetone::messaging {

std::optional<RoomFacts> factsOf(const RoomControl* rooms, const core::Address& address) {
    if (rooms == nullptr) return {};
    const auto room = rooms->room(address);
    if (!room) return {};
    return RoomFacts{room->isMembersOnly, room->showsAddresses};
}

core::Address occupantOf(const RoomControl* rooms, const xmpp::Jid& occupant) {
    if (rooms == nullptr) return {};
    for (const auto& known : rooms->occupants(occupant.address())) {
        if (known.nickname == occupant.resource) return known.address;
    }
    return {};
}

}  // namespace sidetone::messaging
