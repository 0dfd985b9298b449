// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sidetone::media {

/// In pixels.
struct PictureSize {
    int width = 0;
    int height = 0;
    friend bool operator==(const PictureSize&, const PictureSize&) = default;
};

/// Macroblocks of 16x16 that cover it: what H.264's levels count.
[[nodiscard]] constexpr int macroblocks(const PictureSize& size) {
    return ((size.width + 15) / 16) * ((size.height + 15) / 16);
}

/// The planes of a picture.
enum class Plane { Luma, Blue, Red };

/// One picture as planar YUV 4:2:0, 8 bits, luma 16 to 235. Whoever makes it fills it, then it is
/// shared between threads and not changed any more.
class Picture {
public:
    /// The largest width or height that is taken from anybody.
    static constexpr int mostPixels = 4096;

    /// Black. The size is even in both directions and 2 to mostPixels; others are rounded.
    explicit Picture(PictureSize size);

    [[nodiscard]] const PictureSize& size() const { return size_; }
    [[nodiscard]] int width(Plane plane) const;
    [[nodiscard]] int height(Plane plane) const;
    /// Rows of width(plane) octets, one after the other without gaps.
    [[nodiscard]] std::span<std::uint8_t> plane(Plane plane);
    [[nodiscard]] std::span<const std::uint8_t> plane(Plane plane) const;
    /// All three planes, in their order.
    [[nodiscard]] std::span<std::uint8_t> bytes() { return bytes_; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bytes_; }

private:
    [[nodiscard]] std::size_t offset(Plane plane) const;
    [[nodiscard]] std::size_t octets(Plane plane) const;

    PictureSize size_;
    std::vector<std::uint8_t> bytes_;
};

using PicturePointer = std::shared_ptr<const Picture>;

}  // namespace sidetone::media
