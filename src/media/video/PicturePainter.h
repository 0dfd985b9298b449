// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "media/video/Picture.h"

struct SwsContext;

namespace sidetone::media {

/// The largest size with the proportions of `picture` inside `box`; at least 1x1, and 0x0 where
/// either has no area.
[[nodiscard]] PictureSize fitted(const PictureSize& picture, const PictureSize& box);

/// Makes pictures ready for a screen: in another size and as 32-bit pixels, in one pass. One
/// thread at a time.
class PicturePainter {
public:
    PicturePainter() = default;
    ~PicturePainter();
    PicturePainter(const PicturePainter&) = delete;
    PicturePainter& operator=(const PicturePainter&) = delete;

    /// Stretches the whole picture to `size`. A pixel is blue, green, red, 255 in memory; `stride`
    /// octets lie from one row to the next. False where there is no such conversion.
    bool paint(const Picture& picture, const PictureSize& size, std::uint8_t* pixels,
               std::ptrdiff_t stride);

private:
    SwsContext* context_ = nullptr;
    PictureSize from_;
    PictureSize to_;
};

}  // namespace sidetone::media
