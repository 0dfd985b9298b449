// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/g7221/LappedTransform.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace sidetone::media::g7221 {
namespace {

using Complex = std::complex<float>;

constexpr std::size_t half = frameSamples / 2;
// The complex transform of 160 values is done as 10 transforms of 16 and 16 of 10: with so few
// values each, the plain sums cost less than anything cleverer would save.
constexpr std::size_t rows = 10;
constexpr std::size_t columns = 16;

/// The point of the unit circle at -2 pi part / whole.
Complex turn(double part, double whole) {
    const double angle = -2 * std::numbers::pi * part / whole;
    return {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle))};
}

struct Angles {
    std::array<Complex, half> circle;        ///< the 160 roots of one
    std::array<Complex, half> twist;         ///< before and after the complex transform
    std::array<float, frameSamples> window;  ///< sine
    Angles() {
        for (std::size_t i = 0; i < half; ++i) {
            const auto at = static_cast<double>(i);
            circle[i] = turn(at, half);
            twist[i] = turn(8 * at + 1, 16 * frameSamples);
        }
        for (std::size_t i = 0; i < frameSamples; ++i) {
            const double at = static_cast<double>(i) + 0.5;
            window[i] = static_cast<float>(std::sin(std::numbers::pi / (2 * frameSamples) * at));
        }
    }
};

const Angles& angles() {
    static const Angles made;
    return made;
}

/// a times b without the checks for infinities that std::complex makes.
Complex times(Complex a, Complex b) {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

/// Cooley and Tukey's factoring: index rows * b + a in, columns * c + d out.
std::array<Complex, half> fourier(const std::array<Complex, half>& in) {
    const auto& circle = angles().circle;
    std::array<Complex, half> middle;
    for (std::size_t a = 0; a < rows; ++a) {
        for (std::size_t d = 0; d < columns; ++d) {
            Complex sum;
            for (std::size_t b = 0; b < columns; ++b) {
                sum += times(in[rows * b + a], circle[rows * ((b * d) % columns)]);
            }
            middle[columns * a + d] = times(sum, circle[a * d]);
        }
    }
    std::array<Complex, half> out;
    for (std::size_t c = 0; c < rows; ++c) {
        for (std::size_t d = 0; d < columns; ++d) {
            Complex sum;
            for (std::size_t a = 0; a < rows; ++a) {
                sum += times(middle[columns * a + d], circle[columns * ((a * c) % rows)]);
            }
            out[columns * c + d] = sum;
        }
    }
    return out;
}

std::int16_t rounded(float value) {
    return static_cast<std::int16_t>(std::lround(std::clamp(value, -32768.0F, 32767.0F)));
}

}  // namespace

Coefficients cosineTransform(const Coefficients& in) {
    const auto& twist = angles().twist;
    std::array<Complex, half> values;
    for (std::size_t i = 0; i < half; ++i) {
        values[i] = times({in[2 * i], in[frameSamples - 1 - 2 * i]}, twist[i]);
    }
    values = fourier(values);
    const float scale = std::sqrt(2.0F / frameSamples);
    Coefficients out;
    for (std::size_t i = 0; i < half; ++i) {
        const auto value = times(values[i], twist[i]) * scale;
        out[2 * i] = value.real();
        out[frameSamples - 1 - 2 * i] = -value.imag();
    }
    return out;
}

Coefficients LappedAnalysis::run(std::span<const std::int16_t, frameSamples> sound) {
    const auto& w = angles().window;
    Coefficients folded;
    for (std::size_t n = 0; n < half; ++n) {
        const std::size_t last = frameSamples - 1 - n;
        folded[n] = w[half - 1 - n] * old_[half - 1 - n] + w[half + n] * old_[half + n];
        folded[half + n] = w[last] * sound[n] - w[n] * sound[last];
    }
    std::copy(sound.begin(), sound.end(), old_.begin());
    return cosineTransform(folded);
}

void LappedSynthesis::run(const Coefficients& coefficients,
                          std::span<std::int16_t, frameSamples> sound) {
    const auto& w = angles().window;
    const auto y = cosineTransform(coefficients);
    for (std::size_t n = 0; n < half; ++n) {
        sound[n] = rounded(w[n] * y[half - 1 - n] + w[frameSamples - 1 - n] * previous_[n]);
        sound[half + n] = rounded(w[half + n] * y[n] - w[half - 1 - n] * previous_[half - 1 - n]);
    }
    std::copy(y.begin() + half, y.end(), previous_.begin());
}

}  // namespace sidetone::media::g7221
