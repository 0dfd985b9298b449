// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/camera/CameraMode.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace sidetone::media {
namespace {

/// The ladder's highest step.
constexpr PictureSize wanted{1280, 720};
constexpr int smooth = 24;
constexpr int usualFrames = 30;
/// A camera that goes on listing is broken.
constexpr std::uint32_t mostEntries = 200;

struct Known {
    PixelFormat format;
    std::uint32_t characters;
};
/// What costs least first.
constexpr std::array known{Known{PixelFormat::I420, V4L2_PIX_FMT_YUV420},
                           Known{PixelFormat::Nv12, V4L2_PIX_FMT_NV12},
                           Known{PixelFormat::Yuyv, V4L2_PIX_FMT_YUYV},
                           Known{PixelFormat::MotionJpeg, V4L2_PIX_FMT_MJPEG}};

int perSecond(const v4l2_fract& interval) {
    if (interval.numerator == 0) return usualFrames;
    const double rate = double(interval.denominator) / double(interval.numerator);
    return std::clamp(static_cast<int>(std::lround(rate)), 1, 240);
}

/// The most pictures a second at that size, up to what is sent.
int framesAt(CameraNode& node, std::uint32_t characters, const PictureSize& size) {
    int best = 0;
    for (std::uint32_t i = 0; i < mostEntries; ++i) {
        v4l2_frmivalenum interval{};
        interval.index = i;
        interval.pixel_format = characters;
        interval.width = static_cast<std::uint32_t>(size.width);
        interval.height = static_cast<std::uint32_t>(size.height);
        if (node.control(VIDIOC_ENUM_FRAMEINTERVALS, &interval) < 0) break;
        if (interval.type != V4L2_FRMIVAL_TYPE_DISCRETE) {
            return std::min(usualFrames, perSecond(interval.stepwise.min));
        }
        best = std::max(best, std::min(usualFrames, perSecond(interval.discrete)));
    }
    // Who lists none makes what it likes.
    return best == 0 ? usualFrames : best;
}

int nearest(std::uint32_t least, std::uint32_t most, std::uint32_t step, int value) {
    const auto low = static_cast<int>(std::min<std::uint32_t>(least, Picture::mostPixels));
    const auto high = static_cast<int>(std::min<std::uint32_t>(most, Picture::mostPixels));
    if (high < low) return low;
    const auto by = static_cast<int>(std::clamp<std::uint32_t>(step, 1, Picture::mostPixels));
    return low + (std::clamp(value, low, high) - low) / by * by;
}

bool isUsable(const PictureSize& size) {
    return size.width >= 16 && size.height >= 16 && size.width <= Picture::mostPixels &&
           size.height <= Picture::mostPixels && size.width % 2 == 0 && size.height % 2 == 0;
}

void addSizes(CameraNode& node, const Known& format, std::vector<CameraMode>& modes) {
    const auto add = [&](const PictureSize& size) {
        if (!isUsable(size)) return;
        modes.push_back({format.format, size, framesAt(node, format.characters, size)});
    };
    for (std::uint32_t i = 0; i < mostEntries; ++i) {
        v4l2_frmsizeenum size{};
        size.index = i;
        size.pixel_format = format.characters;
        if (node.control(VIDIOC_ENUM_FRAMESIZES, &size) < 0) return;
        if (size.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
            add({static_cast<int>(size.discrete.width), static_cast<int>(size.discrete.height)});
            continue;
        }
        const auto& range = size.stepwise;
        add({nearest(range.min_width, range.max_width, range.step_width, wanted.width),
             nearest(range.min_height, range.max_height, range.step_height, wanted.height)});
        return;
    }
}

auto worth(const CameraMode& mode) {
    const int area = mode.size.width * mode.size.height;
    const int most = wanted.width * wanted.height;
    // More than is sent costs, and brings nothing.
    return std::tuple(mode.framesPerSecond >= smooth, std::min(area, most), -std::max(area, most),
                      mode.framesPerSecond, -static_cast<int>(mode.format));
}

}  // namespace

std::uint32_t fourCharacters(PixelFormat format) {
    return std::ranges::find(known, format, &Known::format)->characters;
}

std::optional<PixelFormat> pixelFormatOf(std::uint32_t fourCharacters) {
    const auto* found = std::ranges::find(known, fourCharacters, &Known::characters);
    if (found == known.end()) return {};
    return found->format;
}

std::vector<CameraMode> modesOf(CameraNode& node) {
    std::vector<CameraMode> modes;
    for (std::uint32_t i = 0; i < mostEntries; ++i) {
        v4l2_fmtdesc description{};
        description.index = i;
        description.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (node.control(VIDIOC_ENUM_FMT, &description) < 0) break;
        const auto* found = std::ranges::find(known, description.pixelformat, &Known::characters);
        if (found != known.end()) addSizes(node, *found, modes);
    }
    return modes;
}

std::optional<CameraMode> bestMode(std::span<const CameraMode> modes) {
    const auto best = std::ranges::max_element(modes, {}, worth);
    if (best == modes.end()) return {};
    return *best;
}

}  // namespace sidetone::media
