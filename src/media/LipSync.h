// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "core/Clock.h"

namespace sidetone::media {

/// Which moment of the other side's clock a RTP time means: from its sender reports (RFC 3550,
/// section 6.4.1).
class SenderClock {
public:
    explicit SenderClock(int clockRate = 90000) : clockRate_(clockRate) {}
    void report(std::uint64_t ntpTime, std::uint32_t rtpTime) {
        ntpMicroseconds_ = static_cast<std::int64_t>(
            (ntpTime >> 32U) * 1'000'000 + (((ntpTime & 0xFFFFFFFFU) * 1'000'000) >> 32U));
        rtpTime_ = rtpTime;
        known_ = true;
    }
    void reset() { known_ = false; }
    /// Microseconds since 1900 there; empty before the first report.
    [[nodiscard]] std::optional<std::int64_t> at(std::uint32_t rtpTime) const {
        if (!known_) return std::nullopt;
        const auto ticks = static_cast<std::int32_t>(rtpTime - rtpTime_);
        return ntpMicroseconds_ + std::int64_t{ticks} * 1'000'000 / clockRate_;
    }

private:
    int clockRate_;
    bool known_ = false;
    std::int64_t ntpMicroseconds_ = 0;
    std::uint32_t rtpTime_ = 0;
};

/// What the sound of a call tells its picture, so that both are heard and seen together: how much
/// later than it was said (by the other side's clock) something is heard here (by our monotonic
/// clock). The two clocks have nothing to do with each other; pictures are delayed by as much.
/// Media thread.
struct LipSync {
    std::optional<std::int64_t> soundDelay;  ///< microseconds
    core::Instant told{};

    /// When a picture of that moment should be seen; empty where sound has told nothing lately.
    [[nodiscard]] std::optional<core::Instant> timeOf(std::int64_t senderMicroseconds,
                                                      core::Instant now) const {
        constexpr core::Milliseconds old(2000);
        if (!soundDelay || now - told > old) return std::nullopt;
        return core::Instant(std::chrono::microseconds(senderMicroseconds + *soundDelay));
    }
};

}  // namespace sidetone::media
