// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video/FileVideoDevices.h"

#include "media/rate/ladder.h"
#include "media/video/TestPattern.h"
#include "media/video/Y4mFile.h"

namespace sidetone::media {
namespace {

constexpr std::string_view pattern = "test";
constexpr int framesPerSecond = 30;

class NoSink final : public VideoSink {
public:
    void show(const PicturePointer& /*picture*/) override {}
};

}  // namespace

core::Result<std::unique_ptr<FileVideoDevices>> FileVideoDevices::create(std::string in,
                                                                         std::string out) {
    if (!in.empty() && in != pattern) {
        if (auto tried = Y4mSource::open(in); !tried) return tried.error();
    }
    if (!out.empty()) {
        auto tried = Y4mWriter::create(out, defaultPictureSize, framesPerSecond);
        if (!tried) return tried.error();
    }
    return std::unique_ptr<FileVideoDevices>(new FileVideoDevices(std::move(in), std::move(out)));
}

std::unique_ptr<VideoSource> FileVideoDevices::openSource() {
    if (in_.empty()) return nullptr;
    if (in_ == pattern) return std::make_unique<TestPattern>();
    auto file = Y4mSource::open(in_);
    if (!file) return nullptr;
    return std::move(*file);
}

std::unique_ptr<VideoSink> FileVideoDevices::openSink() {
    if (out_.empty()) return std::make_unique<NoSink>();
    auto file = Y4mWriter::create(out_, defaultPictureSize, framesPerSecond);
    if (!file) return std::make_unique<NoSink>();
    return std::move(*file);
}

std::string FileVideoDevices::text() const {
    const auto from = in_.empty()      ? std::string("no camera")
                      : in_ == pattern ? std::string("a test pattern")
                                       : "file " + in_;
    return out_.empty() ? from : from + ", shown in file " + out_;
}

}  // namespace sidetone::media
