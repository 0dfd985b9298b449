// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video/PicturePainter.h"

#include <algorithm>
#include <array>

extern "C" {
#include <libswscale/swscale.h>
}

namespace sidetone::media {

PictureSize fitted(const PictureSize& picture, const PictureSize& box) {
    const bool hasArea =
        picture.width > 0 && picture.height > 0 && box.width > 0 && box.height > 0;
    if (!hasArea) return {};
    if (picture.width * box.height > picture.height * box.width) {
        return {box.width, std::max(1, picture.height * box.width / picture.width)};
    }
    return {std::max(1, picture.width * box.height / picture.height), box.height};
}

PicturePainter::~PicturePainter() {
    sws_freeContext(context_);
}

bool PicturePainter::paint(const Picture& picture, const PictureSize& size, std::uint8_t* pixels,
                           std::ptrdiff_t stride) {
    if (context_ == nullptr || from_ != picture.size() || to_ != size) {
        sws_freeContext(context_);
        from_ = picture.size();
        to_ = size;
        context_ = sws_getContext(from_.width, from_.height, AV_PIX_FMT_YUV420P, to_.width,
                                  to_.height, AV_PIX_FMT_BGRA, SWS_BILINEAR, nullptr, nullptr,
                                  nullptr);
    }
    if (context_ == nullptr) return false;
    const std::array<const std::uint8_t*, 3> source{picture.plane(Plane::Luma).data(),
                                                    picture.plane(Plane::Blue).data(),
                                                    picture.plane(Plane::Red).data()};
    const std::array<int, 3> sourceStride{picture.width(Plane::Luma), picture.width(Plane::Blue),
                                          picture.width(Plane::Red)};
    const std::array<std::uint8_t*, 1> target{pixels};
    const std::array<int, 1> targetStride{static_cast<int>(stride)};
    return sws_scale(context_, source.data(), sourceStride.data(), 0, from_.height, target.data(),
                     targetStride.data()) == to_.height;
}

}  // namespace sidetone::media
