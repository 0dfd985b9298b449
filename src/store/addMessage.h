// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/Database.h"
#include "store/History.h"

namespace sidetone::store {

/// History::add inside a transaction.
core::Result<Added> addMessage(Database& database, const Addition& addition);

/// Writes a value of the table `state`.
core::Status setState(Database& database, const char* key, const std::string& value);

/// The key of History::archivePosition in `state`.
inline constexpr const char* archivePositionKey = "archive-position";

}  // namespace sidetone::store
