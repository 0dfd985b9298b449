// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/TurnStream.h"

#include "media/paths/stunWire.h"
#include "media/rtp/octets.h"

namespace sidetone::media {

void TurnStream::add(std::span<const std::uint8_t> octets) {
    if (!isBroken_) waiting_.insert(waiting_.end(), octets.begin(), octets.end());
}

std::optional<std::vector<std::uint8_t>> TurnStream::next() {
    if (isBroken_ || waiting_.size() < 4) return std::nullopt;
    const unsigned kind = waiting_[0] >> 6U;
    const std::size_t length = read16(waiting_, 2);
    const bool isMessage = kind == 0;
    if (kind > 1 || (isMessage && length % 4 != 0)) {
        isBroken_ = true;
        waiting_.clear();
        return std::nullopt;
    }
    const std::size_t octets = (isMessage ? StunMessage::headerOctets : 4) + length;
    const std::size_t padded = paddedStunLength(octets);
    if (waiting_.size() < padded) return std::nullopt;
    const auto begin = waiting_.begin();
    std::vector<std::uint8_t> whole(begin, begin + static_cast<std::ptrdiff_t>(octets));
    waiting_.erase(begin, begin + static_cast<std::ptrdiff_t>(padded));
    return whole;
}

}  // namespace sidetone::media
