// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checkDatabase.h"

#include "store/indexMessages.h"

namespace sidetone::store {
namespace {

core::Error damaged(std::string what) {
    return core::fail(core::ErrorCode::BadAnswer, "Checking the history", std::move(what),
                      "It was left as it is. Restore it from a backup, or set it aside to begin "
                      "a new history.");
}

}  // namespace

core::Status checkDatabase(Database& database) {
    auto answer = database.query("PRAGMA integrity_check(1)");
    if (!answer) return answer.error();
    if (answer->size() != 1 || answer->front().text(0) != "ok") {
        return damaged(answer->empty() ? "no answer" : answer->front().text(0));
    }
    auto wrong = database.number(
        "SELECT count(*) FROM conversations c WHERE unread <>"
        " (SELECT count(*) FROM messages m WHERE m.conversation = c.id AND m.is_read = 0)");
    if (!wrong) return wrong.error();
    if (*wrong != 0) return damaged("unread counters disagree with the messages");
    wrong = database.number(
        "SELECT count(*) FROM conversations c WHERE mentions <>"
        " (SELECT count(*) FROM messages m WHERE m.conversation = c.id AND m.is_read = 0"
        "  AND m.mentions_us = 1)");
    if (!wrong) return wrong.error();
    if (*wrong != 0) return damaged("counters of mentions disagree with the messages");
    wrong = database.number(
        "SELECT count(*) FROM conversations c LEFT JOIN messages m ON m.id = c.last_message"
        " WHERE c.last_text <> coalesce(substr(m.body, 1, 200), '')");
    if (!wrong) return wrong.error();
    if (*wrong != 0) return damaged("the list of conversations disagrees with the messages");
    if (auto indexed = indexMessages(database); !indexed) return indexed;
    if (database.execute("INSERT INTO messages_text(messages_text, rank)"
                         " VALUES('integrity-check', 1)")) {
        return {};
    }
    auto rebuilt = database.execute("INSERT INTO messages_text(messages_text) VALUES('rebuild')");
    if (!rebuilt) return rebuilt.error();
    return {};
}

}  // namespace sidetone::store
