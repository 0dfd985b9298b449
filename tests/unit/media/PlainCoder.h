// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "media/codecs/video/H264Decoder.h"
#include "media/video/Picture.h"

extern "C" {
#include <x264.h>
}

namespace sidetone::test {

/// What x264 by itself makes of a film at a rate: one slice a picture, no packets, and bits
/// divided over all pictures instead of capped each third of a second. Gives the decoded pictures.
inline std::vector<media::PicturePointer> codedPlainly(
    const std::vector<media::PicturePointer>& film, int bitsPerSecond, const char* profile) {
    x264_param_t parameters;
    x264_param_default_preset(&parameters, "superfast", "zerolatency");
    const auto size = film.front()->size();
    parameters.i_width = size.width;
    parameters.i_height = size.height;
    parameters.i_csp = X264_CSP_I420;
    parameters.i_fps_num = 30;
    parameters.i_fps_den = 1;
    parameters.b_vfr_input = 0;
    parameters.i_threads = 1;
    parameters.b_sliced_threads = 0;
    parameters.b_annexb = 0;
    parameters.b_repeat_headers = 1;
    parameters.i_log_level = X264_LOG_NONE;
    parameters.rc.i_rc_method = X264_RC_ABR;
    parameters.rc.i_bitrate = bitsPerSecond / 1000;
    x264_param_apply_profile(&parameters, profile);
    const std::unique_ptr<x264_t, decltype(&x264_encoder_close)> encoder(
        x264_encoder_open(&parameters), x264_encoder_close);
    auto decoder = std::move(*media::H264Decoder::create());
    std::vector<media::PicturePointer> out;
    for (const auto& picture : film) {
        x264_picture_t in;
        x264_picture_init(&in);
        in.img.i_csp = X264_CSP_I420;
        in.img.i_plane = 3;
        int plane = 0;
        for (const auto each : {media::Plane::Luma, media::Plane::Blue, media::Plane::Red}) {
            in.img.plane[plane] = const_cast<std::uint8_t*>(picture->plane(each).data());
            in.img.i_stride[plane++] = picture->width(each);
        }
        in.i_pts = static_cast<std::int64_t>(out.size());
        x264_nal_t* units = nullptr;
        int count = 0;
        x264_picture_t coded;
        x264_encoder_encode(encoder.get(), &units, &count, &in, &coded);
        std::vector<media::NalUnit> all;
        for (int i = 0; i < count; ++i) {
            all.emplace_back(units[i].p_payload + 4, units[i].p_payload + units[i].i_payload);
        }
        out.push_back(decoder->decode(all).picture);
    }
    return out;
}

}  // namespace sidetone::test
