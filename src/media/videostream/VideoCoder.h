// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/Clock.h"
#include "media/codecs/video/H264Encoder.h"
#include "media/videostream/PictureBuffer.h"

namespace sidetone::media {

/// What became of a received picture.
struct ShownPicture {
    PictureSize size;  ///< 0x0: nothing could be shown
    bool isKey = false;
    bool isDamaged = false;
};

/// Codes and decodes beside the media thread, which only hands work in. An interface, so that a
/// test in virtual time can do it at once.
class VideoCoder {
public:
    /// What it tells; it arrives on the media thread.
    struct Events {
        std::function<void(EncodedPicture picture, core::Instant captured)> encoded;
        std::function<void(ShownPicture shown)> shown;
        /// There are pictures again after the device had failed; may be empty.
        std::function<void()> recovered = {};
    };
    virtual ~VideoCoder() = default;

    /// From now on pictures are taken and coded like this; empty: none are.
    virtual void setTarget(const std::optional<H264Settings>& target) = 0;
    virtual void requestKeyPicture() = 0;
    /// Decodes and shows it at that time, at once where the time is over.
    virtual void show(ReceivedPicture picture, core::Instant when) = 0;
};

}  // namespace sidetone::media
