// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/video/Picture.h"

struct SwsContext;

namespace sidetone::media {

/// Makes pictures of another size by libswscale. What does not fit the new proportions is cut
/// off evenly at both sides, so that nothing is stretched. One thread at a time.
class PictureScaler {
public:
    PictureScaler() = default;
    ~PictureScaler();
    PictureScaler(const PictureScaler&) = delete;
    PictureScaler& operator=(const PictureScaler&) = delete;

    /// The same picture where the size is right already.
    [[nodiscard]] PicturePointer scaled(const PicturePointer& picture, const PictureSize& size);

private:
    SwsContext* context_ = nullptr;
    PictureSize from_;
    PictureSize to_;
};

}  // namespace sidetone::media
