// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <span>

#include "core/Clock.h"
#include "media/rate/SentPackets.h"

namespace sidetone::media {

/// How much the line carries, for peers that tell when each packet came (RFC 8888): network
/// assisted dynamic adaptation, RFC 8698, with its constants but for five that RFC 8867's lines
/// and narrow ones taught (in NadaController.cpp). It keeps a queue of some 10 to 25 ms, goes up
/// fast where the line is free, and backs off before packets are lost (VID-05, NONE-05). Three
/// things differ from the standard: the filter of delays lasts at least 300 ms, since calls send
/// few packets and lines jitter; a long queue counts as other people's only after several losses in
/// a row of seconds, since a line that got narrower drops packets once as well; and it never goes
/// far below what arrives. Bit/s on the wire, sound and picture together. Media thread.
class NadaController {
public:
    struct Range {
        double least = 60'000;
        double most = 1'500'000;
    };
    NadaController(double first, Range range);

    /// Packets of one report, and when it came here.
    void feedback(std::span<const PacketResult> packets, core::Instant now);
    /// From a timer, each 100 ms or so: what is not told is taken for bad news.
    void tick(core::Instant now);
    /// A new limit, for instance by TMMBR.
    void setMost(double bitsPerSecond);

    /// Less is sent than target(): then what arrives proves nothing beyond itself.
    enum class Sending { All, Less };
    void setSending(Sending sending) { sendsLess_ = sending == Sending::Less; }

    /// What was tried beyond what arrives did not come about.
    void settle() { target_ = std::clamp(received_, range_.least, target_); }

    [[nodiscard]] double target() const { return target_; }
    /// The line has not shown its end yet.
    [[nodiscard]] bool isStarting() const { return isStarting_; }
    /// What arrives there, over the last half a second.
    [[nodiscard]] double received() const { return received_; }
    [[nodiscard]] std::chrono::microseconds queueDelay() const { return queue_; }
    [[nodiscard]] double lossRatio() const { return loss_; }
    [[nodiscard]] std::chrono::microseconds roundTrip() const { return roundTrip_; }

private:
    struct Arrival {
        std::chrono::microseconds at;
        int octets;
        bool wasQueued;  ///< it met a queue, or one behind it was lost
    };
    struct Delay {
        std::chrono::microseconds arrived;
        std::chrono::microseconds oneWay;
    };
    void take(const PacketResult& packet, core::Instant now);
    void noteLoss(core::Instant now);
    void filter(std::chrono::microseconds newest);
    void notePast(std::chrono::microseconds newest);
    void settleBase(core::Instant now);
    void update(core::Instant now);
    [[nodiscard]] double congestion(core::Instant now) const;
    [[nodiscard]] bool isSharedQueue(core::Instant now) const;
    [[nodiscard]] bool mayAccelerate() const;
    void accelerate();
    void adjust(double congestion, std::chrono::microseconds since);

    Range range_;
    double target_;
    double received_ = 0;
    bool sendsLess_ = false;
    double loss_ = 0;
    std::deque<core::Instant> lossEvents_;  ///< the last ones, each at least a second long
    double lastCongestion_ = 0;
    std::chrono::microseconds queue_{0};
    std::chrono::microseconds roundTrip_{100'000};
    std::optional<std::chrono::microseconds> base_;  ///< the least one-way delay, offset unknown
    std::deque<Delay> recent_;                       ///< of the last packets
    std::deque<Arrival> arrivals_;                   ///< of the last half a second
    std::optional<core::Instant> lastUpdate_;
    std::optional<core::Instant> calmSince_;
    std::chrono::microseconds calmQueue_{0};
    bool isStarting_ = true;
    int lostNow_ = 0;
    int receivedNow_ = 0;
};

}  // namespace sidetone::media
