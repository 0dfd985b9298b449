// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "media/video/VideoDevices.h"

namespace sidetone::media {

/// A moving pattern with a number in it, one up with each picture, that can be read back out of
/// what arrived at the other end, also coarsely coded and in another size: two rows of twelve
/// cells, black or white, with 16 bits of the number and 8 bits of check.
class TestPattern final : public VideoSource {
public:
    explicit TestPattern(std::uint16_t first = 0) : number_(first) {}
    /// In the wanted size.
    [[nodiscard]] PicturePointer next(const PictureSize& wanted) override;

private:
    std::uint16_t number_;
};

/// The picture of a number.
[[nodiscard]] PicturePointer drawTestPicture(const PictureSize& size, std::uint16_t number);
/// The number in a picture; empty where none is readable or its check is wrong.
[[nodiscard]] std::optional<std::uint16_t> readTestPicture(const Picture& picture);

}  // namespace sidetone::media
