// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "media/camera/CameraMode.h"
#include "media/video/Picture.h"

struct AVCodecContext;
struct AVFrame;
struct AVPacket;
struct SwsContext;

namespace sidetone::media {

/// Makes pictures of what a camera lays into its buffers. One thread at a time.
class PixelConverter {
public:
    PixelConverter() = default;
    ~PixelConverter();
    PixelConverter(const PixelConverter&) = delete;
    PixelConverter& operator=(const PixelConverter&) = delete;

    /// `stride`: octets from one row to the next, of the luma where planes lie apart; 0: without
    /// gaps. Null where the buffer is shorter than its picture, or no picture at all.
    [[nodiscard]] PicturePointer convert(const CameraMode& mode, int stride,
                                         std::span<const std::uint8_t> buffer);

private:
    struct Planes;
    [[nodiscard]] PicturePointer scaled(const Planes& planes);
    [[nodiscard]] PicturePointer decoded(std::span<const std::uint8_t> buffer);
    [[nodiscard]] bool openDecoder();

    SwsContext* scaler_ = nullptr;
    int scalerFormat_ = -1;
    PictureSize scalerSize_;
    AVCodecContext* decoder_ = nullptr;
    AVFrame* frame_ = nullptr;
    AVPacket* packet_ = nullptr;
};

}  // namespace sidetone::media
