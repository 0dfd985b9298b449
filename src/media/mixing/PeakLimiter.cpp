// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/mixing/PeakLimiter.h"

#include <algorithm>
#include <cmath>

namespace sidetone::media {
namespace {

/// From a tenth back to the whole in about a second: 20 dB over 400 parts.
constexpr double risePerPart = 1.0058;

double allowedFor(std::span<const std::int32_t> samples) {
    std::int32_t peak = 0;
    for (const auto sample : samples) peak = std::max(peak, std::abs(sample));
    return peak <= PeakLimiter::ceiling ? 1.0 : static_cast<double>(PeakLimiter::ceiling) / peak;
}

}  // namespace

void PeakLimiter::run(std::span<const std::int32_t> samples, std::span<std::int16_t> out) {
    for (std::size_t at = 0; at + part <= samples.size(); at += part) {
        const auto next = samples.subspan(at, part);
        const auto allowedNext = allowedFor(next);
        // At the border both parts must fit; between two borders that fit, everything does.
        const double to = std::min({allowed_, allowedNext, gain_ * risePerPart, 1.0});
        const double step = (to - gain_) / static_cast<double>(part);
        for (std::size_t i = 0; i < part; ++i) {
            const double gain = gain_ + step * static_cast<double>(i + 1);
            out[at + i] = static_cast<std::int16_t>(std::lround(waiting_[i] * gain));
        }
        gain_ = to;
        allowed_ = allowedNext;
        std::copy(next.begin(), next.end(), waiting_.begin());
    }
}

}  // namespace sidetone::media
