// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/removeMessages.h"

#include <functional>

#include "store/addMessage.h"

namespace sidetone::store {
namespace {

constexpr const char* scrubbingKey = "scrubbing";

/// The newest that is left becomes the conversation's last message.
core::Status findLast(Database& database, std::int64_t conversation) {
    auto set = database.execute(
        "UPDATE conversations SET"
        " last_message = coalesce((SELECT id FROM messages WHERE conversation = ?"
        "  ORDER BY time DESC, id DESC LIMIT 1), 0),"
        " last_time = coalesce((SELECT max(time) FROM messages WHERE conversation = ?), 0)"
        " WHERE id = ?",
        {conversation, conversation, conversation});
    if (!set) return set.error();
    set = database.execute(
        "UPDATE conversations SET"
        " last_text = coalesce((SELECT substr(body, 1, 200) FROM messages WHERE id = last_message),"
        "  ''),"
        " last_sender = coalesce((SELECT sender FROM messages WHERE id = last_message), '')"
        " WHERE id = ?",
        {conversation});
    if (!set) return set.error();
    return {};
}

core::Status runAll(Database& database, std::initializer_list<const char*> statements,
                    const std::vector<Value>& values) {
    for (const auto* statement : statements) {
        if (auto done = database.execute(statement, values); !done) return done.error();
    }
    return {};
}

core::Result<int> deleteMessage(Database& database, std::int64_t id) {
    auto conversation = database.number("SELECT conversation FROM messages WHERE id = ?", {id});
    if (!conversation) return conversation.error();
    auto gone = database.execute("DELETE FROM messages WHERE id = ?", {id});
    if (!gone || *gone == 0) return gone;
    if (auto done = findLast(database, *conversation); !done) return done.error();
    return *gone;
}

core::Result<int> deleteConversation(Database& database, const core::Address& peer) {
    auto gone = database.execute(
        "DELETE FROM messages WHERE conversation = (SELECT id FROM conversations WHERE peer = ?)",
        {peer.text()});
    if (!gone) return gone;
    auto done =
        runAll(database,
               {"UPDATE conversations SET last_message = 0, last_time = 0, last_text = '',"
                " last_sender = '' WHERE peer = ?",
                "DELETE FROM drafts WHERE peer = ?", "DELETE FROM early_corrections WHERE peer = ?",
                "DELETE FROM early_reactions WHERE peer = ?"},
               {peer.text()});
    if (!done) return done.error();
    return *gone;
}

core::Result<int> deleteEverything(Database& database) {
    auto gone = database.execute("DELETE FROM messages");
    if (!gone) return gone;
    auto done = runAll(
        database,
        {"UPDATE conversations SET last_message = 0, last_time = 0, last_text = '',"
         " last_sender = ''",
         "DELETE FROM drafts", "DELETE FROM early_corrections", "DELETE FROM early_reactions"},
        {});
    if (!done) return done.error();
    return *gone;
}

/// In a transaction, and with what must follow it. The mark says that it must, should the program
/// end before.
core::Result<int> removeForGood(Database& database,
                                const std::function<core::Result<int>(Database&)>& remove) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    auto gone = remove(database);
    core::Status status = gone ? core::Status() : core::Status(gone.error());
    if (status && *gone > 0) status = setState(database, scrubbingKey, "1");
    if (status) {
        if (auto done = database.execute("COMMIT"); !done) status = done.error();
    }
    if (!status) {
        [[maybe_unused]] const auto ignored = database.execute("ROLLBACK");
        return status.error();
    }
    if (auto done = finishRemovals(database); !done) return done.error();
    return *gone;
}

}  // namespace

core::Status finishRemovals(Database& database) {
    auto isWaiting =
        database.number("SELECT count(*) FROM state WHERE key = ?", {std::string(scrubbingKey)});
    if (!isWaiting) return isWaiting.error();
    if (*isWaiting == 0) return {};
    return runAll(database,
                  {"INSERT INTO messages_text(messages_text) VALUES('optimize')",
                   "DELETE FROM state WHERE key = 'scrubbing'", "PRAGMA wal_checkpoint(TRUNCATE)"},
                  {});
}

core::Result<int> removeMessage(Database& database, std::int64_t id) {
    return removeForGood(database, [id](Database& open) { return deleteMessage(open, id); });
}

core::Result<int> removeConversation(Database& database, const core::Address& peer) {
    return removeForGood(database,
                         [&peer](Database& open) { return deleteConversation(open, peer); });
}

core::Result<int> removeEverything(Database& database) {
    return removeForGood(database, deleteEverything);
}

}  // namespace sidetone::store
