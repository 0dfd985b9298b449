// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Task.h"

namespace sidetone::store {

class Store;

/// One entry of the roster as last seen (RFC 6121 2.1).
struct RosterEntry {
    core::Address address;
    std::string name;
    std::vector<std::string> groups;
    std::string subscription;  ///< none, to, from, both
    bool asked = false;        ///< ask='subscribe'
    friend bool operator==(const RosterEntry&, const RosterEntry&) = default;
};

struct RosterSnapshot {
    std::string version;  ///< for XEP-0237 / RFC 6121 2.6; empty where unknown
    std::vector<RosterEntry> entries;
};

/// The last known contact list, so that a start shows it at once. Protocol thread.
class RosterCache {
public:
    explicit RosterCache(Store& store) : store_(store) {}

    [[nodiscard]] core::Task<RosterSnapshot> load();
    /// Replaces all, in one transaction.
    [[nodiscard]] core::Task<void> replace(RosterSnapshot snapshot);
    /// Adds or changes one entry and notes the new version (a roster push).
    [[nodiscard]] core::Task<void> put(RosterEntry entry, const std::string& version);
    [[nodiscard]] core::Task<void> remove(const core::Address& address, const std::string& version);

private:
    Store& store_;
};

}  // namespace sidetone::store
