// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "core/Clock.h"

namespace sidetone::media {

/// What a line carries is known only where it was carried. A picture that takes less than the line
/// may carry proves nothing about the next size; so for a while the stream is filled up to what is
/// known, the rate control goes up as far as that arrives, and only then the picture grows. Where
/// the line shows its end instead, the stream rests three to six seconds before it tries again.
/// Media thread.
class LineProbe {
public:
    /// Each few milliseconds. `step`: the picture's place on the ladder; one down ends a try.
    /// `known`: what the line was seen to carry; `wanted`: what is worth knowing; both in bit/s.
    /// Gives the rate that the stream is to be filled up to; 0: it is not filled.
    [[nodiscard]] int fill(std::size_t step, int known, int wanted, core::Instant now);

private:
    void rest(core::Instant now);

    std::size_t step_ = 0;
    std::optional<int> best_;  ///< known at its best since this try began
    core::Instant grewAt_{};
    core::Instant restUntil_{};
    core::Milliseconds wait_{0};
};

}  // namespace sidetone::media
