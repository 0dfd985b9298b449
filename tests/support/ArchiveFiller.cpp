// SPDX-License-Identifier: GPL-3.0-or-later
#include "ArchiveFiller.h"

#include <sqlite3.h>

#include <ctime>

namespace sidetone::test {
namespace {

/// Indexes are made anew behind the rows: for a million that is a third of the time.
constexpr const char* tables = R"(
PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS prosodyarchive (sort_id INTEGER PRIMARY KEY AUTOINCREMENT,
  host TEXT NOT NULL, user TEXT NOT NULL, store TEXT NOT NULL, key TEXT NOT NULL,
  "when" INTEGER NOT NULL, "with" TEXT NOT NULL, type TEXT NOT NULL, value MEDIUMTEXT NOT NULL);
DROP INDEX IF EXISTS prosodyarchive_index;
DROP INDEX IF EXISTS prosodyarchive_with_when;
DROP INDEX IF EXISTS prosodyarchive_when;
DROP INDEX IF EXISTS prosodyarchive_sort;)";

constexpr const char* indexes = R"(
CREATE UNIQUE INDEX prosodyarchive_index ON prosodyarchive(host, user, store, key);
CREATE INDEX prosodyarchive_with_when ON prosodyarchive(host, user, store, "with", "when");
CREATE INDEX prosodyarchive_when ON prosodyarchive(host, user, store, "when");
CREATE INDEX prosodyarchive_sort ON prosodyarchive(host, user, store, sort_id);)";

std::string rows(const MissedMessages& missed) {
    const auto count = std::to_string(missed.count);
    const auto peer =
        "'peer' || (n % " + std::to_string(missed.peers) + ") || '@" + missed.domain + "'";
    const auto begin =
        std::to_string(std::time(nullptr) - std::time_t(missed.count) * missed.seconds);
    const auto self = missed.user + "@" + missed.domain;
    return "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 "
           "< " +
           count +
           ") INSERT INTO prosodyarchive(host, user, store, key, \"when\", \"with\", type, value)"
           " SELECT '" +
           missed.domain + "', '" + missed.user + "', 'archive', 'far-' || n, " + begin +
           " + (n + 1) * " + std::to_string(missed.seconds) + ", " + peer +
           ", 'xml', '<message xmlns=''jabber:client'' type=''chat'' to=''" + self +
           "'' from=''' || " + peer +
           " || '/desk'' id=''far-' || n || '''><body>missed ' || n ||"
           " '</body></message>' FROM numbers;";
}

}  // namespace

std::string fillArchive(const MissedMessages& missed) {
    sqlite3* archive = nullptr;
    const auto file = missed.folder + "/prosody/data/archive.sqlite";
    std::string trouble;
    if (sqlite3_open(file.c_str(), &archive) != SQLITE_OK) trouble = "cannot open " + file;
    sqlite3_busy_timeout(archive, 20'000);
    for (const auto& step : {std::string(tables), "BEGIN;" + rows(missed), std::string(indexes),
                             std::string("COMMIT;")}) {
        if (!trouble.empty()) break;
        if (sqlite3_exec(archive, step.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            trouble = sqlite3_errmsg(archive);
        }
    }
    sqlite3_close(archive);
    return trouble;
}

}  // namespace sidetone::test
