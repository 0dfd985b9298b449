// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/Address.h"
#include "core/Clock.h"

namespace sidetone::store {

// The numbers of these enumerations stand in the database: they never change their meaning.

enum class Direction : std::uint8_t { In = 0, Out = 1 };

/// How far an outgoing message got, in rising order but for Failed. Incoming messages are
/// always Delivered.
enum class Delivery : std::uint8_t { Queued = 0, Sent = 1, Delivered = 2, Read = 3, Failed = 4 };

enum class Origin : std::uint8_t { Live = 0, Carbon = 1, Archive = 2, Local = 3 };

/// One message as it lies in the history.
struct StoredMessage {
    std::int64_t id = 0;  ///< given by the store; rises with each message, is never used twice
    core::Address peer;   ///< whose conversation it belongs to
    Direction direction = Direction::In;
    std::string body;
    core::WallTime time;
    Delivery delivery = Delivery::Delivered;
    Origin origin = Origin::Live;
    std::string stanzaId;   ///< the sender's id (origin-id, else the stanza's id); may be empty
    std::string archiveId;  ///< the server's stanza-id (XEP-0359); may be empty
    std::string failure;    ///< a sentence, where delivery is Failed
    bool isRead = false;    ///< by our person; outgoing ones are
    /// Out only: the server has it in our archive, but never acknowledged it on the stream, so
    /// that it may have died before it reached the peer's archive.
    bool isInDoubt = false;
};

/// One conversation, as the list of recent ones shows it.
struct StoredConversation {
    core::Address peer;
    int unread = 0;
    std::int64_t lastMessage = 0;  ///< id
    std::string lastText;
    core::WallTime lastTime;
};

}  // namespace sidetone::store
