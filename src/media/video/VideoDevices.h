// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/Error.h"
#include "media/video/Picture.h"

namespace sidetone::media {

/// Where pictures come from: a camera, a file, a pattern. Made and used on the video threads.
class VideoSource {
public:
    virtual ~VideoSource() = default;
    /// The newest picture, asked for at the frame rate that is sent; empty where there is none
    /// (yet). It may wait for some milliseconds, no longer than a picture lasts. `wanted` is a
    /// hint: pictures of another size are scaled.
    [[nodiscard]] virtual PicturePointer next(const PictureSize& wanted) = 0;
    /// What went wrong with the device since the last question.
    [[nodiscard]] virtual std::optional<core::Error> takeError() { return std::nullopt; }
    /// No picture is wanted for now: a camera goes off, until next() is called again.
    virtual void rest() {}
};

/// Where received pictures go: a window, a file, nowhere. Used on one video thread at a time.
class VideoSink {
public:
    virtual ~VideoSink() = default;
    virtual void show(const PicturePointer& picture) = 0;
};

/// What this machine has for pictures. Called on the protocol thread; opening is cheap, and what
/// takes its time happens on the video threads.
class VideoDevices {
public:
    virtual ~VideoDevices() = default;
    /// False: there is nothing to send, video is received alone.
    [[nodiscard]] virtual bool hasSource() const = 0;
    /// Null without source.
    [[nodiscard]] virtual std::unique_ptr<VideoSource> openSource() = 0;
    /// For the pictures of one call; never null.
    [[nodiscard]] virtual std::unique_ptr<VideoSink> openSink() = 0;
    /// A sentence for Connection Status: "a test pattern", "file meeting.y4m".
    [[nodiscard]] virtual std::string text() const = 0;
};

}  // namespace sidetone::media
