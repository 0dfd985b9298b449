// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/FileWorker.h"

#include <QMetaObject>
#include <utility>

namespace sidetone::messaging {

FileWorker::FileWorker() = default;

FileWorker::~FileWorker() {
    {
        const std::lock_guard lock(mutex_);
        isEnding_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void FileWorker::run(std::function<void()> job, std::function<void()> done) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back({std::move(job), std::move(done)});
    }
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
    wake_.notify_one();
}

void FileWorker::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return isEnding_ || !jobs_.empty(); });
        if (isEnding_) return;
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job.work();
        // What the job holds goes on the thread that it works on, what `done` holds does not.
        job.work = nullptr;
        QMetaObject::invokeMethod(&context_, std::move(job.done), Qt::QueuedConnection);
        lock.lock();
    }
}

}  // namespace sidetone::messaging
