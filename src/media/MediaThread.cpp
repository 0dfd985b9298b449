// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/MediaThread.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "media/rtp/RtpPacket.h"

namespace sidetone::media {
namespace {

constexpr long soundNanoseconds = 20'000'000;
constexpr long pictureNanoseconds = 5'000'000;
/// After a hang longer than this the missed time is not made up.
constexpr std::uint64_t mostTicksAtOnce = 10;
constexpr core::Milliseconds slow(5);
constexpr core::Milliseconds slowAgain(10000);
/// What a poll event belongs to: these three, or a stream's id * 2 and its port, plus 2.
constexpr std::uint64_t wakeTag = 0;
constexpr std::uint64_t soundTag = 1;
constexpr std::uint64_t pictureTag = 2;
constexpr std::uint64_t firstStreamTag = 4;
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
    watch(wake_, wakeTag);
    for (auto* clock : {&soundClock_, &pictureClock_}) {
        clock->descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
        watch(clock->descriptor, clock == &soundClock_ ? soundTag : pictureTag);
    }
    thread_ = std::thread([this] { run(); });
}

MediaThread::~MediaThread() {
    stop_ = true;
    post([] {});
    thread_.join();
    close(soundClock_.descriptor);
    close(pictureClock_.descriptor);
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

void MediaThread::add(StreamId id, Pace pace, SocketPair sockets, MakeStream make) {
    // A function must be copyable, sockets are not.
    auto moved = std::make_shared<SocketPair>(std::move(sockets));
    post([this, id, pace, moved, make = std::move(make)] {
        auto& entry = entries_[id];
        entry.sockets = std::move(*moved);
        fill(entry, pace, make);
        own(id, entry);
    });
}

void MediaThread::open(StreamId id, SocketPair sockets, std::unique_ptr<StreamWay> way) {
    auto moved = std::make_shared<Entry>();
    moved->sockets = std::move(sockets);
    moved->way = std::move(way);
    post([this, id, moved] {
        auto& entry = entries_[id];
        entry.sockets = std::move(moved->sockets);
        entry.way = std::move(moved->way);
        own(id, entry);
    });
}

void MediaThread::add(StreamId id, Pace pace, MakeStream make) {
    post([this, id, pace, make = std::move(make)] {
        const auto found = entries_.find(id);
        if (found != entries_.end()) fill(found->second, pace, make);
    });
}

void MediaThread::own(StreamId id, Entry& entry) {
    // What came before the call was set up is old by now.
    for (int i = 0; i < 1000 && entry.sockets.rtp.receive(buffer_); ++i) {
    }
    watch(entry.sockets.rtp.descriptor(), firstStreamTag + id * 2);
    watch(entry.sockets.rtcp.descriptor(), firstStreamTag + id * 2 + 1);
}

void MediaThread::fill(Entry& entry, Pace pace, const MakeStream& make) {
    entry.pace = pace;
    entry.stream = make(
        [&entry](StreamPort port, std::span<const std::uint8_t> bytes, const SocketAddress& to) {
            if (port == StreamPort::Rtcp) {
                if (!entry.way || entry.way->isDirect()) entry.sockets.rtcp.send(bytes, to);
            } else if (entry.way) {
                entry.way->send(entry.sockets.rtp, bytes, to);
            } else {
                entry.sockets.rtp.send(bytes, to);
            }
        });
    setClocks();
}

void MediaThread::withSocket(StreamId id,
                             std::function<void(StreamWay&, const UdpSocket& rtp)> work) {
    post([this, id, work = std::move(work)] {
        const auto found = entries_.find(id);
        if (found == entries_.end() || !found->second.way) return;
        work(*found->second.way, found->second.sockets.rtp);
    });
}

void MediaThread::withStream(StreamId id, std::function<void(MediaStream&, core::Instant)> work) {
    post([this, id, work = std::move(work)] {
        const auto found = entries_.find(id);
        if (found != entries_.end() && found->second.stream) work(*found->second.stream, now());
    });
}

void MediaThread::mark(StreamId id, int dscp) {
    post([this, id, dscp] {
        const auto found = entries_.find(id);
        if (found == entries_.end()) return;
        found->second.sockets.rtp.mark(dscp);
        found->second.sockets.rtcp.mark(dscp);
    });
}

void MediaThread::remove(StreamId id) {
    post([this, id] {
        const auto found = entries_.find(id);
        if (found == entries_.end()) return;
        if (found->second.stream) found->second.stream->stop(now());
        entries_.erase(found);
        setClocks();
    });
}

void MediaThread::setClocks() {
    setClock(Pace::Sound);
    setClock(Pace::Picture);
}

void MediaThread::setClock(Pace pace) {
    auto& clock = ticker(pace);
    const bool wanted = std::ranges::any_of(entries_, [pace](const auto& entry) {
        return entry.second.stream != nullptr && entry.second.pace == pace;
    });
    if (wanted == clock.runs) return;
    clock.runs = wanted;
    itimerspec period{};
    if (wanted) {
        period.it_interval.tv_nsec = pace == Pace::Sound ? soundNanoseconds : pictureNanoseconds;
        period.it_value = period.it_interval;
    }
    timerfd_settime(clock.descriptor, 0, &period, nullptr);
}

void MediaThread::run() {
    while (!stop_) wait();
    for (auto& [id, entry] : entries_) {
        if (entry.stream) entry.stream->stop(now());
    }
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
        } else if (tag == soundTag || tag == pictureTag) {
            tick(tag == soundTag ? Pace::Sound : Pace::Picture);
        } else if (const auto found = entries_.find((tag - firstStreamTag) / 2);
                   found != entries_.end()) {
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

void MediaThread::tick(Pace pace) {
    std::uint64_t due = 0;
    if (::read(ticker(pace).descriptor, &due, sizeof due) != sizeof due) return;
    // Sound makes up for the time that was missed; pictures only look at the time.
    due = pace == Pace::Sound ? std::min(due, mostTicksAtOnce) : 1;
    for (std::uint64_t i = 0; i < due; ++i) {
        for (auto& [id, entry] : entries_) {
            if (entry.stream && entry.pace == pace) entry.stream->tick(now());
        }
    }
}

void MediaThread::read(Entry& entry, StreamPort port) {
    const auto& socket = port == StreamPort::Rtp ? entry.sockets.rtp : entry.sockets.rtcp;
    for (int i = 0; i < mostPacketsAtOnce; ++i) {
        const auto received = socket.receive(buffer_);
        if (!received) return;
        if (received->octets > largestPacket) continue;
        StreamWay::Packet packet{std::span(buffer_).first(received->octets), received->from};
        if (entry.way && port == StreamPort::Rtp) {
            const auto taken = entry.way->take(packet.bytes, packet.from);
            if (!taken) continue;
            packet = *taken;
        }
        if (entry.stream) entry.stream->received(port, packet.bytes, packet.from, now());
    }
}

}  // namespace sidetone::media
