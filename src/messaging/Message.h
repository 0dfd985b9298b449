// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

/// What a conversation is with.
enum class ConversationKind { Person, Room };

enum class MessageKind {
    Text,
    File,     ///< `attachment` says which
    Event,    ///< something that happened there ("Ben came in"), in words; sent by nobody
    Private,  ///< in rooms: said by `sender` to our person alone, or by ours to one there. Whoever
              ///< has that name in the room is meant, which may be somebody else tomorrow.
};

/// How a message's text was protected from one person's device to the other's (ENC-04, ENC-05).
/// The way to the server is always encrypted.
enum class Protection {
    None,
    Omemo,        ///< urn:xmpp:omemo:2, AES-256
    LegacyOmemo,  ///< eu.siacs.conversations.axolotl, AES-128
    Unreadable,   ///< encrypted, but not for this device; the body says why
};

/// One smiley under a message, with all who chose it (XEP-0444).
struct Reaction {
    std::string emoji;
    std::vector<std::string> senders;  ///< names as they are shown
    bool isOurs = false;

    friend bool operator==(const Reaction&, const Reaction&) = default;
};

/// How far a file got. Where it waits for a person, FileControl takes the answer.
enum class TransferState {
    Offered,    ///< incoming: waits for our person; outgoing: for the other side
    UnderWay,   ///< `transferred` grows
    Done,       ///< sent, or kept in `path` with its checksum right
    Available,  ///< lies on a server and can be fetched from `url`
    Failed,     ///< `failure` says why; what came so far is kept for the next try
    Declined,
    Cancelled,
};

/// The file of a message (FILE-01, FILE-02).
struct Attachment {
    std::string name;        ///< without any folder
    std::string mediaType;   ///< "image/png"; by the sender's word
    std::int64_t size = -1;  ///< bytes; -1: unknown
    TransferState state = TransferState::Offered;
    std::int64_t transferred = 0;  ///< bytes
    std::string path;              ///< here on disk, whole; empty before
    std::string url;               ///< on a server; without its key, where it is encrypted
    std::string failure;           ///< a sentence
    int width = 0;                 ///< of a picture, in pixels; 0: unknown
    int height = 0;

    friend bool operator==(const Attachment&, const Attachment&) = default;
};

struct Message {
    std::int64_t id = 0;  ///< of our store
    core::Address peer;   ///< whose conversation it belongs to: a person, or a room
    Direction direction = Direction::In;
    std::string body;
    core::WallTime time;
    Delivery delivery = Delivery::Queued;
    Origin origin = Origin::Live;
    std::string stanzaId;   ///< the sender's id (origin-id), for receipts
    std::string archiveId;  ///< the server's stanza-id (XEP-0359), for the archive
    std::string failure;    ///< a sentence, where delivery is Failed
    bool isRead = false;    ///< by our person

    MessageKind kind = MessageKind::Text;
    std::string sender;           ///< in rooms: the name there; empty between two people
    core::Address senderAddress;  ///< in rooms: who that is, where the room tells
    std::string subject;
    std::int64_t replyTo = 0;  ///< the message that this one answers (XEP-0461); 0: none
    bool isEdited = false;     ///< corrected by its sender (XEP-0308); the body is the newest
    bool mentionsUs = false;
    Protection protection = Protection::None;
    std::string fingerprint;  ///< of the device that encrypted it
    std::vector<Reaction> reactions;
    std::optional<Attachment> attachment;
};

/// What the other side is doing in a conversation (XEP-0085).
enum class ChatState { Active, Composing, Paused, Inactive, Gone };

}  // namespace sidetone::messaging
