// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "store/Changes.h"
#include "store/Database.h"

namespace sidetone::store {

/// History::search.
core::Result<std::vector<FoundText>> searchMessages(Database& database, const SearchQuery& query);

}  // namespace sidetone::store
