// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/Database.h"

#include <sqlite3.h>

#include "store/SearchWords.h"
#include "store/databaseError.h"

namespace sidetone::store {
namespace {

// synchronous=FULL: a message is shown as sent, and acknowledged to the server, because it is
// stored; with NORMAL a power cut takes back the last commits in WAL mode. It costs under half a
// millisecond a commit, and commits are grouped.
// cache_size, in KiB: the pages that a batch of thousands of messages touches; a page read again
// from an encrypted file is deciphered again. It is given back when the store rests (JobQueue).
// secure_delete: what is removed is overwritten, in this file and in the log.
constexpr const char* settings[] = {
    "PRAGMA temp_store=MEMORY", "PRAGMA journal_mode=WAL",  "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",   "PRAGMA cache_size=-16384", "PRAGMA secure_delete=ON",
};

/// Before the first page is written: an encrypted database may open no journal but the log.
constexpr const char* firstSettings[] = {
    "PRAGMA temp_store=MEMORY",
    "PRAGMA page_size=4096",
    "PRAGMA journal_mode=MEMORY",
};

constexpr int patience = 5'000;  ///< milliseconds, with another program that writes

int bind(sqlite3_stmt* statement, int place, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return sqlite3_bind_int64(statement, place, *number);
    }
    // The values outlive the statement's run: nothing is copied.
    const auto& text = std::get<std::string>(value);
    return sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
}

Value valueAt(sqlite3_stmt* statement, int column) {
    if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
        return std::int64_t(sqlite3_column_int64(statement, column));
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return text ? std::string(text, std::size_t(sqlite3_column_bytes(statement, column)))
                : std::string();
}

/// Ends a run, so that neither locks nor the values that were bound stay.
void finish(sqlite3_stmt* statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

}  // namespace

std::int64_t Row::number(std::size_t column) const {
    const auto* value = std::get_if<std::int64_t>(&values_.at(column));
    return value ? *value : 0;
}

std::string Row::text(std::size_t column) const {
    const auto* value = std::get_if<std::string>(&values_.at(column));
    return value ? *value : std::string();
}

Database::~Database() {
    close();
}

core::Status Database::open(const std::filesystem::path& file,
                            const std::optional<core::Secret>& key) {
    name_ = file.string();
    if (key) {
        encryption_ = EncryptedFiles::create(*key);
        if (!encryption_) {
            return core::fail(core::ErrorCode::Internal, "Opening the encrypted history " + name_,
                              "SQLite takes no encryption layer");
        }
    }
    if (auto connected = connect(file); !connected) return connected;
    if (encryption_) {
        if (auto prepared = prepareEncrypted(); !prepared) return prepared;
    }
    for (const auto* setting : settings) {
        if (auto done = query(setting); !done) return done.error();
    }
    return {};
}

core::Status Database::prepareEncrypted() {
    auto mode = query("PRAGMA journal_mode");
    if (!mode) return mode.error();
    if (!mode->empty() && mode->front().text(0) == "wal") return {};
    // A new file, which nobody has but us.
    if (!EncryptedFiles::reserve(connection())) {
        return core::fail(core::ErrorCode::Internal, "Opening the encrypted history " + name_,
                          "SQLite leaves no room for the encryption");
    }
    for (const auto* setting : firstSettings) {
        if (auto done = query(setting); !done) return done.error();
    }
    return {};
}

core::Status Database::connect(const std::filesystem::path& file) {
    // One thread at a time uses the connection: SQLite need not lock it for itself.
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    const char* layer = encryption_ ? encryption_->name().c_str() : nullptr;
    if (sqlite3_open_v2(file.c_str(), &connection_, flags, layer) != SQLITE_OK) {
        return lastError();
    }
    sqlite3_busy_timeout(connection_, patience);
    if (!installSearchWords(connection_)) {
        return core::fail(core::ErrorCode::Unsupported, "Opening the history " + name_,
                          "this SQLite cannot search in texts (FTS5)");
    }
    return {};
}

core::Error Database::lastError() {
    const int code = sqlite3_extended_errcode(connection_);
    constexpr int primary = 0xff;
    if (encryption_ && (code & primary) == SQLITE_IOERR) {  // the page could not be opened
        if (auto trouble = encryption_->takeTrouble(name_)) return *trouble;
    }
    return databaseError(code, sqlite3_errmsg(connection_), name_);
}

void Database::close() {
    statements_.clear();
    sqlite3_close(connection_);
    connection_ = nullptr;
    encryption_.reset();
}

void Database::Finisher::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

core::Result<sqlite3_stmt*> Database::start(std::string_view sql,
                                            const std::vector<Value>& values) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        sqlite3_stmt* fresh = nullptr;
        const int prepared = sqlite3_prepare_v3(connection_, sql.data(), int(sql.size()),
                                                SQLITE_PREPARE_PERSISTENT, &fresh, nullptr);
        if (prepared != SQLITE_OK) return lastError();
        found = statements_.emplace(sql, fresh).first;
    }
    auto* statement = found->second.get();
    int place = 0;
    for (const auto& value : values) {
        if (bind(statement, ++place, value) != SQLITE_OK) return lastError();
    }
    return statement;
}

core::Result<std::vector<Row>> Database::query(const char* sql, const std::vector<Value>& values) {
    auto started = start(sql, values);
    if (!started) return started.error();
    auto* statement = *started;
    const int width = sqlite3_column_count(statement);
    std::vector<Row> rows;
    int answer = SQLITE_OK;
    while ((answer = sqlite3_step(statement)) == SQLITE_ROW) {
        std::vector<Value> columns;
        columns.reserve(std::size_t(width));
        for (int i = 0; i < width; ++i) columns.push_back(valueAt(statement, i));
        rows.emplace_back(std::move(columns));
    }
    const auto error = answer == SQLITE_DONE ? std::nullopt : std::optional(lastError());
    finish(statement);
    if (error) return *error;
    return rows;
}

core::Result<int> Database::execute(const char* sql, const std::vector<Value>& values) {
    auto started = start(sql, values);
    if (!started) return started.error();
    int answer = SQLITE_ROW;
    while (answer == SQLITE_ROW) answer = sqlite3_step(*started);
    const auto error = answer == SQLITE_DONE ? std::nullopt : std::optional(lastError());
    const int changed = sqlite3_changes(connection_);
    finish(*started);
    if (error) return *error;
    return changed;
}

core::Result<std::int64_t> Database::insert(const char* sql, const std::vector<Value>& values) {
    if (auto done = execute(sql, values); !done) return done.error();
    return std::int64_t(sqlite3_last_insert_rowid(connection_));
}

void Database::releaseMemory() {
    if (connection_) sqlite3_db_release_memory(connection_);
}

core::Result<std::int64_t> Database::number(const char* sql, const std::vector<Value>& values) {
    auto rows = query(sql, values);
    if (!rows) return rows.error();
    return rows->empty() ? std::int64_t(0) : rows->front().number(0);
}

}  // namespace sidetone::store
