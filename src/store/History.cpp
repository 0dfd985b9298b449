// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/History.h"

#include <algorithm>

#include "store/Store.h"
#include "store/addMessage.h"
#include "store/completeMessages.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

using MaybeMessage = std::optional<StoredMessage>;

core::Result<MaybeMessage> advanceMessage(Database& database, const core::Address& peer,
                                          const std::string& stanzaId, Delivery delivery,
                                          const std::string& failure) {
    auto id = database.number(
        "SELECT m.id FROM messages m JOIN conversations c ON c.id = m.conversation"
        " WHERE c.peer = ? AND m.direction = 1 AND m.stanza_id = ? AND m.stanza_id <> ''",
        {peer.text(), stanzaId});
    if (!id) return id.error();
    if (*id == 0) return MaybeMessage();
    const auto rank = std::int64_t(delivery);
    // A receipt proves that the message arrived, whatever an error said before.
    auto changed = delivery == Delivery::Failed
                       ? database.execute(
                             "UPDATE messages SET delivery = ?, failure = ?, in_doubt = 0"
                             " WHERE id = ? AND delivery IN (0, 1)",
                             {rank, failure, *id})
                       : database.execute(
                             "UPDATE messages SET delivery = ?, failure = '', in_doubt = 0"
                             " WHERE id = ? AND (delivery < ? OR (delivery = 4 AND ? >= 2))",
                             {rank, *id, rank, rank});
    if (!changed) return changed.error();
    if (delivery == Delivery::Delivered || delivery == Delivery::Read) {
        auto noted = database.execute(
            "UPDATE conversations SET answers_receipts = 1"
            " WHERE peer = ? AND answers_receipts = 0",
            {peer.text()});
        if (!noted) return noted.error();
    }
    if (*changed == 0) return MaybeMessage();
    return messageById(database, *id);
}

core::Result<std::vector<StoredMessage>> pageOf(Database& database, const core::Address& peer,
                                                std::int64_t beforeId, int limit) {
    auto rows = beforeId == 0
                    ? database.query("SELECT " SIDETONE_MESSAGE_COLUMNS
                                     "WHERE c.peer = ? ORDER BY m.time DESC, m.id DESC LIMIT ?",
                                     {peer.text(), std::int64_t(limit)})
                    : database.query("SELECT " SIDETONE_MESSAGE_COLUMNS
                                     "WHERE c.peer = ? AND (m.time, m.id) <"
                                     " (SELECT time, id FROM messages WHERE id = ?)"
                                     " ORDER BY m.time DESC, m.id DESC LIMIT ?",
                                     {peer.text(), beforeId, std::int64_t(limit)});
    if (!rows) return rows.error();
    std::reverse(rows->begin(), rows->end());
    return completeMessagesOf(database, *rows);
}

core::Result<std::vector<StoredMessage>> listOf(Database& database, const char* sql) {
    auto rows = database.query(sql);
    if (!rows) return rows.error();
    return completeMessagesOf(database, *rows);
}

}  // namespace

core::Task<Added> History::add(Addition addition) {
    return store_.run<Added>([addition = std::move(addition)](Database& database) {
        return addMessage(database, addition);
    });
}

core::Task<std::vector<Added>> History::addAll(std::vector<Addition> additions) {
    using All = std::vector<Added>;
    return store_.run<All>(
        [additions = std::move(additions)](Database& database) -> core::Result<All> {
            All all;
            for (const auto& addition : additions) {
                auto added = addMessage(database, addition);
                if (!added) return added.error();
                all.push_back(std::move(*added));
            }
            return all;
        });
}

core::Task<std::vector<StoredMessage>> History::page(const core::Address& peer,
                                                     std::int64_t beforeId, int limit) {
    return store_.run<std::vector<StoredMessage>>(
        [=](Database& database) { return pageOf(database, peer, beforeId, limit); });
}

core::Task<std::optional<StoredMessage>> History::byId(std::int64_t id) {
    return store_.run<MaybeMessage>([id](Database& database) { return messageById(database, id); });
}

core::Task<std::optional<StoredMessage>> History::advance(const core::Address& peer,
                                                          const std::string& stanzaId,
                                                          Delivery delivery,
                                                          const std::string& failure) {
    return store_.run<MaybeMessage>([=](Database& database) {
        return advanceMessage(database, peer, stanzaId, delivery, failure);
    });
}

core::Task<std::optional<StoredMessage>> History::requeue(std::int64_t id) {
    return store_.run<MaybeMessage>([id](Database& database) -> core::Result<MaybeMessage> {
        auto changed = database.execute(
            "UPDATE messages SET delivery = 0, failure = '' WHERE id = ? AND delivery = 4", {id});
        if (!changed) return changed.error();
        if (*changed == 0) return MaybeMessage();
        return messageById(database, id);
    });
}

core::Task<std::vector<StoredMessage>> History::outbox() {
    return store_.run<std::vector<StoredMessage>>([](Database& database) {
        return listOf(database, "SELECT " SIDETONE_MESSAGE_COLUMNS
                                "WHERE m.direction = 1 AND m.delivery = 0 ORDER BY m.id");
    });
}

core::Task<std::vector<StoredMessage>> History::inDoubt() {
    return store_.run<std::vector<StoredMessage>>([](Database& database) {
        return listOf(database, "SELECT " SIDETONE_MESSAGE_COLUMNS
                                "WHERE m.in_doubt = 1 AND m.direction = 1 AND m.delivery = 1"
                                " AND c.answers_receipts = 1 ORDER BY m.id");
    });
}

core::Task<void> History::clearDoubt(std::int64_t id) {
    return store_.run<void>([id](Database& database) -> core::Status {
        auto done = database.execute("UPDATE messages SET in_doubt = 0 WHERE id = ?", {id});
        if (!done) return done.error();
        return {};
    });
}

core::Task<std::optional<core::WallTime>> History::newestTime() {
    using Maybe = std::optional<core::WallTime>;
    return store_.run<Maybe>([](Database& database) -> core::Result<Maybe> {
        auto newest = database.number("SELECT max(last_time) FROM conversations");
        if (!newest) return newest.error();
        return *newest == 0 ? Maybe() : Maybe(toTime(*newest));
    });
}

}  // namespace sidetone::store
