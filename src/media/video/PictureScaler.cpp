// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video/PictureScaler.h"

#include <array>

extern "C" {
#include <libswscale/swscale.h>
}

namespace sidetone::media {
namespace {

/// The largest part in the middle of `from` that has the proportions of `to`.
PictureSize cut(const PictureSize& from, const PictureSize& to) {
    PictureSize part = from;
    if (from.width * to.height > from.height * to.width) {
        part.width = from.height * to.width / to.height / 2 * 2;
    } else {
        part.height = from.width * to.height / to.width / 2 * 2;
    }
    return part;
}

}  // namespace

PictureScaler::~PictureScaler() {
    sws_freeContext(context_);
}

PicturePointer PictureScaler::scaled(const PicturePointer& picture, const PictureSize& size) {
    if (picture->size() == size) return picture;
    auto out = std::make_shared<Picture>(size);
    const auto part = cut(picture->size(), out->size());
    if (context_ == nullptr || from_ != part || to_ != out->size()) {
        sws_freeContext(context_);
        context_ = sws_getContext(part.width, part.height, AV_PIX_FMT_YUV420P, out->size().width,
                                  out->size().height, AV_PIX_FMT_YUV420P, SWS_BILINEAR, nullptr,
                                  nullptr, nullptr);
        from_ = part;
        to_ = out->size();
    }
    if (context_ == nullptr) return out;
    const int left = (picture->size().width - part.width) / 4 * 2;
    const int top = (picture->size().height - part.height) / 4 * 2;
    std::array<const std::uint8_t*, 3> source{};
    std::array<int, 3> sourceStride{};
    std::array<std::uint8_t*, 3> target{};
    std::array<int, 3> targetStride{};
    std::size_t i = 0;
    for (const auto plane : {Plane::Luma, Plane::Blue, Plane::Red}) {
        const int half = plane == Plane::Luma ? 1 : 2;
        const auto stride = picture->width(plane);
        source[i] = picture->plane(plane).data() + (top / half) * stride + left / half;
        sourceStride[i] = stride;
        target[i] = out->plane(plane).data();
        targetStride[i] = out->width(plane);
        ++i;
    }
    sws_scale(context_, source.data(), sourceStride.data(), 0, part.height, target.data(),
              targetStride.data());
    return out;
}

}  // namespace sidetone::media
