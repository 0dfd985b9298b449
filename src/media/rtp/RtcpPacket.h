// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sidetone::media {

/// What somebody says about the packets that he received from `ssrc` (RFC 3550, section 6.4.1).
struct ReportBlock {
    std::uint32_t ssrc = 0;
    std::uint8_t fractionLost = 0;       ///< 256ths, since the report before
    std::int32_t totalLost = 0;          ///< 24 bits with sign
    std::uint32_t highestSequence = 0;   ///< with the count of wraps above 16 bits
    std::uint32_t jitter = 0;            ///< RTP clock ticks
    std::uint32_t lastSenderReport = 0;  ///< the middle 32 bits of its NTP time; 0: none
    std::uint32_t delaySinceReport = 0;  ///< 65536ths of a second

    friend bool operator==(const ReportBlock&, const ReportBlock&) = default;
};

/// What a sender says about itself.
struct SenderInfo {
    std::uint64_t ntpTime = 0;
    std::uint32_t rtpTime = 0;
    std::uint32_t packets = 0;
    std::uint32_t octets = 0;

    friend bool operator==(const SenderInfo&, const SenderInfo&) = default;
};

/// A compound packet, as far as it matters for sound: SR or RR, SDES with the CNAME, BYE. Other
/// packets and items are skipped.
struct RtcpCompound {
    std::uint32_t ssrc = 0;            ///< of the sender or receiver report
    std::optional<SenderInfo> sender;  ///< there in a sender report
    std::vector<ReportBlock> blocks;   ///< at most 31
    std::string cname;                 ///< up to 255 octets
    bool bye = false;

    friend bool operator==(const RtcpCompound&, const RtcpCompound&) = default;
};

/// Reads a compound packet. Empty where a version or length is wrong, or where it does not begin
/// with a report (RFC 3550, appendix A.2).
[[nodiscard]] std::optional<RtcpCompound> parseRtcp(std::span<const std::uint8_t> bytes);

/// SR or RR, then SDES, then BYE where wanted; at most 31 blocks and 255 octets of CNAME.
[[nodiscard]] std::vector<std::uint8_t> writeRtcp(const RtcpCompound& compound);

}  // namespace sidetone::media
