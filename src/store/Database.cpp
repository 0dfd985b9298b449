// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/Database.h"

#include <QSqlError>
#include <QSqlRecord>
#include <QVariant>

#include "store/databaseError.h"

namespace sidetone::store {
namespace {

// synchronous=FULL: a message is shown as sent, and acknowledged to the server, because it is
// stored; with NORMAL a power cut takes back the last commits in WAL mode. It costs under half a
// millisecond a commit, and commits are grouped.
constexpr const char* settings[] = {
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
};

QVariant toVariant(const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return QVariant::fromValue<qlonglong>(*number);
    }
    return QString::fromStdString(std::get<std::string>(value));
}

Value fromVariant(const QVariant& value) {
    if (value.typeId() == QMetaType::LongLong || value.typeId() == QMetaType::Int) {
        return std::int64_t(value.toLongLong());
    }
    return value.toString().toStdString();
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

core::Status Database::open(const std::filesystem::path& file) {
    name_ = file.string();
    // QtSql knows connections by name in one table of the process: this object's address is
    // a name that no other connection has.
    connection_ = QStringLiteral("sidetone-store-%1").arg(quintptr(this), 0, 16);
    handle_ = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_);
    handle_.setDatabaseName(QString::fromStdString(name_));
    handle_.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!handle_.open()) return databaseError(handle_.lastError(), name_);
    for (const auto* setting : settings) {
        if (auto done = query(setting); !done) return done.error();
    }
    return {};
}

void Database::close() {
    if (connection_.isEmpty()) return;
    statements_.clear();
    handle_.close();
    handle_ = QSqlDatabase();
    QSqlDatabase::removeDatabase(connection_);
    connection_.clear();
}

core::Result<QSqlQuery*> Database::start(const char* sql, const std::vector<Value>& values) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        QSqlQuery fresh(handle_);
        fresh.setForwardOnly(true);
        if (!fresh.prepare(QString::fromUtf8(sql))) return databaseError(fresh.lastError(), name_);
        found = statements_.emplace(sql, std::move(fresh)).first;
    }
    QSqlQuery& statement = found->second;
    for (std::size_t i = 0; i < values.size(); ++i) {
        statement.bindValue(int(i), toVariant(values[i]));
    }
    if (!statement.exec()) {
        auto error = databaseError(statement.lastError(), name_);
        statement.finish();
        return error;
    }
    return &statement;
}

core::Result<std::vector<Row>> Database::query(const char* sql, const std::vector<Value>& values) {
    auto started = start(sql, values);
    if (!started) return started.error();
    QSqlQuery& statement = **started;
    std::vector<Row> rows;
    const int width = statement.record().count();
    while (statement.next()) {
        std::vector<Value> columns;
        for (int i = 0; i < width; ++i) {
            columns.push_back(fromVariant(statement.value(i)));
        }
        rows.emplace_back(std::move(columns));
    }
    const auto error = statement.lastError();
    statement.finish();
    if (error.isValid()) return databaseError(error, name_);
    return rows;
}

core::Result<int> Database::execute(const char* sql, const std::vector<Value>& values) {
    auto started = start(sql, values);
    if (!started) return started.error();
    const int changed = (*started)->numRowsAffected();
    (*started)->finish();
    return changed;
}

core::Result<std::int64_t> Database::number(const char* sql, const std::vector<Value>& values) {
    auto rows = query(sql, values);
    if (!rows) return rows.error();
    return rows->empty() ? std::int64_t(0) : rows->front().number(0);
}

}  // namespace sidetone::store
