// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/Result.h"
#include "store/Database.h"

namespace sidetone::store {

/// One step of the schema: from `version` - 1 to `version`. It runs in a transaction with the
/// new version number. A migration that was released never changes; a new one is added behind.
struct Migration {
    int version = 0;
    core::Status (*run)(Database& database) = nullptr;
};

/// All migrations, versions rising by one from 1. docs: the tables are described there.
[[nodiscard]] std::span<const Migration> migrations();

/// Brings the schema from what it is to `target`. Unsupported where the file is of a newer
/// program; BadAnswer where it is damaged.
core::Status migrate(Database& database, int target);

/// The version that this program uses.
[[nodiscard]] int currentSchema();

}  // namespace sidetone::store
