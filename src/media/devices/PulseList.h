// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pulse/pulseaudio.h>

#include <functional>
#include <string>
#include <vector>

#include "media/devices/SoundDevice.h"

namespace sidetone::media {

/// The devices of a sound server that speaks PulseAudio's protocol (PulseAudio itself, and
/// PipeWire through pipewire-pulse), kept up to date: libpulse's own thread asks again at each
/// event, and connects again where the server went away.
///
/// States: Away (asks again each second), Connecting, Listing, Listed. Events: the connection's
/// state, an event of the server, an answer. What happens while it lists is listed afterwards.
class PulseList {
public:
    /// On libpulse's thread.
    using Told = std::function<void(std::vector<SoundDevice>)>;

    explicit PulseList(Told told);
    ~PulseList();
    PulseList(const PulseList&) = delete;
    PulseList& operator=(const PulseList&) = delete;

    /// Tells nothing from now on: streams may keep it alive.
    void silence();

    /// Held while anything of libpulse is used from another thread.
    class Lock {
    public:
        explicit Lock(pa_threaded_mainloop* loop) : loop_(loop) {
            pa_threaded_mainloop_lock(loop_);
        }
        ~Lock() { pa_threaded_mainloop_unlock(loop_); }
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;

    private:
        pa_threaded_mainloop* loop_;
    };
    [[nodiscard]] Lock lock() { return Lock(loop_); }
    /// With the lock; null while there is no server.
    [[nodiscard]] pa_context* context() const;
    /// With the lock: ends a stream of that connection and gives it back, as soon as the server has
    /// answered that it is open.
    static void close(pa_stream* stream);

private:
    void connect();
    void lost();
    void ask();
    void gotServer(const pa_server_info* info);
    void gotSink(const pa_sink_info& info);
    void gotSource(const pa_source_info& info);
    void finish();
    static void stateChanged(pa_context* context, void* self);

    Told told_;
    pa_threaded_mainloop* loop_ = nullptr;
    // All below on libpulse's thread.
    pa_context* context_ = nullptr;
    pa_time_event* again_ = nullptr;
    bool isAsking_ = false;
    bool isStale_ = false;  ///< something happened while it asked
    std::string defaultSink_;
    std::string defaultSource_;
    std::vector<SoundDevice> found_;
};

}  // namespace sidetone::media
