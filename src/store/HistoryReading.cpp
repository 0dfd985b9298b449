// SPDX-License-Identifier: GPL-3.0-or-later
// What our person has read.
#include <limits>

#include "store/History.h"
#include "store/Store.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

/// A place in a conversation's order.
struct Place {
    std::int64_t time = 0;
    std::int64_t id = 0;
};
constexpr Place theEnd{std::numeric_limits<std::int64_t>::max(), 0};

core::Result<History::MarkedRead> markUpTo(Database& database, const core::Address& peer,
                                           const Place& last) {
    History::MarkedRead marked;
    auto newest = database.query(
        "SELECT m.stanza_id, m.archive_id FROM messages m JOIN conversations c"
        " ON c.id = m.conversation WHERE c.peer = ? AND m.is_read = 0 AND (m.time, m.id) <= (?, ?)"
        " ORDER BY m.time DESC, m.id DESC LIMIT 1",
        {peer.text(), last.time, last.id});
    if (!newest) return newest.error();
    if (!newest->empty()) {
        marked.newestStanzaId = newest->front().text(0);
        marked.newestArchiveId = newest->front().text(1);
    }
    auto changed = database.execute(
        "UPDATE messages SET is_read = 1 WHERE is_read = 0 AND conversation ="
        " (SELECT id FROM conversations WHERE peer = ?) AND (time, id) <= (?, ?)",
        {peer.text(), last.time, last.id});
    if (!changed) return changed.error();
    marked.count = *changed;
    auto left = database.number("SELECT unread FROM conversations WHERE peer = ?", {peer.text()});
    if (!left) return left.error();
    marked.unread = int(*left);
    return marked;
}

core::Result<std::optional<Place>> placeOf(Database& database, const core::Address& peer,
                                           const std::string& target) {
    auto rows = database.query(
        "SELECT time, id FROM messages WHERE conversation ="
        " (SELECT id FROM conversations WHERE peer = ?) AND"
        " (archive_id = ? AND archive_id <> '' OR"
        "  direction = 0 AND stanza_id = ? AND stanza_id <> '' OR"
        "  direction = 1 AND stanza_id = ? AND stanza_id <> '')"
        " ORDER BY time DESC, id DESC LIMIT 1",
        {peer.text(), target, target, target});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Place>();
    return std::optional(Place{rows->front().number(0), rows->front().number(1)});
}

}  // namespace

core::Task<History::MarkedRead> History::markRead(const core::Address& peer) {
    return store_.run<MarkedRead>(
        [peer](Database& database) { return markUpTo(database, peer, theEnd); });
}

core::Task<History::MarkedRead> History::markReadUpTo(const core::Address& peer,
                                                      const std::string& target) {
    return store_.run<MarkedRead>([peer, target](Database& database) -> core::Result<MarkedRead> {
        auto place = placeOf(database, peer, target);
        if (!place) return place.error();
        if (!*place) return MarkedRead();
        return markUpTo(database, peer, **place);
    });
}

core::Task<std::optional<StoredMessage>> History::oldest(const core::Address& peer) {
    using Maybe = std::optional<StoredMessage>;
    return store_.run<Maybe>([peer](Database& database) -> core::Result<Maybe> {
        auto rows = database.query("SELECT " SIDETONE_MESSAGE_COLUMNS
                                   "WHERE c.peer = ? ORDER BY m.time, m.id LIMIT 1",
                                   {peer.text()});
        if (!rows) return rows.error();
        return rows->empty() ? Maybe() : Maybe(messageOf(rows->front()));
    });
}

}  // namespace sidetone::store
