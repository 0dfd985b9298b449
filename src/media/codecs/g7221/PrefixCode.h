// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "media/codecs/g7221/BitReader.h"

namespace sidetone::media::g7221 {

/// A table of codes of different lengths, none the beginning of another. Several values may
/// share one code: then it means the smallest of them.
class PrefixCode {
public:
    /// `lengths`: a digit a value (see codeLength); `words`: the codes themselves. Both stay.
    PrefixCode(std::string_view lengths, std::span<const std::uint16_t> words);

    [[nodiscard]] int length(int value) const;
    [[nodiscard]] unsigned word(int value) const;
    /// The value whose code comes next; empty where the bits run out inside of a code.
    [[nodiscard]] std::optional<int> read(BitReader& bits) const;

private:
    /// A fork of the tree: where bit 0 and bit 1 lead. Positive: a fork; otherwise ~value.
    struct Fork {
        int next[2] = {0, 0};
    };
    std::string_view lengths_;
    std::span<const std::uint16_t> words_;
    std::vector<Fork> forks_;
};

}  // namespace sidetone::media::g7221
