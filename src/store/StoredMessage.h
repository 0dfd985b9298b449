// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Clock.h"

namespace sidetone::store {

// The numbers of these enumerations stand in the database: they never change their meaning.

enum class Direction : std::uint8_t { In = 0, Out = 1 };

/// How far an outgoing message got, in rising order but for Failed. Incoming messages are
/// always Delivered.
enum class Delivery : std::uint8_t { Queued = 0, Sent = 1, Delivered = 2, Read = 3, Failed = 4 };

enum class Origin : std::uint8_t { Live = 0, Carbon = 1, Archive = 2, Local = 3 };

enum class MessageKind : std::uint8_t {
    Text = 0,
    File = 1,
    Event = 2,
    Private = 3  ///< in rooms: from one occupant to another alone
};

/// How the text was protected between the people's devices.
enum class Protection : std::uint8_t { None = 0, Omemo = 1, LegacyOmemo = 2, Unreadable = 3 };

enum class ConversationKind : std::uint8_t { Person = 0, Room = 1 };

enum class TransferState : std::uint8_t {
    Offered = 0,
    UnderWay = 1,
    Done = 2,
    Available = 3,
    Failed = 4,
    Declined = 5,
    Cancelled = 6
};

/// The file of a message.
struct StoredAttachment {
    std::string name;
    std::string mediaType;
    std::int64_t size = -1;
    TransferState state = TransferState::Offered;
    std::int64_t transferred = 0;
    std::string path;
    std::string url;   ///< with the key's fragment, where it has one
    std::string hash;  ///< SHA-256, hexadecimal, where known
    std::string failure;
    int width = 0;
    int height = 0;
};

/// All that one person chose under a message.
struct StoredReactions {
    std::string sender;  ///< the address of a person, the name in a room
    std::string emojis;  ///< separated by spaces, in the sender's order
};

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

    MessageKind kind = MessageKind::Text;
    std::string sender;         ///< in rooms: the name there
    std::string senderAddress;  ///< in rooms: the real address, where the room tells
    std::string occupantId;     ///< in rooms: XEP-0421, where the room gives one
    std::string subject;
    std::string replyTo;         ///< stanza id, in rooms archive id, of what it answers
    std::int64_t repliesTo = 0;  ///< that message's id, where it is here; read only
    bool isEdited = false;       ///< `body` is what the last correction said
    bool mentionsUs = false;
    Protection protection = Protection::None;
    std::string fingerprint;
    std::vector<StoredReactions> reactions;
    std::optional<StoredAttachment> attachment;
};

/// One conversation, as the list of recent ones shows it.
struct StoredConversation {
    core::Address peer;
    int unread = 0;
    std::int64_t lastMessage = 0;  ///< id
    std::string lastText;          ///< its first 200 characters
    core::WallTime lastTime;
    ConversationKind kind = ConversationKind::Person;
    std::string title;  ///< of a room
    int mentions = 0;   ///< unread messages that name our person
    bool isMuted = false;
    std::string lastSender;  ///< in rooms
    std::string draft;
};

}  // namespace sidetone::store
