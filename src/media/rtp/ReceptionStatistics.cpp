// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/ReceptionStatistics.h"

#include <algorithm>
#include <cmath>

namespace sidetone::media {
namespace {

constexpr std::uint64_t oneWrap = 65536;
constexpr int largestGap = 3000;      // RFC 3550 A.1: MAX_DROPOUT
constexpr int largestMisorder = 100;  // MAX_MISORDER

}  // namespace

void ReceptionStatistics::begin(std::uint16_t sequence) {
    begun_ = true;
    base_ = oneWrap + sequence;
    highest_ = base_;
    jumpTo_.reset();
    received_ = 0;
    expectedBefore_ = 0;
    receivedBefore_ = 0;
}

std::optional<std::uint64_t> ReceptionStatistics::received(const RtpHeader& header, int clockRate,
                                                           core::Instant arrival) {
    if (clockRate != clockRate_) {
        clockRate_ = clockRate;
        lastTransit_.reset();
        jitter_ = 0;
    }
    if (!begun_) begin(header.sequence);
    const auto step = static_cast<std::int16_t>(
        static_cast<std::uint16_t>(header.sequence - static_cast<std::uint16_t>(highest_)));
    if (step > largestGap || step < -largestMisorder) {
        if (jumpTo_ != header.sequence) {
            jumpTo_ = static_cast<std::uint16_t>(header.sequence + 1);
            return std::nullopt;
        }
        // Two in a row: the other side restarted its numbers without saying so.
        newSource();
        begin(header.sequence);
    } else if (step > 0) {
        highest_ += static_cast<std::uint64_t>(step);
        jumpTo_.reset();
    }
    ++received_;
    measureJitter(header, arrival);
    const auto back =
        static_cast<std::uint16_t>(static_cast<std::uint16_t>(highest_) - header.sequence);
    return highest_ - back;
}

void ReceptionStatistics::measureJitter(const RtpHeader& header, core::Instant arrival) {
    const auto microseconds = arrival.time_since_epoch().count();
    const auto ticks =
        static_cast<std::uint32_t>(static_cast<std::uint64_t>(microseconds) / 1000 *
                                       static_cast<std::uint64_t>(clockRate_) / 1000 +
                                   static_cast<std::uint64_t>(microseconds) % 1000 *
                                       static_cast<std::uint64_t>(clockRate_) / 1000000);
    const std::uint32_t transit = ticks - header.timestamp;
    if (lastTransit_) {
        const auto difference = static_cast<std::int32_t>(transit - *lastTransit_);
        jitter_ += (std::abs(static_cast<double>(difference)) - jitter_) / 16;
    }
    lastTransit_ = transit;
}

void ReceptionStatistics::newSource() {
    const auto lost = expected() > received_ ? expected() - received_ : 0;
    earlierLost_ += lost;
    earlierReceived_ += received_;
    begun_ = false;
    received_ = 0;
    lastTransit_.reset();
    jitter_ = 0;
}

std::uint64_t ReceptionStatistics::expected() const {
    return begun_ ? highest_ - base_ + 1 : 0;
}

std::uint64_t ReceptionStatistics::packetsLost() const {
    return earlierLost_ + (expected() > received_ ? expected() - received_ : 0);
}

double ReceptionStatistics::jitterMilliseconds() const {
    return jitter_ * 1000 / clockRate_;
}

ReportBlock ReceptionStatistics::report() {
    ReportBlock block;
    const auto expectedNow = expected();
    const auto expectedPeriod = static_cast<std::int64_t>(expectedNow - expectedBefore_);
    const auto receivedPeriod = static_cast<std::int64_t>(received_ - receivedBefore_);
    const auto lostPeriod = expectedPeriod - receivedPeriod;
    if (expectedPeriod > 0 && lostPeriod > 0) {
        block.fractionLost = static_cast<std::uint8_t>(
            std::min<std::int64_t>(255, lostPeriod * 256 / expectedPeriod));
    }
    expectedBefore_ = expectedNow;
    receivedBefore_ = received_;
    const auto lost = static_cast<std::int64_t>(expectedNow) - static_cast<std::int64_t>(received_);
    block.totalLost =
        static_cast<std::int32_t>(std::clamp<std::int64_t>(lost, -0x800000, 0x7FFFFF));
    block.highestSequence = begun_ ? static_cast<std::uint32_t>(highest_ - oneWrap) : 0;
    block.jitter = static_cast<std::uint32_t>(jitter_);
    return block;
}

}  // namespace sidetone::media
