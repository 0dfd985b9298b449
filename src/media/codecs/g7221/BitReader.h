// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace sidetone::media::g7221 {

/// Reads a frame's bits, the most significant first.
class BitReader {
public:
    explicit BitReader(std::span<const std::uint8_t> in) : in_(in) {}
    [[nodiscard]] std::size_t left() const { return in_.size() * 8 - place_; }
    /// The next bit; only where left() is not 0.
    [[nodiscard]] unsigned bit() {
        const unsigned octet = in_[place_ / 8];
        const unsigned value = (octet >> (7 - place_ % 8)) & 1U;
        ++place_;
        return value;
    }
    /// The next bits as a number; only where so many are left.
    [[nodiscard]] unsigned bits(int count) {
        unsigned value = 0;
        for (int i = 0; i < count; ++i) value = value * 2 + bit();
        return value;
    }

private:
    std::span<const std::uint8_t> in_;
    std::size_t place_ = 0;
};

}  // namespace sidetone::media::g7221
