// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "media/Resampler.h"
#include "media/SampleQueue.h"
#include "media/codecs/AudioCodec.h"
#include "media/dtmf/DigitSender.h"
#include "media/rtp/RtpPacket.h"

namespace sidetone::media {

/// From sound to packets: resampling, packet length, encoder, digits, sequence and time.
/// Media thread.
class SoundSender {
public:
    /// Gets each packet: `octets` of the buffer are header and payload; the rest of the buffer
    /// is room for protection.
    using Packet = std::function<void(std::span<std::uint8_t> buffer, std::size_t octets)>;

    struct Start {
        std::uint32_t ssrc = 0;
        std::uint16_t sequence = 0;
        std::uint32_t timestamp = 0;
    };
    /// `rate`: of the device; 0: the codec's.
    SoundSender(int rate, const Start& start, Packet packet);

    /// Without encoder: the one that is there goes on.
    void setFormat(std::unique_ptr<AudioEncoder> encoder, const AudioFormat& format,
                   int packetMilliseconds, std::optional<int> telephoneEvent);
    void setLoss(int percent);
    void addDigit(std::uint8_t event, core::Milliseconds duration);

    /// Samples a second that push() wants.
    [[nodiscard]] int inputRate() const;
    enum class Mode { Send, Pause };
    /// Each 20 ms: the next 20 ms of sound. Paused: nothing is sent, but time goes on.
    void push(std::span<const std::int16_t> samples, Mode mode);

    [[nodiscard]] std::uint32_t ssrc() const { return header_.ssrc; }
    [[nodiscard]] std::uint32_t timestamp() const { return time_; }
    [[nodiscard]] std::uint64_t packets() const { return packets_; }
    [[nodiscard]] std::uint64_t octets() const { return octets_; }

private:
    void sendSound();
    void sendDigit(const DigitSender::Packet& digit);
    void finish(std::size_t payloadOctets);
    [[nodiscard]] std::uint32_t ticksOf(int milliseconds) const;

    const int rate_;
    const Packet packet_;
    RtpHeader header_;
    std::uint32_t time_;  ///< RTP timestamp of the end of what push() got
    std::unique_ptr<AudioEncoder> encoder_;
    AudioFormat format_;
    int clockRate_ = 8000;
    std::size_t packetSamples_ = 160;
    std::optional<int> telephoneEvent_;
    std::unique_ptr<Resampler> resampler_;
    SampleQueue queue_;  ///< at the encoder's rate
    DigitSender digits_;
    std::uint32_t digitTime_ = 0;
    std::uint32_t soundTime_ = 0;  ///< of the next packet in a run of sound
    bool spoke_ = false;           ///< the packet before was sound: no marker
    std::uint64_t packets_ = 0;
    std::uint64_t octets_ = 0;
    std::vector<std::uint8_t> buffer_;
};

}  // namespace sidetone::media
