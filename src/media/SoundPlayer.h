// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/Clock.h"
#include "core/Error.h"
#include "media/Resampler.h"
#include "media/wav/WavFile.h"

namespace sidetone::media {

class AudioDevices;
class AudioSink;

/// Plays one sound at a time through the person's loudspeaker, outside calls. Protocol thread: a
/// piece is handed on each 20 ms, a moment ahead of what is heard.
class SoundPlayer {
public:
    /// What it ended with: empty where it was played to its end.
    using Ended = std::function<void(const std::optional<core::Error>&)>;

    /// Both must outlive the player.
    SoundPlayer(AudioDevices& devices, core::Clock& clock);
    ~SoundPlayer();

    /// Ends what plays, without a call of its `ended`, and begins this.
    void play(WavSound sound, Ended ended);
    void stop();
    [[nodiscard]] bool isPlaying() const { return sink_ != nullptr; }

private:
    void tick();
    void end(const std::optional<core::Error>& error);

    AudioDevices& devices_;
    core::Clock& clock_;
    std::unique_ptr<AudioSink> sink_;
    WavSound sound_;  ///< at the loudspeaker's rate
    std::size_t written_ = 0;
    core::Instant begun_;
    core::Timer timer_;
    Ended ended_;
};

}  // namespace sidetone::media
