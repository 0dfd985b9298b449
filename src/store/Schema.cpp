// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/Schema.h"

#include <string>

namespace sidetone::store {
namespace {

core::Status runAll(Database& database, std::initializer_list<const char*> statements) {
    for (const auto* statement : statements) {
        if (auto done = database.execute(statement); !done) return done.error();
    }
    return {};
}

/// Conversations and messages. The triggers keep a conversation's unread counter and its last
/// message, whatever changes a message, so that nobody ever has to count.
core::Status addMessages(Database& database) {
    return runAll(
        database,
        {"CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
         "CREATE TABLE conversations ("
         " id INTEGER PRIMARY KEY,"
         " peer TEXT NOT NULL UNIQUE,"
         " unread INTEGER NOT NULL DEFAULT 0,"
         " last_message INTEGER NOT NULL DEFAULT 0,"
         " last_time INTEGER NOT NULL DEFAULT 0,"
         " answers_receipts INTEGER NOT NULL DEFAULT 0)",
         "CREATE TABLE messages ("
         " id INTEGER PRIMARY KEY AUTOINCREMENT,"
         " conversation INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,"
         " direction INTEGER NOT NULL,"
         " body TEXT NOT NULL,"
         " time INTEGER NOT NULL,"  // milliseconds since 1970, UTC
         " delivery INTEGER NOT NULL,"
         " origin INTEGER NOT NULL,"
         " stanza_id TEXT NOT NULL DEFAULT '',"
         " is_unique INTEGER NOT NULL DEFAULT 0,"  // stanza_id is an origin-id
         " archive_id TEXT NOT NULL DEFAULT '',"
         " failure TEXT NOT NULL DEFAULT '',"
         " is_read INTEGER NOT NULL,"
         " in_doubt INTEGER NOT NULL DEFAULT 0)",
         "CREATE INDEX messages_by_time ON messages(conversation, time, id)",
         "CREATE UNIQUE INDEX messages_archive ON messages(conversation, archive_id)"
         " WHERE archive_id <> ''",
         "CREATE UNIQUE INDEX messages_sent ON messages(conversation, stanza_id)"
         " WHERE direction = 1 AND stanza_id <> ''",
         "CREATE INDEX messages_received ON messages(conversation, stanza_id)"
         " WHERE direction = 0 AND stanza_id <> ''",
         "CREATE INDEX messages_outbox ON messages(id) WHERE direction = 1 AND delivery = 0",
         "CREATE INDEX messages_doubt ON messages(id) WHERE in_doubt = 1",
         "CREATE INDEX messages_unread ON messages(conversation) WHERE is_read = 0",
         "CREATE TRIGGER message_added AFTER INSERT ON messages BEGIN"
         " UPDATE conversations SET unread = unread + (1 - new.is_read),"
         "  last_message = CASE WHEN new.time >= last_time THEN new.id ELSE last_message END,"
         "  last_time = max(last_time, new.time) WHERE id = new.conversation; END",
         "CREATE TRIGGER message_read AFTER UPDATE OF is_read ON messages"
         " WHEN old.is_read <> new.is_read BEGIN"
         " UPDATE conversations SET unread = unread + old.is_read - new.is_read"
         "  WHERE id = new.conversation; END",
         "CREATE TRIGGER message_removed AFTER DELETE ON messages BEGIN"
         " UPDATE conversations SET unread = unread - (1 - old.is_read)"
         "  WHERE id = old.conversation; END"});
}

/// Full text search over the bodies, without a second copy of them (external content).
core::Status addSearch(Database& database) {
    return runAll(database,
                  {"CREATE VIRTUAL TABLE messages_text USING fts5("
                   " body, content='messages', content_rowid='id', tokenize='unicode61')",
                   "INSERT INTO messages_text(messages_text) VALUES('rebuild')",
                   "CREATE TRIGGER text_added AFTER INSERT ON messages BEGIN"
                   " INSERT INTO messages_text(rowid, body) VALUES(new.id, new.body); END",
                   "CREATE TRIGGER text_removed AFTER DELETE ON messages BEGIN"
                   " INSERT INTO messages_text(messages_text, rowid, body)"
                   "  VALUES('delete', old.id, old.body); END",
                   "CREATE TRIGGER text_changed AFTER UPDATE OF body ON messages BEGIN"
                   " INSERT INTO messages_text(messages_text, rowid, body)"
                   "  VALUES('delete', old.id, old.body);"
                   " INSERT INTO messages_text(rowid, body) VALUES(new.id, new.body); END"});
}

core::Status addContactsAndCaches(Database& database) {
    return runAll(database,
                  {"CREATE TABLE roster ("
                   " address TEXT PRIMARY KEY,"
                   " name TEXT NOT NULL,"
                   " subscription TEXT NOT NULL,"
                   " asked INTEGER NOT NULL,"
                   " groups TEXT NOT NULL) WITHOUT ROWID",
                   "CREATE TABLE cache ("
                   " name TEXT PRIMARY KEY, value TEXT NOT NULL, stored INTEGER NOT NULL)",
                   "CREATE TABLE drafts (peer TEXT PRIMARY KEY, body TEXT NOT NULL)"});
}

core::Status addCalls(Database& database) {
    return runAll(database, {"CREATE TABLE calls ("
                             " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                             " peer_uri TEXT NOT NULL,"
                             " peer_name TEXT NOT NULL,"
                             " outgoing INTEGER NOT NULL,"
                             " answered INTEGER NOT NULL,"
                             " started INTEGER NOT NULL,"
                             " duration INTEGER NOT NULL)",
                             "CREATE INDEX calls_by_time ON calls(started, id)"});
}

constexpr Migration table[] = {
    {1, addMessages},
    {2, addSearch},
    {3, addContactsAndCaches},
    {4, addCalls},
};

core::Status step(Database& database, const Migration& migration) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    auto status = migration.run(database);
    if (status) {
        const auto version = "PRAGMA user_version=" + std::to_string(migration.version);
        if (auto set = database.execute(version.c_str()); !set) status = set.error();
    }
    if (status) {
        if (auto done = database.execute("COMMIT"); !done) status = done.error();
    }
    if (!status) [[maybe_unused]]
        const auto ignored = database.execute("ROLLBACK");
    return status;
}

}  // namespace

std::span<const Migration> migrations() {
    return table;
}

int currentSchema() {
    return migrations().back().version;
}

core::Status migrate(Database& database, int target) {
    auto found = database.number("PRAGMA user_version");
    if (!found) return found.error();
    if (*found > currentSchema()) {
        return core::fail(core::ErrorCode::Unsupported, "Opening the history",
                          "a newer version of Sidetone wrote it", "Use the newer version.");
    }
    for (const auto& migration : migrations()) {
        if (migration.version <= *found || migration.version > target) continue;
        if (auto done = step(database, migration); !done) return done;
    }
    return {};
}

}  // namespace sidetone::store
