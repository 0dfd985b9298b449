// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/wav/WavRecorder.h"

#include <fcntl.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "media/wav/WavFile.h"

namespace sidetone::media {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are written as they lie");

constexpr std::chrono::milliseconds writePeriod(200);
/// The format counts octets in 32 bits: 6 hours at 48 kHz. Then the file is full.
constexpr std::uint32_t mostOctets = 0xFFFFFF00U - 44U;

bool writeAll(int descriptor, const char* bytes, std::size_t count, off_t place) {
    while (count > 0) {
        const auto written = pwrite(descriptor, bytes, count, place);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        place += written;
        count -= static_cast<std::size_t>(written);
    }
    return true;
}

}  // namespace

core::Result<std::unique_ptr<WavRecorder>> WavRecorder::create(const std::string& path, int rate) {
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const auto header = wavHeader(rate, 0);
    if (descriptor < 0 || !writeAll(descriptor, header.data(), header.size(), 0)) {
        const int error = errno;
        if (descriptor >= 0) close(descriptor);
        return core::fail(core::ErrorCode::Storage, "Recording to " + path, std::strerror(error),
                          "Choose a file that can be written.");
    }
    return std::unique_ptr<WavRecorder>(new WavRecorder(descriptor, rate));
}

WavRecorder::WavRecorder(int descriptor, int rate) : descriptor_(descriptor), rate_(rate) {
    thread_ = std::thread([this] { run(); });
}

void WavRecorder::finish() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_one();
}

WavRecorder::~WavRecorder() {
    finish();
    thread_.join();
    close(descriptor_);
}

void WavRecorder::write(std::span<const std::int16_t> samples) {
    const std::lock_guard lock(mutex_);
    if (!failed_) waiting_.insert(waiting_.end(), samples.begin(), samples.end());
}

bool WavRecorder::hasFailed() const {
    const std::lock_guard lock(mutex_);
    return failed_;
}

void WavRecorder::run() {
    std::vector<std::int16_t> taken;
    bool last = false;
    while (!last) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, writePeriod, [this] { return stop_; });
            last = stop_;
            taken.clear();
            taken.swap(waiting_);
        }
        if (taken.empty() || store(taken)) continue;
        const std::lock_guard lock(mutex_);
        failed_ = true;
        waiting_.clear();
    }
    finished_ = true;
}

bool WavRecorder::store(const std::vector<std::int16_t>& samples) {
    const std::size_t count = samples.size() * 2;
    if (count > mostOctets - octets_) return false;
    if (!writeAll(descriptor_, reinterpret_cast<const char*>(samples.data()), count,
                  44 + static_cast<off_t>(octets_))) {
        return false;
    }
    octets_ += static_cast<std::uint32_t>(count);
    const auto header = wavHeader(rate_, octets_);
    return writeAll(descriptor_, header.data(), header.size(), 0);
}

}  // namespace sidetone::media
