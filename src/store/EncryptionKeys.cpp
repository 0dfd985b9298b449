// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/EncryptionKeys.h"

#include "core/text.h"
#include "store/Database.h"
#include "store/Store.h"

namespace sidetone::store {
namespace {

core::Status writeKey(Database& database, const KeyRecord& record) {
    // Bytes are no text, and a text is what the database gives back. What is removed stays as an
    // empty value, for its revision.
    auto done = database.execute(
        "INSERT INTO encryption_keys(kind, name, value, revision) VALUES(?,?,?,?)"
        " ON CONFLICT(kind, name) DO UPDATE SET value = excluded.value,"
        " revision = excluded.revision WHERE excluded.revision > revision",
        {std::int64_t(record.kind), record.name, core::toBase64(record.value), record.revision});
    if (!done) return done.error();
    return {};
}

core::Status writeDevice(Database& database, const DeviceRecord& record) {
    auto done = database.execute(
        "INSERT OR REPLACE INTO encryption_devices(owner, scheme, device, label, identity, trust,"
        " is_active) VALUES(?,?,?,?,?,?,?)",
        {record.owner, std::int64_t(record.scheme), std::int64_t(record.device), record.label,
         core::toBase64(record.identity), std::int64_t(record.trust),
         std::int64_t(record.isActive)});
    if (!done) return done.error();
    return {};
}

core::Result<EncryptionState> loadAll(Database& database) {
    EncryptionState state;
    auto keys = database.query("SELECT kind, name, value, revision FROM encryption_keys");
    if (!keys) return keys.error();
    for (const auto& row : *keys) {
        state.keys.push_back({KeyKind(row.number(0)), row.text(1),
                              core::fromBase64(row.text(2)).value_or(std::string()),
                              row.number(3)});
    }
    auto devices = database.query(
        "SELECT owner, scheme, device, label, identity, trust, is_active FROM encryption_devices");
    if (!devices) return devices.error();
    for (const auto& row : *devices) {
        state.devices.push_back({row.text(0), int(row.number(1)), std::uint32_t(row.number(2)),
                                 row.text(3), core::fromBase64(row.text(4)).value_or(std::string()),
                                 int(row.number(5)), row.flag(6)});
    }
    return state;
}

}  // namespace

core::Status writeChanges(Database& database, const EncryptionChanges& changes) {
    for (const auto& record : changes.keys) {
        if (auto done = writeKey(database, record); !done) return done;
    }
    for (const auto& record : changes.devices) {
        if (auto done = writeDevice(database, record); !done) return done;
    }
    return {};
}

core::Status noteOpened(Database& database, const std::string& digest, std::int64_t message) {
    auto done =
        database.execute("INSERT OR REPLACE INTO encryption_opened(digest, message) VALUES(?,?)",
                         {core::toBase64(digest), message});
    if (!done) return done.error();
    return {};
}

core::Status noteProtection(Database& database, std::int64_t message, int protection,
                            const std::string& fingerprint) {
    auto done = database.execute("UPDATE messages SET protection = ?, fingerprint = ? WHERE id = ?",
                                 {std::int64_t(protection), fingerprint, message});
    if (!done) return done.error();
    return {};
}

core::Task<EncryptionState> EncryptionKeys::load() {
    return store_.run<EncryptionState>([](Database& database) { return loadAll(database); });
}

core::Task<void> EncryptionKeys::write(EncryptionChanges changes) {
    return store_.run<void>([changes = std::move(changes)](Database& database) {
        return writeChanges(database, changes);
    });
}

core::Task<void> EncryptionKeys::writeSent(EncryptionChanges changes, std::int64_t message,
                                           int protection, std::string fingerprint) {
    return store_.run<void>([=, changes = std::move(changes)](Database& database) -> core::Status {
        if (auto done = writeChanges(database, changes); !done) return done;
        return noteProtection(database, message, protection, fingerprint);
    });
}

core::Task<bool> EncryptionKeys::wasOpened(std::string digest, std::string archiveId) {
    return store_.run<bool>([=](Database& database) -> core::Result<bool> {
        auto rows = database.query("SELECT message FROM encryption_opened WHERE digest = ?",
                                   {core::toBase64(digest)});
        if (!rows) return rows.error();
        if (rows->empty()) return false;
        if (archiveId.empty() || rows->front().number(0) == 0) return true;
        auto learnt = database.execute(
            "UPDATE OR IGNORE messages SET archive_id = ? WHERE id = ? AND archive_id = ''",
            {archiveId, rows->front().number(0)});
        if (!learnt) return learnt.error();
        return true;
    });
}

}  // namespace sidetone::store
