// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Address.h"
#include "core/Clock.h"
#include "messaging/Message.h"

namespace sidetone::messaging {

/// One entry of the recent conversations.
struct Conversation {
    core::Address peer;
    std::string name;      ///< of the contact list, else the address's user; of a room: its title
    std::string lastText;  ///< its first 200 characters
    core::WallTime lastTime;
    int unread = 0;
    ConversationKind kind = ConversationKind::Person;
    int mentions = 0;  ///< unread messages that name our person
    bool isMuted = false;
    std::string lastSender{};  ///< in rooms
    std::string draft{};       ///< what was typed and not sent
};

}  // namespace sidetone::messaging
