// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/RosterCache.h"

#include "core/text.h"
#include "store/Store.h"
#include "store/addMessage.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

constexpr const char* versionKey = "roster-version";
/// XML 1.0 forbids this character, so that no group's name has it.
constexpr char groupSeparator = '\x1f';

std::string join(const std::vector<std::string>& groups) {
    std::string joined;
    for (const auto& group : groups) {
        if (!joined.empty()) joined += groupSeparator;
        joined += group;
    }
    return joined;
}

std::vector<std::string> separate(const std::string& joined) {
    if (joined.empty()) return {};
    const auto parts = core::split(joined, groupSeparator);
    return {parts.begin(), parts.end()};
}

core::Status putEntry(Database& database, const RosterEntry& entry) {
    auto done = database.execute(
        "INSERT OR REPLACE INTO roster(address, name, subscription, asked, groups)"
        " VALUES(?,?,?,?,?)",
        {entry.address.text(), entry.name, entry.subscription, std::int64_t(entry.asked),
         join(entry.groups)});
    if (!done) return done.error();
    return {};
}

core::Result<RosterSnapshot> loadAll(Database& database) {
    RosterSnapshot snapshot;
    auto version =
        database.query("SELECT value FROM state WHERE key = ?", {std::string(versionKey)});
    if (!version) return version.error();
    if (!version->empty()) snapshot.version = version->front().text(0);
    auto rows = database.query("SELECT address, name, subscription, asked, groups FROM roster");
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        snapshot.entries.push_back(
            {toAddress(row.text(0)), row.text(1), separate(row.text(4)), row.text(2), row.flag(3)});
    }
    return snapshot;
}

}  // namespace

core::Task<RosterSnapshot> RosterCache::load() {
    return store_.run<RosterSnapshot>(loadAll);
}

core::Task<void> RosterCache::replace(RosterSnapshot snapshot) {
    return store_.run<void>([snapshot = std::move(snapshot)](Database& database) -> core::Status {
        if (auto gone = database.execute("DELETE FROM roster"); !gone) return gone.error();
        for (const auto& entry : snapshot.entries) {
            if (auto put = putEntry(database, entry); !put) return put;
        }
        return setState(database, versionKey, snapshot.version);
    });
}

core::Task<void> RosterCache::put(RosterEntry entry, const std::string& version) {
    return store_.run<void>([=](Database& database) -> core::Status {
        if (auto done = putEntry(database, entry); !done) return done;
        return setState(database, versionKey, version);
    });
}

core::Task<void> RosterCache::remove(const core::Address& address, const std::string& version) {
    return store_.run<void>([=](Database& database) -> core::Status {
        auto gone = database.execute("DELETE FROM roster WHERE address = ?", {address.text()});
        if (!gone) return gone.error();
        return setState(database, versionKey, version);
    });
}

}  // namespace sidetone::store
