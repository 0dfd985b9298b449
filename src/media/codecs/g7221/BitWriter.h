// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace sidetone::media::g7221 {

/// Writes a frame's bits, the most significant first; what does not fit is cut off.
class BitWriter {
public:
    explicit BitWriter(std::span<std::uint8_t> out) : out_(out) {
        for (auto& octet : out_) octet = 0;
    }
    void write(std::uint64_t bits, int count) {
        for (int i = count - 1; i >= 0 && place_ < out_.size() * 8; --i, ++place_) {
            if (((bits >> static_cast<unsigned>(i)) & 1U) == 0) continue;
            out_[place_ / 8] |= static_cast<std::uint8_t>(0x80U >> (place_ % 8));
        }
    }
    /// What is left of a frame is filled up with ones (G.722.1, section 3.7).
    void fill() {
        while (place_ < out_.size() * 8) write(1, 1);
    }

private:
    std::span<std::uint8_t> out_;
    std::size_t place_ = 0;
};

}  // namespace sidetone::media::g7221
