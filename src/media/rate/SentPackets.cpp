// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/SentPackets.h"

#include <algorithm>

namespace sidetone::media {
namespace {

/// A receiver that never reports must not cost memory: 8 s at 4 Mbit/s.
constexpr std::size_t mostRemembered = 4000;

std::int64_t extend(std::uint16_t sequence, std::int64_t near) {
    return near + static_cast<std::int16_t>(
                      static_cast<std::uint16_t>(sequence - static_cast<std::uint16_t>(near)));
}

}  // namespace

void SentPackets::sent(std::uint16_t sequence, core::Instant at, int octets) {
    const auto number = newest_ ? extend(sequence, *newest_) : std::int64_t{sequence};
    newest_ = std::max(newest_.value_or(number), number);
    if (entries_.emplace(number, Entry{at, octets}).second) inFlight_ += octets;
    while (entries_.size() > mostRemembered) forget(entries_.begin());
}

void SentPackets::sentAgain(std::uint16_t sequence) {
    if (const auto number = find(sequence)) entries_.find(*number)->second.wentAgain = true;
}

void SentPackets::forget(std::map<std::int64_t, Entry>::iterator entry) {
    inFlight_ -= entry->second.octets;
    entries_.erase(entry);
}

std::optional<std::int64_t> SentPackets::find(std::uint16_t sequence) const {
    if (!newest_) return {};
    const auto number = extend(sequence, *newest_);
    if (!entries_.contains(number)) return {};
    return number;
}

std::chrono::microseconds SentPackets::remoteTime(std::uint32_t time) {
    // 18 hours until it begins anew; reports that overtake each other step back a little.
    if (lastTime_ && time<*lastTime_&& * lastTime_ - time> 0x80000000U) ++wraps_;
    lastTime_ = time;
    const auto units = (wraps_ << 32) + std::int64_t{time};
    return std::chrono::microseconds(units * 15'625 / 1024);  // 65536ths of a second
}

std::vector<PacketResult> SentPackets::judge(const StreamReport& report, std::uint32_t time) {
    std::vector<PacketResult> results;
    const auto reportTime = remoteTime(time);
    for (std::size_t i = 0; i < report.packets.size(); ++i) {
        const auto number = find(static_cast<std::uint16_t>(report.firstSequence + i));
        if (!number) continue;
        const auto entry = entries_.find(*number);
        const auto& packet = report.packets[i];
        const bool wentAgain = entry->second.wentAgain;
        if (!packet.isReceived && !entry->second.wasMissing && !wentAgain) {
            entry->second.wasMissing = true;
            continue;
        }
        // Received, but at a time that the receiver could not tell: it says nothing of the line.
        if (!packet.isReceived || packet.age || wentAgain) {
            PacketResult result{entry->second.sent, {}, entry->second.octets};
            if (packet.isReceived && !wentAgain) result.arrived = reportTime - *packet.age;
            results.push_back(result);
        }
        forget(entry);
    }
    return results;
}

}  // namespace sidetone::media
