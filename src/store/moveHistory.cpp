// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/moveHistory.h"

#include <utility>

#include "store/History.h"
#include "store/Store.h"
#include "store/addMessage.h"
#include "store/completeMessages.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

// clang-format off
/// Delivery::Queued, Protection::Unreadable.
#define SIDETONE_MOVABLE "m.delivery <> 0 AND m.protection <> 3"
// clang-format on

core::Status addCircumstances(Database& database, MovedMessage& moved) {
    auto rows = database.query(
        "SELECT m.is_unique, m.edited, c.kind, c.title FROM messages m"
        " JOIN conversations c ON c.id = m.conversation WHERE m.id = ?",
        {moved.message.id});
    if (!rows) return rows.error();
    if (rows->empty()) return {};
    const auto& row = rows->front();
    moved.isUnique = row.flag(0);
    moved.edited = row.number(1);
    moved.conversationKind = static_cast<ConversationKind>(row.number(2));
    moved.title = row.text(3);
    return {};
}

core::Result<MovedPage> readPage(Database& database, std::int64_t after, int limit) {
    auto rows = database.query("SELECT " SIDETONE_MESSAGE_COLUMNS
                               "WHERE m.id > ? AND " SIDETONE_MOVABLE " ORDER BY m.id LIMIT ?",
                               {after, std::int64_t(limit)});
    if (!rows) return rows.error();
    auto messages = completeMessagesOf(database, *rows);
    if (!messages) return messages.error();
    MovedPage page;
    page.last = messages->empty() ? after : messages->back().id;
    page.isEnd = int(messages->size()) < limit;
    for (auto& message : *messages) {
        MovedMessage moved;
        moved.message = std::move(message);
        if (auto& file = moved.message.attachment) file->path.clear();
        if (auto added = addCircumstances(database, moved); !added) return added.error();
        page.messages.push_back(std::move(moved));
    }
    return page;
}

/// What stands here as unreadable gets what the other device could read.
core::Status fillIn(Database& database, std::int64_t id, const StoredMessage& from) {
    auto set = database.execute(
        "UPDATE messages SET body = ?, protection = ?, fingerprint = ?, kind = ?, subject = ?,"
        " reply_to = ?, mentions_us = ?, is_read = ?, time = ? WHERE id = ?",
        {from.body, std::int64_t(from.protection), from.fingerprint, std::int64_t(from.kind),
         from.subject, from.replyTo, std::int64_t(from.mentionsUs), std::int64_t(from.isRead),
         toNumber(from.time), id});
    if (!set) return set.error();
    if (from.attachment) return writeAttachment(database, id, *from.attachment);
    return {};
}

core::Status addChanges(Database& database, std::int64_t id, const MovedMessage& moved) {
    for (const auto& reaction : moved.message.reactions) {
        auto set = database.execute(
            "INSERT OR IGNORE INTO reactions(message, sender, emojis, time) VALUES(?, ?, ?, ?)",
            {id, reaction.sender, reaction.emojis, toNumber(moved.message.time)});
        if (!set) return set.error();
    }
    if (!moved.message.isEdited) return {};
    auto set = database.execute(
        "UPDATE messages SET is_edited = 1, edited = ?, body = ? "
        "WHERE id = ? AND edited <= ?",
        {moved.edited, moved.message.body, id, moved.edited});
    if (!set) return set.error();
    return {};
}

core::Result<bool> take(Database& database, const MovedMessage& moved) {
    Addition addition;
    addition.message = moved.message;
    addition.message.origin = Origin::Archive;
    addition.message.isInDoubt = false;
    addition.senderId = moved.isUnique ? SenderId::Unique : SenderId::Arbitrary;
    // As they stand on the other device, whatever else is here.
    addition.notAfter = moved.message.time;
    addition.conversationKind = moved.conversationKind;
    auto added = addMessage(database, addition);
    if (!added) return added.error();
    const bool isFilledIn = !added->isNew && added->message.protection == Protection::Unreadable;
    if (!added->isNew && !isFilledIn) return false;
    if (isFilledIn) {
        auto filled = fillIn(database, added->message.id, moved.message);
        if (!filled) return filled.error();
    }
    if (auto done = addChanges(database, added->message.id, moved); !done) return done.error();
    if (moved.title.empty()) return true;
    auto titled =
        database.execute("UPDATE conversations SET title = ? WHERE peer = ? AND title = ''",
                         {moved.title, moved.message.peer.text()});
    if (!titled) return titled.error();
    return true;
}

}  // namespace

core::Task<int> countMoved(Store& store) {
    return store.run<int>([](Database& database) -> core::Result<int> {
        auto count = database.number("SELECT count(*) FROM messages m WHERE " SIDETONE_MOVABLE);
        if (!count) return count.error();
        return int(*count);
    });
}

core::Task<MovedPage> readMoved(Store& store, std::int64_t after, int limit) {
    return store.run<MovedPage>(
        [after, limit](Database& database) { return readPage(database, after, limit); });
}

core::Task<int> takeMoved(Store& store, std::vector<MovedMessage> messages) {
    return store.run<int>(
        [messages = std::move(messages)](Database& database) -> core::Result<int> {
            int count = 0;
            for (const auto& moved : messages) {
                auto taken = take(database, moved);
                if (!taken) return taken.error();
                count += int(*taken);
            }
            return count;
        });
}

}  // namespace sidetone::store
