// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "store/Changes.h"
#include "store/Database.h"

namespace sidetone::store {

/// History::react inside a transaction.
core::Result<std::optional<StoredMessage>> reactToMessage(Database& database,
                                                          const ReactionChange& change);

/// Applies the reactions that came before this message, or before its archive id.
core::Result<bool> applyEarlyReactions(Database& database, const core::Address& peer,
                                       std::int64_t id, const std::string& target);

/// The id of History::find, else 0.
core::Result<std::int64_t> findTarget(Database& database, const core::Address& peer,
                                      const std::string& target);

}  // namespace sidetone::store
