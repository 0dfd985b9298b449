// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/Result.h"

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
    core::Status open(const std::filesystem::path& file);
    void close();

    /// All rows of one statement, with ? bound in order. Also for INSERT ... RETURNING.
    core::Result<std::vector<Row>> query(const char* sql, const std::vector<Value>& values = {});
    /// One statement; gives how many rows it changed.
    core::Result<int> execute(const char* sql, const std::vector<Value>& values = {});
    /// The one number that the statement answers, 0 where it answers nothing.
    core::Result<std::int64_t> number(const char* sql, const std::vector<Value>& values = {});

private:
    core::Result<QSqlQuery*> start(const char* sql, const std::vector<Value>& values);

    QString connection_;
    QSqlDatabase handle_;
    std::unordered_map<std::string, QSqlQuery> statements_;
    std::string name_;  ///< the file's name, for errors
};

}  // namespace sidetone::store
