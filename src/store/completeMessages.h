// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "store/Database.h"
#include "store/StoredMessage.h"

namespace sidetone::store {

/// Adds the reactions and attachments to messages, in two queries however many they are.
core::Status completeMessages(Database& database, std::vector<StoredMessage>& messages);

/// The messages of a query of SIDETONE_MESSAGE_COLUMNS, complete, in the query's order.
core::Result<std::vector<StoredMessage>> completeMessagesOf(Database& database,
                                                            const std::vector<Row>& rows);

/// Writes the file of a message, in the place of what is known of it.
core::Status writeAttachment(Database& database, std::int64_t message,
                             const StoredAttachment& attachment);

}  // namespace sidetone::store
