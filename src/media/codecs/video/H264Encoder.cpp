// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/video/H264Encoder.h"

#include <algorithm>
#include <string>

extern "C" {
#include <x264.h>
}

namespace sidetone::media {
namespace {

/// How much the encoder may save up for a picture that needs more than its share.
constexpr int bufferMilliseconds = 330;
/// Everybody asks for key pictures when one is needed; this is for those who cannot.
constexpr int keyPictureSeconds = 20;
constexpr const char* preset = "superfast";

core::Error failed(core::ErrorCode code, std::string why) {
    return core::fail(code, "Encoding video", std::move(why));
}

core::Status check(const H264Settings& settings) {
    const auto& size = settings.size;
    const bool sizeFits = size.width >= 16 && size.height >= 16 && size.width % 2 == 0 &&
                          size.height % 2 == 0 && size.width <= Picture::mostPixels &&
                          size.height <= Picture::mostPixels;
    if (!sizeFits || settings.framesPerSecond < 1 || settings.framesPerSecond > 60 ||
        settings.bitsPerSecond < 16000 || settings.largestUnit < 200) {
        return failed(core::ErrorCode::InvalidInput, "the size or the rate makes no sense");
    }
    return {};
}

void setRate(x264_param_t& parameters, const H264Settings& settings) {
    const int kilobits = settings.bitsPerSecond / 1000;
    parameters.rc.i_rc_method = X264_RC_ABR;
    parameters.rc.i_bitrate = kilobits;
    parameters.rc.i_vbv_max_bitrate = kilobits;
    parameters.rc.i_vbv_buffer_size =
        std::max(kilobits * bufferMilliseconds / 1000, kilobits / settings.framesPerSecond + 1);
}

x264_param_t parametersFor(const H264Settings& settings) {
    x264_param_t parameters;
    x264_param_default_preset(&parameters, preset, "zerolatency");
    parameters.i_width = settings.size.width;
    parameters.i_height = settings.size.height;
    parameters.i_csp = X264_CSP_I420;
    parameters.i_fps_num = static_cast<std::uint32_t>(settings.framesPerSecond);
    parameters.i_fps_den = 1;
    parameters.b_vfr_input = 0;
    parameters.i_threads = 1;
    parameters.b_sliced_threads = 0;
    parameters.i_keyint_max = settings.framesPerSecond * keyPictureSeconds;
    parameters.i_scenecut_threshold = 0;
    parameters.i_slice_max_size = settings.largestUnit;
    parameters.b_annexb = 0;
    parameters.b_repeat_headers = 1;
    parameters.b_aud = 0;
    parameters.i_log_level = X264_LOG_NONE;
    setRate(parameters, settings);
    x264_param_apply_profile(&parameters,
                             settings.profile == H264Profile::High ? "high" : "baseline");
    return parameters;
}

/// Parameter sets and slices; what the encoder says about itself would cost a key picture's
/// worth of the lowest rates.
bool isNeeded(const x264_nal_t& unit) {
    return unit.i_type == NAL_SPS || unit.i_type == NAL_PPS || unit.i_type == NAL_SLICE ||
           unit.i_type == NAL_SLICE_IDR;
}

}  // namespace

core::Result<std::unique_ptr<H264Encoder>> H264Encoder::create(const H264Settings& settings) {
    auto made = std::unique_ptr<H264Encoder>(new H264Encoder(settings));
    if (auto status = made->open(settings); !status) return status.error();
    return made;
}

H264Encoder::~H264Encoder() {
    if (encoder_ != nullptr) x264_encoder_close(encoder_);
}

core::Status H264Encoder::open(const H264Settings& settings) {
    if (auto status = check(settings); !status) return status;
    auto parameters = parametersFor(settings);
    auto* made = x264_encoder_open(&parameters);
    if (made == nullptr) {
        return failed(core::ErrorCode::Unsupported, "x264 takes no such size and rate");
    }
    if (encoder_ != nullptr) x264_encoder_close(encoder_);
    encoder_ = made;
    settings_ = settings;
    number_ = 0;
    return {};
}

core::Status H264Encoder::change(const H264Settings& settings) {
    if (settings == settings_) return {};
    auto withOldRate = settings;
    withOldRate.bitsPerSecond = settings_.bitsPerSecond;
    if (withOldRate != settings_) return open(settings);
    if (auto status = check(settings); !status) return status;
    x264_param_t parameters;
    x264_encoder_parameters(encoder_, &parameters);
    setRate(parameters, settings);
    if (x264_encoder_reconfig(encoder_, &parameters) != 0) return open(settings);
    settings_ = settings;
    return {};
}

EncodedPicture H264Encoder::encode(const Picture& picture) {
    EncodedPicture out;
    if (picture.size() != settings_.size) return out;
    x264_picture_t in;
    x264_picture_init(&in);
    in.img.i_csp = X264_CSP_I420;
    in.img.i_plane = 3;
    int i = 0;
    for (const auto plane : {Plane::Luma, Plane::Blue, Plane::Red}) {
        // The library's type has no const; it only reads.
        in.img.plane[i] = const_cast<std::uint8_t*>(picture.plane(plane).data());
        in.img.i_stride[i] = picture.width(plane);
        ++i;
    }
    in.i_pts = number_++;
    in.i_type = keyWanted_ ? X264_TYPE_IDR : X264_TYPE_AUTO;
    keyWanted_ = false;
    x264_nal_t* units = nullptr;
    int count = 0;
    x264_picture_t coded;
    if (x264_encoder_encode(encoder_, &units, &count, &in, &coded) <= 0) return out;
    out.isKey = coded.b_keyframe != 0;
    // Without start codes each unit begins with four octets of its length.
    constexpr int lengthOctets = 4;
    for (i = 0; i < count; ++i) {
        const auto& unit = units[i];
        if (!isNeeded(unit) || unit.i_payload <= lengthOctets) continue;
        out.units.emplace_back(unit.p_payload + lengthOctets, unit.p_payload + unit.i_payload);
    }
    return out;
}

}  // namespace sidetone::media
