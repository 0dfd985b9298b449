// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace sidetone::media {

/// The largest datagram that is read or written: an Ethernet frame's worth.
inline constexpr std::size_t largestPacket = 1500;
inline constexpr std::size_t rtpHeaderOctets = 12;

/// The fixed header of RFC 3550, section 5.1.
struct RtpHeader {
    std::uint8_t payloadType = 0;  ///< 0 to 127
    bool marker = false;           ///< sound: the first packet after silence
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t ssrc = 0;
};

/// A packet as it was read; `payload` points into the bytes.
struct RtpPacket {
    RtpHeader header;
    std::span<const std::uint8_t> payload;
};

/// Reads a packet; contributing sources, one header extension and padding are skipped. Empty
/// where the version is not 2 or a length does not fit.
[[nodiscard]] std::optional<RtpPacket> parseRtp(std::span<const std::uint8_t> bytes);

/// Writes the 12 octets of a header; `out` has room for them.
void writeRtpHeader(const RtpHeader& header, std::span<std::uint8_t> out);

/// True for RTCP where both share a port: the second octet is 192 to 223 (RFC 5761, section 4).
[[nodiscard]] bool looksLikeRtcp(std::span<const std::uint8_t> bytes);

}  // namespace sidetone::media
