// SPDX-License-Identifier: GPL-3.0-or-later
// What History does to a message after it was added, and what surrounds one.
#include <algorithm>

#include "store/History.h"
#include "store/Store.h"
#include "store/completeMessages.h"
#include "store/correctMessage.h"
#include "store/messageRows.h"
#include "store/reactToMessage.h"

namespace sidetone::store {
namespace {

using MaybeMessage = std::optional<StoredMessage>;
using Messages = std::vector<StoredMessage>;

core::Result<Messages> messagesAround(Database& database, std::int64_t id, int limit) {
    const auto half = std::int64_t(std::max(limit, 1) / 2);
    auto before = database.query("SELECT " SIDETONE_MESSAGE_COLUMNS
                                 "WHERE m.conversation ="
                                 "  (SELECT conversation FROM messages WHERE id = ?)"
                                 " AND (m.time, m.id) <="
                                 "  (SELECT time, id FROM messages WHERE id = ?)"
                                 " ORDER BY m.time DESC, m.id DESC LIMIT ?",
                                 {id, id, half + 1});
    if (!before) return before.error();
    auto rows = std::move(*before);
    std::reverse(rows.begin(), rows.end());
    auto after = database.query("SELECT " SIDETONE_MESSAGE_COLUMNS
                                "WHERE m.conversation ="
                                "  (SELECT conversation FROM messages WHERE id = ?)"
                                " AND (m.time, m.id) >"
                                "  (SELECT time, id FROM messages WHERE id = ?)"
                                " ORDER BY m.time, m.id LIMIT ?",
                                {id, id, half});
    if (!after) return after.error();
    rows.insert(rows.end(), after->begin(), after->end());
    return completeMessagesOf(database, rows);
}

}  // namespace

core::Task<std::vector<StoredMessage>> History::around(std::int64_t id, int limit) {
    return store_.run<Messages>(
        [=](Database& database) { return messagesAround(database, id, limit); });
}

core::Task<std::optional<StoredMessage>> History::find(const core::Address& peer,
                                                       const std::string& target) {
    return store_.run<MaybeMessage>([=](Database& database) -> core::Result<MaybeMessage> {
        auto id = findTarget(database, peer, target);
        if (!id) return id.error();
        return *id == 0 ? core::Result<MaybeMessage>(MaybeMessage()) : messageById(database, *id);
    });
}

core::Task<std::optional<StoredMessage>> History::correct(Correction correction) {
    return store_.run<MaybeMessage>([correction = std::move(correction)](Database& database) {
        return correctMessage(database, correction);
    });
}

core::Task<std::optional<StoredMessage>> History::react(ReactionChange change) {
    return store_.run<MaybeMessage>([change = std::move(change)](Database& database) {
        return reactToMessage(database, change);
    });
}

core::Task<std::optional<StoredMessage>> History::updateAttachment(std::int64_t id,
                                                                   StoredAttachment attachment) {
    return store_.run<MaybeMessage>(
        [id, attachment = std::move(attachment)](Database& database) -> core::Result<MaybeMessage> {
            auto there = database.number("SELECT count(*) FROM messages WHERE id = ?", {id});
            if (!there) return there.error();
            if (*there == 0) return MaybeMessage();
            if (auto done = writeAttachment(database, id, attachment); !done) return done.error();
            return messageById(database, id);
        });
}

}  // namespace sidetone::store
