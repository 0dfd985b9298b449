// SPDX-License-Identifier: GPL-3.0-or-later
// What History knows of conversations as a whole.
#include "store/History.h"
#include "store/Store.h"
#include "store/addMessage.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

// clang-format off
#define SIDETONE_CONVERSATIONS                                                                \
    "SELECT c.peer, c.unread, c.last_message, c.last_text, c.last_time, c.kind, c.title,"     \
    " c.mentions, c.is_muted, c.last_sender, coalesce(d.body, '')"                            \
    " FROM conversations c LEFT JOIN drafts d ON d.peer = c.peer "
// clang-format on

StoredConversation conversationOf(const Row& row) {
    StoredConversation conversation;
    conversation.peer = toAddress(row.text(0));
    conversation.unread = int(row.number(1));
    conversation.lastMessage = row.number(2);
    conversation.lastText = row.text(3);
    conversation.lastTime = toTime(row.number(4));
    conversation.kind = static_cast<ConversationKind>(row.number(5));
    conversation.title = row.text(6);
    conversation.mentions = int(row.number(7));
    conversation.isMuted = row.flag(8);
    conversation.lastSender = row.text(9);
    conversation.draft = row.text(10);
    return conversation;
}

core::Status change(Database& database, const core::Address& peer, const char* sql,
                    std::vector<Value> values) {
    auto made =
        database.execute("INSERT OR IGNORE INTO conversations(peer) VALUES(?)", {peer.text()});
    if (!made) return made.error();
    values.emplace_back(peer.text());
    if (auto changed = database.execute(sql, values); !changed) return changed.error();
    return {};
}

core::Result<std::string> textOf(Database& database, const char* sql,
                                 const std::vector<Value>& values) {
    auto rows = database.query(sql, values);
    if (!rows) return rows.error();
    return rows->empty() ? std::string() : rows->front().text(0);
}

}  // namespace

core::Task<std::vector<StoredConversation>> History::conversations() {
    using List = std::vector<StoredConversation>;
    return store_.run<List>([](Database& database) -> core::Result<List> {
        // A person of whom only a setting is kept is no conversation.
        auto rows = database.query(SIDETONE_CONVERSATIONS
                                   "WHERE c.last_message <> 0 OR c.kind = 1 OR d.body IS NOT NULL"
                                   " ORDER BY c.last_time DESC, c.id DESC");
        if (!rows) return rows.error();
        List conversations;
        for (const auto& row : *rows) conversations.push_back(conversationOf(row));
        return conversations;
    });
}

core::Task<std::optional<StoredConversation>> History::conversation(const core::Address& peer) {
    using Maybe = std::optional<StoredConversation>;
    return store_.run<Maybe>([peer](Database& database) -> core::Result<Maybe> {
        auto rows = database.query(SIDETONE_CONVERSATIONS "WHERE c.peer = ?", {peer.text()});
        if (!rows) return rows.error();
        return rows->empty() ? Maybe() : Maybe(conversationOf(rows->front()));
    });
}

core::Task<void> History::describe(const core::Address& peer, ConversationKind kind,
                                   const std::string& title) {
    return store_.run<void>([=](Database& database) {
        return change(database, peer,
                      "UPDATE conversations SET kind = ?, title = CASE WHEN ? = '' THEN title"
                      " ELSE ? END WHERE peer = ?",
                      {std::int64_t(kind), title, title});
    });
}

core::Task<void> History::setMuted(const core::Address& peer, bool isMuted) {
    return store_.run<void>([=](Database& database) {
        return change(database, peer, "UPDATE conversations SET is_muted = ? WHERE peer = ?",
                      {std::int64_t(isMuted)});
    });
}

core::Task<std::string> History::archivePosition() {
    return store_.run<std::string>([](Database& database) {
        return textOf(database, "SELECT value FROM state WHERE key = ?",
                      {std::string(archivePositionKey)});
    });
}

core::Task<void> History::setArchivePosition(const std::string& archiveId) {
    return store_.run<void>([archiveId](Database& database) {
        return setState(database, archivePositionKey, archiveId);
    });
}

core::Task<std::string> History::archivePosition(const core::Address& peer) {
    return store_.run<std::string>([peer](Database& database) {
        return textOf(database, "SELECT archive_position FROM conversations WHERE peer = ?",
                      {peer.text()});
    });
}

core::Task<void> History::setArchivePosition(const core::Address& peer,
                                             const std::string& archiveId) {
    return store_.run<void>([=](Database& database) {
        return change(database, peer,
                      "UPDATE conversations SET archive_position = ? WHERE peer = ?", {archiveId});
    });
}

core::Task<std::string> History::oldestArchiveId(const core::Address& peer) {
    return store_.run<std::string>([peer](Database& database) {
        return textOf(database,
                      "SELECT archive_id FROM messages WHERE conversation ="
                      " (SELECT id FROM conversations WHERE peer = ?) AND archive_id <> ''"
                      " ORDER BY time, id LIMIT 1",
                      {peer.text()});
    });
}

}  // namespace sidetone::store
