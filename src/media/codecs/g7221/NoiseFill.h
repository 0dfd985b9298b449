// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "media/codecs/g7221/frameFacts.h"

namespace sidetone::media::g7221 {

/// Puts noise of the right level where a coarse category left zeros (G.722.1, section 4.4). The
/// signs come from a generator that every decoder has, so that all sound alike.
class NoiseFill {
public:
    /// Coefficients that are zero become noise; in category 7 all of them do. Categories below 5
    /// are left as they are.
    void fill(std::span<float, regionWidth> coefficients, int category, float deviation);

private:
    [[nodiscard]] std::uint16_t draw();
    std::uint16_t state_[4] = {1, 1, 1, 1};
};

}  // namespace sidetone::media::g7221
