// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/g7221/PrefixCode.h"

#include "media/codecs/g7221/codeLength.h"

namespace sidetone::media::g7221 {

PrefixCode::PrefixCode(std::string_view lengths, std::span<const std::uint16_t> words)
    : lengths_(lengths), words_(words), forks_(1) {
    for (int value = 0; value < static_cast<int>(lengths.size()); ++value) {
        std::size_t at = 0;
        for (int left = length(value) - 1; left >= 0; --left) {
            const unsigned bit = (word(value) >> static_cast<unsigned>(left)) & 1U;
            int& next = forks_[at].next[bit];
            // Fork 0 is the root, to which nothing leads: 0 means that nothing is there yet.
            if (next < 0) break;
            if (left == 0) {
                next = ~value;
            } else if (next == 0) {
                const auto made = forks_.size();
                next = static_cast<int>(made);
                forks_.emplace_back();
                at = made;
            } else {
                at = static_cast<std::size_t>(next);
            }
        }
    }
}

int PrefixCode::length(int value) const {
    return codeLength(lengths_[static_cast<std::size_t>(value)]);
}

unsigned PrefixCode::word(int value) const {
    return words_[static_cast<std::size_t>(value)];
}

std::optional<int> PrefixCode::read(BitReader& bits) const {
    int at = 0;
    while (bits.left() > 0) {
        at = forks_[static_cast<std::size_t>(at)].next[bits.bit()];
        if (at < 0) return ~at;
    }
    return std::nullopt;
}

}  // namespace sidetone::media::g7221
