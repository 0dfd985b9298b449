// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/Log.h"
#include "media/MediaStream.h"
#include "media/paths/StreamWay.h"
#include "media/rtp/SocketPair.h"

namespace sidetone::media {

/// The thread of all sound and of all packets: one epoll loop over sockets, a clock of 20 ms for
/// sound, one of 5 ms for pictures, and posted work. Nothing on it blocks. The clocks run only
/// while there are streams that need them.
class MediaThread {
public:
    using StreamId = std::uint64_t;
    /// Which clock drives a stream.
    enum class Pace { Sound, Picture };

    explicit MediaThread(core::Log& log);
    /// Ends the thread; streams that are still there say goodbye.
    ~MediaThread();
    MediaThread(const MediaThread&) = delete;
    MediaThread& operator=(const MediaThread&) = delete;

    // From any thread. Work is done in the order of posting.

    /// Runs it on the media thread.
    void post(std::function<void()> work);
    /// The stream and its sockets go over to the thread; `make` is called there with where its
    /// packets go.
    using MakeStream = std::function<std::unique_ptr<MediaStream>(PacketOut)>;
    void add(StreamId id, Pace pace, SocketPair sockets, MakeStream make);
    /// The sockets go over to the thread before there is a stream: what is no packet goes to the
    /// way. add() follows without sockets.
    void open(StreamId id, SocketPair sockets, std::unique_ptr<StreamWay> way);
    void add(StreamId id, Pace pace, MakeStream make);
    /// Calls it with what open() brought and the RTP socket, if they are still there.
    void withSocket(StreamId id, std::function<void(StreamWay&, const UdpSocket& rtp)> work);
    /// Calls it with the stream, if it is still there. `Stream`: what `make` made.
    template <typename Stream>
    void with(StreamId id, std::function<void(Stream&, core::Instant now)> work) {
        withStream(id, [work = std::move(work)](MediaStream& stream, core::Instant when) {
            work(static_cast<Stream&>(stream), when);
        });
    }
    /// Marks what the stream sends from now on with a code point, 0 to 63.
    void mark(StreamId id, int dscp);
    void remove(StreamId id);

    [[nodiscard]] static core::Instant now();

private:
    struct Entry {
        SocketPair sockets;
        Pace pace = Pace::Sound;
        std::unique_ptr<StreamWay> way;       ///< none: packets alone go over the sockets
        std::unique_ptr<MediaStream> stream;  ///< none before add()
    };
    struct Ticker {
        int descriptor = -1;
        bool runs = false;
    };

    void run();
    void wait();
    void watch(int descriptor, std::uint64_t tag);
    void doPosted();
    void own(StreamId id, Entry& entry);
    void fill(Entry& entry, Pace pace, const MakeStream& make);
    void withStream(StreamId id, std::function<void(MediaStream&, core::Instant)> work);
    void tick(Pace pace);
    void read(Entry& entry, StreamPort port);
    void setClocks();
    void setClock(Pace pace);
    [[nodiscard]] Ticker& ticker(Pace pace) {
        return pace == Pace::Sound ? soundClock_ : pictureClock_;
    }

    core::Log& log_;
    int poll_ = -1;
    int wake_ = -1;
    Ticker soundClock_;
    Ticker pictureClock_;
    std::mutex mutex_;  ///< guards posted_
    std::vector<std::function<void()>> posted_;
    std::atomic<bool> stop_ = false;
    // The media thread's alone:
    std::map<StreamId, Entry> entries_;
    std::vector<std::uint8_t> buffer_;
    core::Instant slowTold_{};
    std::thread thread_;
};

}  // namespace sidetone::media
