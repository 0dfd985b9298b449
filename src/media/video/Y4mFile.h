// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "core/Result.h"
#include "media/video/PictureScaler.h"
#include "media/video/VideoDevices.h"

namespace sidetone::media {

/// The first line of a Y4M file: YUV4MPEG2 W640 H360 F30:1 ...
struct Y4mHeader {
    PictureSize size;
    int framesPerSecond = 30;  ///< rounded; 1 to 240
};

/// BadAnswer where it is not a Y4M header, or for pictures that are not progressive 4:2:0 with 8
/// bits, or have odd sides or sides over Picture::mostPixels.
[[nodiscard]] core::Result<Y4mHeader> parseY4mHeader(std::string_view line);

/// Pictures from a Y4M file, over and over. They come as they are asked for, one each time.
class Y4mSource final : public VideoSource {
public:
    /// NotFound where it cannot be opened; BadAnswer for another kind of file, or one without a
    /// single picture.
    [[nodiscard]] static core::Result<std::unique_ptr<Y4mSource>> open(const std::string& path);
    [[nodiscard]] PicturePointer next(const PictureSize& wanted) override;
    [[nodiscard]] const Y4mHeader& header() const { return header_; }

private:
    Y4mSource(std::ifstream file, const Y4mHeader& header, std::streampos first)
        : file_(std::move(file)), header_(header), first_(first) {}
    [[nodiscard]] PicturePointer read();

    std::ifstream file_;
    Y4mHeader header_;
    std::streampos first_;
};

/// Writes pictures into a Y4M file, all in one size: such a file has no other.
class Y4mWriter final : public VideoSink {
public:
    /// Makes the file, or empties it. Storage where that fails.
    [[nodiscard]] static core::Result<std::unique_ptr<Y4mWriter>> create(const std::string& path,
                                                                         PictureSize size,
                                                                         int framesPerSecond);
    void show(const PicturePointer& picture) override;

private:
    Y4mWriter(std::ofstream file, PictureSize size) : file_(std::move(file)), size_(size) {}

    std::ofstream file_;
    PictureSize size_;
    PictureScaler scaler_;
};

}  // namespace sidetone::media
