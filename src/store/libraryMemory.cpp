// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/libraryMemory.h"

#include <sqlite3.h>

namespace sidetone::store {

std::int64_t libraryMemory() {
    return sqlite3_memory_used();
}

}  // namespace sidetone::store
