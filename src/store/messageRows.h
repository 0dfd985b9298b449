// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/Database.h"
#include "store/StoredMessage.h"

namespace sidetone::store {

/// The columns of a message, for SELECT ... FROM messages m JOIN conversations c.
#define SIDETONE_MESSAGE_COLUMNS                                                     \
    "m.id, c.peer, m.direction, m.body, m.time, m.delivery, m.origin, m.stanza_id, " \
    "m.archive_id, m.failure, m.is_read, m.in_doubt FROM messages m "                \
    "JOIN conversations c ON c.id = m.conversation "

[[nodiscard]] StoredMessage messageOf(const Row& row);
[[nodiscard]] std::vector<StoredMessage> messagesOf(const std::vector<Row>& rows);

[[nodiscard]] std::int64_t toNumber(core::WallTime time);
[[nodiscard]] core::WallTime toTime(std::int64_t number);
[[nodiscard]] core::Address toAddress(const std::string& text);

/// The message of that id; empty where there is none.
core::Result<std::optional<StoredMessage>> messageById(Database& database, std::int64_t id);

}  // namespace sidetone::store
