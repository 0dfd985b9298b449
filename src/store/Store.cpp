// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/Store.h"

#include <ctime>
#include <system_error>

#include "store/JobQueue.h"
#include "store/checkDatabase.h"
#include "store/openDatabase.h"

namespace sidetone::store {
namespace {

namespace fs = std::filesystem;

std::string compactTime(core::WallTime time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    const auto length = std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
    return std::string(text, length);
}

}  // namespace

Store::Store(Ports ports) : queue_(std::make_unique<JobQueue>(ports)) {}
Store::~Store() = default;

core::Task<std::unique_ptr<Store>> Store::open(fs::path file, Ports ports) {
    core::Promise<std::unique_ptr<Store>> promise;
    // The store waits here until it is open; a cancelled task ends it.
    auto waiting = std::make_shared<std::unique_ptr<Store>>(new Store(ports));
    promise.onCancel([waiting] { waiting->reset(); });
    Job job;
    job.kind = Job::Kind::Alone;
    job.run = [file = std::move(file), key = std::move(ports.key)](Database& database) {
        return openDatabase(database, file, key);
    };
    job.done = [promise, waiting, &log = ports.log](core::Status status) {
        auto store = std::move(*waiting);
        if (!store) return;
        if (status) {
            promise.settle(std::move(store));
            return;
        }
        log.error("store", status.error().sentence());
        store.reset();
        promise.settle(status.error());
    };
    auto* queue = (*waiting)->queue_.get();
    auto task = promise.task();
    queue->add(std::move(job));
    return task;
}

core::Result<fs::path> Store::setAside(const fs::path& file, core::WallTime now) {
    auto target = file;
    target += ".aside-" + compactTime(now);
    for (const auto* part : {"-wal", "-shm", ""}) {
        auto from = file;
        auto to = target;
        from += part;
        to += part;
        std::error_code why;
        if (!fs::exists(fs::symlink_status(from, why))) continue;
        if (fs::exists(fs::symlink_status(to, why))) {
            why = std::make_error_code(std::errc::file_exists);
        } else {
            fs::rename(from, to, why);
        }
        if (why) {
            return core::fail(core::ErrorCode::Storage, "Setting aside " + from.string(),
                              why.message(), "Rename it by hand.");
        }
    }
    return target;
}

core::Task<void> Store::check() {
    core::Promise<void> promise;
    Job job;
    job.kind = Job::Kind::Alone;
    job.run = checkDatabase;
    job.done = [promise](core::Status status) { promise.settle(std::move(status)); };
    queue_->add(std::move(job));
    return promise.task();
}

void Store::enqueue(Company company, std::function<core::Status(Database&)> job,
                    std::function<void(core::Status)> done) {
    const auto kind = company == Company::Alone ? Job::Kind::Alone : Job::Kind::Grouped;
    queue_->add({kind, std::move(job), std::move(done)});
}

}  // namespace sidetone::store
