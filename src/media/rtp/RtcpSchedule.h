// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/Clock.h"
#include "media/rtp/RtcpPacket.h"

namespace sidetone::media {

/// Whether a report is the first one, which may come after half the time.
enum class ReportTurn { First, Later };

/// How long to wait for the next report of a call between two (RFC 3550, section 6.3.1): 5 s,
/// 2.5 s for the first, longer only where the reports would take more than 5 % of 64 kbit/s;
/// spread over 0.5 to 1.5 of that, and divided by e - 1.5. `chance`: 0 up to 1.
[[nodiscard]] core::Milliseconds reportInterval(ReportTurn turn, double averageOctets,
                                                double chance);

/// Wall-clock time in NTP's form for sender reports, from monotonic time and one offset, so that
/// a clock that is set in mid-call does not disturb round-trip times.
class NtpClock {
public:
    NtpClock(core::Instant now, core::WallTime wall);
    /// Seconds since 1900 in the upper 32 bits, fractions in the lower.
    [[nodiscard]] std::uint64_t at(core::Instant when) const;

private:
    std::int64_t offset_;  ///< microseconds from Instant's epoch to 1900, negated
};

/// The middle 32 bits that reports carry.
[[nodiscard]] constexpr std::uint32_t shortNtp(std::uint64_t ntp) {
    return static_cast<std::uint32_t>(ntp >> 16U);
}

/// Round-trip time in ms from a block about our own stream (section 6.4.1); empty where the
/// other side has no sender report of ours yet or the numbers make no sense (below 0, over 30 s).
[[nodiscard]] std::optional<double> roundTrip(const ReportBlock& block, std::uint64_t ntpNow);

}  // namespace sidetone::media
