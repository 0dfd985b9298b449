// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/Clock.h"
#include "media/Resampler.h"
#include "media/SampleQueue.h"
#include "media/codecs/AudioCodec.h"
#include "media/codecs/ComfortNoise.h"
#include "media/jitter/JitterBuffer.h"
#include "media/rtp/RtpPacket.h"

namespace sidetone::media {

/// A decoder and the payload type that means it.
struct DecoderEntry {
    int payloadType = 0;
    AudioCodecKind codec = AudioCodecKind::Pcmu;
    std::unique_ptr<AudioDecoder> decoder;
};

/// From packets to sound: jitter buffer, decoder, concealment, resampling to the device's rate.
/// Media thread; runs on the time that it is given.
class SoundReceiver {
public:
    /// `rate`: of the device; 0: the codec's.
    explicit SoundReceiver(int rate);

    /// What may arrive from now on; what waits is played with the old ones if they are still
    /// there.
    void setDecoders(std::vector<DecoderEntry> decoders);
    /// The clock of a payload type; 0 where no decoder takes it.
    [[nodiscard]] int clockRate(int payloadType) const;
    /// The clock of what is played now.
    [[nodiscard]] int playingClock() const { return buffer_.clockRate(); }
    /// A packet with a payload type of ours, one that fills no time (digits), or one that
    /// describes the noise of a pause (RFC 3389).
    enum class Content { Sound, NoSound, Noise };
    [[nodiscard]] JitterBuffer::Put put(const RtpPacket& packet, std::uint64_t sequence,
                                        Content content, core::Instant arrival);
    /// Forgets what waits: another source speaks, or nothing may be heard (hold).
    void reset();

    /// The next `milliseconds` of sound at outputRate(). Valid until the next call.
    [[nodiscard]] std::span<const std::int16_t> pull(int milliseconds, core::Instant now);
    [[nodiscard]] int outputRate() const { return rate_ != 0 ? rate_ : codecRate_; }

    [[nodiscard]] std::uint64_t concealedMilliseconds() const { return concealed_ / 1000; }
    /// The RTP time of the newest packet that was played; empty before the first.
    [[nodiscard]] std::optional<std::uint32_t> newestTimestamp() const { return newestTimestamp_; }
    [[nodiscard]] int waitingMilliseconds() const { return buffer_.waitingMilliseconds(); }

private:
    [[nodiscard]] DecoderEntry* entry(int payloadType);
    void playOne(core::Instant now);
    void playSound(const JitterBuffer::Play& play, core::Instant now);
    void makeUp(int samples, std::span<const std::uint8_t> next);
    /// Lets sound that is made up fade away: it covers a loss, not an end.
    void fadeMadeUp(std::span<std::int16_t> samples);
    void silence(int samples);
    /// The noise of the other side's room; false where it has not told of a pause.
    [[nodiscard]] bool pauseNoise(int samples);
    [[nodiscard]] int decodeInto(std::vector<std::int16_t>& samples,
                                 const JitterBuffer::Packet& packet);
    void useDecoder(DecoderEntry& used);
    void out(std::span<const std::int16_t> samples);
    [[nodiscard]] int samplesOf(int ticks) const;

    const int rate_;
    int codecRate_ = 8000;
    JitterBuffer buffer_;
    std::vector<DecoderEntry> decoders_;
    int currentType_ = -1;  ///< payload type of the last sound
    std::unique_ptr<Resampler> resampler_;
    SampleQueue queue_;       ///< at outputRate()
    std::size_t pulled_ = 0;  ///< of queue_, handed out by the last pull()
    std::vector<std::int16_t> scratch_;
    std::vector<std::int16_t> second_;
    std::uint64_t concealed_ = 0;  ///< microseconds
    /// The other side pauses: who knows its noise, and the packet that told.
    struct Pause {
        enum class Noise { OfCodec, OfPackets };
        Noise noise = Noise::OfPackets;
        std::uint64_t sequence = 0;
    };
    std::optional<Pause> pause_;
    ComfortNoise noise_;
    std::uint64_t newestPlayed_ = 0;
    std::optional<std::uint32_t> newestTimestamp_;
    int madeUpRun_ = 0;  ///< samples made up since the last sound, up to the fade's end
};

}  // namespace sidetone::media
