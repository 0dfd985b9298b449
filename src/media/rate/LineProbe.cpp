// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/LineProbe.h"

#include <algorithm>

namespace sidetone::media {
namespace {

constexpr core::Milliseconds shortestRest(3000);
constexpr core::Milliseconds longestRest(6000);
/// Without growth for so long, the line carries no more.
constexpr core::Milliseconds patience(4000);
// Of the best that was known in this try.
constexpr double fallen = 0.93;
constexpr double grown = 1.02;

}  // namespace

void LineProbe::rest(core::Instant now) {
    best_.reset();
    wait_ = std::clamp(wait_ * 2, shortestRest, longestRest);
    restUntil_ = now + wait_;
}

int LineProbe::fill(std::size_t step, int known, int wanted, core::Instant now) {
    // One way down may have several steps.
    if (step < step_ && now >= restUntil_) rest(now);
    step_ = step;
    if (known >= wanted) {
        if (best_) wait_ = core::Milliseconds(0);
        best_.reset();
        return 0;
    }
    if (now < restUntil_) return 0;
    if (!best_ || known > *best_ * grown) {
        best_ = known;
        grewAt_ = now;
    }
    if (known < *best_ * fallen || now - grewAt_ > patience) {
        rest(now);
        return 0;
    }
    return known;
}

}  // namespace sidetone::media
