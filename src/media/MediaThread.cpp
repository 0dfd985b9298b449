// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/MediaThread.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>

namespace sidetone::media {
namespace {

constexpr long tickNanoseconds = 20'000'000;
/// After a hang longer than this the missed time is not made up.
constexpr std::uint64_t mostTicksAtOnce = 10;
constexpr core::Milliseconds slow(5);
constexpr core::Milliseconds slowAgain(10000);
/// What a poll event belongs to: these two, or a stream's id * 2 and its port.
constexpr std::uint64_t wakeTag = 0;
constexpr std::uint64_t clockTag = 1;
/// A flood on one socket must not starve the clock.
constexpr int mostPacketsAtOnce = 32;

}  // namespace

core::Instant MediaThread::now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now());
}

MediaThread::MediaThread(core::Log& log) : log_(log), buffer_(largestPacket + 1) {
    poll_ = epoll_create1(EPOLL_CLOEXEC);
    wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    clock_ = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    watch(wake_, wakeTag);
    watch(clock_, clockTag);
    thread_ = std::thread([this] { run(); });
}

MediaThread::~MediaThread() {
    stop_ = true;
    post([] {});
    thread_.join();
    close(clock_);
    close(wake_);
    close(poll_);
}

void MediaThread::watch(int descriptor, std::uint64_t tag) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = tag;
    epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event);
}

void MediaThread::post(std::function<void()> work) {
    {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(work));
    }
    const std::uint64_t one = 1;
    static_cast<void>(!write(wake_, &one, sizeof one));
}

void MediaThread::add(StreamId id, SocketPair sockets, MakeStream make) {
    // A function must be copyable, sockets are not.
    auto moved = std::make_shared<SocketPair>(std::move(sockets));
    post([this, id, moved, make = std::move(make)] {
        auto& entry = entries_[id];
        entry.sockets = std::move(*moved);
        entry.stream = make([&entry](StreamPort port, std::span<const std::uint8_t> bytes,
                                     const SocketAddress& to) {
            const auto& socket = port == StreamPort::Rtp ? entry.sockets.rtp : entry.sockets.rtcp;
            socket.send(bytes, to);
        });
        // What came before the call was set up is old by now.
        for (int i = 0; i < 1000 && entry.sockets.rtp.receive(buffer_); ++i) {
        }
        watch(entry.sockets.rtp.descriptor(), id * 2);
        watch(entry.sockets.rtcp.descriptor(), id * 2 + 1);
        setClock();
    });
}

void MediaThread::with(StreamId id, std::function<void(AudioStream&, core::Instant)> work) {
    post([this, id, work = std::move(work)] {
        const auto found = entries_.find(id);
        if (found != entries_.end()) work(*found->second.stream, now());
    });
}

void MediaThread::remove(StreamId id) {
    post([this, id] {
        const auto found = entries_.find(id);
        if (found == entries_.end()) return;
        found->second.stream->stop(now());
        entries_.erase(found);
        setClock();
    });
}

void MediaThread::setClock() {
    const bool wanted = !entries_.empty();
    if (wanted == clockRuns_) return;
    clockRuns_ = wanted;
    itimerspec period{};
    if (wanted) {
        period.it_interval.tv_nsec = tickNanoseconds;
        period.it_value.tv_nsec = tickNanoseconds;
    }
    timerfd_settime(clock_, 0, &period, nullptr);
}

void MediaThread::run() {
    while (!stop_) wait();
    for (auto& [id, entry] : entries_) entry.stream->stop(now());
    entries_.clear();
}

void MediaThread::wait() {
    std::array<epoll_event, 32> events{};
    const int count = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), -1);
    const auto begin = now();
    for (int i = 0; i < count; ++i) {
        const auto tag = events[static_cast<std::size_t>(i)].data.u64;
        if (tag == wakeTag) {
            doPosted();
        } else if (tag == clockTag) {
            tick();
        } else if (const auto found = entries_.find(tag / 2); found != entries_.end()) {
            read(found->second, tag % 2 == 0 ? StreamPort::Rtp : StreamPort::Rtcp);
        }
    }
    const auto end = now();
    if (end - begin > slow && end - slowTold_ > slowAgain) {
        slowTold_ = end;
        log_.warning("media", "the media thread was held up for " +
                                  std::to_string((end - begin).count() / 1000) + " ms");
    }
}

void MediaThread::doPosted() {
    std::uint64_t ignored = 0;
    static_cast<void>(!::read(wake_, &ignored, sizeof ignored));
    std::vector<std::function<void()>> work;
    {
        const std::lock_guard lock(mutex_);
        work.swap(posted_);
    }
    for (const auto& each : work) each();
}

void MediaThread::tick() {
    std::uint64_t due = 0;
    if (::read(clock_, &due, sizeof due) != sizeof due) return;
    due = std::min(due, mostTicksAtOnce);
    for (std::uint64_t i = 0; i < due; ++i) {
        for (auto& [id, entry] : entries_) entry.stream->tick(now());
    }
}

void MediaThread::read(Entry& entry, StreamPort port) {
    const auto& socket = port == StreamPort::Rtp ? entry.sockets.rtp : entry.sockets.rtcp;
    for (int i = 0; i < mostPacketsAtOnce; ++i) {
        const auto received = socket.receive(buffer_);
        if (!received) return;
        if (received->octets > largestPacket) continue;
        entry.stream->received(port, std::span(buffer_).first(received->octets), received->from,
                               now());
    }
}

}  // namespace sidetone::media
