// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/Task.h"
#include "messaging/encryption/EncryptionParts.h"

namespace sidetone::messaging {

/// For whom a room's messages are encrypted: all its members, here or not. Only rooms that let
/// nobody else in and show who is who can be encrypted. Protocol thread.
class RoomPeople {
public:
    explicit RoomPeople(EncryptionParts& parts) : parts_(parts) {}

    /// Why the room cannot be encrypted, as a sentence; empty: it can.
    [[nodiscard]] std::string whyNot(const core::Address& room) const;
    /// The real addresses of its members without ourselves, by the lists that the room keeps.
    [[nodiscard]] core::Task<std::vector<core::Address>> people(const core::Address& room);
    /// As they were when last asked for.
    [[nodiscard]] std::vector<core::Address> known(const core::Address& room) const;

private:
    EncryptionParts& parts_;
    std::map<core::Address, std::vector<core::Address>> known_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
