// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/correctMessage.h"

#include "store/messageRows.h"

namespace sidetone::store {
namespace {

/// So many corrections without an original are kept of a conversation: somebody may send no
/// originals at all.
constexpr std::int64_t mostEarly = 200;

/// The original, else 0. Between two people the direction is the sender.
core::Result<std::int64_t> originalOf(Database& database, const Correction& correction) {
    if (correction.stanzaId.empty()) return std::int64_t(0);
    return database.number(
        "SELECT m.id FROM messages m JOIN conversations c ON c.id = m.conversation"
        " WHERE c.peer = ? AND m.direction = ? AND m.stanza_id = ? AND m.stanza_id <> ''"
        " AND CASE WHEN m.occupant_id <> '' AND ? <> '' THEN m.occupant_id = ?"
        "          ELSE m.sender = ? END"
        " ORDER BY m.time DESC, m.id DESC LIMIT 1",
        {correction.peer.text(), std::int64_t(correction.direction), correction.stanzaId,
         correction.occupantId, correction.occupantId, correction.sender});
}

core::Result<int> apply(Database& database, std::int64_t id, const Correction& correction) {
    return database.execute(
        "UPDATE messages SET body = ?, protection = ?, fingerprint = ?, mentions_us = ?,"
        " is_edited = 1, edited = ? WHERE id = ? AND (is_edited = 0 OR edited <= ?)"
        " AND NOT (is_edited = 1 AND edited = ? AND body = ?)",
        {correction.body, std::int64_t(correction.protection), correction.fingerprint,
         std::int64_t(correction.mentionsUs), toNumber(correction.time), id,
         toNumber(correction.time), toNumber(correction.time), correction.body});
}

core::Status keep(Database& database, const Correction& correction) {
    if (correction.stanzaId.empty()) return {};
    auto kept = database.execute(
        "INSERT INTO early_corrections(peer, direction, stanza_id, sender, occupant_id, body,"
        " protection, fingerprint, mentions_us, time) VALUES(?,?,?,?,?,?,?,?,?,?)",
        {correction.peer.text(), std::int64_t(correction.direction), correction.stanzaId,
         correction.sender, correction.occupantId, correction.body,
         std::int64_t(correction.protection), correction.fingerprint,
         std::int64_t(correction.mentionsUs), toNumber(correction.time)});
    if (!kept) return kept.error();
    auto trimmed = database.execute(
        "DELETE FROM early_corrections WHERE peer = ? AND id <="
        " (SELECT id FROM early_corrections WHERE peer = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
        {correction.peer.text(), correction.peer.text(), mostEarly});
    if (!trimmed) return trimmed.error();
    return {};
}

Correction correctionOf(const Row& row, const StoredMessage& message) {
    Correction correction;
    correction.peer = message.peer;
    correction.direction = message.direction;
    correction.stanzaId = message.stanzaId;
    correction.sender = row.text(1);
    correction.occupantId = row.text(2);
    correction.body = row.text(3);
    correction.protection = static_cast<Protection>(row.number(4));
    correction.fingerprint = row.text(5);
    correction.mentionsUs = row.flag(6);
    correction.time = toTime(row.number(7));
    return correction;
}

bool isSameSender(const Correction& correction, const StoredMessage& message) {
    if (!correction.occupantId.empty() && !message.occupantId.empty()) {
        return correction.occupantId == message.occupantId;
    }
    return correction.sender == message.sender;
}

}  // namespace

core::Result<std::optional<StoredMessage>> correctMessage(Database& database,
                                                          const Correction& correction) {
    using Maybe = std::optional<StoredMessage>;
    auto id = originalOf(database, correction);
    if (!id) return id.error();
    if (*id == 0) {
        if (auto kept = keep(database, correction); !kept) return kept.error();
        return Maybe();
    }
    auto changed = apply(database, *id, correction);
    if (!changed) return changed.error();
    return *changed == 0 ? core::Result<Maybe>(Maybe()) : messageById(database, *id);
}

core::Result<bool> applyEarlyCorrections(Database& database, const StoredMessage& message) {
    if (message.stanzaId.empty()) return false;
    auto rows = database.query(
        "SELECT id, sender, occupant_id, body, protection, fingerprint, mentions_us, time"
        " FROM early_corrections WHERE peer = ? AND stanza_id = ? AND direction = ?"
        " ORDER BY time, id",
        {message.peer.text(), message.stanzaId, std::int64_t(message.direction)});
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        const auto correction = correctionOf(row, message);
        if (!isSameSender(correction, message)) continue;
        if (auto done = apply(database, message.id, correction); !done) return done.error();
        auto gone = database.execute("DELETE FROM early_corrections WHERE id = ?", {row.number(0)});
        if (!gone) return gone.error();
    }
    return !rows->empty();
}

}  // namespace sidetone::store
