// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace sidetone::messaging {

/// A thread on which files are read and written, so that a slow disk holds up nothing else. Jobs
/// run one after the other; what was not begun when it ends is dropped. Protocol thread.
class FileWorker {
public:
    FileWorker();
    ~FileWorker();
    FileWorker(const FileWorker&) = delete;
    FileWorker& operator=(const FileWorker&) = delete;

    /// Runs the job on the thread, then `done` on the protocol thread, in the order of the calls,
    /// unless this ended before. The job must hold nothing of the protocol thread.
    void run(std::function<void()> job, std::function<void()> done);

private:
    struct Job {
        std::function<void()> work;
        std::function<void()> done;
    };
    void work();

    QObject context_;  ///< of the protocol thread
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool isEnding_ = false;
    std::thread thread_;
};

}  // namespace sidetone::messaging
