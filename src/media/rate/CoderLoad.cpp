// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/CoderLoad.h"

#include <algorithm>

#include "media/rate/ladder.h"

namespace sidetone::media {
namespace {

constexpr core::Milliseconds window(1000);
constexpr int fewest = 5;         ///< pictures that are judged together
constexpr double tooMuch = 0.85;  ///< of the time between two pictures
constexpr double affordable = 0.6;
constexpr core::Milliseconds shortestWait(15'000);
constexpr core::Milliseconds longestWait(120'000);

double pixels(std::size_t step) {
    const auto& size = videoLadder()[step].size;
    return static_cast<double>(size.width) * size.height;
}

}  // namespace

CoderLoad::CoderLoad() : highest_(videoLadder().size() - 1) {}

void CoderLoad::coded(std::size_t step, std::chrono::microseconds took,
                      std::chrono::microseconds interval, core::Instant now) {
    if (step != step_ || pictures_ == 0) {
        step_ = step;
        spent_ = 0;
        pictures_ = 0;
        since_ = now;
    }
    spent_ += static_cast<double>(took.count()) / static_cast<double>(interval.count());
    ++pictures_;
    if (now - since_ < window || pictures_ < fewest) return;
    judge(spent_ / pictures_, now);
    pictures_ = 0;
}

void CoderLoad::judge(double share, core::Instant now) {
    if (share > tooMuch) {
        if (step_ == 0) return;
        highest_ = step_ - 1;
        wait_ = std::clamp(wait_ * 2, shortestWait, longestWait);
        tryFrom_ = now + wait_;
        return;
    }
    if (step_ < highest_ || highest_ + 1 >= videoLadder().size() || now < tryFrom_) return;
    if (share * pixels(highest_ + 1) / pixels(step_) < affordable) ++highest_;
}

}  // namespace sidetone::media
