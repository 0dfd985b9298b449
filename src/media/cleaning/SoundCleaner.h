// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace sidetone::media {

/// What is done to the sound of a microphone before it is sent; each can be switched off.
struct SoundCleaning {
    bool echo = true;   ///< takes out what the loudspeaker plays
    bool gain = true;   ///< brings soft and loud voices to the same level
    bool noise = true;  ///< takes out steady noise
    friend bool operator==(const SoundCleaning&, const SoundCleaning&) = default;
};

/// Cleans one call's sound. Takes 10 ms or a multiple at 8000, 16000, 32000 or 48000 Hz; sound
/// of other rates is left as it is. Media thread.
class SoundCleaner {
public:
    virtual ~SoundCleaner() = default;
    /// What the loudspeaker is given, before the microphone can hear it.
    virtual void played(std::span<const std::int16_t> samples, int rate) = 0;
    /// What the microphone heard, cleaned in place.
    virtual void clean(std::span<std::int16_t> samples, int rate) = 0;
};

/// By webrtc-audio-processing. `delayMilliseconds`: how long after it was played sound is heard
/// at the microphone at the least. Null where nothing is switched on or the library fails.
[[nodiscard]] std::unique_ptr<SoundCleaner> makeSoundCleaner(const SoundCleaning& cleaning,
                                                             int delayMilliseconds);

}  // namespace sidetone::media
