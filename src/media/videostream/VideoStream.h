// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/Random.h"
#include "media/LipSync.h"
#include "media/MediaStream.h"
#include "media/rate/CoderLoad.h"
#include "media/rtp/ReceptionStatistics.h"
#include "media/rtp/RtcpFeedback.h"
#include "media/rtp/RtcpSchedule.h"
#include "media/videostream/LineWatch.h"
#include "media/videostream/PictureBuffer.h"
#include "media/videostream/StreamLink.h"
#include "media/videostream/VideoCoder.h"
#include "media/videostream/VideoSender.h"

namespace sidetone::media {

/// What a video stream takes from outside.
struct VideoStreamPorts {
    VideoCoder& coder;
    PacketOut send;
    std::function<void()> firstPicture;
    std::function<void(const VideoStatistics&)> statistics;
    NtpClock ntp;
    std::uint64_t seed = 0;
    std::string cname;  ///< the same as the sound's: both belong together
    int localPort = 0;
    /// What the sound of the same call tells; may be null.
    std::shared_ptr<const LipSync> lipSync;
    /// What the line is thought to carry at first, bit/s: remembered, or low (VID-04).
    int firstBits = 150'000;
};

/// One call's picture: packets in and out, feedback, the rate. It has no thread, socket or clock
/// of its own: the media thread (or a test in virtual time) calls tick() each 5 ms, and hands in
/// what arrives and what the coder made.
///
/// Lost packets are asked for (NACK); what does not come in time is concealed, and a key picture
/// is asked for (PLI, or FIR) until one came. The rate is the least of what was agreed (b=TIAS),
/// what the other side allows (TMMBR, REMB) and what the line carries; it decides about the step
/// of the ladder.
class VideoStream final : public MediaStream {
public:
    explicit VideoStream(VideoStreamPorts ports);

    void configure(PreparedVideo prepared, core::Instant now);
    void encoded(const EncodedPicture& picture, core::Instant captured);
    void shown(const ShownPicture& shown);

    void tick(core::Instant now) override;
    void received(StreamPort port, std::span<std::uint8_t> bytes, const SocketAddress& from,
                  core::Instant now) override;
    void stop(core::Instant now) override;

private:
    [[nodiscard]] bool mayShow() const;
    [[nodiscard]] bool maySend() const;
    void rtpReceived(std::span<std::uint8_t> bytes, const SocketAddress& from, core::Instant now);
    void rtcpReceived(std::span<std::uint8_t> bytes, const SocketAddress& from, core::Instant now);
    void judgeReport(const ReportBlock& block, core::Instant now);
    void takeFeedback(const RtcpFeedback& feedback, core::Instant now);
    void give(core::Instant now);
    void ask(core::Instant now);
    void steer(core::Instant now);
    [[nodiscard]] int wireLimit() const;
    [[nodiscard]] int agreedLimit() const;
    [[nodiscard]] int worthKnowing() const;
    [[nodiscard]] EncodedPicture filled(const EncodedPicture& picture, core::Instant captured);
    [[nodiscard]] int packetCost() const;
    enum class Farewell { No, Yes };
    void report(core::Instant now, Farewell farewell);
    void sendWith(const RtcpFeedback& feedback, core::Instant now);
    void tellArrivals(const StreamReport& arrivals, core::Instant now);
    [[nodiscard]] RtcpCompound aboutUs(core::Instant now) const;
    void tellStatistics(core::Instant now);
    [[nodiscard]] core::Milliseconds untilNextReport();
    [[nodiscard]] core::Milliseconds roundTripOr(int usual) const;

    VideoStreamPorts ports_;
    std::unique_ptr<core::Random> random_;
    StreamLink link_;
    VideoSender sender_;
    PictureBuffer buffer_;
    ReceptionStatistics reception_;
    SenderClock senderClock_;
    LineWatch line_;
    StepSelector steps_;
    CoderLoad load_;
    int fillBits_ = 0;       ///< the stream is filled up to that; 0: it is not
    double fillOctets_ = 0;  ///< that are still missing for it
    core::Instant filledAt_{};
    core::Instant now_{};  ///< of the last tick
    bool configured_ = false;
    VideoParameters parameters_;
    std::optional<H264Settings> target_;
    std::optional<RateLimit> limit_;  ///< the other side's TMMBR
    std::optional<std::int64_t> estimate_;
    std::optional<std::uint8_t> lastFullIntra_;
    std::uint8_t ownFullIntra_ = 0;
    bool keyNeeded_ = true;
    bool anythingCame_ = false;
    bool sawFirst_ = false;
    std::optional<core::Instant> lastAsked_;
    std::optional<core::Instant> limitAsked_;
    bool limitNoted_ = false;
    core::Instant nextReport_{};
    std::uint64_t sentAtReport_ = 0;
    struct SenderReportSeen {
        std::uint32_t shortNtp = 0;
        core::Instant arrival;
    };
    std::optional<SenderReportSeen> senderReport_;
    std::optional<double> roundTrip_;
    VideoStatistics statistics_;
    std::uint64_t receivedOctets_ = 0;
    core::Instant nextStatistics_{};
    std::uint64_t sentOctetsTold_ = 0;
    std::uint64_t receivedOctetsTold_ = 0;
    int framesSent_ = 0;
    int framesShown_ = 0;
};

}  // namespace sidetone::media
