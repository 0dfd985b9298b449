// SPDX-License-Identifier: GPL-3.0-or-later
// Searching in the history, and removing from it.
#include <map>

#include "store/Database.h"
#include "store/History.h"
#include "store/Store.h"
#include "store/completeMessages.h"
#include "store/messageRows.h"
#include "store/removeMessages.h"
#include "store/searchMessages.h"

namespace sidetone::store {
namespace {

core::Result<std::vector<Unconfirmed>> unconfirmedSince(Database& database, core::WallTime since) {
    // Conversations first: nearly all of them are older.
    auto rows = database.query(
        "SELECT " SIDETONE_MESSAGE_COLUMNS
        "WHERE m.conversation IN (SELECT id FROM conversations WHERE kind = 0 AND last_time > ?)"
        " AND m.time > ? AND m.direction = 1 AND m.delivery = 1 AND m.origin = ?"
        " AND m.stanza_id <> '' ORDER BY m.id LIMIT 500",
        {toNumber(since), toNumber(since), std::int64_t(Origin::Local)});
    if (!rows) return rows.error();
    std::map<core::Address, std::int64_t> confirmed;
    std::vector<Unconfirmed> found;
    auto messages = completeMessagesOf(database, *rows);
    if (!messages) return messages.error();
    for (auto& message : *messages) {
        if (!confirmed.contains(message.peer)) {
            auto newest = database.number(
                "SELECT max(m.id) FROM messages m JOIN conversations c ON c.id = m.conversation"
                " WHERE c.peer = ? AND m.time > ? AND m.direction = 1 AND m.delivery IN (2, 3)",
                {message.peer.text(), toNumber(since)});
            if (!newest) return newest.error();
            confirmed[message.peer] = *newest;
        }
        const bool isPassed = confirmed[message.peer] > message.id;
        found.push_back({std::move(message), isPassed});
    }
    return found;
}

}  // namespace

core::Task<std::vector<Unconfirmed>> History::unconfirmed(core::WallTime since) {
    return store_.run<std::vector<Unconfirmed>>(
        [since](Database& database) { return unconfirmedSince(database, since); });
}

core::Task<std::vector<FoundText>> History::search(SearchQuery query) {
    return store_.run<std::vector<FoundText>>(
        [query = std::move(query)](Database& database) { return searchMessages(database, query); });
}

core::Task<bool> History::remove(std::int64_t id) {
    return store_.runAlone<bool>([id](Database& database) -> core::Result<bool> {
        auto gone = removeMessage(database, id);
        if (!gone) return gone.error();
        return *gone > 0;
    });
}

core::Task<int> History::removeConversation(const core::Address& peer) {
    return store_.runAlone<int>(
        [peer](Database& database) { return store::removeConversation(database, peer); });
}

core::Task<int> History::removeAll() {
    return store_.runAlone<int>(removeEverything);
}

}  // namespace sidetone::store
