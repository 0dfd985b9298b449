// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/RtcpFeedback.h"

#include <algorithm>
#include <array>

#include "media/rtp/RtpPacket.h"
#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::uint8_t transportFeedback = 205;
constexpr std::uint8_t payloadFeedback = 206;
// Formats of the first.
constexpr unsigned genericNack = 1;
constexpr unsigned limitRequest = 3;
constexpr unsigned limitNotice = 4;
// Formats of the second.
constexpr unsigned pictureLoss = 1;
constexpr unsigned fullIntra = 4;
constexpr unsigned application = 15;
constexpr std::array<std::uint8_t, 4> rembName{'R', 'E', 'M', 'B'};
constexpr std::size_t headerOctets = 12;
constexpr std::size_t mostMissing = 256;

using Bytes = std::span<const std::uint8_t>;
using Out = std::vector<std::uint8_t>;

/// A mantissa with an exponent of two, without running over.
std::int64_t shifted(std::uint32_t mantissa, unsigned exponent) {
    constexpr std::int64_t most = 1'000'000'000'000;
    if (exponent > 40) return mantissa == 0 ? 0 : most;
    return std::min(static_cast<std::int64_t>(mantissa) << exponent, most);
}

void readMissing(Bytes items, RtcpFeedback& out) {
    for (; items.size() >= 4; items = items.subspan(4)) {
        const auto first = read16(items, 0);
        const unsigned following = read16(items, 2);
        if (out.missing.size() + 17 > mostMissing) return;
        out.missing.push_back(first);
        for (unsigned bit = 0; bit < 16; ++bit) {
            if ((following >> bit & 1U) == 0) continue;
            out.missing.push_back(static_cast<std::uint16_t>(first + bit + 1));
        }
    }
}

RateLimit readLimit(Bytes item) {
    const auto word = read32(item, 4);
    return {read32(item, 0), shifted(word >> 9U & 0x1FFFFU, word >> 26U),
            static_cast<int>(word & 0x1FFU)};
}

void readTransport(Bytes packet, std::uint32_t ssrc, RtcpFeedback& out) {
    const unsigned format = packet[0] & 31U;
    auto items = packet.subspan(headerOctets);
    if (format == genericNack && read32(packet, 8) == ssrc) readMissing(items, out);
    if (format == limitNotice) out.hasNotice = true;
    if (format != limitRequest && format != limitNotice) return;
    for (; items.size() >= 8; items = items.subspan(8)) {
        const auto limit = readLimit(items);
        if (format == limitNotice) {
            if (out.limitsNoted.size() < 16) out.limitsNoted.push_back(limit);
        } else if (limit.ssrc == ssrc) {
            out.limitWanted = limit;
        }
    }
}

void readEstimate(Bytes items, std::uint32_t ssrc, RtcpFeedback& out) {
    if (items.size() < 8 || !std::equal(rembName.begin(), rembName.end(), items.begin())) return;
    const auto word = read32(items, 4);
    const std::size_t count = word >> 24U;
    for (std::size_t i = 0; i < count && 12 + 4 * i <= items.size(); ++i) {
        if (read32(items, 8 + 4 * i) != ssrc) continue;
        out.estimate = shifted(word & 0x3FFFFU, word >> 18U & 0x3FU);
    }
}

void readPayload(Bytes packet, std::uint32_t ssrc, RtcpFeedback& out) {
    const unsigned format = packet[0] & 31U;
    auto items = packet.subspan(headerOctets);
    if (format == pictureLoss && read32(packet, 8) == ssrc) out.pictureLost = true;
    if (format == application) readEstimate(items, ssrc, out);
    if (format != fullIntra) return;
    for (; items.size() >= 8; items = items.subspan(8)) {
        if (read32(items, 0) == ssrc) out.keyWanted = items[4];
    }
}

void append32(Out& out, std::uint32_t value) {
    const auto at = out.size();
    out.resize(at + 4);
    write32(out, at, value);
}

std::size_t begin(Out& out, std::uint8_t type, unsigned format, std::uint32_t sender,
                  std::uint32_t about) {
    const auto at = out.size();
    out.push_back(static_cast<std::uint8_t>(0x80U | format));
    out.push_back(type);
    out.resize(out.size() + 2);
    append32(out, sender);
    append32(out, about);
    return at;
}

void close(Out& out, std::size_t at) {
    write16(out, at + 2, static_cast<std::uint16_t>((out.size() - at) / 4 - 1));
}

void writeMissing(const RtcpFeedback& feedback, std::uint32_t ssrc, Out& out) {
    const auto at = begin(out, transportFeedback, genericNack, feedback.sender, ssrc);
    for (std::size_t i = 0; i < feedback.missing.size();) {
        const auto first = feedback.missing[i++];
        unsigned following = 0;
        for (; i < feedback.missing.size(); ++i) {
            const auto distance = static_cast<std::uint16_t>(feedback.missing[i] - first);
            if (distance == 0 || distance > 16) break;
            following |= 1U << (distance - 1U);
        }
        append32(out, (std::uint32_t{first} << 16U) | following);
    }
    close(out, at);
}

/// The value as a mantissa of so many bits and its exponent.
std::pair<std::uint32_t, unsigned> scaled(std::int64_t value, unsigned bits) {
    auto mantissa = static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
    unsigned exponent = 0;
    while (mantissa >> bits != 0) {
        mantissa >>= 1U;
        ++exponent;
    }
    return {static_cast<std::uint32_t>(mantissa), exponent};
}

void appendLimit(const RateLimit& limit, Out& out) {
    const auto [mantissa, exponent] = scaled(limit.bitsPerSecond, 17);
    append32(out, limit.ssrc);
    append32(out, (exponent << 26U) | (mantissa << 9U) |
                      (static_cast<std::uint32_t>(limit.overhead) & 0x1FFU));
}

void writeEstimate(const RtcpFeedback& feedback, std::uint32_t ssrc, Out& out) {
    const auto at = begin(out, payloadFeedback, application, feedback.sender, 0);
    out.insert(out.end(), rembName.begin(), rembName.end());
    const auto [mantissa, exponent] = scaled(*feedback.estimate, 18);
    append32(out, (1U << 24U) | (exponent << 18U) | mantissa);
    append32(out, ssrc);
    close(out, at);
}

}  // namespace

bool RtcpFeedback::isEmpty() const {
    return missing.empty() && !pictureLost && !keyWanted && !limitWanted && !hasNotice && !estimate;
}

std::optional<RtcpFeedback> parseFeedback(std::span<const std::uint8_t> bytes, std::uint32_t ssrc) {
    if (bytes.size() > largestPacket) return std::nullopt;
    RtcpFeedback out;
    for (std::size_t at = 0; at < bytes.size();) {
        if (at + 4 > bytes.size() || bytes[at] >> 6U != 2) return std::nullopt;
        const std::size_t length = 4 + 4 * std::size_t{read16(bytes, at + 2)};
        if (at + length > bytes.size()) return std::nullopt;
        const auto packet = bytes.subspan(at, length);
        at += length;
        const bool isFeedback = packet[1] == transportFeedback || packet[1] == payloadFeedback;
        if (!isFeedback || length < headerOctets) continue;
        out.sender = read32(packet, 4);
        if (packet[1] == transportFeedback) {
            readTransport(packet, ssrc, out);
        } else {
            readPayload(packet, ssrc, out);
        }
    }
    if (out.isEmpty()) return std::nullopt;
    return out;
}

void appendFeedback(const RtcpFeedback& feedback, std::uint32_t ssrc, Out& compound) {
    if (!feedback.missing.empty()) writeMissing(feedback, ssrc, compound);
    if (feedback.pictureLost) {
        close(compound, begin(compound, payloadFeedback, pictureLoss, feedback.sender, ssrc));
    }
    if (feedback.keyWanted) {
        const auto at = begin(compound, payloadFeedback, fullIntra, feedback.sender, 0);
        append32(compound, ssrc);
        append32(compound, std::uint32_t{*feedback.keyWanted} << 24U);
        close(compound, at);
    }
    if (feedback.limitWanted) {
        const auto at = begin(compound, transportFeedback, limitRequest, feedback.sender, 0);
        appendLimit(*feedback.limitWanted, compound);
        close(compound, at);
    }
    if (feedback.hasNotice) {
        const auto at = begin(compound, transportFeedback, limitNotice, feedback.sender, 0);
        for (const auto& limit : feedback.limitsNoted) appendLimit(limit, compound);
        close(compound, at);
    }
    if (feedback.estimate) writeEstimate(feedback, ssrc, compound);
}

}  // namespace sidetone::media
