// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

#include "core/Clock.h"

namespace sidetone::media {

/// Which sizes the processor can code in time. Where coding takes most of the time between two
/// pictures, the next smaller size is the largest for a while (15 s, each time twice as long, two
/// minutes at most); then the larger one is tried again if by its pixels it would fit. Times are
/// handed in: of the processor, not of the clock. Media thread.
class CoderLoad {
public:
    CoderLoad();

    /// A picture of that step of the ladder was scaled and coded, which took so long; so long is
    /// there for each picture.
    void coded(std::size_t step, std::chrono::microseconds took, std::chrono::microseconds interval,
               core::Instant now);
    /// The largest step that it can do.
    [[nodiscard]] std::size_t highest() const { return highest_; }

private:
    void judge(double share, core::Instant now);

    std::size_t highest_;
    std::size_t step_ = 0;
    double spent_ = 0;  ///< of the pictures in this second, as parts of their intervals
    int pictures_ = 0;
    core::Instant since_{};
    core::Instant tryFrom_{};
    core::Milliseconds wait_{0};
};

}  // namespace sidetone::media
