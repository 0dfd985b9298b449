// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video/Picture.h"

#include <algorithm>

namespace sidetone::media {
namespace {

int evenSide(int side) {
    return std::clamp(side, 2, Picture::mostPixels) / 2 * 2;
}

}  // namespace

Picture::Picture(PictureSize size) : size_{evenSide(size.width), evenSide(size.height)} {
    bytes_.resize(octets(Plane::Luma) + 2 * octets(Plane::Blue), 128);
    std::ranges::fill(plane(Plane::Luma), std::uint8_t{16});
}

int Picture::width(Plane plane) const {
    return plane == Plane::Luma ? size_.width : size_.width / 2;
}

int Picture::height(Plane plane) const {
    return plane == Plane::Luma ? size_.height : size_.height / 2;
}

std::size_t Picture::octets(Plane plane) const {
    return static_cast<std::size_t>(width(plane)) * static_cast<std::size_t>(height(plane));
}

std::size_t Picture::offset(Plane plane) const {
    if (plane == Plane::Luma) return 0;
    return octets(Plane::Luma) + (plane == Plane::Red ? octets(Plane::Blue) : 0);
}

std::span<std::uint8_t> Picture::plane(Plane plane) {
    return std::span(bytes_).subspan(offset(plane), octets(plane));
}

std::span<const std::uint8_t> Picture::plane(Plane plane) const {
    return std::span(bytes_).subspan(offset(plane), octets(plane));
}

}  // namespace sidetone::media
