// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/RtpPacket.h"

#include "media/rtp/octets.h"

namespace sidetone::media {

std::optional<RtpPacket> parseRtp(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < rtpHeaderOctets || bytes.size() > largestPacket) return std::nullopt;
    const unsigned first = bytes[0];
    if (first >> 6U != 2) return std::nullopt;
    std::size_t begin = rtpHeaderOctets + 4 * (first & 15U);
    if (begin > bytes.size()) return std::nullopt;
    if ((first & 0x10U) != 0) {
        if (begin + 4 > bytes.size()) return std::nullopt;
        begin += 4 + 4 * std::size_t{read16(bytes, begin + 2)};
        if (begin > bytes.size()) return std::nullopt;
    }
    std::size_t end = bytes.size();
    if ((first & 0x20U) != 0) {
        const std::size_t padding = bytes.back();
        if (padding == 0 || padding > end - begin) return std::nullopt;
        end -= padding;
    }
    RtpPacket packet;
    packet.header.marker = (bytes[1] & 0x80U) != 0;
    packet.header.payloadType = bytes[1] & 0x7FU;
    packet.header.sequence = read16(bytes, 2);
    packet.header.timestamp = read32(bytes, 4);
    packet.header.ssrc = read32(bytes, 8);
    packet.payload = bytes.subspan(begin, end - begin);
    return packet;
}

void writeRtpHeader(const RtpHeader& header, std::span<std::uint8_t> out) {
    out[0] = 0x80;
    out[1] = static_cast<std::uint8_t>((header.marker ? 0x80U : 0U) | header.payloadType);
    write16(out, 2, header.sequence);
    write32(out, 4, header.timestamp);
    write32(out, 8, header.ssrc);
}

bool looksLikeRtcp(std::span<const std::uint8_t> bytes) {
    return bytes.size() >= 8 && bytes[0] >> 6U == 2 && bytes[1] >= 192 && bytes[1] <= 223;
}

}  // namespace sidetone::media
