// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"
#include "store/encryption/EncryptedFiles.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sidetone::store {

/// A value that goes into or comes out of SQL. NULL comes out as an empty text.
using Value = std::variant<std::int64_t, std::string>;

/// One row of an answer.
class Row {
public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
    [[nodiscard]] std::int64_t number(std::size_t column) const;
    [[nodiscard]] std::string text(std::size_t column) const;
    [[nodiscard]] bool flag(std::size_t column) const { return number(column) != 0; }

private:
    std::vector<Value> values_;
};

/// One connection to one SQLite file. It belongs to the thread that opens it and is closed
/// there; no other thread touches it. Statements are prepared once and kept.
class Database {
public:
    Database() = default;
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Opens the file, which must exist (it may be empty), and sets what must hold for every
    /// transaction: WAL, synchronous=FULL, foreign keys, 5 s of patience with other programs.
    /// With a key the file is an encrypted one (EncryptedFiles), or becomes one while it is
    /// empty; Forbidden where it is encrypted with another key.
    core::Status open(const std::filesystem::path& file,
                      const std::optional<core::Secret>& key = std::nullopt);
    void close();

    /// All rows of one statement, with ? bound in order. Also for INSERT ... RETURNING.
    core::Result<std::vector<Row>> query(const char* sql, const std::vector<Value>& values = {});
    /// One statement; gives how many rows it changed.
    core::Result<int> execute(const char* sql, const std::vector<Value>& values = {});
    /// The one number that the statement answers, 0 where it answers nothing.
    core::Result<std::int64_t> number(const char* sql, const std::vector<Value>& values = {});

    /// One INSERT; gives the new row's id.
    core::Result<std::int64_t> insert(const char* sql, const std::vector<Value>& values);
    /// Gives back the pages that are kept in memory. They are read again when they are needed.
    void releaseMemory();

    /// SQLite's own connection, for what is not offered here; null while it is closed.
    [[nodiscard]] sqlite3* connection() const { return connection_; }

private:
    struct Finisher {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finisher>;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };

    core::Status connect(const std::filesystem::path& file);
    core::Status prepareEncrypted();
    core::Error lastError();
    core::Result<sqlite3_stmt*> start(std::string_view sql, const std::vector<Value>& values);

    std::unique_ptr<EncryptedFiles> encryption_;  ///< goes last
    sqlite3* connection_ = nullptr;
    /// Each statement is prepared once: their texts are few and stand in the program.
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
    std::string name_;  ///< the file's name, for errors
};

}  // namespace sidetone::store
