// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/camera/CameraReader.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sidetone::media {
namespace {

constexpr std::uint32_t buffersWanted = 4;
constexpr core::Milliseconds longestWait(40);
/// Who asks again that soon gets the same picture: somebody else has just taken it.
constexpr core::Milliseconds sameFor(15);

core::Instant instantNow() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now());
}

v4l2_buffer emptyBuffer() {
    v4l2_buffer buffer{};
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    return buffer;
}

}  // namespace

core::Error CameraReader::failure(int code) const {
    const auto tried = "Using the camera " + name_;
    if (code == -ENODEV || code == -EIO || code == -ENXIO || code == -ENOENT) {
        return core::fail(core::ErrorCode::NotFound, tried, "it is not there any more",
                          "Plug it in again, or choose another one in the settings.");
    }
    if (code == -EBUSY) {
        return core::fail(core::ErrorCode::Busy, tried, "another program uses it",
                          "End that program, or choose another camera in the settings.");
    }
    return core::fail(core::ErrorCode::Unsupported, tried, std::strerror(-code),
                      "Choose another one in the settings.");
}

core::Result<std::unique_ptr<CameraReader>> CameraReader::open(std::unique_ptr<CameraNode> node,
                                                               std::string name) {
    std::unique_ptr<CameraReader> reader(new CameraReader(std::move(node), std::move(name)));
    if (auto begun = reader->begin(); !begun) return begun.error();
    return reader;
}

CameraReader::~CameraReader() {
    if (runs_) {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        static_cast<void>(node_->control(VIDIOC_STREAMOFF, &type));
    }
    for (const auto& buffer : buffers_) node_->unmap(buffer.at, buffer.octets);
}

core::Status CameraReader::begin() {
    if (auto set = setMode(); !set) return set;
    if (auto mapped = mapBuffers(); !mapped) return mapped;
    for (std::uint32_t i = 0; i < buffers_.size(); ++i) {
        if (const int code = give(i); code < 0) return failure(code);
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (const int code = node_->control(VIDIOC_STREAMON, &type); code < 0) return failure(code);
    runs_ = true;
    return {};
}

core::Status CameraReader::setMode() {
    const auto modes = modesOf(*node_);
    const auto best = bestMode(modes);
    if (!best) {
        return core::fail(core::ErrorCode::Unsupported, "Using the camera " + name_,
                          "it gives its pictures in no format that is known here",
                          "Choose another one in the settings.");
    }
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    format.fmt.pix.width = static_cast<std::uint32_t>(best->size.width);
    format.fmt.pix.height = static_cast<std::uint32_t>(best->size.height);
    format.fmt.pix.pixelformat = fourCharacters(best->format);
    format.fmt.pix.field = V4L2_FIELD_ANY;
    if (const int code = node_->control(VIDIOC_S_FMT, &format); code < 0) return failure(code);
    // The driver may have changed every value.
    const auto& got = format.fmt.pix;
    const auto pixels = pixelFormatOf(got.pixelformat);
    const bool fits = got.width >= 16 && got.width <= Picture::mostPixels && got.height >= 16 &&
                      got.height <= Picture::mostPixels && got.width % 2 == 0 &&
                      got.height % 2 == 0;
    if (!pixels || !fits) return failure(-EINVAL);
    mode_ = {*pixels,
             {static_cast<int>(got.width), static_cast<int>(got.height)},
             best->framesPerSecond};
    stride_ = static_cast<int>(std::min<std::uint32_t>(got.bytesperline, 1U << 16U));
    v4l2_streamparm pace{};
    pace.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    pace.parm.capture.timeperframe = {1, static_cast<std::uint32_t>(best->framesPerSecond)};
    // Not every camera lets that be chosen.
    static_cast<void>(node_->control(VIDIOC_S_PARM, &pace));
    return {};
}

core::Status CameraReader::mapBuffers() {
    v4l2_requestbuffers wanted{};
    wanted.count = buffersWanted;
    wanted.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    wanted.memory = V4L2_MEMORY_MMAP;
    if (const int code = node_->control(VIDIOC_REQBUFS, &wanted); code < 0) return failure(code);
    if (wanted.count < 2) return failure(-ENOMEM);
    for (std::uint32_t i = 0; i < wanted.count; ++i) {
        auto buffer = emptyBuffer();
        buffer.index = i;
        if (const int code = node_->control(VIDIOC_QUERYBUF, &buffer); code < 0) {
            return failure(code);
        }
        const auto* at = node_->map(buffer.length, buffer.m.offset);
        if (at == nullptr) return failure(-ENOMEM);
        buffers_.push_back({at, buffer.length});
    }
    return {};
}

int CameraReader::give(std::uint32_t index) {
    auto buffer = emptyBuffer();
    buffer.index = index;
    return node_->control(VIDIOC_QBUF, &buffer);
}

/// Takes all that is filled and keeps the last: 1 where there was one, 0 where not, else a
/// negative errno.
int CameraReader::take() {
    int found = 0;
    while (true) {
        auto buffer = emptyBuffer();
        const int code = node_->control(VIDIOC_DQBUF, &buffer);
        if (code == -EAGAIN) return found;
        if (code < 0) return code;
        if (buffer.index >= buffers_.size()) return -EIO;
        const auto& mapped = buffers_[buffer.index];
        const auto octets = std::min<std::size_t>(buffer.bytesused, mapped.octets);
        const bool isWhole = (buffer.flags & V4L2_BUF_FLAG_ERROR) == 0;
        auto picture = isWhole ? converter_.convert(mode_, stride_, {mapped.at, octets}) : nullptr;
        if (picture) {
            newest_ = std::move(picture);
            found = 1;
        }
        if (const int given = give(buffer.index); given < 0) return given;
    }
}

core::Result<PicturePointer> CameraReader::newest() {
    const std::lock_guard lock(mutex_);
    if (failed_ < 0) return failure(failed_);
    if (newest_ && instantNow() - taken_ < sameFor) return newest_;
    int code = node_->wait(longestWait);
    if (code > 0) code = take();
    if (code < 0) {
        failed_ = code;
        newest_.reset();
        return failure(code);
    }
    taken_ = instantNow();
    return newest_;
}

}  // namespace sidetone::media
