// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/addMessage.h"

#include "store/messageRows.h"

namespace sidetone::store {
namespace {

core::Result<std::int64_t> conversationOf(Database& database, const core::Address& peer) {
    const std::vector<Value> key{peer.text()};
    auto made = database.execute("INSERT OR IGNORE INTO conversations(peer) VALUES(?)", key);
    if (!made) return made.error();
    return database.number("SELECT id FROM conversations WHERE peer = ?", key);
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
    if (addition.senderId == SenderId::Arbitrary) return std::int64_t(0);
    // The same sender says itself that it is the same message, and its words are the same.
    return database.number(
        "SELECT id FROM messages WHERE conversation = ? AND direction = 0 AND stanza_id = ?"
        " AND stanza_id <> '' AND is_unique = 1 AND body = ?",
        {conversation, message.stanzaId, message.body});
}

/// The archive gives times in whole seconds: a message that follows another one within its
/// second must not be sorted before it.
core::Result<std::int64_t> timeFor(Database& database, std::int64_t conversation,
                                   const StoredMessage& message) {
    const auto time = toNumber(message.time);
    if (message.origin != Origin::Archive || time % 1000 != 0) return time;
    auto newest = database.number(
        "SELECT max(time) FROM messages WHERE conversation = ? AND time BETWEEN ? AND ?",
        {conversation, time, time + 999});
    if (!newest) return newest;
    return std::max(time, *newest);
}

core::Result<std::int64_t> insert(Database& database, std::int64_t conversation,
                                  const Addition& addition) {
    const auto& message = addition.message;
    auto time = timeFor(database, conversation, message);
    if (!time) return time;
    const bool isOut = message.direction == Direction::Out;
    const bool isUnique = isOut || addition.senderId == SenderId::Unique;
    return database.number(
        "INSERT INTO messages(conversation, direction, body, time, delivery, origin, stanza_id,"
        " is_unique, archive_id, failure, is_read, in_doubt)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?) RETURNING id",
        {conversation, std::int64_t(message.direction), message.body, *time,
         std::int64_t(message.delivery), std::int64_t(message.origin), message.stanzaId,
         std::int64_t(isUnique), message.archiveId, message.failure,
         std::int64_t(isOut || message.isRead), std::int64_t(message.isInDoubt)});
}

/// What a copy tells about the message that is here: its archive id, and that the server has an
/// outgoing one. Gives whether anything changed that is worth showing.
core::Result<bool> learnFrom(Database& database, std::int64_t id, const StoredMessage& copy) {
    if (!copy.archiveId.empty()) {
        auto set =
            database.execute("UPDATE messages SET archive_id = ? WHERE id = ? AND archive_id = ''",
                             {copy.archiveId, id});
        if (!set) return set.error();
    }
    if (copy.direction == Direction::In || copy.delivery == Delivery::Queued) return false;
    auto sent = database.execute(
        "UPDATE messages SET delivery = 1, in_doubt = ? WHERE id = ? AND delivery = 0",
        {std::int64_t(copy.origin == Origin::Archive), id});
    if (!sent) return sent.error();
    return *sent > 0;
}

core::Result<Added> answerFor(Database& database, std::int64_t conversation, std::int64_t id) {
    auto message = messageById(database, id);
    if (!message) return message.error();
    if (!*message) return core::fail(core::ErrorCode::Internal, "Reading back a message");
    auto unread = database.number("SELECT unread FROM conversations WHERE id = ?", {conversation});
    if (!unread) return unread.error();
    Added added;
    added.message = std::move(**message);
    added.unread = int(*unread);
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
    auto conversation = conversationOf(database, addition.message.peer);
    if (!conversation) return conversation.error();
    auto id = findCopy(database, *conversation, addition);
    if (!id) return id.error();
    const bool isNew = *id == 0;
    bool isChanged = false;
    if (isNew) {
        id = insert(database, *conversation, addition);
        if (!id) return id.error();
    } else {
        auto learnt = learnFrom(database, *id, addition.message);
        if (!learnt) return learnt.error();
        isChanged = *learnt;
    }
    if (isNew && !addition.archivePosition.empty()) {
        auto noted = setState(database, archivePositionKey, addition.archivePosition);
        if (!noted) return noted.error();
    }
    auto added = answerFor(database, *conversation, *id);
    if (!added) return added;
    added->isNew = isNew;
    added->isChanged = isChanged;
    return added;
}

}  // namespace sidetone::store
