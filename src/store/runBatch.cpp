// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/JobQueue.h"
#include "store/indexMessages.h"

namespace sidetone::store {
namespace {

core::Status begin(Database& database) {
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    return {};
}

core::Status commit(Database& database) {
    if (auto indexed = indexMessages(database); !indexed) return indexed;
    if (auto done = database.execute("COMMIT"); !done) return done.error();
    return {};
}

void rollBack(Database& database) {
    // After a full disk SQLite has rolled back by itself; then this fails and nothing is lost.
    [[maybe_unused]] const auto ignored = database.execute("ROLLBACK");
}

core::Status runAlone(Database& database, const Job& job) {
    if (job.kind == Job::Kind::Alone) return job.run(database);
    if (auto begun = begin(database); !begun) return begun;
    auto status = job.run(database);
    if (status) status = commit(database);
    if (!status) rollBack(database);
    return status;
}

/// False: nothing of it was kept.
bool runTogether(Database& database, const std::deque<Job>& jobs) {
    if (!begin(database)) return false;
    for (const auto& job : jobs) {
        if (!job.run(database)) {
            rollBack(database);
            return false;
        }
    }
    if (commit(database)) return true;
    rollBack(database);
    return false;
}

}  // namespace

std::vector<core::Status> runBatch(Database& database, const std::deque<Job>& jobs) {
    if (jobs.size() > 1 && runTogether(database, jobs)) {
        return std::vector<core::Status>(jobs.size());
    }
    std::vector<core::Status> statuses;
    statuses.reserve(jobs.size());
    for (const auto& job : jobs) statuses.push_back(runAlone(database, job));
    return statuses;
}

}  // namespace sidetone::store
