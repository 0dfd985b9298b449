// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/indexMessages.h"

namespace sidetone::store {

core::Status indexMessages(Database& database) {
    // Nearly always nothing waits, and then FTS5 is not even begun: a start does without it.
    auto isWaiting = database.number("SELECT EXISTS (SELECT 1 FROM unindexed)");
    if (!isWaiting) return isWaiting.error();
    if (*isWaiting == 0) return {};
    // Rising, as FTS5 wants them: a smaller row id than the last makes it write a piece.
    auto indexed = database.execute(
        "INSERT INTO messages_text(rowid, body, conversation)"
        " SELECT w.moment, w.body, w.conversation"
        " FROM unindexed u CROSS JOIN messages_words w ON w.moment = u.moment ORDER BY u.moment");
    if (!indexed) return indexed.error();
    if (auto done = database.execute("DELETE FROM unindexed"); !done) return done.error();
    return {};
}

}  // namespace sidetone::store
