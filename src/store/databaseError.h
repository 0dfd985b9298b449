// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Error.h"

namespace sidetone::store {

/// What SQLite said as an error for a person, by its result code, plain or extended
/// (sqlite.org/rescode.html). `words` are SQLite's own, for what no person can mend.
[[nodiscard]] core::Error databaseError(int code, const std::string& words,
                                        const std::string& fileName);

}  // namespace sidetone::store
