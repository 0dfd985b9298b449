// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/Database.h"
#include "store/StoredMessage.h"

namespace sidetone::store {

/// The id of the message that another one answers. Each part is a look-up in an index of its own.
#define SIDETONE_ANSWERED_MESSAGE                                         \
    "CASE WHEN m.reply_to = '' THEN 0 ELSE coalesce("                     \
    "(SELECT max(id) FROM messages WHERE conversation = m.conversation"   \
    " AND stanza_id = m.reply_to AND stanza_id <> '' AND direction = 0)," \
    "(SELECT max(id) FROM messages WHERE conversation = m.conversation"   \
    " AND stanza_id = m.reply_to AND stanza_id <> '' AND direction = 1)," \
    "(SELECT max(id) FROM messages WHERE conversation = m.conversation"   \
    " AND archive_id = m.reply_to AND archive_id <> ''), 0) END"

/// The columns of a message, for SELECT ... FROM messages m JOIN conversations c.
#define SIDETONE_MESSAGE_COLUMNS                                                     \
    "m.id, c.peer, m.direction, m.body, m.time, m.delivery, m.origin, m.stanza_id, " \
    "m.archive_id, m.failure, m.is_read, m.in_doubt, m.kind, m.sender, "             \
    "m.sender_address, m.occupant_id, m.subject, m.reply_to, m.is_edited, "          \
    "m.mentions_us, m.protection, m.fingerprint, " SIDETONE_ANSWERED_MESSAGE         \
    " FROM messages m "                                                              \
    "JOIN conversations c ON c.id = m.conversation "

[[nodiscard]] StoredMessage messageOf(const Row& row);
[[nodiscard]] std::vector<StoredMessage> messagesOf(const std::vector<Row>& rows);

[[nodiscard]] std::int64_t toNumber(core::WallTime time);
[[nodiscard]] core::WallTime toTime(std::int64_t number);
[[nodiscard]] core::Address toAddress(const std::string& text);

/// The message of that id; empty where there is none.
core::Result<std::optional<StoredMessage>> messageById(Database& database, std::int64_t id);

}  // namespace sidetone::store
