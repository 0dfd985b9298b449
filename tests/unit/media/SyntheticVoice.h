// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include "core/Random.h"

namespace sidetone::test {

/// Something like speech at 8 kHz, for codecs that know nothing but speech: syllables of a quarter
/// of a second, each a hiss, then pulses at a changing pitch through three moving resonances, then
/// almost nothing.
class SyntheticVoice {
public:
    [[nodiscard]] std::vector<std::int16_t> speak(std::size_t milliseconds) {
        std::vector<double> raw(milliseconds * 8);
        double most = 1e-9;
        for (auto& value : raw) {
            value = next();
            most = std::max(most, std::abs(value));
        }
        std::vector<std::int16_t> samples;
        for (const double value : raw) {
            samples.push_back(static_cast<std::int16_t>(std::lround(value / most * 12000)));
        }
        return samples;
    }

private:
    static constexpr double pi = std::numbers::pi;

    double next() {
        const double t = static_cast<double>(place_++) / 8000;
        const double within = std::fmod(t, 0.25);
        const double hiss = static_cast<double>(random_.below(2001)) / 1000 - 1;
        if (within < 0.05) return 0.35 * (hiss - std::exchange(lastHiss_, hiss));
        pulse_ += (120 + 25 * std::sin(2 * pi * 0.7 * t)) / 8000;
        double value = 0.004 * hiss;
        if (pulse_ >= 1) {
            pulse_ -= 1;
            value += within < 0.2 ? 1 : 0;
        }
        const double centres[] = {500 + 200 * std::sin(2 * pi * 1.3 * t),
                                  1500 + 500 * std::sin(2 * pi * 0.9 * t + 1), 2500};
        for (std::size_t i = 0; i < 3; ++i) {
            const double radius = std::exp(-pi * (60 + 40 * static_cast<double>(i)) / 8000);
            auto& state = states_[i];
            value += 2 * radius * std::cos(2 * pi * centres[i] / 8000) * state[0] -
                     radius * radius * state[1];
            state[1] = std::exchange(state[0], value);
        }
        return value * 0.05;
    }

    core::SeededRandom random_{729};
    std::size_t place_ = 0;
    double pulse_ = 0;
    double lastHiss_ = 0;
    double states_[3][2] = {};
};

/// Mean over pieces of 20 ms of the distance between a sound and the difference to it that was
/// heard, in dB, each between -10 and 35; what is more than 40 dB below the loudest does not count.
/// The heard sound may lag by up to 30 ms.
inline double segmentalRatio(std::span<const std::int16_t> said,
                             std::span<const std::int16_t> heard) {
    constexpr std::size_t longestLag = 240;
    constexpr std::size_t piece = 160;
    const std::size_t count = std::min(said.size(), heard.size()) - longestLag;
    std::size_t lag = 0;
    double likest = -1;
    for (std::size_t each = 0; each <= longestLag; ++each) {
        double product = 0;
        for (std::size_t i = 0; i < count; ++i) product += double(said[i]) * heard[i + each];
        if (product <= likest) continue;
        likest = product;
        lag = each;
    }
    std::vector<std::pair<double, double>> pieces;  // energy, ratio
    double loudest = 0;
    for (std::size_t at = 0; at + piece <= count; at += piece) {
        double energy = 0;
        double difference = 1;
        for (std::size_t i = at; i < at + piece; ++i) {
            energy += double(said[i]) * said[i];
            difference += std::pow(double(said[i]) - heard[i + lag], 2);
        }
        loudest = std::max(loudest, energy);
        const double ratio = 10 * std::log10((energy + 1) / difference);
        pieces.emplace_back(energy, std::clamp(ratio, -10.0, 35.0));
    }
    double sum = 0;
    double counted = 0;
    for (const auto& [energy, ratio] : pieces) {
        if (energy * 10'000 < loudest) continue;
        sum += ratio;
        ++counted;
    }
    return counted > 0 ? sum / counted : -10;
}

}  // namespace sidetone::test
