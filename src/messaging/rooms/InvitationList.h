// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "messaging/RoomControl.h"
#include "xmpp/extensions/Muc.h"

namespace sidetone::messaging {

/// Who asks our person into rooms: the newest request for each room, at most 100 of them.
class InvitationList {
public:
    /// The invitation as it is shown; empty where the same one waits already.
    [[nodiscard]] std::optional<Invitation> add(const xmpp::RoomInvitation& invitation);
    [[nodiscard]] std::vector<Invitation> all() const;
    /// Takes it out of the list; empty where there is none of that number.
    [[nodiscard]] std::optional<xmpp::RoomInvitation> take(int id);
    /// We are in that room: whoever asked needs no answer. True where one waited.
    bool forget(const core::Address& room);

private:
    struct Waiting {
        int id = 0;
        xmpp::RoomInvitation invitation;
    };
    [[nodiscard]] static Invitation shown(const Waiting& waiting);

    std::vector<Waiting> waiting_;
    int lastId_ = 0;
};

}  // namespace sidetone::messaging
