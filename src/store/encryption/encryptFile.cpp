// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/encryption/encryptFile.h"

#include <QUrl>

#include "store/Database.h"
#include "store/File.h"
#include "store/encryption/EncryptedFiles.h"

namespace sidetone::store {
namespace {

namespace fs = std::filesystem;

fs::path with(fs::path file, const char* ending) {
    file += ending;
    return file;
}

core::Error differs(const fs::path& file) {
    return {core::ErrorCode::Storage, "Encrypting the history file " + file.string(),
            "the encrypted copy is not the same", "The old file is still in use; check the disk."};
}

core::Result<std::int64_t> countAll(Database& database) {
    auto tables = database.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'messages_text'");
    if (!tables) return tables.error();
    std::int64_t all = std::int64_t(tables->size());
    for (const auto& table : *tables) {
        const auto sql = "SELECT count(*) FROM \"" + table.text(0) + "\"";
        auto rows = database.number(sql.c_str());
        if (!rows) return rows.error();
        all += *rows;
    }
    return all;
}

/// The plain file, with all of its log in it, and a copy beside it. Gives how many rows it has.
core::Result<std::int64_t> copy(const fs::path& file, const fs::path& target,
                                const core::Secret& key) {
    auto layer = EncryptedFiles::create(key, EncryptedFiles::Journal::InMemory);
    Database plain;
    if (auto opened = plain.open(file); !opened) return opened.error();
    if (!layer || !EncryptedFiles::reserve(plain.connection())) return differs(file);
    auto rows = countAll(plain);
    if (!rows) return rows.error();
    const auto path = QUrl::toPercentEncoding(QString::fromStdString(target.string()), "/");
    auto copied =
        plain.query("VACUUM INTO ?", {"file:" + path.toStdString() + "?vfs=" + layer->name()});
    plain.close();
    if (!copied) return copied.error();
    return rows;
}

core::Status compare(const fs::path& target, const core::Secret& key, std::int64_t expected) {
    Database copied;
    if (auto opened = copied.open(target, key); !opened) return opened;
    auto answer = copied.query("PRAGMA integrity_check(1)");
    if (!answer) return answer.error();
    auto rows = countAll(copied);
    if (!rows) return rows.error();
    const bool isSound = answer->size() == 1 && answer->front().text(0) == "ok";
    if (!isSound || *rows != expected) return differs(target);
    return {};
}

}  // namespace

core::Status removePlainRest(const fs::path& file) {
    for (const auto* ending : {"-wal", "-shm", ""}) {
        if (auto done = wipeFile(with(with(file, ".plain"), ending)); !done) return done;
    }
    return {};
}

core::Status encryptFile(const fs::path& file, const core::Secret& key) {
    const auto fresh = with(file, ".new");
    const auto rest = with(file, ".plain");
    if (auto removed = removeDatabase(fresh); !removed) return removed;
    if (auto prepared = prepareFile(fresh); !prepared) return prepared;
    auto rows = copy(file, fresh, key);
    if (!rows) return rows.error();
    if (auto same = compare(fresh, key, *rows); !same) return same;
    // Two names for the plain file, so that it is found again when the encrypted one has its name.
    std::error_code why;
    fs::remove(rest, why);
    fs::create_hard_link(file, rest, why);
    if (why) {
        return core::fail(core::ErrorCode::Storage, "Encrypting the history file " + file.string(),
                          why.message(), "Check the disk and the folder's permissions.");
    }
    if (auto replaced = replaceFile(fresh, file); !replaced) return replaced;
    // The plain file's log went into it when it was closed.
    return removePlainRest(file);
}

}  // namespace sidetone::store
