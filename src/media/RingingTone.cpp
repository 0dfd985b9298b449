// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/RingingTone.h"

#include <cmath>
#include <numbers>

namespace sidetone::media {
namespace {

constexpr double frequency = 425;
constexpr int rings = 1;   ///< seconds
constexpr int period = 5;  ///< seconds
/// -20 dB of full scale: softer than speech.
constexpr double amplitude = 3276;

}  // namespace

void RingingTone::fill(std::span<std::int16_t> samples) {
    for (auto& sample : samples) {
        const auto at = played_++ % (std::int64_t{period} * rate_);
        // A whole number of waves, so that it ends without a click.
        const double phase = 2 * std::numbers::pi * frequency * static_cast<double>(at) / rate_;
        const bool isHeard = at < std::int64_t{rings} * rate_;
        sample = isHeard ? static_cast<std::int16_t>(std::lround(amplitude * std::sin(phase)))
                         : std::int16_t{0};
    }
}

}  // namespace sidetone::media
