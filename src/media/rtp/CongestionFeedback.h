// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/Clock.h"

namespace sidetone::media {

/// What became of one packet, as its receiver tells.
struct PacketReport {
    bool isReceived = false;
    /// How long before the report it came; nothing where it came too early to say (over 8 s) or
    /// its time is not known.
    std::optional<std::chrono::microseconds> age{};
    friend bool operator==(const PacketReport&, const PacketReport&) = default;
};

/// What a receiver tells about packets of one stream that follow each other.
struct StreamReport {
    std::uint32_t ssrc = 0;
    std::uint16_t firstSequence = 0;
    std::vector<PacketReport> packets;  ///< at most 16,384
    friend bool operator==(const StreamReport&, const StreamReport&) = default;
};

/// RTCP congestion control feedback (RFC 8888): when each packet came, to a 1024th of a second.
struct CongestionFeedback {
    std::uint32_t sender = 0;
    std::vector<StreamReport> streams;
    std::uint32_t time = 0;  ///< of the report: the middle 32 bits of its NTP time
    friend bool operator==(const CongestionFeedback&, const CongestionFeedback&) = default;
};

/// Reads the first packet of that kind in a datagram of RTCP; empty where there is none, or where
/// a version or length is wrong.
[[nodiscard]] std::optional<CongestionFeedback> parseCongestionFeedback(
    std::span<const std::uint8_t> datagram);

/// Behind a compound packet. Streams whose packets are more than 16,384 are left out.
void appendCongestionFeedback(const CongestionFeedback& feedback,
                              std::vector<std::uint8_t>& compound);

/// Notes when packets of one stream came, and makes its reports. What was in the report before
/// is in the next one as well: a report may be lost. Media thread.
class ArrivalLog {
public:
    explicit ArrivalLog(std::uint32_t ssrc) : ssrc_(ssrc) {}

    void arrived(std::uint16_t sequence, core::Instant at);
    /// Nothing where nothing came since the report before last.
    [[nodiscard]] std::optional<StreamReport> report(core::Instant now);

private:
    [[nodiscard]] std::int64_t extend(std::uint16_t sequence) const;

    std::uint32_t ssrc_;
    std::map<std::int64_t, core::Instant> arrivals_;  ///< by the sequence number with its wraps
    std::optional<std::int64_t> highest_;
    std::optional<std::int64_t> next_;        ///< where the next report begins
    std::optional<std::int64_t> reportedTo_;  ///< the first one that no report has had
};

}  // namespace sidetone::media
