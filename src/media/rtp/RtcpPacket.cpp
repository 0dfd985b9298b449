// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/RtcpPacket.h"

#include <algorithm>

#include "media/rtp/RtpPacket.h"
#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::uint8_t senderReport = 200;
constexpr std::uint8_t receiverReport = 201;
constexpr std::uint8_t sourceDescription = 202;
constexpr std::uint8_t goodbye = 203;
constexpr std::uint8_t cnameItem = 1;
constexpr std::size_t blockOctets = 24;

using Bytes = std::span<const std::uint8_t>;

/// 24 bits with sign.
std::int32_t signed24(std::uint32_t value) {
    value &= 0xFFFFFFU;
    return value >= 0x800000U ? static_cast<std::int32_t>(value) - 0x1000000
                              : static_cast<std::int32_t>(value);
}

ReportBlock readBlock(Bytes bytes) {
    ReportBlock block;
    block.ssrc = read32(bytes, 0);
    block.fractionLost = bytes[4];
    block.totalLost = signed24(read32(bytes, 4));
    block.highestSequence = read32(bytes, 8);
    block.jitter = read32(bytes, 12);
    block.lastSenderReport = read32(bytes, 16);
    block.delaySinceReport = read32(bytes, 20);
    return block;
}

bool readReport(Bytes packet, RtcpCompound& out) {
    const bool sends = packet[1] == senderReport;
    const std::size_t count = packet[0] & 31U;
    const std::size_t begin = sends ? 28 : 8;
    if (packet.size() < begin + count * blockOctets) return false;
    out.ssrc = read32(packet, 4);
    if (sends) {
        out.sender = SenderInfo{(std::uint64_t{read32(packet, 8)} << 32U) | read32(packet, 12),
                                read32(packet, 16), read32(packet, 20), read32(packet, 24)};
    }
    for (std::size_t i = 0; i < count && out.blocks.size() < 31; ++i) {
        out.blocks.push_back(readBlock(packet.subspan(begin + i * blockOctets, blockOctets)));
    }
    return true;
}

/// The CNAME of the first chunk; anything odd is ignored, since nothing hangs on it.
void readDescription(Bytes packet, RtcpCompound& out) {
    if ((packet[0] & 31U) == 0) return;
    std::size_t at = 8;
    while (at + 2 <= packet.size() && packet[at] != 0) {
        const std::size_t length = packet[at + 1];
        if (at + 2 + length > packet.size()) return;
        if (packet[at] == cnameItem) {
            const auto text = packet.subspan(at + 2, length);
            out.cname.assign(text.begin(), text.end());
            return;
        }
        at += 2 + length;
    }
}

void append32(std::vector<std::uint8_t>& out, std::uint32_t value) {
    const auto at = out.size();
    out.resize(at + 4);
    write32(out, at, value);
}

/// Begins a packet; returns where, for closing it.
std::size_t begin(std::vector<std::uint8_t>& out, std::uint8_t type, std::size_t count,
                  std::uint32_t ssrc) {
    const auto at = out.size();
    out.push_back(static_cast<std::uint8_t>(0x80U | count));
    out.push_back(type);
    out.resize(out.size() + 2);
    append32(out, ssrc);
    return at;
}

void close(std::vector<std::uint8_t>& out, std::size_t at) {
    while (out.size() % 4 != 0) out.push_back(0);
    write16(out, at + 2, static_cast<std::uint16_t>((out.size() - at) / 4 - 1));
}

void writeReport(const RtcpCompound& compound, std::vector<std::uint8_t>& out) {
    const std::size_t count = std::min<std::size_t>(31, compound.blocks.size());
    const auto at =
        begin(out, compound.sender ? senderReport : receiverReport, count, compound.ssrc);
    if (compound.sender) {
        append32(out, static_cast<std::uint32_t>(compound.sender->ntpTime >> 32U));
        append32(out, static_cast<std::uint32_t>(compound.sender->ntpTime));
        append32(out, compound.sender->rtpTime);
        append32(out, compound.sender->packets);
        append32(out, compound.sender->octets);
    }
    for (std::size_t i = 0; i < count; ++i) {
        const auto& block = compound.blocks[i];
        const auto lost = std::clamp(block.totalLost, -0x800000, 0x7FFFFF);
        append32(out, block.ssrc);
        append32(out, (std::uint32_t{block.fractionLost} << 24U) |
                          (static_cast<std::uint32_t>(lost) & 0xFFFFFFU));
        append32(out, block.highestSequence);
        append32(out, block.jitter);
        append32(out, block.lastSenderReport);
        append32(out, block.delaySinceReport);
    }
    close(out, at);
}

}  // namespace

std::optional<RtcpCompound> parseRtcp(std::span<const std::uint8_t> bytes) {
    if (bytes.size() > largestPacket || bytes.size() < 8) return std::nullopt;
    RtcpCompound out;
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (at + 8 > bytes.size() || bytes[at] >> 6U != 2) return std::nullopt;
        const std::size_t length = 4 + 4 * std::size_t{read16(bytes, at + 2)};
        if (length < 8 || at + length > bytes.size()) return std::nullopt;
        const auto packet = bytes.subspan(at, length);
        const auto type = packet[1];
        const bool report = type == senderReport || type == receiverReport;
        if (at == 0 && !report) return std::nullopt;
        if (report && at == 0 && !readReport(packet, out)) return std::nullopt;
        if (type == sourceDescription) readDescription(packet, out);
        if (type == goodbye && read32(packet, 4) == out.ssrc) out.bye = true;
        at += length;
    }
    return out;
}

std::vector<std::uint8_t> writeRtcp(const RtcpCompound& compound) {
    std::vector<std::uint8_t> out;
    writeReport(compound, out);
    const auto description = begin(out, sourceDescription, 1, compound.ssrc);
    const auto text = compound.cname.substr(0, 255);
    out.push_back(cnameItem);
    out.push_back(static_cast<std::uint8_t>(text.size()));
    out.insert(out.end(), text.begin(), text.end());
    out.push_back(0);
    close(out, description);
    if (compound.bye) close(out, begin(out, goodbye, 1, compound.ssrc));
    return out;
}

}  // namespace sidetone::media
