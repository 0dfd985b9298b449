// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/h264/H264Packetizer.h"

#include <algorithm>

#include "media/rtp/h264/unitTypes.h"

namespace sidetone::media {
namespace {

using Payload = std::vector<std::uint8_t>;

/// Section 5.8: the unit's header is spread over indicator and header of each part.
void addFragments(const NalUnit& unit, std::size_t largest, std::vector<Payload>& out) {
    const auto indicator = static_cast<std::uint8_t>((unit[0] & 0xE0U) | fragmentType);
    const auto type = static_cast<std::uint8_t>(unit[0] & 0x1FU);
    const std::size_t room = largest - 2;
    for (std::size_t at = 1; at < unit.size(); at += room) {
        const auto length = std::min(room, unit.size() - at);
        auto header = type;
        if (at == 1) header |= fragmentStart;
        if (at + length == unit.size()) header |= fragmentEnd;
        Payload part{indicator, header};
        const auto begin = unit.begin() + static_cast<std::ptrdiff_t>(at);
        part.insert(part.end(), begin, begin + static_cast<std::ptrdiff_t>(length));
        out.push_back(std::move(part));
    }
}

/// Section 5.7.1: its importance is that of the most important unit inside.
Payload aggregate(std::span<const NalUnit> units) {
    Payload out{0};
    std::uint8_t importance = 0;
    for (const auto& unit : units) {
        importance = std::max(importance, static_cast<std::uint8_t>(unit[0] & 0x60U));
        out.push_back(static_cast<std::uint8_t>(unit.size() >> 8U));
        out.push_back(static_cast<std::uint8_t>(unit.size()));
        out.insert(out.end(), unit.begin(), unit.end());
    }
    out[0] = static_cast<std::uint8_t>(importance | aggregateType);
    return out;
}

/// How many units from the front fit into one aggregate.
std::size_t fitting(std::span<const NalUnit> units, std::size_t largest) {
    std::size_t octets = 1;
    std::size_t count = 0;
    while (count < units.size() && !units[count].empty() &&
           octets + 2 + units[count].size() <= largest) {
        octets += 2 + units[count].size();
        ++count;
    }
    return count;
}

}  // namespace

std::vector<Payload> packetizeH264(std::span<const NalUnit> units, PacketizationMode mode,
                                   std::size_t largest) {
    std::vector<Payload> out;
    largest = std::max<std::size_t>(largest, 100);
    for (std::size_t i = 0; i < units.size();) {
        const auto& unit = units[i];
        if (unit.empty()) {
            ++i;
            continue;
        }
        const bool mayChange = mode == PacketizationMode::NonInterleaved;
        const auto together = mayChange ? fitting(units.subspan(i), largest) : 0;
        if (together > 1) {
            out.push_back(aggregate(units.subspan(i, together)));
            i += together;
            continue;
        }
        if (mayChange && unit.size() > largest) {
            addFragments(unit, largest, out);
        } else {
            out.push_back(unit);
        }
        ++i;
    }
    return out;
}

}  // namespace sidetone::media
