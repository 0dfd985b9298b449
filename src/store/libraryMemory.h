// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sidetone::store {

/// What SQLite holds of this process's memory, in bytes: pages kept to be read again, and prepared
/// statements. It comes and goes with what was last read, up to the cache's bound, so a measurement
/// of long runs takes it off. Any thread.
[[nodiscard]] std::int64_t libraryMemory();

}  // namespace sidetone::store
