// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/ToneMeter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidetone::media {
namespace {

constexpr double nothing = -120;
constexpr double full = 32767;

double decibels(double amplitude) {
    return amplitude <= full * 1e-6 ? nothing : 20 * std::log10(amplitude / full);
}

/// The piece under a Hann window, so that neighbours do not leak into one another.
std::vector<double> windowed(std::span<const std::int16_t> samples) {
    std::vector<double> out(samples.size());
    const double step = 2 * std::numbers::pi / static_cast<double>(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        out[i] = samples[i] * (0.5 - 0.5 * std::cos(step * (static_cast<double>(i) + 0.5)));
    }
    return out;
}

/// The amplitude of one frequency; the window halves it, which is undone here.
double goertzel(const std::vector<double>& samples, int rate, double frequency) {
    const double omega = 2 * std::numbers::pi * frequency / rate;
    const double factor = 2 * std::cos(omega);
    double last = 0;
    double beforeLast = 0;
    for (const double sample : samples) {
        const double next = sample + factor * last - beforeLast;
        beforeLast = last;
        last = next;
    }
    const double power = last * last + beforeLast * beforeLast - factor * last * beforeLast;
    return 4 * std::sqrt(std::max(0.0, power)) / static_cast<double>(samples.size());
}

/// Blocks of 10 ms that are (or are not) under the threshold, joined to stretches.
std::vector<Stretch> stretches(std::span<const std::int16_t> samples, int rate, double shortest,
                               double threshold, bool silent) {
    std::vector<Stretch> found;
    const auto block = static_cast<std::size_t>(std::max(1, rate / 100));
    const double seconds = static_cast<double>(block) / rate;
    const std::size_t blocks = samples.size() / block;
    std::size_t start = 0;
    const auto close = [&](std::size_t end) {
        const double length = static_cast<double>(end - start) * seconds;
        if (end > start && length + 1e-9 >= shortest) {
            found.push_back({static_cast<double>(start) * seconds, length});
        }
    };
    for (std::size_t i = 0; i < blocks; ++i) {
        const bool under = totalLevel(samples.subspan(i * block, block)) < threshold;
        if (under == silent) continue;
        close(i);
        start = i + 1;
    }
    close(blocks);
    return found;
}

}  // namespace

double levelAt(std::span<const std::int16_t> samples, int rate, double frequency) {
    if (samples.empty() || rate <= 0) return nothing;
    return decibels(goertzel(windowed(samples), rate, frequency));
}

Tone strongestTone(std::span<const std::int16_t> samples, int rate, double lowest, double highest) {
    if (rate <= 0 || samples.size() < static_cast<std::size_t>(rate) / 50) return {};
    const auto piece =
        windowed(samples.first(std::min(samples.size(), static_cast<std::size_t>(rate) * 2)));
    highest = std::min(highest, rate / 2.0);
    // Half a bin is close enough to never miss a peak; then the steps shrink towards it.
    const double bin = static_cast<double>(rate) / static_cast<double>(piece.size());
    // A long piece is scanned on its beginning alone: 0.2 s tells 10 Hz.
    const std::vector<double> scan =
        windowed(samples.first(std::min(samples.size(), static_cast<std::size_t>(rate) / 5)));
    double step = 0.5 * rate / static_cast<double>(scan.size());
    double best = lowest;
    double peak = 0;
    for (double f = lowest; f <= highest; f += step) {
        const double amplitude = goertzel(scan, rate, f);
        if (amplitude > peak) {
            peak = amplitude;
            best = f;
        }
    }
    while (step > bin / 50) {
        const auto& used = step > 2 * bin ? scan : piece;
        const double left = goertzel(used, rate, best - step / 2);
        const double middle = goertzel(used, rate, best);
        const double right = goertzel(used, rate, best + step / 2);
        if (left > middle && left > right) best -= step / 2;
        if (right > middle && right > left) best += step / 2;
        step *= 0.6;
    }
    return {best, decibels(goertzel(piece, rate, best))};
}

double totalLevel(std::span<const std::int16_t> samples) {
    if (samples.empty()) return nothing;
    double sum = 0;
    for (const double sample : samples) sum += sample * sample;
    return decibels(std::sqrt(2 * sum / static_cast<double>(samples.size())));
}

std::vector<Stretch> silences(std::span<const std::int16_t> samples, int rate, double shortest,
                              double threshold) {
    return stretches(samples, rate, shortest, threshold, true);
}

std::vector<Stretch> sounds(std::span<const std::int16_t> samples, int rate, double shortest,
                            double threshold) {
    return stretches(samples, rate, shortest, threshold, false);
}

std::span<const std::int16_t> cut(std::span<const std::int16_t> samples, int rate,
                                  const Stretch& stretch) {
    const auto place = [&](double seconds) {
        return std::min(samples.size(),
                        static_cast<std::size_t>(std::max(0.0, seconds) * rate + 0.5));
    };
    const auto begin = place(stretch.start);
    return samples.subspan(begin, place(stretch.start + stretch.length) - begin);
}

}  // namespace sidetone::media
