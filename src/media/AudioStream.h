// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/Clock.h"
#include "core/Error.h"
#include "media/LipSync.h"
#include "media/MediaStream.h"
#include "media/PreparedStream.h"
#include "media/RingingTone.h"
#include "media/SoundReceiver.h"
#include "media/SoundSender.h"
#include "media/cleaning/SoundCleaner.h"
#include "media/devices/AudioDevices.h"
#include "media/dtmf/DigitReceiver.h"
#include "media/mixing/SoundMixer.h"
#include "media/rtp/ReceptionStatistics.h"
#include "media/rtp/RtcpSchedule.h"
#include "media/rtp/SourceLatch.h"

namespace sidetone::media {

/// What a stream tells; called on the media thread.
struct StreamEvents {
    std::function<void()> firstPacket;
    std::function<void(const AudioStatistics&)> statistics;
    std::function<void(char)> digit;
    std::function<void(const core::Error&)> deviceLost;
};

/// What a stream takes from outside.
struct StreamPorts {
    std::unique_ptr<AudioSource> source;
    std::unique_ptr<AudioSink> sink;
    PacketOut send;
    StreamEvents events;
    NtpClock ntp;
    std::uint64_t seed = 0;  ///< for SSRC, first numbers and the spread of reports
    std::string cname;       ///< says nothing about the person (RFC 7022)
    int localPort = 0;
    std::unique_ptr<SoundCleaner> cleaner = nullptr;  ///< none: sound is sent as it is
    std::shared_ptr<LipSync> lipSync = nullptr;  ///< what the call's picture reads; may be null
};

/// One call's sound: packets in and out, devices, reports. It has no thread, socket or clock of
/// its own: the media thread (or a test in virtual time) calls tick() each 20 ms and hands in
/// what arrives. Owned and used by the media thread alone.
class AudioStream final : public MediaStream {
public:
    explicit AudioStream(StreamPorts ports);
    ~AudioStream() override;
    AudioStream(const AudioStream&) = delete;
    AudioStream& operator=(const AudioStream&) = delete;

    void configure(PreparedStream prepared, core::Instant now);
    void setMuted(bool muted) { muted_ = muted; }
    /// Our own ringing tone, until the first packet comes.
    void setRinging(bool ringing);
    void sendDigit(std::uint8_t event, core::Milliseconds duration);
    /// Takes a seat there, or leaves it where it is null.
    void setMixer(std::shared_ptr<SoundMixer> mixer);

    /// Each 20 ms, late or not.
    void tick(core::Instant now) override;
    /// A datagram; the bytes are changed (opened in place). Anything may come.
    void received(StreamPort port, std::span<std::uint8_t> bytes, const SocketAddress& from,
                  core::Instant now) override;
    /// Says goodbye; nothing else may follow.
    void stop(core::Instant now) override;

private:
    [[nodiscard]] bool mayHear() const;
    [[nodiscard]] bool maySpeak() const;
    void rtpReceived(std::span<std::uint8_t> bytes, const SocketAddress& from, core::Instant now);
    void take(const RtpPacket& packet, core::Instant now);
    void rtcpReceived(std::span<std::uint8_t> bytes, const SocketAddress& from, core::Instant now);
    void sendRtp(std::span<std::uint8_t> buffer, std::size_t octets);
    void speak();
    void hear(core::Instant now);
    void ring();
    void report(core::Instant now, bool bye);
    void tellStatistics();
    void tellPicture(core::Instant now);
    void watchDevices();
    [[nodiscard]] double chance();

    StreamPorts ports_;
    std::unique_ptr<core::Random> random_;
    SoundSender sender_;
    SoundReceiver receiver_;
    ReceptionStatistics reception_;
    SourceLatch latch_;
    DigitReceiver digits_;
    bool configured_ = false;
    bool muted_ = false;
    MediaDirection direction_ = MediaDirection::Inactive;
    AudioFormat sendFormat_;
    std::optional<int> telephoneEvent_;  ///< to receive
    SocketAddress remoteRtcp_;
    bool rtcpSharesPort_ = false;
    bool isProtected_ = false;
    std::unique_ptr<SrtpContext> protect_;
    std::unique_ptr<SrtpContext> open_;
    std::shared_ptr<SoundMixer> mixer_;
    SoundMixer::Seat seat_ = 0;
    bool heardFirst_ = false;
    std::optional<RingingTone> ringing_;
    std::vector<std::int16_t> rung_;
    std::vector<std::int16_t> captured_;
    core::Instant nextReport_{};
    double averageReport_ = 120;
    std::uint64_t sentAtReport_ = 0;
    struct SenderReportSeen {
        std::uint32_t shortNtp = 0;
        core::Instant arrival;
    };
    std::optional<SenderReportSeen> senderReport_;
    std::optional<SenderInfo> senderTime_;
    std::optional<double> roundTrip_;
    std::uint64_t late_ = 0;
    std::uint64_t refused_ = 0;
    int ticksToStatistics_ = 50;
};

}  // namespace sidetone::media
