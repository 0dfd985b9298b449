// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace sidetone::test {

/// A sine of so many samples; level in dB below full scale. `from`: the first sample's place,
/// so that pieces join.
inline std::vector<std::int16_t> sine(double frequency, double level, int rate, std::size_t count,
                                      std::size_t from = 0) {
    std::vector<std::int16_t> samples(count);
    const double amplitude = 32767 * std::pow(10, -level / 20);
    const double step = 2 * std::numbers::pi * frequency / rate;
    for (std::size_t i = 0; i < count; ++i) {
        samples[i] = static_cast<std::int16_t>(
            std::lround(amplitude * std::sin(step * static_cast<double>(from + i))));
    }
    return samples;
}

}  // namespace sidetone::test
