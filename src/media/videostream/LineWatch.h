// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "media/rate/CircuitBreaker.h"
#include "media/rate/LineProbe.h"
#include "media/rate/NadaController.h"
#include "media/rate/RateController.h"
#include "media/rtp/RtcpPacket.h"

namespace sidetone::media {

/// All that one stream knows of its line, in both directions: what it sent and what became of it,
/// when the other side's packets came, and what that means for the rate. Where the other side
/// tells when each packet came (RFC 8888) that decides, else its receiver reports. Media thread.
class LineWatch {
public:
    /// `firstBits`: what the line is thought to carry, bit/s.
    explicit LineWatch(int firstBits);

    /// Both sides tell when each packet came (a=rtcp-fb:* ack ccfb).
    void setTellsArrivals(bool tells) { tellsArrivals_ = tells; }

    void sent(std::uint16_t sequence, int octets, core::Instant now);
    /// The other side asked for it: it was lost.
    void sentAgain(std::uint16_t sequence) { ledger_.sentAgain(sequence); }
    void arrived(std::uint32_t ssrc, std::uint16_t sequence, core::Instant now);

    /// Each few milliseconds. Gives what is to be told to the other side, where that is due.
    [[nodiscard]] std::optional<StreamReport> tick(core::Instant now);
    /// A receiver report about our stream.
    void report(const ReportBlock& block, std::optional<double> roundTripMilliseconds,
                core::Instant now);
    void feedback(const CongestionFeedback& feedback, std::uint32_t ownSsrc, core::Instant now);

    /// The picture's size is that step of the ladder, which takes so many bit/s. `wanted`: up to
    /// where it is worth knowing what the line carries. Gives the rate that the stream is to be
    /// filled up to, so that this is found out; 0: it is not filled.
    [[nodiscard]] int follow(std::size_t step, int stepBits, int wanted, core::Instant now);

    /// What the line carries, bit/s with all headers.
    [[nodiscard]] int target() const;
    /// It has not shown its end yet.
    [[nodiscard]] bool isStarting() const;
    /// It carries less than the smallest picture needs (RATE-06); so until begin().
    [[nodiscard]] bool isTooNarrow() const { return isTooNarrow_; }
    /// Whether the stream has to stop (RFC 8083); it stays so until begin().
    [[nodiscard]] CircuitBreaker::Verdict verdict() const { return verdict_; }
    /// The person, or the other side, begins anew.
    void begin();

private:
    void armBreaker(const ReportBlock& block, double lost,
                    std::optional<double> roundTripMilliseconds, core::Instant now);
    void watchFloor(core::Instant now);

    bool tellsArrivals_ = false;
    bool isTold_ = false;  ///< the other side does as was agreed
    RateController reports_;
    NadaController arrivals_;
    SentPackets ledger_;
    std::optional<ArrivalLog> log_;
    std::uint32_t logSsrc_ = 0;
    CircuitBreaker breaker_;
    CircuitBreaker::Verdict verdict_ = CircuitBreaker::Verdict::Closed;
    core::Instant nextTold_{};
    LineProbe probe_;
    int fillBits_ = 0;
    int mayClimbTo_ = 0;  ///< bit/s, for reports_
    double lastLost_ = 0;
    std::optional<core::Instant> narrowSince_;
    bool isTooNarrow_ = false;
    std::int64_t octetsSinceJudged_ = 0;
    std::int64_t packetsSinceJudged_ = 0;
    double lostSinceJudged_ = 0;
    int reportsSinceJudged_ = 0;
    std::optional<core::Instant> lastJudged_;
};

}  // namespace sidetone::media
