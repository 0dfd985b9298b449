// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/Random.h"
#include "media/video/Picture.h"

namespace sidetone::test {

/// What a camera sees in a call: a room with detail of every size and hard edges, a head that moves
/// and speaks in front of it, and the noise of the sensor. The same at every size, and the same
/// each time.
class FilmedPerson {
public:
    explicit FilmedPerson(const media::PictureSize& size)
        : size_(size), room_(texture(1, 45)), skin_(texture(2, 25)), noise_(makeNoise()) {
        for (int y = 0; y < size_.height; ++y) {
            for (int x = 0; x < size_.width; ++x) {
                const bool isShelf = (y * 9 / size_.height) % 3 == 0 && x * 5 < size_.width * 2;
                if (isShelf) room_[at(x, y)] += (x * 40 / size_.height) % 2 == 0 ? 35.0F : -25.0F;
            }
        }
        wall_.reserve(room_.size());
        for (const float value : room_) wall_.push_back(clamped(value));
    }

    /// The picture of a number, at 30 a second.
    [[nodiscard]] media::PicturePointer picture(std::uint16_t number) {
        auto out = std::make_shared<media::Picture>(size_);
        const double t = number / 30.0;
        const Place place{0.5 + 0.05 * std::sin(2.1 * t), 0.42 + 0.02 * std::sin(3.3 * t),
                          0.5 + 0.5 * std::sin(19 * t)};
        auto luma = out->plane(media::Plane::Luma);
        std::ranges::copy(wall_, luma.begin());
        for (int y = 0; y < size_.height; ++y) {
            // Nothing of the person is outside.
            const double dy = static_cast<double>(y) / size_.height - place.y;
            const double reach = dy > 0.2 ? 0.16 + (dy - 0.2) * 0.9 : 0.0;
            const double half = std::max(reach, dy * dy < 0.0625 ? 0.18 : 0.0) * size_.height + 1;
            const int from = std::max(0, static_cast<int>(size_.width * place.x - half));
            const int to =
                std::min(size_.width, static_cast<int>(size_.width * place.x + half) + 1);
            for (int x = from; x < to; ++x) luma[at(x, y)] = shade(x, y, place);
        }
        addNoise(luma, number);
        std::ranges::fill(out->plane(media::Plane::Blue), std::uint8_t{120});
        std::ranges::fill(out->plane(media::Plane::Red), std::uint8_t{140});
        return out;
    }

private:
    /// Where the head is, in heights of the picture from its middle, and how wide its mouth is.
    struct Place {
        double x, y, mouth;
    };

    [[nodiscard]] std::size_t at(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width) +
               static_cast<std::size_t>(x);
    }

    [[nodiscard]] std::uint8_t shade(int x, int y, const Place& place) const {
        const double height = size_.height;
        const double dx = (x - size_.width * place.x) / height;
        const double dy = y / height - place.y;
        const bool isHead = dx * dx / 0.0324 + dy * dy / 0.0625 < 1;
        const bool isBody = dy > 0.2 && std::abs(dx) < 0.16 + (dy - 0.2) * 0.9;
        if (!isHead && !isBody) return wall_[at(x, y)];
        // The texture moves with the head.
        const int fromX =
            std::clamp(x - static_cast<int>((place.x - 0.5) * size_.width), 0, size_.width - 1);
        const int fromY =
            std::clamp(y - static_cast<int>((place.y - 0.42) * height), 0, size_.height - 1);
        const double skin = skin_[at(fromX, fromY)];
        if (!isHead) return clamped(skin * 0.5 + 20);
        const double mouthY = (dy - 0.12) / (0.006 + 0.03 * place.mouth);
        const double eyeX = (std::abs(dx) - 0.07) / 0.025;
        const double eyeY = (dy + 0.05) / 0.015;
        const bool isDark = dx * dx / 0.0036 + mouthY * mouthY < 1 || eyeX * eyeX + eyeY * eyeY < 1;
        return clamped(isDark ? 45 : skin + 40);
    }

    static std::uint8_t clamped(double value) {
        return static_cast<std::uint8_t>(std::clamp(value, 20.0, 230.0));
    }

    /// Noise of four sizes, the finest a `finest`th of the height, around a middle grey.
    [[nodiscard]] std::vector<float> texture(std::uint64_t seed, int finest) const {
        std::vector<float> out(at(0, size_.height), 110);
        core::SeededRandom random(seed);
        for (const auto& [cells, strength] : {std::pair{3, 55.0}, std::pair{9, 28.0},
                                              std::pair{20, 16.0}, std::pair{finest, 10.0}}) {
            const int columns = cells * size_.width / size_.height + 2;
            std::vector<double> corners(static_cast<std::size_t>(columns * (cells + 2)));
            for (auto& corner : corners) {
                corner = (static_cast<double>(random.below(2001)) / 1000 - 1) * strength;
            }
            for (int y = 0; y < size_.height; ++y) {
                for (int x = 0; x < size_.width; ++x) {
                    const double cell = static_cast<double>(size_.height) / cells;
                    out[at(x, y)] +=
                        static_cast<float>(between(corners, columns, x / cell, y / cell));
                }
            }
        }
        return out;
    }

    static double between(const std::vector<double>& corners, int columns, double x, double y) {
        const int left = static_cast<int>(x);
        const int top = static_cast<int>(y);
        const auto corner = [&](int column, int row) {
            return corners[static_cast<std::size_t>((top + row) * columns + left + column)];
        };
        const double fx = x - left;
        const double fy = y - top;
        return (corner(0, 0) * (1 - fx) + corner(1, 0) * fx) * (1 - fy) +
               (corner(0, 1) * (1 - fx) + corner(1, 1) * fx) * fy;
    }

    static std::vector<std::int8_t> makeNoise() {
        core::SeededRandom random(3);
        std::vector<std::int8_t> noise(65'537);
        for (auto& value : noise) value = static_cast<std::int8_t>(int(random.below(3)) - 1);
        return noise;
    }

    void addNoise(std::span<std::uint8_t> luma, std::uint16_t number) const {
        std::size_t place = number * 7919U % noise_.size();
        for (auto& value : luma) {
            value = static_cast<std::uint8_t>(value + noise_[place]);
            if (++place == noise_.size()) place = 0;
        }
    }

    const media::PictureSize size_;
    std::vector<float> room_;
    std::vector<std::uint8_t> wall_;  ///< the room as it is seen
    const std::vector<float> skin_;
    const std::vector<std::int8_t> noise_;
};

/// How alike two pictures of one size look, 1: the same (structural similarity of the luma in
/// pieces of 8 x 8, Wang and others 2004).
inline double structuralSimilarity(const media::Picture& a, const media::Picture& b) {
    constexpr int piece = 8;
    constexpr double first = 0.01 * 255 * 0.01 * 255;
    constexpr double second = 0.03 * 255 * 0.03 * 255;
    const auto width = static_cast<std::size_t>(a.size().width);
    const auto* one = a.plane(media::Plane::Luma).data();
    const auto* other = b.plane(media::Plane::Luma).data();
    double sum = 0;
    int count = 0;
    for (int top = 0; top + piece <= a.size().height; top += piece) {
        for (int left = 0; left + piece <= a.size().width; left += piece) {
            double sumA = 0, sumB = 0, squareA = 0, squareB = 0, product = 0;
            for (int i = 0; i < piece * piece; ++i) {
                const auto at = static_cast<std::size_t>(top + i / piece) * width +
                                static_cast<std::size_t>(left + i % piece);
                const double x = one[at];
                const double y = other[at];
                sumA += x;
                sumB += y;
                squareA += x * x;
                squareB += y * y;
                product += x * y;
            }
            constexpr double n = piece * piece;
            const double meanA = sumA / n;
            const double meanB = sumB / n;
            const double varianceA = squareA / n - meanA * meanA;
            const double varianceB = squareB / n - meanB * meanB;
            const double both = product / n - meanA * meanB;
            sum += (2 * meanA * meanB + first) * (2 * both + second) /
                   ((meanA * meanA + meanB * meanB + first) * (varianceA + varianceB + second));
            ++count;
        }
    }
    return sum / count;
}

}  // namespace sidetone::test
