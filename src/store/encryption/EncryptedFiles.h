// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/Error.h"
#include "core/Secret.h"

struct sqlite3;

namespace sidetone::store {

/// How SQLite reaches an encrypted database (ENC-10): a layer under it (a "VFS",
/// sqlite.org/vfs.html) which seals every page of the file and of its write-ahead log on the way
/// to the disk, and opens it on the way back. Page 1 is sealed as well, so that a file shows
/// nothing but its length. In the log a frame's checksum is sealed with its page, since it would
/// tell about the text; page numbers, salts and the log's header stay readable.
///
/// Nothing else reaches the disk: rollback journals, statement journals and temporary files
/// cannot be opened here at all. The database must therefore be in WAL mode and keep temporary
/// data in memory; a new one begins with its journal in memory (Database does all of it).
///
/// SQLite knows such layers by name in one table of the process: each object has a name of its
/// own and takes itself out again. It must outlive the connections that use its name. One thread
/// uses a connection at a time; each open file has a cipher of its own.
class EncryptedFiles {
public:
    /// What becomes of a rollback journal.
    enum class Journal {
        Refused,   ///< there is none: SQLite may use the log alone
        InMemory,  ///< for a file that is thrown away when the program dies while it is written
    };
    /// `key`: 32 random bytes. Null where SQLite or its usual files are not to be had.
    static std::unique_ptr<EncryptedFiles> create(core::Secret key,
                                                  Journal journal = Journal::Refused);
    ~EncryptedFiles();
    EncryptedFiles(const EncryptedFiles&) = delete;
    EncryptedFiles& operator=(const EncryptedFiles&) = delete;

    /// For "file:...?vfs=NAME".
    [[nodiscard]] const std::string& name() const;
    /// Tells SQLite, before it writes the first page, which bytes of each page are ours.
    [[nodiscard]] static bool reserve(sqlite3* connection);
    /// Why the last reading failed, where it was the key or a page that is not as it was written;
    /// then none any more.
    [[nodiscard]] std::optional<core::Error> takeTrouble(const std::string& fileName);

    class Layer;

private:
    explicit EncryptedFiles(std::unique_ptr<Layer> layer);
    std::unique_ptr<Layer> layer_;
};

}  // namespace sidetone::store
