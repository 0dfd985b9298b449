// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>

#include "core/Result.h"
#include "media/codecs/video/H264Encoder.h"
#include "media/video/Picture.h"

struct AVCodecContext;
struct AVFrame;
struct AVPacket;

namespace sidetone::media {

/// What came out of the units of one picture.
struct DecodedPicture {
    PicturePointer picture;  ///< null: nothing to show
    /// Something was missing or broken: what is shown is made up in part, and only a key picture
    /// makes it whole again.
    bool isDamaged = false;
};

/// H.264 by libavcodec, without delay. Anything may be handed in: what cannot be decoded is
/// concealed or passed over. One thread at a time.
class H264Decoder {
public:
    /// Unsupported where libavcodec was built without H.264.
    [[nodiscard]] static core::Result<std::unique_ptr<H264Decoder>> create();
    ~H264Decoder();
    H264Decoder(const H264Decoder&) = delete;
    H264Decoder& operator=(const H264Decoder&) = delete;

    /// The units of one picture, in their order.
    [[nodiscard]] DecodedPicture decode(std::span<const NalUnit> units);

private:
    H264Decoder() = default;
    [[nodiscard]] PicturePointer copyOut() const;

    AVCodecContext* context_ = nullptr;
    AVFrame* frame_ = nullptr;
    AVPacket* packet_ = nullptr;
    bool sawKey_ = false;
};

}  // namespace sidetone::media
