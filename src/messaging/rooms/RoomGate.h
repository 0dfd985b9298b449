// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/Address.h"
#include "core/Error.h"
#include "store/History.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::messaging {

/// What the flow of messages asks about rooms.
class RoomGate {
public:
    virtual ~RoomGate() = default;

    /// Whether a conversation is with a room: one that we are in, know from a bookmark, or have
    /// messages of.
    [[nodiscard]] virtual bool isRoom(const core::Address& peer) const = 0;
    /// Why nothing can be sent there; empty where it can, now or as soon as we are in again.
    [[nodiscard]] virtual std::optional<core::Error> whyNotSend(
        const core::Address& room) const = 0;
    /// Whether messages go there now: we are in, and what was missed was read.
    [[nodiscard]] virtual bool isOpen(const core::Address& room) const = 0;

    /// Whether a message in a group chat is ours, from here or from another device.
    [[nodiscard]] virtual bool isOurs(const xmpp::ChatMessage& message) const = 0;
    /// Completes what readMessage made of a message that came by a room: who said it, in which
    /// direction, whether it names our person. False where it is not to be stored.
    virtual bool complete(const xmpp::ChatMessage& message, store::Addition& addition) const = 0;
};

}  // namespace sidetone::messaging
