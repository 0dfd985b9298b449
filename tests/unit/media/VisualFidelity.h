// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <numeric>
#include <vector>

#include "media/video/Picture.h"

namespace sidetone::test {

/// A plane of numbers that is filtered and halved.
struct FidelityPlane {
    int width = 0;
    int height = 0;
    std::vector<float> values;

    explicit FidelityPlane(const media::Picture& picture)
        : width(picture.size().width), height(picture.size().height) {
        const auto luma = picture.plane(media::Plane::Luma);
        values.assign(luma.begin(), luma.end());
    }
    FidelityPlane(int w, int h)
        : width(w), height(h), values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}

    [[nodiscard]] float& at(int x, int y) {
        return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
    [[nodiscard]] float at(int x, int y) const {
        return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
    [[nodiscard]] FidelityPlane times(const FidelityPlane& other) const {
        FidelityPlane out(width, height);
        for (std::size_t i = 0; i < values.size(); ++i) out.values[i] = values[i] * other.values[i];
        return out;
    }
    /// With a Gaussian window of that many taps, where it lies inside; each `step`th point.
    [[nodiscard]] FidelityPlane smoothed(int taps, int step = 1) const {
        std::vector<float> window(static_cast<std::size_t>(taps));
        const double deviation = taps / 5.0;
        for (int i = 0; i < taps; ++i) {
            const double place = (i - taps / 2) / deviation;
            window[static_cast<std::size_t>(i)] = static_cast<float>(std::exp(-place * place / 2));
        }
        const float sum = std::accumulate(window.begin(), window.end(), 0.0F);
        for (auto& weight : window) weight /= sum;
        FidelityPlane rows((width - taps) / step + 1, height);
        for (int y = 0; y < rows.height; ++y) {
            for (int x = 0; x < rows.width; ++x) {
                const auto* from =
                    &values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                            static_cast<std::size_t>(x * step)];
                rows.at(x, y) = std::inner_product(window.begin(), window.end(), from, 0.0F);
            }
        }
        FidelityPlane out(rows.width, (height - taps) / step + 1);
        for (int y = 0; y < out.height; ++y) {
            for (int i = 0; i < taps; ++i) {
                const float weight = window[static_cast<std::size_t>(i)];
                for (int x = 0; x < out.width; ++x)
                    out.at(x, y) += weight * rows.at(x, y * step + i);
            }
        }
        return out;
    }
};

/// How much of what a picture tells is still told by what became of it, 1: all (visual information
/// fidelity in the pixel domain over four scales, Sheikh and Bovik 2006).
inline double visualFidelity(const media::Picture& source, const media::Picture& shown) {
    constexpr double noise = 2;
    constexpr double least = 1e-10;
    FidelityPlane one(source);
    FidelityPlane other(shown);
    double told = 0;
    double there = 0;
    for (int scale = 0; scale < 4; ++scale) {
        const int taps = (16 >> scale) + 1;
        if (scale > 0) {
            one = one.smoothed(taps, 2);
            other = other.smoothed(taps, 2);
        }
        const auto meanOne = one.smoothed(taps);
        const auto meanOther = other.smoothed(taps);
        const auto squareOne = one.times(one).smoothed(taps);
        const auto squareOther = other.times(other).smoothed(taps);
        const auto both = one.times(other).smoothed(taps);
        for (std::size_t i = 0; i < meanOne.values.size(); ++i) {
            const double a = meanOne.values[i];
            const double b = meanOther.values[i];
            const double ofOne = std::max(squareOne.values[i] - a * a, 0.0);
            const double ofOther = std::max(squareOther.values[i] - b * b, 0.0);
            double gain = ofOne > least ? (both.values[i] - a * b) / ofOne : 0;
            double rest = ofOther - gain * (both.values[i] - a * b);
            if (gain < 0) {
                rest = ofOther;
                gain = 0;
            }
            told += std::log2(1 + gain * gain * ofOne / (std::max(rest, least) + noise));
            there += std::log2(1 + ofOne / noise);
        }
    }
    return there > 0 ? told / there : 1;
}

}  // namespace sidetone::test
