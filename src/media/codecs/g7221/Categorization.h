// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/codecs/g7221/frameFacts.h"

namespace sidetone::media::g7221 {

/// How finely each region is coded: what encoder and decoder both work out from the levels
/// alone, in integers (G.722.1, section 3.4). There are sixteen ways, from the one that should
/// take the most bits to the one that should take the fewest; each step between them makes one
/// region coarser by one category.
class Categorization {
public:
    /// `bits`: what the frame has left for regions; levels are lowestLevel to highestLevel.
    Categorization(const Levels& levels, int bits);

    /// The categories of way number `control`, 0 to 15.
    [[nodiscard]] Categories at(int control) const;
    /// The region that gets coarser from `control` to the next way; 0 to 14.
    [[nodiscard]] std::size_t balance(int control) const {
        return balances_[static_cast<std::size_t>(control)];
    }

private:
    Categories finest_{};
    std::array<std::size_t, controls - 1> balances_{};
};

}  // namespace sidetone::media::g7221
