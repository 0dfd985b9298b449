// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/Result.h"
#include "media/video/Picture.h"

struct x264_t;

namespace sidetone::media {

/// The two profiles of calls (CODEC-06): what every peer takes, and the better one.
enum class H264Profile { ConstrainedBaseline, High };

/// What is made out of pictures.
struct H264Settings {
    PictureSize size;
    int framesPerSecond = 30;   ///< 1 to 60
    int bitsPerSecond = 64000;  ///< of the elementary stream, without packets; 16,000 upwards
    H264Profile profile = H264Profile::ConstrainedBaseline;
    /// No unit is larger than this, so that each fits a packet (packetization mode 0 demands it);
    /// 200 upwards, in octets.
    int largestUnit = 1180;
    friend bool operator==(const H264Settings&, const H264Settings&) = default;
};

/// One network abstraction layer unit without its start code.
using NalUnit = std::vector<std::uint8_t>;

/// What one picture became.
struct EncodedPicture {
    std::vector<NalUnit> units;
    bool isKey = false;  ///< a decoder can begin here: IDR, with its parameter sets
    /// The processor's time that scaling and coding it took, where that is known.
    std::chrono::microseconds took{0};
};

/// H.264 by x264, without delay: a picture goes in and comes out. The rate is a hard cap
/// (VBV): over any third of a second not more goes out than the rate allows. One thread at a
/// time.
class H264Encoder {
public:
    /// InvalidInput for settings that make no sense, Unsupported where x264 refuses them.
    [[nodiscard]] static core::Result<std::unique_ptr<H264Encoder>> create(
        const H264Settings& settings);
    ~H264Encoder();
    H264Encoder(const H264Encoder&) = delete;
    H264Encoder& operator=(const H264Encoder&) = delete;

    /// Another rate goes on without a break; another size, frame rate or profile begins with a
    /// key picture.
    core::Status change(const H264Settings& settings);
    /// The next picture will be a key picture.
    void requestKeyPicture() { keyWanted_ = true; }
    /// The picture has the size of the settings.
    [[nodiscard]] EncodedPicture encode(const Picture& picture);

    [[nodiscard]] const H264Settings& settings() const { return settings_; }

private:
    explicit H264Encoder(const H264Settings& settings) : settings_(settings) {}
    core::Status open(const H264Settings& settings);

    H264Settings settings_;
    x264_t* encoder_ = nullptr;
    std::int64_t number_ = 0;
    bool keyWanted_ = false;
};

}  // namespace sidetone::media
