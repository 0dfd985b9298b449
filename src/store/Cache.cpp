// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/Cache.h"

#include "store/Store.h"
#include "store/messageRows.h"

namespace sidetone::store {

core::Task<std::optional<CachedValue>> Cache::get(const std::string& name) {
    using Maybe = std::optional<CachedValue>;
    return store_.run<Maybe>([name](Database& database) -> core::Result<Maybe> {
        auto rows = database.query("SELECT value, stored FROM cache WHERE name = ?", {name});
        if (!rows) return rows.error();
        if (rows->empty()) return Maybe();
        return Maybe(CachedValue{rows->front().text(0), toTime(rows->front().number(1))});
    });
}

core::Task<void> Cache::put(const std::string& name, std::string value, core::WallTime now) {
    return store_.run<void>([=, value = std::move(value)](Database& database) -> core::Status {
        auto done =
            database.execute("INSERT OR REPLACE INTO cache(name, value, stored) VALUES(?,?,?)",
                             {name, value, toNumber(now)});
        if (!done) return done.error();
        return {};
    });
}

core::Task<bool> Cache::remove(const std::string& name) {
    return store_.run<bool>([name](Database& database) -> core::Result<bool> {
        auto gone = database.execute("DELETE FROM cache WHERE name = ?", {name});
        if (!gone) return gone.error();
        return *gone > 0;
    });
}

core::Task<int> Cache::removeOlder(const std::string& beginning, core::WallTime before) {
    return store_.run<int>([=](Database& database) -> core::Result<int> {
        auto gone = database.execute(
            "DELETE FROM cache WHERE substr(name, 1, length(?1)) = ?1 AND stored < ?2",
            {beginning, toNumber(before)});
        if (!gone) return gone.error();
        return *gone;
    });
}

core::Task<int> Cache::trim(const std::string& beginning, std::int64_t mostBytes) {
    return store_.run<int>([=](Database& database) -> core::Result<int> {
        // A text may hold zero bytes, at which length() would stop.
        auto rows = database.query(
            "SELECT name, length(CAST(value AS BLOB)) FROM cache "
            "WHERE substr(name, 1, length(?1)) = ?1 ORDER BY stored DESC, name",
            {beginning});
        if (!rows) return rows.error();
        std::int64_t sum = 0;
        int gone = 0;
        for (const auto& row : *rows) {
            sum += row.number(1);
            if (sum <= mostBytes) continue;
            auto removed = database.execute("DELETE FROM cache WHERE name = ?", {row.text(0)});
            if (!removed) return removed.error();
            ++gone;
        }
        return gone;
    });
}

}  // namespace sidetone::store
