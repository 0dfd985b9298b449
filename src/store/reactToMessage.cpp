// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reactToMessage.h"

#include "store/messageRows.h"

namespace sidetone::store {
namespace {

/// So many reactions without their message are kept of a conversation.
constexpr std::int64_t mostEarly = 500;

/// A row without smileys stays: it knows that what is older does not count any more.
core::Result<int> apply(Database& database, std::int64_t id, const std::string& sender,
                        const std::string& emojis, std::int64_t time) {
    return database.execute(
        "INSERT INTO reactions(message, sender, emojis, time) VALUES(?,?,?,?)"
        " ON CONFLICT(message, sender) DO UPDATE SET emojis = excluded.emojis,"
        "  time = excluded.time"
        " WHERE excluded.time >= time AND excluded.emojis <> emojis",
        {id, sender, emojis, time});
}

core::Status keep(Database& database, const ReactionChange& change) {
    auto kept = database.execute(
        "INSERT INTO early_reactions(peer, target, sender, emojis, time) VALUES(?,?,?,?,?)"
        " ON CONFLICT(peer, target, sender) DO UPDATE SET emojis = excluded.emojis,"
        "  time = excluded.time WHERE excluded.time >= time",
        {change.peer.text(), change.target, change.sender, change.emojis, toNumber(change.time)});
    if (!kept) return kept.error();
    auto trimmed = database.execute(
        "DELETE FROM early_reactions WHERE peer = ? AND id <="
        " (SELECT id FROM early_reactions WHERE peer = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
        {change.peer.text(), change.peer.text(), mostEarly});
    if (!trimmed) return trimmed.error();
    return {};
}

}  // namespace

core::Result<std::int64_t> findTarget(Database& database, const core::Address& peer,
                                      const std::string& target) {
    if (target.empty()) return std::int64_t(0);
    auto conversation =
        database.query("SELECT id, kind FROM conversations WHERE peer = ?", {peer.text()});
    if (!conversation) return conversation.error();
    if (conversation->empty()) return std::int64_t(0);
    const auto id = conversation->front().number(0);
    const bool isRoom = conversation->front().number(1) == std::int64_t(ConversationKind::Room);
    if (isRoom) {
        return database.number(
            "SELECT id FROM messages WHERE conversation = ? AND archive_id = ?"
            " AND archive_id <> ''",
            {id, target});
    }
    // Two partial indexes, one for each direction, so that neither half looks through the table.
    return database.number(
        "SELECT id FROM (SELECT id, time FROM messages WHERE conversation = ? AND stanza_id = ?"
        "  AND direction = 0 AND stanza_id <> ''"
        " UNION ALL SELECT id, time FROM messages WHERE conversation = ? AND stanza_id = ?"
        "  AND direction = 1 AND stanza_id <> '')"
        " ORDER BY time DESC, id DESC LIMIT 1",
        {id, target, id, target});
}

core::Result<std::optional<StoredMessage>> reactToMessage(Database& database,
                                                          const ReactionChange& change) {
    using Maybe = std::optional<StoredMessage>;
    if (change.target.empty() || change.sender.empty()) return Maybe();
    auto id = findTarget(database, change.peer, change.target);
    if (!id) return id.error();
    if (*id == 0) {
        if (auto kept = keep(database, change); !kept) return kept.error();
        return Maybe();
    }
    auto changed = apply(database, *id, change.sender, change.emojis, toNumber(change.time));
    if (!changed) return changed.error();
    return *changed == 0 ? core::Result<Maybe>(Maybe()) : messageById(database, *id);
}

core::Result<bool> applyEarlyReactions(Database& database, const core::Address& peer,
                                       std::int64_t id, const std::string& target) {
    if (target.empty()) return false;
    auto rows = database.query(
        "SELECT sender, emojis, time FROM early_reactions WHERE peer = ? AND target = ?",
        {peer.text(), target});
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        auto done = apply(database, id, row.text(0), row.text(1), row.number(2));
        if (!done) return done.error();
    }
    if (rows->empty()) return false;
    auto gone = database.execute("DELETE FROM early_reactions WHERE peer = ? AND target = ?",
                                 {peer.text(), target});
    if (!gone) return gone.error();
    return true;
}

}  // namespace sidetone::store
