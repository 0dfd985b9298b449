// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/camera/PixelConverter.h"

#include <algorithm>
#include <array>
#include <cstring>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/log.h>
#include <libswscale/swscale.h>
}

namespace sidetone::media {
namespace {

/// A compressed picture is never larger.
constexpr std::size_t mostOctets = 16'000'000;

}  // namespace

/// What the scaler takes: a layout, and where the planes lie.
struct PixelConverter::Planes {
    int format = AV_PIX_FMT_NONE;
    PictureSize size;
    std::array<const std::uint8_t*, 4> at{};
    std::array<int, 4> stride{};
};

PixelConverter::~PixelConverter() {
    sws_freeContext(scaler_);
    av_packet_free(&packet_);
    av_frame_free(&frame_);
    avcodec_free_context(&decoder_);
}

PicturePointer PixelConverter::scaled(const Planes& planes) {
    if (scaler_ == nullptr || scalerFormat_ != planes.format || scalerSize_ != planes.size) {
        sws_freeContext(scaler_);
        scalerFormat_ = planes.format;
        scalerSize_ = planes.size;
        scaler_ = sws_getContext(planes.size.width, planes.size.height,
                                 static_cast<AVPixelFormat>(planes.format), planes.size.width,
                                 planes.size.height, AV_PIX_FMT_YUV420P, SWS_BILINEAR, nullptr,
                                 nullptr, nullptr);
    }
    if (scaler_ == nullptr) return nullptr;
    auto picture = std::make_shared<Picture>(planes.size);
    const std::array<std::uint8_t*, 4> target{picture->plane(Plane::Luma).data(),
                                              picture->plane(Plane::Blue).data(),
                                              picture->plane(Plane::Red).data(), nullptr};
    const std::array<int, 4> stride{picture->width(Plane::Luma), picture->width(Plane::Blue),
                                    picture->width(Plane::Red), 0};
    sws_scale(scaler_, planes.at.data(), planes.stride.data(), 0, planes.size.height, target.data(),
              stride.data());
    return picture;
}

PicturePointer PixelConverter::convert(const CameraMode& mode, int stride,
                                       std::span<const std::uint8_t> buffer) {
    if (mode.format == PixelFormat::MotionJpeg) return decoded(buffer);
    const int rowOctets = mode.format == PixelFormat::Yuyv ? mode.size.width * 2 : mode.size.width;
    const int row = stride == 0 ? rowOctets : stride;
    if (row < rowOctets) return nullptr;
    const auto luma = static_cast<std::size_t>(row) * static_cast<std::size_t>(mode.size.height);
    Planes planes;
    planes.size = mode.size;
    planes.at[0] = buffer.data();
    planes.stride[0] = row;
    auto needed = luma;
    switch (mode.format) {
        case PixelFormat::Yuyv:
            planes.format = AV_PIX_FMT_YUYV422;
            break;
        case PixelFormat::Nv12:
            planes.format = AV_PIX_FMT_NV12;
            planes.at[1] = buffer.data() + luma;
            planes.stride[1] = row;
            needed += luma / 2;
            break;
        case PixelFormat::I420:
        case PixelFormat::MotionJpeg:
            planes.format = AV_PIX_FMT_YUV420P;
            planes.at[1] = buffer.data() + luma;
            planes.at[2] = buffer.data() + luma + luma / 4;
            planes.stride[1] = planes.stride[2] = row / 2;
            needed += luma / 2;
            break;
    }
    if (buffer.size() < needed) return nullptr;
    return scaled(planes);
}

bool PixelConverter::openDecoder() {
    if (decoder_ != nullptr) return true;
    const auto* codec = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
    if (codec == nullptr) return false;
    av_log_set_level(AV_LOG_QUIET);
    if (frame_ == nullptr) frame_ = av_frame_alloc();
    if (packet_ == nullptr) packet_ = av_packet_alloc();
    decoder_ = avcodec_alloc_context3(codec);
    if (decoder_ == nullptr || frame_ == nullptr || packet_ == nullptr) return false;
    decoder_->thread_count = 1;
    decoder_->max_pixels = std::int64_t{Picture::mostPixels} * Picture::mostPixels;
    if (avcodec_open2(decoder_, codec, nullptr) >= 0) return true;
    avcodec_free_context(&decoder_);
    return false;
}

PicturePointer PixelConverter::decoded(std::span<const std::uint8_t> buffer) {
    if (buffer.empty() || buffer.size() > mostOctets || !openDecoder()) return nullptr;
    // The decoder reads some octets beyond the end, which a camera's buffer has not got.
    if (av_new_packet(packet_, static_cast<int>(buffer.size())) < 0) return nullptr;
    std::memcpy(packet_->data, buffer.data(), buffer.size());
    const int sent = avcodec_send_packet(decoder_, packet_);
    av_packet_unref(packet_);
    if (sent < 0 || avcodec_receive_frame(decoder_, frame_) < 0) return nullptr;
    Planes planes;
    planes.format = frame_->format;
    planes.size = {frame_->width, frame_->height};
    std::copy_n(frame_->data, 4, planes.at.begin());
    std::copy_n(frame_->linesize, 4, planes.stride.begin());
    const bool fits = planes.size.width >= 16 && planes.size.height >= 16 &&
                      planes.size.width <= Picture::mostPixels &&
                      planes.size.height <= Picture::mostPixels;
    // Pictures have even sides.
    planes.size = {planes.size.width / 2 * 2, planes.size.height / 2 * 2};
    auto picture = fits ? scaled(planes) : nullptr;
    av_frame_unref(frame_);
    return picture;
}

}  // namespace sidetone::media
