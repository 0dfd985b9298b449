// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "core/Result.h"

namespace sidetone::media {

/// Writes a WAV file while it grows, on a thread of its own: a slow disk never holds up sound.
/// Five times a second what came is written and the header made right, so that the file plays at
/// any time, also after a crash. The destructor writes the rest.
class WavRecorder {
public:
    /// Makes the file, or empties it. Storage where that fails.
    [[nodiscard]] static core::Result<std::unique_ptr<WavRecorder>> create(const std::string& path,
                                                                           int rate);
    ~WavRecorder();
    WavRecorder(const WavRecorder&) = delete;
    WavRecorder& operator=(const WavRecorder&) = delete;

    /// Any thread; never waits for the disk. After a write failed, what comes is thrown away.
    void write(std::span<const std::int16_t> samples);
    /// Writes the rest soon and ends; does not wait. Any thread.
    void finish();
    /// True once everything is written after finish(); any thread.
    [[nodiscard]] bool isFinished() const { return finished_; }
    /// True once a write failed (disk full); any thread.
    [[nodiscard]] bool hasFailed() const;

private:
    WavRecorder(int descriptor, int rate);
    void run();
    [[nodiscard]] bool store(const std::vector<std::int16_t>& samples);

    const int descriptor_;
    const int rate_;
    std::uint32_t octets_ = 0;  ///< written; the writing thread's alone
    mutable std::mutex mutex_;  ///< guards the next four
    std::condition_variable wake_;
    std::vector<std::int16_t> waiting_;
    bool stop_ = false;
    bool failed_ = false;
    std::atomic<bool> finished_ = false;
    std::thread thread_;
};

}  // namespace sidetone::media
