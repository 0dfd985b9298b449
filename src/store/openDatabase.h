// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

#include "core/Result.h"
#include "core/Secret.h"
#include "store/Database.h"

namespace sidetone::store {

/// What lies on the disk in a database's place.
enum class FileKind { None, Plain, Encrypted };

/// By its first bytes: an encrypted file has nothing of SQLite's to show. Storage where it cannot
/// be read.
[[nodiscard]] core::Result<FileKind> kindOfFile(const std::filesystem::path& file);

/// Store::open on the store's thread: makes or opens the file, and brings its schema up to date.
/// With a key a new file is made under another name and takes its own when all is in it, and a
/// plain one is encrypted first (encryptFile).
core::Status openDatabase(Database& database, const std::filesystem::path& file,
                          const std::optional<core::Secret>& key);

}  // namespace sidetone::store
