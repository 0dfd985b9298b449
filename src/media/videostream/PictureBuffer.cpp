// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videostream/PictureBuffer.h"

namespace sidetone::media {
namespace {

/// More than two seconds at the highest rate; beyond it the other side floods us.
constexpr std::size_t mostPackets = 1024;
/// So long a packet may be overtaken by others before it counts as lost.
constexpr core::Milliseconds overtaken(10);
constexpr int mostQuestions = 8;
constexpr std::size_t mostAskedAtOnce = 64;

}  // namespace

void PictureBuffer::reset() {
    packets_.clear();
    asked_.clear();
    next_.reset();
}

PictureBuffer::Put PictureBuffer::put(const RtpPacket& packet, std::uint64_t sequence,
                                      core::Instant now) {
    if (!next_) next_ = sequence;
    if (sequence < *next_) return Put::Late;
    if (packets_.size() >= mostPackets || sequence - *next_ > mostPackets) {
        reset();
        next_ = sequence;
    }
    const auto [at, isNew] =
        packets_.try_emplace(sequence, Entry{packet.header.timestamp,
                                             packet.header.marker,
                                             now,
                                             {packet.payload.begin(), packet.payload.end()}});
    asked_.erase(sequence);
    return isNew ? Put::Kept : Put::Twice;
}

/// Behind the last packet of the first picture, if all of it is there.
std::optional<PictureBuffer::Packets::iterator> PictureBuffer::endOfWhole() {
    auto at = packets_.begin();
    if (at == packets_.end() || at->first != *next_) return std::nullopt;
    const auto timestamp = at->second.timestamp;
    for (auto expected = *next_; at != packets_.end(); ++at, ++expected) {
        if (at->first != expected) return std::nullopt;
        if (at->second.timestamp != timestamp) return at;
        if (at->second.marker) return std::next(at);
    }
    return std::nullopt;
}

/// Behind the last packet with the first one's time, holes or not.
PictureBuffer::Packets::iterator PictureBuffer::endOfGroup() {
    auto at = packets_.begin();
    const auto timestamp = at->second.timestamp;
    while (at != packets_.end() && at->second.timestamp == timestamp) ++at;
    return at;
}

/// Since when a packet is missing that others overtook.
std::optional<core::Instant> PictureBuffer::holeSince() const {
    auto expected = *next_;
    for (const auto& [sequence, entry] : packets_) {
        if (sequence != expected) return entry.arrival;
        ++expected;
    }
    return std::nullopt;
}

std::optional<ReceivedPicture> PictureBuffer::take(core::Instant now) {
    if (packets_.empty()) return std::nullopt;
    if (const auto end = endOfWhole()) return giveOut(*end);
    const auto since = holeSince();
    if (!since || now - *since < patience_) return std::nullopt;
    const auto end = endOfGroup();
    // The rest of it is still on the way.
    const bool isOpen = end == packets_.end() && !std::prev(end)->second.marker;
    if (isOpen && now - std::prev(end)->second.arrival < patience_) return std::nullopt;
    return giveOut(end);
}

ReceivedPicture PictureBuffer::giveOut(Packets::iterator end) {
    ReceivedPicture out;
    out.timestamp = packets_.begin()->second.timestamp;
    // The end of it was lost where neither a marker nor the next picture follows at once.
    const auto last = std::prev(end);
    const bool hasEnd =
        last->second.marker || (end != packets_.end() && end->first == last->first + 1);
    out.hasGaps = !hasEnd || packets_.begin()->first != *next_;
    std::vector<H264Payload> payloads;
    for (auto at = packets_.begin(); at != end; ++at) {
        payloads.push_back({at->first, std::move(at->second.bytes)});
    }
    next_ = last->first + 1;
    packets_.erase(packets_.begin(), end);
    asked_.erase(asked_.begin(), asked_.lower_bound(*next_));
    auto unpacked = unpackH264(payloads);
    out.units = std::move(unpacked.units);
    out.hasGaps = out.hasGaps || unpacked.hasGaps;
    return out;
}

std::vector<std::uint16_t> PictureBuffer::toAskFor(core::Instant now, core::Milliseconds again) {
    std::vector<std::uint16_t> out;
    if (!next_) return out;
    auto expected = *next_;
    for (const auto& [sequence, entry] : packets_) {
        for (; expected < sequence && out.size() < mostAskedAtOnce; ++expected) {
            auto& asked = asked_.try_emplace(expected, Asked{entry.arrival, {}, 0}).first->second;
            const bool isDue =
                asked.times == 0 ? now - asked.noticed >= overtaken : now - asked.last >= again;
            if (!isDue || asked.times >= mostQuestions) continue;
            asked.last = now;
            ++asked.times;
            out.push_back(static_cast<std::uint16_t>(expected));
        }
        expected = sequence + 1;
    }
    return out;
}

}  // namespace sidetone::media
