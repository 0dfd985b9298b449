// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/JobQueue.h"

#include <utility>

namespace sidetone::store {
namespace {

/// Longer batches would keep the first job's caller waiting.
constexpr std::size_t longestBatch = 512;
/// With nothing to do for so long, the store gives its memory back.
constexpr std::chrono::seconds restsAfter{5};

}  // namespace

JobQueue::JobQueue(const Ports& ports) : clock_(ports.clock), threading_(ports.threading) {
    if (threading_ == Threading::Own) thread_ = std::thread([this] { work(); });
}

JobQueue::~JobQueue() {
    if (thread_.joinable()) {
        {
            const std::lock_guard lock(mutex_);
            isStopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
        deliver();
    } else {
        runAllHere();
        database_.close();
    }
}

void JobQueue::add(Job job) {
    {
        const std::lock_guard lock(mutex_);
        pending_.push_back(std::move(job));
    }
    if (threading_ == Threading::Own) {
        wake_.notify_one();
    } else if (!timer_.isSet()) {
        timer_ = clock_.after(core::Milliseconds(0), [this] {
            timer_.stop();
            runAllHere();
        });
    }
}

std::deque<Job> JobQueue::takeBatch() {
    std::deque<Job> batch;
    while (!pending_.empty() && batch.size() < longestBatch) {
        const bool isAlone = pending_.front().kind == Job::Kind::Alone;
        if (isAlone && !batch.empty()) break;
        batch.push_back(std::move(pending_.front()));
        pending_.pop_front();
        if (isAlone) break;
    }
    return batch;
}

void JobQueue::work() {
    while (true) {
        std::deque<Job> batch;
        {
            std::unique_lock lock(mutex_);
            const auto isWanted = [this] { return isStopping_ || !pending_.empty(); };
            if (!wake_.wait_for(lock, restsAfter, isWanted)) {
                lock.unlock();
                database_.releaseMemory();
                lock.lock();
                wake_.wait(lock, isWanted);
            }
            batch = takeBatch();
            if (batch.empty()) break;
        }
        auto statuses = runBatch(database_, batch);
        bool isFirst = false;
        {
            const std::lock_guard lock(mutex_);
            isFirst = finished_.empty();
            for (std::size_t i = 0; i < batch.size(); ++i) {
                finished_.emplace_back(std::move(batch[i]), std::move(statuses[i]));
            }
        }
        if (isFirst) {
            QMetaObject::invokeMethod(
                &context_, [this] { deliver(); }, Qt::QueuedConnection);
        }
    }
    database_.close();
}

void JobQueue::deliver() {
    std::vector<std::pair<Job, core::Status>> finished;
    {
        const std::lock_guard lock(mutex_);
        finished = std::exchange(finished_, {});
    }
    // A callback may end the store, and with it this object: nothing of it is used below.
    for (auto& [job, status] : finished) job.done(std::move(status));
}

void JobQueue::runAllHere() {
    while (true) {
        std::deque<Job> batch;
        {
            const std::lock_guard lock(mutex_);
            batch = takeBatch();
        }
        if (batch.empty()) break;
        auto statuses = runBatch(database_, batch);
        const std::lock_guard lock(mutex_);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            finished_.emplace_back(std::move(batch[i]), std::move(statuses[i]));
        }
    }
    deliver();
}

}  // namespace sidetone::store
