// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videostream/CoderThreads.h"

#include <time.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sidetone::media {
namespace {

/// A decoder that is so far behind catches up without showing.
constexpr std::size_t tooFarBehind = 8;
/// What piles up beyond this is thrown away: a key picture will be asked for.
constexpr std::size_t mostWaiting = 120;
constexpr std::uint8_t keySlice = 5;

core::Instant instantNow() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now());
}

/// Of this thread: what other programs take of the machine says nothing about sizes.
std::chrono::microseconds processorTime() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::microseconds(now.tv_sec * 1'000'000 + now.tv_nsec / 1000);
}

bool hasKey(const ReceivedPicture& picture) {
    return std::ranges::any_of(picture.units, [](const NalUnit& unit) {
        return !unit.empty() && (unit[0] & 31U) == keySlice;
    });
}

}  // namespace

CoderThreads::CoderThreads(std::unique_ptr<VideoSource> source, std::unique_ptr<VideoSink> sink,
                           Events events, std::function<void(const core::Error&)> failed,
                           VideoViews views)
    : events_(std::move(events)),
      failed_(std::move(failed)),
      views_(std::move(views)),
      source_(std::move(source)),
      sink_(std::move(sink)) {
    encoding_ = std::thread([this] { encodeLoop(); });
    decoding_ = std::thread([this] { decodeLoop(); });
}

CoderThreads::~CoderThreads() {
    quiet();
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wakeEncoder_.notify_all();
    wakeDecoder_.notify_all();
    encoding_.join();
    decoding_.join();
}

void CoderThreads::quiet() {
    const std::lock_guard lock(eventMutex_);
    quiet_ = true;
}

template <typename Event>
void CoderThreads::tell(Event event) {
    const std::lock_guard lock(eventMutex_);
    if (!quiet_) event();
}

void CoderThreads::setTarget(const std::optional<H264Settings>& target) {
    const std::lock_guard lock(mutex_);
    target_ = target;
    wakeEncoder_.notify_all();
}

void CoderThreads::requestKeyPicture() {
    const std::lock_guard lock(mutex_);
    keyWanted_ = true;
}

void CoderThreads::show(ReceivedPicture picture, core::Instant when) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= mostWaiting) waiting_.clear();
    waiting_.push_back({std::move(picture), when});
    wakeDecoder_.notify_all();
}

void CoderThreads::encodeLoop() {
    auto next = instantNow();
    while (true) {
        std::optional<H264Settings> target;
        {
            std::unique_lock lock(mutex_);
            if (!target_ && isTaking_) {
                lock.unlock();
                rest();
                lock.lock();
            }
            wakeEncoder_.wait(lock, [this] { return stop_ || (target_ && source_); });
            wakeEncoder_.wait_until(lock, next, [this] { return stop_; });
            if (stop_) return;
            target = target_;
        }
        const auto now = instantNow();
        if (!target || now < next) continue;
        const auto interval = std::chrono::microseconds(1'000'000 / target->framesPerSecond);
        // Who was late by more than a picture does not catch up.
        next = std::max(next + interval, now);
        encodeOne(*target, now);
    }
}

bool CoderThreads::applyTarget(const H264Settings& target) {
    core::Status status;
    if (encoder_) {
        status = encoder_->change(target);
    } else {
        auto made = H264Encoder::create(target);
        if (made) {
            encoder_ = std::move(*made);
        } else {
            status = made.error();
        }
    }
    if (status || encoderFailed_) return status.has_value();
    encoderFailed_ = true;
    tell([&] { failed_(status.error()); });
    return false;
}

/// A camera that nobody is shown by goes off.
void CoderThreads::rest() {
    isTaking_ = false;
    inTrouble_ = false;
    source_->rest();
    if (views_.own) views_.own->show(nullptr);
}

void CoderThreads::encodeOne(const H264Settings& target, core::Instant now) {
    isTaking_ = true;
    const auto picture = source_->next(target.size);
    if (const auto error = source_->takeError()) {
        inTrouble_ = true;
        if (views_.own) views_.own->show(nullptr);
        tell([&] { failed_(*error); });
    }
    if (!picture) return;
    if (std::exchange(inTrouble_, false) && events_.recovered) tell([&] { events_.recovered(); });
    if (views_.own) views_.own->show(picture);
    if (!applyTarget(target)) return;
    {
        const std::lock_guard lock(mutex_);
        if (keyWanted_) encoder_->requestKeyPicture();
        keyWanted_ = false;
    }
    const auto begin = processorTime();
    auto coded = encoder_->encode(*scaler_.scaled(picture, target.size));
    coded.took = processorTime() - begin;
    if (coded.units.empty()) return;
    tell([&] { events_.encoded(std::move(coded), now); });
}

void CoderThreads::decodeLoop() {
    while (true) {
        Waiting taken;
        bool isBehind = false;
        {
            std::unique_lock lock(mutex_);
            wakeDecoder_.wait(lock, [this] { return stop_ || !waiting_.empty(); });
            if (stop_) return;
            taken = std::move(waiting_.front());
            waiting_.pop_front();
            isBehind = waiting_.size() > tooFarBehind;
        }
        decodeOne(taken.picture, isBehind ? instantNow() : taken.when);
    }
}

void CoderThreads::decodeOne(const ReceivedPicture& picture, core::Instant when) {
    if (!decoder_) {
        auto made = H264Decoder::create();
        if (!made) return;
        decoder_ = std::move(*made);
    }
    auto decoded = decoder_->decode(picture.units);
    ShownPicture shown;
    shown.isKey = hasKey(picture);
    shown.isDamaged = decoded.isDamaged || picture.hasGaps;
    if (decoded.picture) {
        {
            std::unique_lock lock(mutex_);
            wakeDecoder_.wait_until(lock, when, [this] { return stop_; });
        }
        shown.size = decoded.picture->size();
        sink_->show(decoded.picture);
        if (views_.remote) views_.remote->show(decoded.picture);
    }
    tell([&] { events_.shown(shown); });
}

}  // namespace sidetone::media
