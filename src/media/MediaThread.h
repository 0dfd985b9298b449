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
#include "media/AudioStream.h"
#include "media/rtp/SocketPair.h"

namespace sidetone::media {

/// The thread of all sound: one epoll loop over sockets, a 20 ms clock and posted work. Nothing
/// on it blocks. The clock runs only while there are streams.
class MediaThread {
public:
    using StreamId = std::uint64_t;

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
    using MakeStream = std::function<std::unique_ptr<AudioStream>(PacketOut)>;
    void add(StreamId id, SocketPair sockets, MakeStream make);
    /// Calls it with the stream, if it is still there.
    void with(StreamId id, std::function<void(AudioStream&, core::Instant now)> work);
    void remove(StreamId id);

    [[nodiscard]] static core::Instant now();

private:
    struct Entry {
        SocketPair sockets;
        std::unique_ptr<AudioStream> stream;
    };

    void run();
    void wait();
    void watch(int descriptor, std::uint64_t tag);
    void doPosted();
    void tick();
    void read(Entry& entry, StreamPort port);
    void setClock();

    core::Log& log_;
    int poll_ = -1;
    int wake_ = -1;
    int clock_ = -1;
    std::mutex mutex_;  ///< guards posted_
    std::vector<std::function<void()>> posted_;
    std::atomic<bool> stop_ = false;
    // The media thread's alone:
    std::map<StreamId, Entry> entries_;
    std::vector<std::uint8_t> buffer_;
    bool clockRuns_ = false;
    core::Instant slowTold_{};
    std::thread thread_;
};

}  // namespace sidetone::media
