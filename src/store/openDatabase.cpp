// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/openDatabase.h"

#include <fstream>

#include "store/File.h"
#include "store/Schema.h"
#include "store/encryption/encryptFile.h"
#include "store/removeMessages.h"

namespace sidetone::store {
namespace {

namespace fs = std::filesystem;

core::Status makeEncrypted(const fs::path& file, const core::Secret& key) {
    auto fresh = file;
    fresh += ".new";
    if (auto removed = removeDatabase(fresh); !removed) return removed;
    if (auto prepared = prepareFile(fresh); !prepared) return prepared;
    {
        Database database;
        if (auto opened = database.open(fresh, key); !opened) return opened;
        if (auto migrated = migrate(database, currentSchema()); !migrated) return migrated;
    }
    return replaceFile(fresh, file);
}

}  // namespace

core::Result<FileKind> kindOfFile(const fs::path& file) {
    std::error_code why;
    const auto size = fs::file_size(file, why);
    if (why == std::errc::no_such_file_or_directory || (!why && size == 0)) return FileKind::None;
    std::ifstream stream(file, std::ios::binary);
    const std::string magic = "SQLite format 3";
    std::string first(magic.size(), '\0');
    if (why || !stream.read(first.data(), std::streamsize(first.size()))) {
        if (!why && stream.eof()) return FileKind::Plain;
        return core::fail(core::ErrorCode::Storage, "Reading " + file.string(),
                          why ? why.message() : "the disk did not answer",
                          "Check who owns the file and its folder, and their permissions.");
    }
    return first == magic ? FileKind::Plain : FileKind::Encrypted;
}

core::Status openDatabase(Database& database, const fs::path& file,
                          const std::optional<core::Secret>& key) {
    if (key) {
        auto kind = kindOfFile(file);
        if (!kind) return kind.error();
        if (*kind == FileKind::None) {
            if (auto made = makeEncrypted(file, *key); !made) return made;
        } else if (*kind == FileKind::Plain) {
            if (auto done = encryptFile(file, *key); !done) return done;
        } else if (auto done = removePlainRest(file); !done) {
            return done;
        }
    }
    if (auto prepared = prepareFile(file); !prepared) return prepared;
    if (auto opened = database.open(file, key); !opened) return opened;
    if (auto migrated = migrate(database, currentSchema()); !migrated) return migrated;
    return finishRemovals(database);
}

}  // namespace sidetone::store
