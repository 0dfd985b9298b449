// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Secret.h"
#include "core/Task.h"

namespace sidetone::store {

class Database;
class JobQueue;

/// Where the database's work is done.
enum class Threading {
    Own,     ///< on a thread of its own: production
    Caller,  ///< on the caller's thread from a timer of 0 ms: runs in virtual time, for tests
};

struct Ports {
    core::Clock& clock;
    core::Log& log;
    Threading threading = Threading::Own;
    /// 32 random bytes: the file is encrypted with them, or becomes it. Without: it is plain.
    std::optional<core::Secret> key{};
};

/// One person's database: a SQLite file of mode 0600 in a folder of mode 0700, used by one
/// thread alone. Everything given to it is a job on that thread's queue; what stands in the queue
/// when the thread gets to it goes into one transaction (group commit), and each job's task
/// settles on the protocol thread after the commit. The protocol thread never waits for the
/// disk, except in the destructor, which writes what is still queued.
///
/// Errors of every task:
/// - Storage: the disk is full, the file or folder cannot be written or read;
/// - Forbidden: the file is encrypted with another key;
/// - BadAnswer: the file is damaged or no database. It is left as it is: setAside() renames it,
///   which only the person may decide;
/// - Unsupported: a newer version of the program wrote it;
/// - Busy: another program held the file for more than 5 s.
class Store {
public:
    /// Opens or makes the file and brings its schema up to date. The tables are then reached by
    /// History, RosterCache, CallLog, Cache and Drafts.
    static core::Task<std::unique_ptr<Store>> open(std::filesystem::path file, Ports ports);
    /// Renames a file that cannot be used, with what belongs to it, to "<name>.aside-<time>", so
    /// that open() makes a new one. Gives the new name. Only on the person's word, and only while
    /// no Store has it open.
    static core::Result<std::filesystem::path> setAside(const std::filesystem::path& file,
                                                        core::WallTime now);

    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Reads the whole file and compares indexes, counters and the search table with the
    /// messages; the search table is made anew where it disagrees. Seconds for large files.
    [[nodiscard]] core::Task<void> check();

    /// Runs a job of this room's tables in a transaction. The job runs on the store's thread,
    /// may run twice (when another job of the same transaction failed), and must not hold
    /// anything of the protocol thread.
    template <class T>
    [[nodiscard]] core::Task<T> run(std::function<core::Result<T>(Database&)> job);
    /// The same outside any transaction, for what begins its own.
    template <class T>
    [[nodiscard]] core::Task<T> runAlone(std::function<core::Result<T>(Database&)> job);

private:
    enum class Company { Grouped, Alone };
    explicit Store(Ports ports);
    template <class T>
    core::Task<T> runAs(Company company, std::function<core::Result<T>(Database&)> job);
    void enqueue(Company company, std::function<core::Status(Database&)> job,
                 std::function<void(core::Status)> done);

    std::unique_ptr<JobQueue> queue_;
};

template <class T>
core::Task<T> Store::run(std::function<core::Result<T>(Database&)> job) {
    return runAs<T>(Company::Grouped, std::move(job));
}

template <class T>
core::Task<T> Store::runAlone(std::function<core::Result<T>(Database&)> job) {
    return runAs<T>(Company::Alone, std::move(job));
}

template <class T>
core::Task<T> Store::runAs(Company company, std::function<core::Result<T>(Database&)> job) {
    auto slot = std::make_shared<std::optional<core::Result<T>>>();
    core::Promise<T> promise;
    enqueue(
        company,
        [slot, work = std::move(job)](Database& database) -> core::Status {
            slot->emplace(work(database));
            if (!slot->value()) return slot->value().error();
            return {};
        },
        [slot, promise](core::Status status) {
            if (!status) {
                promise.settle(status.error());
            } else {
                promise.settle(std::move(slot->value()));
            }
        });
    return promise.task();
}

}  // namespace sidetone::store
