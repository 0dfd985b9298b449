// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "store/Database.h"

namespace sidetone::store {

/// The whole file's integrity, the counters against a recount, and the search table against the
/// messages (rebuilt where it disagrees). BadAnswer names what is wrong.
[[nodiscard]] core::Status checkDatabase(Database& database);

}  // namespace sidetone::store
