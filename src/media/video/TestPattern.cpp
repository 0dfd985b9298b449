// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video/TestPattern.h"

#include <algorithm>
#include <cmath>

namespace sidetone::media {
namespace {

constexpr int columns = 12;
constexpr int rows = 2;
constexpr std::uint8_t black = 24;
constexpr std::uint8_t white = 224;
/// Between these a cell counts as not readable.
constexpr int darkest = 96;
constexpr int brightest = 160;

std::uint32_t withCheck(std::uint16_t number) {
    const std::uint32_t check = ((number * 37U) ^ (number >> 7U) ^ 0x5AU) & 0xFFU;
    return (check << 16U) | number;
}

struct Cell {
    int left, top, right, bottom;
};

/// The cells fill the upper quarter.
Cell cellOf(const PictureSize& size, int index) {
    const int column = index % columns;
    const int row = index / columns;
    const int band = size.height / 4;
    return {column * size.width / columns, row * band / rows, (column + 1) * size.width / columns,
            (row + 1) * band / rows};
}

void fill(Picture& picture, const Cell& cell, std::uint8_t value) {
    const auto luma = picture.plane(Plane::Luma);
    for (int y = cell.top; y < cell.bottom; ++y) {
        const auto row = luma.subspan(static_cast<std::size_t>(y * picture.size().width));
        std::fill(row.begin() + cell.left, row.begin() + cell.right, value);
    }
}

/// The mean of the middle of a cell, away from what coding smears at its edges.
int meanOf(const Picture& picture, const Cell& cell) {
    const int marginX = (cell.right - cell.left) / 4;
    const int marginY = (cell.bottom - cell.top) / 4;
    const auto luma = picture.plane(Plane::Luma);
    int sum = 0;
    int count = 0;
    for (int y = cell.top + marginY; y < cell.bottom - marginY; ++y) {
        for (int x = cell.left + marginX; x < cell.right - marginX; ++x) {
            sum += luma[static_cast<std::size_t>(y * picture.size().width + x)];
            ++count;
        }
    }
    return count == 0 ? 128 : sum / count;
}

void drawBackground(Picture& picture, std::uint16_t number) {
    const auto [width, height] = picture.size();
    auto luma = picture.plane(Plane::Luma);
    for (int y = height / 4; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int wave = (x * 512 / width + y * 256 / height + number * 3) % 256;
            luma[static_cast<std::size_t>(y * width + x)] =
                static_cast<std::uint8_t>(40 + (wave < 128 ? wave : 255 - wave));
        }
    }
    const double angle = number * 0.1;
    const int radius = height / 8;
    const int centreX = width / 2 + static_cast<int>(width / 3 * std::cos(angle));
    const int centreY = height * 5 / 8 + static_cast<int>(height / 5 * std::sin(angle));
    for (int y = centreY - radius; y <= centreY + radius; ++y) {
        for (int x = centreX - radius; x <= centreX + radius; ++x) {
            const int dx = x - centreX;
            const int dy = y - centreY;
            const bool inside =
                dx * dx + dy * dy <= radius * radius && x >= 0 && x < width && y >= 0 && y < height;
            if (inside) luma[static_cast<std::size_t>(y * width + x)] = 200;
        }
    }
}

void drawColours(Picture& picture) {
    const int width = picture.width(Plane::Blue);
    auto blue = picture.plane(Plane::Blue);
    auto red = picture.plane(Plane::Red);
    for (std::size_t i = 0; i < blue.size(); ++i) {
        const int x = static_cast<int>(i) % width;
        blue[i] = static_cast<std::uint8_t>(96 + 64 * x / width);
        red[i] = static_cast<std::uint8_t>(160 - 64 * x / width);
    }
}

}  // namespace

PicturePointer drawTestPicture(const PictureSize& size, std::uint16_t number) {
    auto picture = std::make_shared<Picture>(size);
    drawBackground(*picture, number);
    drawColours(*picture);
    const auto bits = withCheck(number);
    for (int i = 0; i < columns * rows; ++i) {
        const bool set = ((bits >> static_cast<unsigned>(i)) & 1U) != 0;
        fill(*picture, cellOf(picture->size(), i), set ? white : black);
    }
    return picture;
}

std::optional<std::uint16_t> readTestPicture(const Picture& picture) {
    std::uint32_t bits = 0;
    for (int i = 0; i < columns * rows; ++i) {
        const int mean = meanOf(picture, cellOf(picture.size(), i));
        if (mean > darkest && mean < brightest) return std::nullopt;
        if (mean >= brightest) bits |= 1U << static_cast<unsigned>(i);
    }
    const auto number = static_cast<std::uint16_t>(bits);
    if (withCheck(number) != bits) return std::nullopt;
    return number;
}

PicturePointer TestPattern::next(const PictureSize& wanted) {
    return drawTestPicture(wanted, number_++);
}

}  // namespace sidetone::media
