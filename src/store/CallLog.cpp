// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/CallLog.h"

#include "store/Store.h"
#include "store/messageRows.h"

namespace sidetone::store {

core::Task<StoredCall> CallLog::add(StoredCall call) {
    return store_.run<StoredCall>([call](Database& database) -> core::Result<StoredCall> {
        auto id = database.number(
            "INSERT INTO calls(peer_uri, peer_name, outgoing, answered, started, duration)"
            " VALUES(?,?,?,?,?,?) RETURNING id",
            {call.peerUri, call.peerName, std::int64_t(call.outgoing), std::int64_t(call.answered),
             toNumber(call.started), std::int64_t(call.duration.count())});
        if (!id) return id.error();
        auto stored = call;
        stored.id = *id;
        return stored;
    });
}

core::Task<std::vector<StoredCall>> CallLog::newest(int limit) {
    using Calls = std::vector<StoredCall>;
    return store_.run<Calls>([limit](Database& database) -> core::Result<Calls> {
        auto rows = database.query(
            "SELECT id, peer_uri, peer_name, outgoing, answered, started, duration FROM calls"
            " ORDER BY started DESC, id DESC LIMIT ?",
            {std::int64_t(limit)});
        if (!rows) return rows.error();
        Calls calls;
        for (const auto& row : *rows) {
            calls.push_back({row.number(0), row.text(1), row.text(2), row.flag(3), row.flag(4),
                             toTime(row.number(5)), core::Milliseconds(row.number(6))});
        }
        return calls;
    });
}

core::Task<bool> CallLog::remove(std::int64_t id) {
    return store_.run<bool>([id](Database& database) -> core::Result<bool> {
        auto gone = database.execute("DELETE FROM calls WHERE id = ?", {id});
        if (!gone) return gone.error();
        return *gone > 0;
    });
}

}  // namespace sidetone::store
