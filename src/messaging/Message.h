// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/Address.h"
#include "core/Clock.h"

namespace sidetone::messaging {

enum class Direction { In, Out };

/// How far an outgoing message got. Each state means something that a server or a peer said.
enum class Delivery {
    Queued,     ///< stored here; not yet acknowledged by the server
    Sent,       ///< stored here and acknowledged by the server (XEP-0198, or its echo)
    Delivered,  ///< a device of the other side said so (XEP-0184)
    Read,       ///< a person of the other side saw it (XEP-0333)
    Failed,     ///< `failure` says why
};

/// Where a message came from; every stored one knows (anchors: Kaidan's MessageOrigin).
enum class Origin { Live, Carbon, Archive, Local };

struct Message {
    std::int64_t id = 0;  ///< of our store
    core::Address peer;   ///< whose conversation it belongs to
    Direction direction = Direction::In;
    std::string body;
    core::WallTime time;
    Delivery delivery = Delivery::Queued;
    Origin origin = Origin::Live;
    std::string stanzaId;   ///< the sender's id (origin-id), for receipts
    std::string archiveId;  ///< the server's stanza-id (XEP-0359), for the archive
    std::string failure;    ///< a sentence, where delivery is Failed
    bool isRead = false;    ///< by our person
};

/// What the other side is doing in a conversation (XEP-0085).
enum class ChatState { Active, Composing, Paused, Inactive, Gone };

}  // namespace sidetone::messaging
