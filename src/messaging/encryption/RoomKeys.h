// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "messaging/encryption/EncryptionState.h"
#include "messaging/encryption/RoomPeople.h"

namespace sidetone::messaging {

/// Finds out, before anybody writes, who belongs to a room and which devices they have: else its
/// lock would promise what the first message does not keep (ENC-05). Whoever has no device of the
/// newer form yet is asked for again, because nobody tells us of strangers' new ones. Protocol
/// thread.
class RoomKeys {
public:
    /// `changed`: the lock of this room is another.
    RoomKeys(EncryptionState& state, RoomPeople& people,
             std::function<void(const core::Address&)> changed)
        : state_(state), people_(people), changed_(std::move(changed)) {}

    /// Whether it is known; where it is not, it is being asked for from now on.
    [[nodiscard]] bool areKnown(const core::Address& room);
    /// A new session: whatever was known may be old.
    void reset() { looks_.clear(); }

private:
    struct Look {
        bool isDone = false;
        int retries = 0;
        core::Timer timer;
    };
    void look(const core::Address& room);
    void looked(const core::Address& room, const core::Status& found);
    void lookAgain(const core::Address& room);
    /// Everybody has a device of the newer form. Somebody with the older one alone may just be
    /// announcing the other: a server may refuse one of both for a moment (ejabberd 23.01).
    [[nodiscard]] bool isAtItsBest(const core::Address& room) const;

    EncryptionState& state_;
    RoomPeople& people_;
    const std::function<void(const core::Address&)> changed_;
    std::map<core::Address, Look> looks_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
