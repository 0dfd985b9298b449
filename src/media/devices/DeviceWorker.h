// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace sidetone::media {

/// A thread for what sound libraries do at their own pace: loading plugins, connecting to sound
/// servers, opening and closing devices. Jobs run one after the other; the destructor finishes
/// those that wait.
class DeviceWorker {
public:
    DeviceWorker();
    ~DeviceWorker();
    DeviceWorker(const DeviceWorker&) = delete;
    DeviceWorker& operator=(const DeviceWorker&) = delete;

    /// Any thread.
    void post(std::function<void()> job);

private:
    void run();

    std::mutex mutex_;  ///< guards the three below
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace sidetone::media
