// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "core/Result.h"
#include "store/Database.h"
#include "store/Store.h"

namespace sidetone::store {

/// One piece of work on the database.
struct Job {
    enum class Kind {
        Grouped,  ///< shares a transaction with its neighbours in the queue
        Alone,    ///< outside any transaction: opening, checking
    };
    Kind kind = Kind::Grouped;
    std::function<core::Status(Database&)> run;  ///< on the store's thread; maybe twice
    std::function<void(core::Status)> done;      ///< on the protocol thread, after the commit
};

/// Runs the jobs and groups their commits. See Store for what it promises.
///
/// Who owns what: `database_` is touched by the working thread alone; `pending_`, `finished_`
/// and `isStopping_` by both threads under `mutex_`; a Job's closures are called and destroyed on
/// the protocol thread, but for `run`, which the working thread calls.
class JobQueue {
public:
    explicit JobQueue(const Ports& ports);
    /// Runs what is queued, ends the thread, closes the file, and tells the last results.
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    void add(Job job);

private:
    void work();
    /// The next transaction's jobs; empty where none wait. Called under the mutex.
    std::deque<Job> takeBatch();
    void deliver();
    void runAllHere();

    core::Clock& clock_;
    Threading threading_;
    QObject context_;    ///< lives on the protocol thread: where results are posted to
    core::Timer timer_;  ///< Threading::Caller: the next run
    Database database_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> pending_;
    std::vector<std::pair<Job, core::Status>> finished_;
    bool isStopping_ = false;
    std::thread thread_;  ///< the last one: it starts when all above is there
};

/// Runs the jobs in one transaction; where one of them or the commit fails, each in its own, so
/// that one bad job takes no other with it. A status for each job.
[[nodiscard]] std::vector<core::Status> runBatch(Database& database, const std::deque<Job>& jobs);

}  // namespace sidetone::store
