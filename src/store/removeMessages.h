// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/Address.h"
#include "store/Database.h"

namespace sidetone::store {

/// History's removals; how many messages went. Outside a transaction: each has its own, then the
/// search table is merged into one piece, so that no older piece holds the words, and the log is
/// emptied into the file. secure_delete has overwritten the rows by then.
core::Result<int> removeMessage(Database& database, std::int64_t id);
core::Result<int> removeConversation(Database& database, const core::Address& peer);
core::Result<int> removeEverything(Database& database);

/// What a removal has left to do when the program ended in its middle.
core::Status finishRemovals(Database& database);

}  // namespace sidetone::store
