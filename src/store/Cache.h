// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/Clock.h"
#include "core/Task.h"

namespace sidetone::store {

class Store;

struct CachedValue {
    std::string value;
    core::WallTime stored;
};

/// Named texts that a start can fall back on: the last good jabber-config.xml, service profile,
/// device file. Names look like "signin/jabber-config.xml". Never a secret. Protocol thread.
class Cache {
public:
    explicit Cache(Store& store) : store_(store) {}

    [[nodiscard]] core::Task<std::optional<CachedValue>> get(const std::string& name);
    [[nodiscard]] core::Task<void> put(const std::string& name, std::string value,
                                       core::WallTime now);
    /// Gives false where there was none of that name.
    [[nodiscard]] core::Task<bool> remove(const std::string& name);
    /// Removes those whose name begins so and that were put before the time; how many went.
    [[nodiscard]] core::Task<int> removeOlder(const std::string& beginning, core::WallTime before);
    /// Removes the oldest of those whose name begins so, until the rest has this many bytes at
    /// most; how many went.
    [[nodiscard]] core::Task<int> trim(const std::string& beginning, std::int64_t mostBytes);

private:
    Store& store_;
};

}  // namespace sidetone::store
