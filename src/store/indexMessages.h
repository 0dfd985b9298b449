// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/Database.h"

namespace sidetone::store {

/// Puts the texts that this transaction brought or changed into the search table, all at once. To
/// be called before each commit, and before a search.
core::Status indexMessages(Database& database);

}  // namespace sidetone::store
