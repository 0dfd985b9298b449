// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "core/Result.h"
#include "media/AudioParameters.h"

namespace sidetone::media {

/// Turns sound into payloads. 16-bit mono. Media thread.
class AudioEncoder {
public:
    virtual ~AudioEncoder() = default;
    /// Samples a second of what goes in.
    [[nodiscard]] virtual int sampleRate() const = 0;
    /// Encodes one packet's worth: a multiple of 10 ms, 10 to 60 ms (Opus: 10, 20, 40 or 60).
    /// Returns the octets written, 0 where it failed, `payload` is too small, or nothing needs to
    /// be sent (a pause).
    [[nodiscard]] virtual std::size_t encode(std::span<const std::int16_t> samples,
                                             std::span<std::uint8_t> payload) = 0;
    /// How much of what is sent gets lost (0 to 100), as the other side reports it.
    virtual void setLoss(int percent) { static_cast<void>(percent); }
};

/// Turns payloads into sound. Media thread. Takes any bytes.
class AudioDecoder {
public:
    virtual ~AudioDecoder() = default;
    /// Samples a second of what comes out.
    [[nodiscard]] virtual int sampleRate() const = 0;
    /// Ticks a second of RTP timestamps: for G.722 8000 although it samples at 16000.
    [[nodiscard]] virtual int clockRate() const = 0;
    /// How many samples the payload holds; 0 where it makes no sense or lasts over 120 ms.
    [[nodiscard]] virtual int samplesIn(std::span<const std::uint8_t> payload) const = 0;
    /// Decodes; `samples` has room for samplesIn(). Returns the samples written, 0 for garbage.
    [[nodiscard]] virtual int decode(std::span<const std::uint8_t> payload,
                                     std::span<std::int16_t> samples) = 0;
    /// Fills all of `samples` (10 to 60 ms) with what a lost packet may have held. `next` is the
    /// packet after it, where that is already here: it may carry a copy (Opus in-band FEC).
    virtual void conceal(std::span<std::int16_t> samples, std::span<const std::uint8_t> next) = 0;
    /// True where the sender says with this payload that it sends nothing for a while
    /// (discontinuous transmission); from then on conceal() gives the noise of the background.
    [[nodiscard]] virtual bool beginsPause(std::span<const std::uint8_t> payload) const {
        static_cast<void>(payload);
        return false;
    }
};

/// Unsupported where the library does not give the codec.
[[nodiscard]] core::Result<std::unique_ptr<AudioEncoder>> makeEncoder(const AudioFormat& format);
[[nodiscard]] core::Result<std::unique_ptr<AudioDecoder>> makeDecoder(AudioCodecKind codec);

}  // namespace sidetone::media
