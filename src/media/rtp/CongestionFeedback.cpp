// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/CongestionFeedback.h"

#include <algorithm>
#include <cmath>

#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::uint8_t transportFeedback = 205;
constexpr std::uint8_t congestionFormat = 11;
constexpr std::size_t mostPackets = 16'384;  // RFC 8888, section 3.1
constexpr std::uint16_t receivedBit = 0x8000;
// The arrival time offset: 13 bits of 1024ths of a second; the two highest say that it is larger,
// and that it is not known.
constexpr std::uint16_t offsetMask = 0x1FFF;
constexpr std::uint16_t offsetTooLarge = 0x1FFE;
/// A stream's packets lie behind each other; what is farther away is another stream's.
constexpr std::int64_t farthest = 0x8000;
/// More than a line of 20 Mbit/s brings in the time of two reports.
constexpr std::size_t mostRemembered = 2000;

struct Reader {
    std::span<const std::uint8_t> rest;
    [[nodiscard]] bool has(std::size_t octets) const { return rest.size() >= octets; }
};

std::uint16_t wordOf(const PacketReport& packet) {
    if (!packet.isReceived) return 0;
    if (!packet.age) return receivedBit | offsetMask;
    const auto ticks = packet.age->count() * 1024 / 1'000'000;
    const auto offset = std::clamp<std::int64_t>(ticks, 0, offsetTooLarge);
    return static_cast<std::uint16_t>(receivedBit | offset);
}

PacketReport packetOf(std::uint16_t word) {
    PacketReport packet;
    packet.isReceived = (word & receivedBit) != 0;
    const auto offset = static_cast<std::uint16_t>(word & offsetMask);
    if (packet.isReceived && offset < offsetTooLarge) {
        packet.age = std::chrono::microseconds(std::int64_t{offset} * 1'000'000 / 1024);
    }
    return packet;
}

/// One block: SSRC, first sequence number, count, a word for each packet, filled to 32 bits.
std::optional<StreamReport> readStream(Reader& reader) {
    if (!reader.has(8)) return {};
    StreamReport stream;
    stream.ssrc = read32(reader.rest, 0);
    stream.firstSequence = read16(reader.rest, 4);
    const std::size_t count = read16(reader.rest, 6);
    const std::size_t padded = (count + 1) / 2 * 4;
    reader.rest = reader.rest.subspan(8);
    if (count > mostPackets || !reader.has(padded)) return {};
    stream.packets.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        stream.packets.push_back(packetOf(read16(reader.rest, i * 2)));
    }
    reader.rest = reader.rest.subspan(padded);
    return stream;
}

std::optional<CongestionFeedback> readBody(std::span<const std::uint8_t> body) {
    if (body.size() < 8) return {};
    CongestionFeedback feedback;
    feedback.sender = read32(body, 0);
    feedback.time = read32(body, body.size() - 4);
    Reader reader{body.subspan(4, body.size() - 8)};
    while (!reader.rest.empty()) {
        auto stream = readStream(reader);
        if (!stream) return {};
        feedback.streams.push_back(std::move(*stream));
    }
    return feedback;
}

void put16(std::vector<std::uint8_t>& out, std::uint16_t value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8U));
    out.push_back(static_cast<std::uint8_t>(value));
}

void put32(std::vector<std::uint8_t>& out, std::uint32_t value) {
    put16(out, static_cast<std::uint16_t>(value >> 16U));
    put16(out, static_cast<std::uint16_t>(value));
}

}  // namespace

std::optional<CongestionFeedback> parseCongestionFeedback(std::span<const std::uint8_t> datagram) {
    while (datagram.size() >= 4) {
        const std::size_t octets = (std::size_t{read16(datagram, 2)} + 1) * 4;
        if (datagram[0] >> 6U != 2 || octets > datagram.size()) return {};
        const bool isOurs =
            datagram[1] == transportFeedback && (datagram[0] & 0x1FU) == congestionFormat;
        if (isOurs) return readBody(datagram.subspan(4, octets - 4));
        datagram = datagram.subspan(octets);
    }
    return {};
}

void appendCongestionFeedback(const CongestionFeedback& feedback,
                              std::vector<std::uint8_t>& compound) {
    std::vector<std::uint8_t> body;
    put32(body, feedback.sender);
    for (const auto& stream : feedback.streams) {
        if (stream.packets.size() > mostPackets) continue;
        put32(body, stream.ssrc);
        put16(body, stream.firstSequence);
        put16(body, static_cast<std::uint16_t>(stream.packets.size()));
        for (const auto& packet : stream.packets) put16(body, wordOf(packet));
        if (stream.packets.size() % 2 != 0) put16(body, 0);
    }
    put32(body, feedback.time);
    compound.push_back(0x80U | congestionFormat);
    compound.push_back(transportFeedback);
    put16(compound, static_cast<std::uint16_t>(body.size() / 4));
    compound.insert(compound.end(), body.begin(), body.end());
}

std::int64_t ArrivalLog::extend(std::uint16_t sequence) const {
    if (!highest_) return sequence;
    const auto step = static_cast<std::int16_t>(
        static_cast<std::uint16_t>(sequence - static_cast<std::uint16_t>(*highest_)));
    return *highest_ + step;
}

void ArrivalLog::arrived(std::uint16_t sequence, core::Instant at) {
    const auto number = extend(sequence);
    if (!highest_) next_ = reportedTo_ = number;
    highest_ = std::max(highest_.value_or(number), number);
    // The first copy counts.
    arrivals_.emplace(number, at);
    while (arrivals_.size() > mostRemembered) arrivals_.erase(arrivals_.begin());
}

std::optional<StreamReport> ArrivalLog::report(core::Instant now) {
    if (!highest_ || *highest_ < *next_) return {};
    const auto first = std::max(*next_, *highest_ - std::int64_t{mostRemembered} + 1);
    StreamReport report;
    report.ssrc = ssrc_;
    report.firstSequence = static_cast<std::uint16_t>(first);
    for (auto number = first; number <= *highest_; ++number) {
        PacketReport packet;
        if (const auto found = arrivals_.find(number); found != arrivals_.end()) {
            packet.isReceived = true;
            packet.age = now - found->second;
        }
        report.packets.push_back(packet);
    }
    next_ = reportedTo_;
    reportedTo_ = *highest_ + 1;
    arrivals_.erase(arrivals_.begin(), arrivals_.lower_bound(*next_));
    return report;
}

}  // namespace sidetone::media
