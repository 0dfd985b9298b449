// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "media/camera/CameraDirectory.h"
#include "media/video/VideoDevices.h"

namespace sidetone::media {

/// Pictures from this machine's cameras; what is received goes where `shown` says, beside the
/// windows that look at it.
class CameraDevices final : public VideoDevices {
public:
    CameraDevices(std::shared_ptr<CameraDirectory> cameras, std::shared_ptr<VideoDevices> shown)
        : cameras_(std::move(cameras)), shown_(std::move(shown)) {}

    [[nodiscard]] bool hasSource() const override { return cameras_->inUse().has_value(); }
    /// Never null: a camera may be plugged in during the call.
    [[nodiscard]] std::unique_ptr<VideoSource> openSource() override;
    [[nodiscard]] std::unique_ptr<VideoSink> openSink() override { return shown_->openSink(); }
    [[nodiscard]] std::string text() const override;

private:
    const std::shared_ptr<CameraDirectory> cameras_;
    const std::shared_ptr<VideoDevices> shown_;
};

}  // namespace sidetone::media
