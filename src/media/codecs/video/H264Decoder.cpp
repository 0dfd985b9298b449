// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/video/H264Decoder.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/log.h>
}

namespace sidetone::media {
namespace {

/// 1920x1200; a larger picture than was agreed on is refused before its memory is taken.
constexpr std::int64_t mostPixels = 1920LL * 1200;
/// More than any picture within our limits needs.
constexpr std::size_t mostOctets = 4'000'000;
constexpr std::uint8_t keySlice = 5;

/// The library writes to standard error what every damaged packet brings about.
void silenceLibrary() {
    static std::once_flag once;
    std::call_once(once, [] { av_log_set_level(AV_LOG_QUIET); });
}

core::Error unsupported() {
    return core::fail(core::ErrorCode::Unsupported, "Decoding video",
                      "libavcodec does not decode H.264 here");
}

}  // namespace

core::Result<std::unique_ptr<H264Decoder>> H264Decoder::create() {
    silenceLibrary();
    const auto* codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    if (codec == nullptr) return unsupported();
    auto made = std::unique_ptr<H264Decoder>(new H264Decoder);
    made->context_ = avcodec_alloc_context3(codec);
    made->frame_ = av_frame_alloc();
    made->packet_ = av_packet_alloc();
    if (made->context_ == nullptr || made->frame_ == nullptr || made->packet_ == nullptr) {
        return unsupported();
    }
    made->context_->thread_count = 1;
    made->context_->flags |= AV_CODEC_FLAG_LOW_DELAY | AV_CODEC_FLAG_OUTPUT_CORRUPT;
    made->context_->error_concealment = FF_EC_GUESS_MVS | FF_EC_DEBLOCK;
    made->context_->max_pixels = mostPixels;
    if (avcodec_open2(made->context_, codec, nullptr) < 0) return unsupported();
    return made;
}

H264Decoder::~H264Decoder() {
    av_packet_free(&packet_);
    av_frame_free(&frame_);
    avcodec_free_context(&context_);
}

DecodedPicture H264Decoder::decode(std::span<const NalUnit> units) {
    DecodedPicture out;
    std::size_t octets = 0;
    for (const auto& unit : units) octets += unit.size() + 4;
    if (octets == 0 || octets > mostOctets) return {nullptr, true};
    if (av_new_packet(packet_, static_cast<int>(octets)) < 0) return {nullptr, true};
    auto* at = packet_->data;
    for (const auto& unit : units) {
        if (!unit.empty() && (unit[0] & 31U) == keySlice) sawKey_ = true;
        constexpr std::array<std::uint8_t, 4> startCode{0, 0, 0, 1};
        at = std::copy(startCode.begin(), startCode.end(), at);
        at = std::copy(unit.begin(), unit.end(), at);
    }
    const int sent = avcodec_send_packet(context_, packet_);
    av_packet_unref(packet_);
    if (sent < 0) out.isDamaged = true;
    while (avcodec_receive_frame(context_, frame_) >= 0) {
        const bool broken =
            (frame_->flags & AV_FRAME_FLAG_CORRUPT) != 0 || frame_->decode_error_flags != 0;
        out.isDamaged = out.isDamaged || broken;
        if (auto picture = copyOut()) out.picture = std::move(picture);
        av_frame_unref(frame_);
    }
    // What leans on pictures that never came is not worth showing.
    if (!sawKey_) return {nullptr, true};
    return out;
}

PicturePointer H264Decoder::copyOut() const {
    const bool isKnown =
        frame_->format == AV_PIX_FMT_YUV420P || frame_->format == AV_PIX_FMT_YUVJ420P;
    if (!isKnown || frame_->width < 2 || frame_->height < 2 ||
        frame_->width > Picture::mostPixels || frame_->height > Picture::mostPixels) {
        return nullptr;
    }
    auto picture = std::make_shared<Picture>(PictureSize{frame_->width, frame_->height});
    int i = 0;
    for (const auto plane : {Plane::Luma, Plane::Blue, Plane::Red}) {
        const auto width = static_cast<std::size_t>(picture->width(plane));
        auto to = picture->plane(plane);
        for (int row = 0; row < picture->height(plane); ++row) {
            const auto* from =
                frame_->data[i] + static_cast<std::ptrdiff_t>(row) * frame_->linesize[i];
            std::memcpy(to.data() + static_cast<std::size_t>(row) * width, from, width);
        }
        ++i;
    }
    return picture;
}

}  // namespace sidetone::media
