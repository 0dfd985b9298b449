// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sidetone::media {

/// UDP ports from `start` to `stop`, both included: the Start and Stop Media Port of the SIP
/// profile, 16384 to 32766 where nothing is said (QOS-01).
struct PortRange {
    std::uint16_t start = 16384;
    std::uint16_t stop = 32766;

    /// The lower half, for sound: 16384 to 24574 of the default, 3000 to 3501 of 3000 to 4000
    /// (QOS-02). The video part begins at the midpoint where that is odd, two above where it is
    /// even, so that an RTP and RTCP pair never falls into both.
    [[nodiscard]] PortRange audioHalf() const;
    /// The upper half, for pictures: 24575 to 32766 of the default.
    [[nodiscard]] PortRange videoHalf() const;
    /// How many pairs of an even RTP port and the odd RTCP port after it lie in the range.
    [[nodiscard]] int pairs() const;
    /// The RTP port of pair number `index`, 0 to pairs() - 1.
    [[nodiscard]] std::uint16_t pair(int index) const;

    friend bool operator==(const PortRange&, const PortRange&) = default;
};

}  // namespace sidetone::media
