// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sidetone::media {

/// A limit for what a stream may take (TMMBR and TMMBN; RFC 5104, section 4.2).
struct RateLimit {
    std::uint32_t ssrc = 0;
    std::int64_t bitsPerSecond = 0;  ///< with `overhead` octets a packet
    int overhead = 0;                ///< 0 to 511
    friend bool operator==(const RateLimit&, const RateLimit&) = default;
};

/// What somebody says about a stream that he receives, in one datagram of RTCP (RFC 4585 and
/// RFC 5104; REMB as browsers send it).
struct RtcpFeedback {
    std::uint32_t sender = 0;
    std::vector<std::uint16_t> missing;     ///< generic NACK: sequence numbers, at most 256
    bool pictureLost = false;               ///< PLI
    std::optional<std::uint8_t> keyWanted;  ///< FIR, with its number: the same again counts once
    std::optional<RateLimit> limitWanted;   ///< TMMBR
    std::vector<RateLimit> limitsNoted;     ///< TMMBN
    bool hasNotice = false;                 ///< a TMMBN was there, also an empty one
    std::optional<std::int64_t> estimate;   ///< REMB, bit/s
    friend bool operator==(const RtcpFeedback&, const RtcpFeedback&) = default;

    [[nodiscard]] bool isEmpty() const;
};

/// Reads what in a datagram of RTCP is about the stream `ssrc` of ours, whatever else stands in
/// it. Empty where nothing does, or where a version or length is wrong.
[[nodiscard]] std::optional<RtcpFeedback> parseFeedback(std::span<const std::uint8_t> bytes,
                                                        std::uint32_t ssrc);

/// Behind a compound packet, all that is set in `feedback`, about the stream `ssrc`.
void appendFeedback(const RtcpFeedback& feedback, std::uint32_t ssrc,
                    std::vector<std::uint8_t>& compound);

}  // namespace sidetone::media
