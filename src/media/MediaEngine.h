// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Log.h"
#include "core/Random.h"
#include "core/Result.h"
#include "media/AudioParameters.h"
#include "media/AudioSession.h"
#include "media/VideoSession.h"
#include "media/cleaning/SoundCleaner.h"

namespace sidetone::media {

class AudioDevices;
class VideoDevices;

/// What the engine takes from outside. References must outlive the engine.
struct MediaPorts {
    core::Random& random;  ///< SSRCs, ports, first sequence numbers; protocol thread only
    core::Log& log;
    std::shared_ptr<AudioDevices> devices;  ///< media/devices/: sound card, files, tone, null
    /// Of microphones; files and tones are sent as they are.
    SoundCleaning cleaning = {};
    std::shared_ptr<VideoDevices> video = nullptr;  ///< null: calls have no picture
};

/// Makes audio sessions. An interface, so that call tests can hand in another.
class MediaEngine {
public:
    virtual ~MediaEngine() = default;

    /// The engine of production: one media thread for all sessions, started here, with its own
    /// poll loop and 20 ms clock. The devices warm up in the background, so that a call starts
    /// in milliseconds. Sessions must be gone before the engine goes.
    [[nodiscard]] static std::unique_ptr<MediaEngine> create(const MediaPorts& ports);

    /// Binds a free pair of ports inside the range at a random place: cheap enough for a
    /// signalling handler (well below a millisecond). Busy where every pair is taken,
    /// InvalidInput where the range holds none, Unreachable where the address is not ours.
    [[nodiscard]] virtual core::Result<std::unique_ptr<AudioSession>> createAudioSession(
        const AudioSessionSetup& setup) = 0;

    /// Whether calls can have a picture, and whether there is one to send.
    enum class Video { None, ReceiveOnly, SendAndReceive };
    [[nodiscard]] virtual Video video() const { return Video::None; }
    /// The same for the picture of a call; `beside`: its sound, with which lips move, may be null.
    /// Unsupported where video() is None.
    [[nodiscard]] virtual core::Result<std::unique_ptr<VideoSession>> createVideoSession(
        const VideoSessionSetup& setup, const AudioSession* beside);

    /// What sound goes to and comes from, a sentence for Connection Status: "PulseAudio or
    /// PipeWire", "no sound device: calls are silent", "file tone.wav".
    [[nodiscard]] virtual std::string devicesText() const = 0;
};

}  // namespace sidetone::media
