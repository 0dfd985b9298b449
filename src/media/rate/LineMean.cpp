// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/LineMean.h"

#include <cstdint>
#include <numeric>

namespace sidetone::media {
namespace {

constexpr std::size_t lately = 10;

}  // namespace

void LineMean::add(int targetBits, int sentBits) {
    if (targetBits <= 0 || sentBits <= 0) return;
    seconds_.push_back(targetBits);
    if (seconds_.size() > lately) seconds_.pop_front();
}

std::optional<int> LineMean::mean() const {
    if (seconds_.size() < lately) return {};
    const auto sum = std::accumulate(seconds_.begin(), seconds_.end(), std::int64_t{0});
    return static_cast<int>(sum / static_cast<std::int64_t>(seconds_.size()));
}

}  // namespace sidetone::media
