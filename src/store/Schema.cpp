// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/Schema.h"

#include <string>

#include "store/CallLog.h"

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

/// Rooms, files, reactions, corrections and encryption. A conversation's kind and title, and the
/// counter of unread messages that name our person, stand beside its other counters.
core::Status addRichMessages(Database& database) {
    return runAll(
        database,
        {"ALTER TABLE messages ADD COLUMN kind INTEGER NOT NULL DEFAULT 0",
         "ALTER TABLE messages ADD COLUMN sender TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE messages ADD COLUMN sender_address TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE messages ADD COLUMN occupant_id TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE messages ADD COLUMN subject TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE messages ADD COLUMN reply_to TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE messages ADD COLUMN is_edited INTEGER NOT NULL DEFAULT 0",
         "ALTER TABLE messages ADD COLUMN mentions_us INTEGER NOT NULL DEFAULT 0",
         "ALTER TABLE messages ADD COLUMN protection INTEGER NOT NULL DEFAULT 0",
         "ALTER TABLE messages ADD COLUMN fingerprint TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE conversations ADD COLUMN kind INTEGER NOT NULL DEFAULT 0",
         "ALTER TABLE conversations ADD COLUMN title TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE conversations ADD COLUMN archive_position TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE conversations ADD COLUMN is_muted INTEGER NOT NULL DEFAULT 0",
         "ALTER TABLE conversations ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0",
         "CREATE TABLE reactions ("
         " message INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,"
         " sender TEXT NOT NULL,"
         " emojis TEXT NOT NULL,"
         " PRIMARY KEY(message, sender)) WITHOUT ROWID",
         "CREATE TABLE attachments ("
         " message INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,"
         " name TEXT NOT NULL,"
         " media_type TEXT NOT NULL,"
         " size INTEGER NOT NULL,"
         " state INTEGER NOT NULL,"
         " transferred INTEGER NOT NULL,"
         " path TEXT NOT NULL,"
         " url TEXT NOT NULL,"
         " hash TEXT NOT NULL,"
         " failure TEXT NOT NULL,"
         " width INTEGER NOT NULL,"
         " height INTEGER NOT NULL)",
         "CREATE TRIGGER mention_added AFTER INSERT ON messages"
         " WHEN new.mentions_us = 1 AND new.is_read = 0 BEGIN"
         " UPDATE conversations SET mentions = mentions + 1 WHERE id = new.conversation; END",
         "CREATE TRIGGER mention_read AFTER UPDATE OF is_read ON messages"
         " WHEN new.mentions_us = 1 AND old.is_read <> new.is_read BEGIN"
         " UPDATE conversations SET mentions = mentions + old.is_read - new.is_read"
         "  WHERE id = new.conversation; END",
         "CREATE TRIGGER mention_removed AFTER DELETE ON messages"
         " WHEN old.mentions_us = 1 AND old.is_read = 0 BEGIN"
         " UPDATE conversations SET mentions = mentions - 1 WHERE id = old.conversation; END"});
}

/// Corrections and reactions in whatever order they come: the newest counts, and what comes before
/// its message waits for it.
core::Status addLateChanges(Database& database) {
    return runAll(
        database,
        {"ALTER TABLE messages ADD COLUMN edited INTEGER NOT NULL DEFAULT 0",  // as time
         "ALTER TABLE reactions ADD COLUMN time INTEGER NOT NULL DEFAULT 0",
         "CREATE TABLE early_corrections ("
         " id INTEGER PRIMARY KEY,"
         " peer TEXT NOT NULL,"
         " direction INTEGER NOT NULL,"
         " stanza_id TEXT NOT NULL,"
         " sender TEXT NOT NULL,"
         " occupant_id TEXT NOT NULL,"
         " body TEXT NOT NULL,"
         " protection INTEGER NOT NULL,"
         " fingerprint TEXT NOT NULL,"
         " mentions_us INTEGER NOT NULL,"
         " time INTEGER NOT NULL)",
         "CREATE INDEX early_corrections_of ON early_corrections(peer, stanza_id)",
         "CREATE TABLE early_reactions ("
         " id INTEGER PRIMARY KEY,"
         " peer TEXT NOT NULL,"
         " target TEXT NOT NULL,"
         " sender TEXT NOT NULL,"
         " emojis TEXT NOT NULL,"
         " time INTEGER NOT NULL,"
         " UNIQUE(peer, target, sender))",
         "CREATE TRIGGER mention_changed AFTER UPDATE OF mentions_us ON messages"
         " WHEN old.mentions_us <> new.mentions_us AND new.is_read = 0 BEGIN"
         " UPDATE conversations SET mentions = mentions + new.mentions_us - old.mentions_us"
         "  WHERE id = new.conversation; END"});
}

/// End-to-end encryption. `digest` of encryption_opened is of what a message was encrypted in: the
/// same bytes cannot be decrypted a second time.
core::Status addEncryption(Database& database) {
    return runAll(database,
                  {"CREATE TABLE encryption_keys ("
                   " kind INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                   " revision INTEGER NOT NULL,"
                   " PRIMARY KEY(kind, name)) WITHOUT ROWID",
                   "CREATE TABLE encryption_devices ("
                   " owner TEXT NOT NULL, scheme INTEGER NOT NULL, device INTEGER NOT NULL,"
                   " label TEXT NOT NULL, identity TEXT NOT NULL, trust INTEGER NOT NULL,"
                   " is_active INTEGER NOT NULL,"
                   " PRIMARY KEY(owner, scheme, device)) WITHOUT ROWID",
                   "CREATE TABLE encryption_opened ("
                   " digest TEXT PRIMARY KEY, message INTEGER NOT NULL) WITHOUT ROWID"});
}

/// Whom a call was with, however the number or address was written (callKey).
core::Status addCallKeys(Database& database) {
    auto added = runAll(database, {"ALTER TABLE calls ADD COLUMN peer_key TEXT NOT NULL DEFAULT ''",
                                   "CREATE INDEX calls_with ON calls(peer_key, started, id)"});
    if (!added) return added;
    auto calls = database.query("SELECT id, peer_uri FROM calls");
    if (!calls) return calls.error();
    for (const auto& call : *calls) {
        auto set = database.execute("UPDATE calls SET peer_key = ? WHERE id = ?",
                                    {callKey(call.text(1)), call.number(0)});
        if (!set) return set.error();
    }
    return {};
}

/// A search that is newest first by the messages' time, in whatever order they came: `moment` is
/// the time in its high bits and, in the low 20, the order of those of one millisecond. It is the
/// search table's row id, so that the newest ones are read without sorting. The conversation is a
/// word of the index (behind a sign that no text has), and beginnings of words have indexes.
core::Status addMoments(Database& database) {
    return runAll(
        database,
        {"DROP TRIGGER text_added", "DROP TRIGGER text_removed", "DROP TRIGGER text_changed",
         "DROP TABLE messages_text",
         "ALTER TABLE messages ADD COLUMN moment INTEGER NOT NULL DEFAULT 0",
         "UPDATE messages SET moment = (n.cut << 20) + n.place FROM"
         " (SELECT id, cut, row_number() OVER (PARTITION BY cut ORDER BY id) - 1 AS place FROM"
         "  (SELECT id, max(0, min(time, 4398046511103)) AS cut FROM messages)) n"
         " WHERE n.id = messages.id",
         "CREATE UNIQUE INDEX messages_moment ON messages(moment)",
         "CREATE VIEW messages_words AS SELECT moment, body,"
         " char(57344) || conversation AS conversation FROM messages",
         "CREATE VIRTUAL TABLE messages_text USING fts5(body, conversation,"
         " content='messages_words', content_rowid='moment', tokenize='sidetone',"
         " prefix='1 2 3')",
         "INSERT INTO messages_text(messages_text) VALUES('rebuild')",
         "CREATE TRIGGER text_added AFTER INSERT ON messages BEGIN"
         " INSERT INTO messages_text(rowid, body, conversation)"
         "  VALUES(new.moment, new.body, char(57344) || new.conversation); END",
         "CREATE TRIGGER text_removed AFTER DELETE ON messages BEGIN"
         " INSERT INTO messages_text(messages_text, rowid, body, conversation)"
         "  VALUES('delete', old.moment, old.body, char(57344) || old.conversation); END",
         "CREATE TRIGGER text_changed AFTER UPDATE OF body ON messages BEGIN"
         " INSERT INTO messages_text(messages_text, rowid, body, conversation)"
         "  VALUES('delete', old.moment, old.body, char(57344) || old.conversation);"
         " INSERT INTO messages_text(rowid, body, conversation)"
         "  VALUES(new.moment, new.body, char(57344) || new.conversation); END"});
}

/// New texts wait for the search table until the transaction's end (indexMessages): FTS5 writes out
/// what it has gathered, a piece a message, whenever a statement that may fail half way begins, and
/// each INSERT with triggers is one. `unindexed` is empty outside a transaction. The lengths of
/// texts, which nobody asks the search table for, are not kept (columnsize).
core::Status deferIndexing(Database& database) {
    return runAll(database,
                  {"DROP TRIGGER text_added", "DROP TRIGGER text_removed",
                   "DROP TRIGGER text_changed", "DROP TABLE messages_text",
                   "CREATE VIRTUAL TABLE messages_text USING fts5(body, conversation,"
                   " content='messages_words', content_rowid='moment', tokenize='sidetone',"
                   " prefix='1 2 3', columnsize=0)",
                   "INSERT INTO messages_text(messages_text) VALUES('rebuild')",
                   "CREATE TABLE unindexed (moment INTEGER PRIMARY KEY)",
                   "CREATE TRIGGER text_added AFTER INSERT ON messages BEGIN"
                   " INSERT INTO unindexed(moment) VALUES(new.moment); END",
                   "CREATE TRIGGER text_removed AFTER DELETE ON messages BEGIN"
                   " INSERT INTO messages_text(messages_text, rowid, body, conversation)"
                   "  SELECT 'delete', old.moment, old.body, char(57344) || old.conversation"
                   "  WHERE NOT EXISTS (SELECT 1 FROM unindexed WHERE moment = old.moment);"
                   " DELETE FROM unindexed WHERE moment = old.moment; END",
                   "CREATE TRIGGER text_changed AFTER UPDATE OF body ON messages"
                   " WHEN NOT EXISTS (SELECT 1 FROM unindexed WHERE moment = old.moment) BEGIN"
                   " INSERT INTO messages_text(messages_text, rowid, body, conversation)"
                   "  VALUES('delete', old.moment, old.body, char(57344) || old.conversation);"
                   " INSERT INTO unindexed(moment) VALUES(old.moment); END"});
}

/// An index for four letters as well: without it, what was typed of a longer word is put together
/// from all words that begin so, which took 13 ms in a million messages. The triggers stay.
core::Status indexFourLetters(Database& database) {
    return runAll(database,
                  {"DROP TABLE messages_text",
                   "CREATE VIRTUAL TABLE messages_text USING fts5(body, conversation,"
                   " content='messages_words', content_rowid='moment', tokenize='sidetone',"
                   " prefix='1 2 3 4', columnsize=0)",
                   "INSERT INTO messages_text(messages_text) VALUES('rebuild')"});
}

/// A start shows each conversation's last text: it stands beside the counters, so that a start
/// reads no messages. Removals set it themselves (removeMessages). And pieces of the search table
/// fit into a page of an encrypted file, whose last bytes are not SQLite's: FTS5's usual 4050 bytes
/// took two of them.
core::Status keepLastTexts(Database& database) {
    return runAll(
        database,
        {"ALTER TABLE conversations ADD COLUMN last_text TEXT NOT NULL DEFAULT ''",
         "ALTER TABLE conversations ADD COLUMN last_sender TEXT NOT NULL DEFAULT ''",
         "UPDATE conversations SET last_text = substr(m.body, 1, 200), last_sender = m.sender"
         " FROM messages m WHERE m.id = conversations.last_message",
         "DROP TRIGGER message_added",
         "CREATE TRIGGER message_added AFTER INSERT ON messages BEGIN"
         " UPDATE conversations SET unread = unread + (1 - new.is_read),"
         "  last_text = CASE WHEN new.time >= last_time THEN substr(new.body, 1, 200)"
         "   ELSE last_text END,"
         "  last_sender = CASE WHEN new.time >= last_time THEN new.sender ELSE last_sender END,"
         "  last_message = CASE WHEN new.time >= last_time THEN new.id ELSE last_message END,"
         "  last_time = max(last_time, new.time) WHERE id = new.conversation; END",
         "CREATE TRIGGER last_text_changed AFTER UPDATE OF body, sender ON messages BEGIN"
         " UPDATE conversations SET last_text = substr(new.body, 1, 200), last_sender = new.sender"
         "  WHERE id = new.conversation AND last_message = new.id; END",
         "INSERT INTO messages_text(messages_text, rank) VALUES('pgsz', 4018)",
         "INSERT INTO messages_text(messages_text) VALUES('rebuild')"});
}

/// Whose conversation a call by a number stands in.
core::Status addCallContacts(Database& database) {
    return runAll(database,
                  {"ALTER TABLE calls ADD COLUMN contact TEXT NOT NULL DEFAULT ''",
                   "CREATE INDEX calls_of ON calls(contact, started, id) WHERE contact <> ''",
                   "CREATE INDEX calls_of_nobody ON calls(started, id) WHERE contact = ''"});
}

/// Chats that wait to be saved to a mail server, with a copy of what was said; and, of each
/// conversation, up to which message it was put there.
core::Status addChatsToSave(Database& database) {
    return runAll(database,
                  {"CREATE TABLE chats_to_save ("
                   " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   " key TEXT NOT NULL UNIQUE,"
                   " peer TEXT NOT NULL,"
                   " name TEXT NOT NULL,"
                   " left_out INTEGER NOT NULL,"
                   " is_tried INTEGER NOT NULL DEFAULT 0)",
                   "CREATE TABLE chat_lines ("
                   " chat INTEGER NOT NULL REFERENCES chats_to_save(id) ON DELETE CASCADE,"
                   " message INTEGER NOT NULL,"
                   " time INTEGER NOT NULL,"
                   " sender TEXT NOT NULL,"
                   " body TEXT NOT NULL)",
                   "CREATE INDEX chat_lines_of ON chat_lines(chat)",
                   "CREATE INDEX chat_lines_message ON chat_lines(message)",
                   "CREATE TABLE saved_chats ("
                   " peer TEXT PRIMARY KEY,"
                   " message INTEGER NOT NULL,"
                   " time INTEGER NOT NULL,"
                   " saved INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID"});
}

/// What another device did with a call that rang here too.
core::Status addElsewhere(Database& database) {
    return runAll(database, {"ALTER TABLE calls ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0"});
}

constexpr Migration table[] = {
    {1, addMessages},      {2, addSearch},       {3, addContactsAndCaches}, {4, addCalls},
    {5, addRichMessages},  {6, addLateChanges},  {7, addEncryption},        {8, addCallKeys},
    {9, addMoments},       {10, deferIndexing},  {11, indexFourLetters},    {12, keepLastTexts},
    {13, addCallContacts}, {14, addChatsToSave}, {15, addElsewhere},
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
