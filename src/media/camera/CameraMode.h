// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "media/camera/CameraSystem.h"
#include "media/video/Picture.h"

namespace sidetone::media {

/// How a camera lays out its pixels; only these are taken.
enum class PixelFormat { I420, Nv12, Yuyv, MotionJpeg };

/// The kernel's four characters for it.
[[nodiscard]] std::uint32_t fourCharacters(PixelFormat format);
[[nodiscard]] std::optional<PixelFormat> pixelFormatOf(std::uint32_t fourCharacters);

/// One way in which a camera can give its pictures.
struct CameraMode {
    PixelFormat format = PixelFormat::Yuyv;
    PictureSize size;
    int framesPerSecond = 30;
    friend bool operator==(const CameraMode&, const CameraMode&) = default;
};

/// All that a camera offers in formats that are taken. Of sizes that it makes at will, the one
/// nearest to the largest that is sent.
[[nodiscard]] std::vector<CameraMode> modesOf(CameraNode& node);

/// The best for calls: smooth (24 pictures a second), as clear as the ladder's highest step and
/// not clearer, then what costs least. Empty where there is none.
[[nodiscard]] std::optional<CameraMode> bestMode(std::span<const CameraMode> modes);

}  // namespace sidetone::media
