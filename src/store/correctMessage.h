// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "store/Changes.h"
#include "store/Database.h"

namespace sidetone::store {

/// History::correct inside a transaction.
core::Result<std::optional<StoredMessage>> correctMessage(Database& database,
                                                          const Correction& correction);

/// Applies the corrections that came before this message, which was just added.
core::Result<bool> applyEarlyCorrections(Database& database, const StoredMessage& message);

}  // namespace sidetone::store
