// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/RtcpSchedule.h"

#include <algorithm>

namespace sidetone::media {
namespace {

/// From 1 January 1900 to 1 January 1970.
constexpr std::int64_t secondsBefore1970 = 2208988800;
constexpr double octetsPerSecond = 64000.0 / 8 * 0.05;
constexpr double members = 2;
/// Makes up for what reconsideration takes away (RFC 3550, section 6.3.1).
constexpr double compensation = 2.71828 - 1.5;

}  // namespace

core::Milliseconds reportInterval(ReportTurn turn, double averageOctets, double chance) {
    const double least = turn == ReportTurn::First ? 2.5 : 5.0;
    const double seconds = std::max(least, members * averageOctets / octetsPerSecond);
    return core::Milliseconds(
        static_cast<std::int64_t>(seconds * (0.5 + chance) / compensation * 1000));
}

NtpClock::NtpClock(core::Instant now, core::WallTime wall)
    : offset_(
          std::chrono::duration_cast<std::chrono::microseconds>(wall.time_since_epoch()).count() +
          secondsBefore1970 * 1000000 - now.time_since_epoch().count()) {}

std::uint64_t NtpClock::at(core::Instant when) const {
    const auto microseconds = static_cast<std::uint64_t>(when.time_since_epoch().count() + offset_);
    const std::uint64_t fraction = ((microseconds % 1000000) << 32U) / 1000000;
    return ((microseconds / 1000000) << 32U) | fraction;
}

std::optional<double> roundTrip(const ReportBlock& block, std::uint64_t ntpNow) {
    if (block.lastSenderReport == 0) return std::nullopt;
    const std::uint32_t passed = shortNtp(ntpNow) - block.lastSenderReport;
    const auto way = static_cast<std::int32_t>(passed - block.delaySinceReport);
    // On one machine the rounding of the three times may give a hair below nothing.
    if (way < -655 || way > 30 * 65536) return std::nullopt;
    return std::max(0, way) * 1000.0 / 65536;
}

}  // namespace sidetone::media
