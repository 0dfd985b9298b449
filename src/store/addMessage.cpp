// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/addMessage.h"

#include <algorithm>

#include "store/completeMessages.h"
#include "store/correctMessage.h"
#include "store/messageRows.h"
#include "store/reactToMessage.h"

namespace sidetone::store {
namespace {

struct Place {
    std::int64_t id = 0;
    bool isRoom = false;
    int unread = 0;  ///< before the message
};

core::Result<Place> conversationOf(Database& database, const core::Address& peer,
                                   ConversationKind kind) {
    const auto room = std::int64_t(ConversationKind::Room);
    auto rows =
        database.query("SELECT id, kind, unread FROM conversations WHERE peer = ?", {peer.text()});
    if (!rows) return rows.error();
    if (!rows->empty()) {
        const auto& row = rows->front();
        return Place{row.number(0), row.number(1) == room, int(row.number(2))};
    }
    auto made = database.number("INSERT INTO conversations(peer, kind) VALUES(?, ?) RETURNING id",
                                {peer.text(), std::int64_t(kind)});
    if (!made) return made.error();
    return Place{*made, kind == ConversationKind::Room, 0};
}

/// The id of the copy that is here already, else 0. The terms "<> ''" say nothing new, but SQLite
/// uses a partial index only where the query repeats the index's condition.
core::Result<std::int64_t> findCopy(Database& database, std::int64_t conversation,
                                    const Addition& addition) {
    const auto& message = addition.message;
    if (!message.archiveId.empty()) {
        auto found = database.number(
            "SELECT id FROM messages WHERE conversation = ? AND archive_id = ? AND archive_id <> "
            "''",
            {conversation, message.archiveId});
        if (!found || *found != 0) return found;
    }
    if (message.stanzaId.empty()) return std::int64_t(0);
    if (message.direction == Direction::Out) {
        return database.number(
            "SELECT id FROM messages WHERE conversation = ? AND direction = 1 AND stanza_id = ?"
            " AND stanza_id <> ''",
            {conversation, message.stanzaId});
    }
    if (addition.isOursIfHere) {
        // Everybody in the room has seen our ids: only with our words is it a copy. Our own device
        // cannot read what it has encrypted.
        auto ours = database.number(
            "SELECT id FROM messages WHERE conversation = ? AND direction = 1 AND stanza_id = ?"
            " AND stanza_id <> '' AND (body = ? OR is_edited = 1 OR protection <> 0)",
            {conversation, message.stanzaId, message.body});
        if (!ours || *ours != 0) return ours;
    }
    if (addition.senderId == SenderId::Arbitrary) return std::int64_t(0);
    // The same sender says itself that it is the same message, and its words are the same, as far
    // as a correction has left them.
    return database.number(
        "SELECT id FROM messages WHERE conversation = ? AND direction = 0 AND stanza_id = ?"
        " AND stanza_id <> '' AND is_unique = 1 AND (body = ? OR is_edited = 1)",
        {conversation, message.stanzaId, message.body});
}

/// What a room tells comes in the room's order, though its clock is another one than ours, and
/// gives whole seconds: it stands behind all that is here. `moved` is the message itself where it
/// is here already.
core::Result<std::int64_t> timeInRoom(Database& database, std::int64_t conversation,
                                      std::int64_t time, std::int64_t moved) {
    constexpr std::int64_t farthest = 60'000;  // clocks that are farther apart than that are wrong
    auto newest = database.number(
        "SELECT max(time) FROM messages WHERE conversation = ? AND time BETWEEN ? AND ?"
        " AND id <> ?",
        {conversation, time, time + farthest, moved});
    if (!newest) return newest;
    // Of the same time, the older id stands first.
    return std::max(time, *newest + (moved != 0 ? 1 : 0));
}

/// The archive gives times in whole seconds: a message that follows another one within its
/// second must not be sorted before it; a second's last millisecond is left to what is known to
/// come last in it.
core::Result<std::int64_t> timeFor(Database& database, const Place& place, const Addition& addition,
                                   std::int64_t moved = 0) {
    const auto& message = addition.message;
    const auto conversation = place.id;
    auto time = toNumber(message.time);
    if (addition.notAfter) time = std::min(time, toNumber(*addition.notAfter));
    if (place.isRoom && !message.archiveId.empty()) {
        if (addition.notAfter) return time;
        return timeInRoom(database, conversation, time, moved);
    }
    if (message.origin != Origin::Archive || time % 1000 != 0) return time;
    auto newest = database.number(
        "SELECT max(time) FROM messages WHERE conversation = ? AND time BETWEEN ? AND ?",
        {conversation, time, time + 998});
    if (!newest) return newest;
    return std::max(time, *newest);
}

/// The next free moment of that time (Schema.cpp, addMoments).
core::Result<std::int64_t> momentFor(Database& database, std::int64_t time) {
    constexpr std::int64_t latest = (std::int64_t(1) << 42) - 1;
    const auto first = std::clamp<std::int64_t>(time, 0, latest) << 20;
    auto taken = database.number(
        "SELECT coalesce(max(moment), -1) FROM messages WHERE moment BETWEEN ? AND ?",
        {first, first + (1 << 20) - 1});
    if (!taken) return taken;
    return std::max(first, *taken + 1);
}

/// The message as it is now in the table, without what came before it.
core::Result<StoredMessage> insert(Database& database, const Place& place,
                                   const Addition& addition) {
    auto message = addition.message;
    auto time = timeFor(database, place, addition);
    if (!time) return time.error();
    auto moment = momentFor(database, *time);
    if (!moment) return moment.error();
    const bool isOut = message.direction == Direction::Out;
    const bool isUnique = isOut || addition.senderId == SenderId::Unique;
    message.time = toTime(*time);
    message.isRead = isOut || message.isRead;
    message.isEdited = false;
    message.repliesTo = 0;
    message.reactions.clear();
    auto id = database.insert(
        "INSERT INTO messages(conversation, direction, body, time, delivery, origin, stanza_id,"
        " is_unique, archive_id, failure, is_read, in_doubt, kind, sender, sender_address,"
        " occupant_id, subject, reply_to, mentions_us, protection, fingerprint, moment)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        {place.id,
         std::int64_t(message.direction),
         message.body,
         *time,
         std::int64_t(message.delivery),
         std::int64_t(message.origin),
         message.stanzaId,
         std::int64_t(isUnique),
         message.archiveId,
         message.failure,
         std::int64_t(message.isRead),
         std::int64_t(message.isInDoubt),
         std::int64_t(message.kind),
         message.sender,
         message.senderAddress,
         message.occupantId,
         message.subject,
         message.replyTo,
         std::int64_t(message.mentionsUs),
         std::int64_t(message.protection),
         message.fingerprint,
         *moment});
    if (!id) return id.error();
    message.id = *id;
    return message;
}

core::Result<StoredMessage> readBack(Database& database, std::int64_t id) {
    auto message = messageById(database, id);
    if (!message) return message.error();
    if (!*message) return core::fail(core::ErrorCode::Internal, "Reading back a message");
    return std::move(**message);
}

/// What a copy tells about the message that is here: its archive id, and that the server has an
/// outgoing one. Gives whether anything changed that is worth showing.
core::Result<bool> learnFrom(Database& database, std::int64_t id, const StoredMessage& copy,
                             bool isRoom) {
    if (!copy.archiveId.empty()) {
        auto set =
            database.execute("UPDATE messages SET archive_id = ? WHERE id = ? AND archive_id = ''",
                             {copy.archiveId, id});
        if (!set) return set.error();
        if (isRoom) {
            auto reacted = applyEarlyReactions(database, copy.peer, id, copy.archiveId);
            if (!reacted) return reacted.error();
        }
    }
    if (copy.delivery == Delivery::Queued) return false;
    auto sent = database.execute(
        "UPDATE messages SET delivery = 1, in_doubt = ? WHERE id = ? AND delivery = 0",
        {std::int64_t(copy.origin == Origin::Archive), id});
    if (!sent) return sent.error();
    return *sent > 0;
}

/// What we said in a room stands where the room has put it, as everybody else sees it, and not
/// when it was typed.
core::Status moveToEcho(Database& database, const Place& place, std::int64_t id,
                        const Addition& addition) {
    auto time = timeFor(database, place, addition, id);
    if (!time) return time.error();
    auto moved = database.execute("UPDATE messages SET time = ? WHERE id = ?", {*time, id});
    if (!moved) return moved.error();
    return {};
}

/// What goes with a new message, and what came before it. Reads the message again only where that
/// changed it.
core::Status addParts(Database& database, const Place& place, StoredMessage& message) {
    if (message.attachment) {
        auto written = writeAttachment(database, message.id, *message.attachment);
        if (!written) return written;
    }
    auto corrected = applyEarlyCorrections(database, message);
    if (!corrected) return corrected.error();
    auto reacted = applyEarlyReactions(database, message.peer, message.id,
                                       place.isRoom ? message.archiveId : message.stanzaId);
    if (!reacted) return reacted.error();
    if (!*corrected && !*reacted && message.replyTo.empty()) return {};
    auto whole = readBack(database, message.id);
    if (!whole) return whole.error();
    message = std::move(*whole);
    return {};
}

core::Status notePosition(Database& database, std::int64_t conversation, const Addition& addition) {
    if (addition.archivePosition.empty()) return {};
    if (addition.archiveOf == ArchiveOf::Account) {
        return setState(database, archivePositionKey, addition.archivePosition);
    }
    auto set = database.execute("UPDATE conversations SET archive_position = ? WHERE id = ?",
                                {addition.archivePosition, conversation});
    if (!set) return set.error();
    return {};
}

core::Result<Added> addNew(Database& database, const Place& place, const Addition& addition) {
    auto message = insert(database, place, addition);
    if (!message) return message.error();
    if (auto parts = addParts(database, place, *message); !parts) return parts.error();
    if (auto noted = notePosition(database, place.id, addition); !noted) return noted.error();
    Added added;
    added.unread = place.unread + int(!message->isRead);
    added.message = std::move(*message);
    return added;
}

core::Result<Added> learn(Database& database, const Place& place, std::int64_t id,
                          const Addition& addition) {
    auto learnt = learnFrom(database, id, addition.message, place.isRoom);
    if (!learnt) return learnt.error();
    if (*learnt && place.isRoom && !addition.message.archiveId.empty()) {
        if (auto moved = moveToEcho(database, place, id, addition); !moved) return moved.error();
    }
    auto message = readBack(database, id);
    if (!message) return message.error();
    Added added;
    added.message = std::move(*message);
    added.isNew = false;
    added.isChanged = *learnt;
    added.unread = place.unread;
    return added;
}

}  // namespace

core::Status setState(Database& database, const char* key, const std::string& value) {
    auto set = database.execute(
        "INSERT INTO state(key, value) VALUES(?, ?)"
        " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        {std::string(key), value});
    if (!set) return set.error();
    return {};
}

core::Result<Added> addMessage(Database& database, const Addition& addition) {
    auto place = conversationOf(database, addition.message.peer, addition.conversationKind);
    if (!place) return place.error();
    auto id = findCopy(database, place->id, addition);
    if (!id) return id.error();
    auto added =
        *id == 0 ? addNew(database, *place, addition) : learn(database, *place, *id, addition);
    if (added && addition.with) {
        auto written = addition.with(database, added->message.id);
        if (!written) return written.error();
    }
    return added;
}

}  // namespace sidetone::store
