// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Error.h"

class QSqlError;

namespace sidetone::store {

/// What SQLite said as an error for a person, by its result code (sqlite.org/rescode.html).
[[nodiscard]] core::Error databaseError(const QSqlError& error, const std::string& fileName);

}  // namespace sidetone::store
