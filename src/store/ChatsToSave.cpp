// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ChatsToSave.h"

#include <algorithm>

#include "store/Store.h"
#include "store/addMessage.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

constexpr const char* beginKey = "saving_from";
constexpr const char* beginTimeKey = "saving_from_time";
/// Messages of one chat may not quite be in the order of their times. What an archive brings from
/// further back was said before.
constexpr std::int64_t slack = 5 * 60 * 1000;

/// Messages behind this belong to the open chat.
struct Mark {
    std::int64_t message = 0;
    std::int64_t time = 0;
};

core::Status run(Database& database, const char* sql, const std::vector<Value>& values = {}) {
    if (auto done = database.execute(sql, values); !done) return done.error();
    return {};
}

/// Where saving began; empty where it is paused.
core::Result<std::optional<Mark>> beginning(Database& database) {
    auto rows = database.query(
        "SELECT cast(a.value AS INTEGER), cast(b.value AS INTEGER) FROM state a, state b"
        " WHERE a.key = ? AND b.key = ?",
        {std::string(beginKey), std::string(beginTimeKey)});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Mark>();
    return std::optional(Mark{rows->front().number(0), rows->front().number(1)});
}

core::Result<Mark> markOf(Database& database, const core::Address& peer, const Mark& first) {
    auto rows =
        database.query("SELECT message, time FROM saved_chats WHERE peer = ?", {peer.text()});
    if (!rows) return rows.error();
    if (rows->empty()) return first;
    return Mark{std::max(first.message, rows->front().number(0)),
                std::max(first.time, rows->front().number(1))};
}

std::string bodyOf(const Row& row) {
    const auto file = row.text(7);
    auto body = file.empty() ? row.text(3) : "[" + file + "]";
    const auto delivery = static_cast<Delivery>(row.number(6));
    const bool isOurs = static_cast<Direction>(row.number(2)) == Direction::Out;
    if (isOurs && delivery == Delivery::Failed) body += " (not sent)";
    return body;
}

/// The messages of the open chat in their order: id, time, direction, body, sender, protection,
/// delivery, name of its file.
core::Result<std::vector<Row>> openChat(Database& database, const core::Address& peer,
                                        const Mark& mark) {
    return database.query(
        "SELECT m.id, m.time, m.direction, m.body, m.sender, m.protection, m.delivery,"
        " coalesce(a.name, '') FROM messages m LEFT JOIN attachments a ON a.message = m.id"
        " WHERE m.conversation = (SELECT id FROM conversations WHERE peer = ?) AND m.id > ?"
        " AND m.time >= ? AND m.kind <> 2 ORDER BY m.time, m.id",
        {peer.text(), mark.message, mark.time});
}

core::Status setMark(Database& database, const core::Address& peer, const Mark& mark) {
    return run(database,
               "INSERT INTO saved_chats(peer, message, time) VALUES(?, ?, ?)"
               " ON CONFLICT(peer) DO UPDATE SET message = excluded.message, time = excluded.time",
               {peer.text(), mark.message, mark.time});
}

core::Status addLine(Database& database, std::int64_t chat, const Row& row,
                     const ChatClosing& closing) {
    const bool isOurs = static_cast<Direction>(row.number(2)) == Direction::Out;
    auto sender = isOurs ? closing.ownName : row.text(4);
    if (sender.empty()) sender = closing.peerName;
    return run(database,
               "INSERT INTO chat_lines(chat, message, time, sender, body) VALUES(?,?,?,?,?)",
               {chat, row.number(0), row.number(1), sender, bodyOf(row)});
}

core::Result<int> putIntoQueue(Database& database, const std::vector<Row>& rows,
                               const ChatClosing& closing) {
    std::vector<const Row*> lines;
    for (const auto& row : rows) {
        const auto protection = static_cast<Protection>(row.number(5));
        if (closing.takesEncrypted || protection == Protection::None) lines.push_back(&row);
    }
    if (lines.empty()) return 0;
    const auto leftOut = static_cast<std::int64_t>(rows.size() - lines.size());
    auto chat =
        database.insert("INSERT INTO chats_to_save(key, peer, name, left_out) VALUES(?,?,?,?)",
                        {closing.key, closing.peer.text(), closing.peerName, leftOut});
    if (!chat) return chat.error();
    for (const auto* line : lines) {
        if (auto done = addLine(database, *chat, *line, closing); !done) return done.error();
    }
    return static_cast<int>(lines.size());
}

core::Result<int> closeChat(Database& database, const ChatClosing& closing) {
    auto first = beginning(database);
    if (!first) return first.error();
    if (!*first) return 0;
    auto mark = markOf(database, closing.peer, **first);
    if (!mark) return mark.error();
    auto rows = openChat(database, closing.peer, *mark);
    if (!rows) return rows.error();
    if (rows->empty()) return 0;
    auto end = *mark;
    for (const auto& row : *rows) {
        end.message = std::max(end.message, row.number(0));
        end.time = std::max(end.time, row.number(1) - slack);
    }
    if (auto set = setMark(database, closing.peer, end); !set) return set.error();
    return putIntoQueue(database, *rows, closing);
}

core::Result<std::optional<ChatToSave>> oldest(Database& database) {
    auto rows = database.query(
        "SELECT id, key, peer, name, left_out, is_tried FROM chats_to_save ORDER BY id LIMIT 1");
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<ChatToSave>();
    const auto& row = rows->front();
    ChatToSave chat;
    chat.id = row.number(0);
    chat.key = row.text(1);
    chat.peer = toAddress(row.text(2));
    chat.name = row.text(3);
    chat.leftOut = static_cast<int>(row.number(4));
    chat.isTried = row.flag(5);
    auto lines = database.query(
        "SELECT time, sender, body FROM chat_lines WHERE chat = ? ORDER BY time, message",
        {chat.id});
    if (!lines) return lines.error();
    for (const auto& line : *lines) {
        chat.lines.push_back({toTime(line.number(0)), line.text(1), line.text(2)});
    }
    return std::optional(std::move(chat));
}

}  // namespace

core::Task<void> ChatsToSave::begin(core::WallTime now) {
    return store_.run<void>([now](Database& database) -> core::Status {
        auto first = beginning(database);
        if (!first) return first.error();
        if (*first) return {};
        auto newest = database.number("SELECT coalesce(max(id), 0) FROM messages");
        if (!newest) return newest.error();
        auto set = setState(database, beginKey, std::to_string(*newest));
        if (!set) return set;
        return setState(database, beginTimeKey, std::to_string(toNumber(now)));
    });
}

core::Task<void> ChatsToSave::pause() {
    return store_.run<void>([](Database& database) {
        return run(database, "DELETE FROM state WHERE key IN (?, ?)",
                   {std::string(beginKey), std::string(beginTimeKey)});
    });
}

core::Task<int> ChatsToSave::close(ChatClosing closing) {
    return store_.run<int>([closing = std::move(closing)](Database& database) {
        return closeChat(database, closing);
    });
}

core::Task<std::vector<core::Address>> ChatsToSave::quiet(core::WallTime before) {
    using Peers = std::vector<core::Address>;
    return store_.run<Peers>([before](Database& database) -> core::Result<Peers> {
        Peers peers;
        auto first = beginning(database);
        if (!first) return first.error();
        if (!*first) return peers;
        auto rows = database.query(
            "SELECT c.peer FROM conversations c LEFT JOIN saved_chats s ON s.peer = c.peer"
            " WHERE c.kind = 0 AND c.last_message > max(?, coalesce(s.message, 0))"
            " AND c.last_time >= max(?, coalesce(s.time, 0)) AND c.last_time <= ?",
            {(*first)->message, (*first)->time, toNumber(before)});
        if (!rows) return rows.error();
        for (const auto& row : *rows) peers.push_back(toAddress(row.text(0)));
        return peers;
    });
}

core::Task<std::optional<ChatToSave>> ChatsToSave::next() {
    return store_.run<std::optional<ChatToSave>>(oldest);
}

core::Task<int> ChatsToSave::count() {
    return store_.run<int>([](Database& database) -> core::Result<int> {
        auto count = database.number("SELECT count(*) FROM chats_to_save");
        if (!count) return count.error();
        return static_cast<int>(*count);
    });
}

core::Task<void> ChatsToSave::markTried(std::int64_t id) {
    return store_.run<void>([id](Database& database) {
        return run(database, "UPDATE chats_to_save SET is_tried = 1 WHERE id = ?", {id});
    });
}

core::Task<void> ChatsToSave::markSaved(std::int64_t id, core::WallTime now) {
    return store_.run<void>([id, now](Database& database) -> core::Status {
        auto set = run(database,
                       "UPDATE saved_chats SET saved = ? WHERE peer ="
                       " (SELECT peer FROM chats_to_save WHERE id = ?)",
                       {toNumber(now), id});
        if (!set) return set;
        return run(database, "DELETE FROM chats_to_save WHERE id = ?", {id});
    });
}

core::Task<SavedChatState> ChatsToSave::state(const core::Address& peer) {
    return store_.run<SavedChatState>([peer](Database& database) -> core::Result<SavedChatState> {
        auto waiting =
            database.number("SELECT count(*) FROM chats_to_save WHERE peer = ?", {peer.text()});
        if (!waiting) return waiting.error();
        auto saved = database.number("SELECT saved FROM saved_chats WHERE peer = ?", {peer.text()});
        if (!saved) return saved.error();
        SavedChatState state{static_cast<int>(*waiting), std::nullopt};
        if (*saved > 0) state.saved = toTime(*saved);
        return state;
    });
}

core::Task<void> ChatsToSave::removeMessage(std::int64_t message) {
    return store_.run<void>([message](Database& database) -> core::Status {
        auto gone = run(database, "DELETE FROM chat_lines WHERE message = ?", {message});
        if (!gone) return gone;
        return run(database,
                   "DELETE FROM chats_to_save WHERE id NOT IN (SELECT chat FROM chat_lines)");
    });
}

core::Task<void> ChatsToSave::removeConversation(const core::Address& peer) {
    return store_.run<void>([peer](Database& database) {
        return run(database, "DELETE FROM chats_to_save WHERE peer = ?", {peer.text()});
    });
}

core::Task<void> ChatsToSave::removeAll() {
    return store_.run<void>(
        [](Database& database) { return run(database, "DELETE FROM chats_to_save"); });
}

}  // namespace sidetone::store
