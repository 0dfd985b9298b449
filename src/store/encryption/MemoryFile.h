// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

namespace sidetone::store {

/// Opens a file that is in memory alone, in a room of SQLite's for an open file (of at least two
/// pointers).
void openMemoryFile(sqlite3_file* room);

}  // namespace sidetone::store
