// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/Clock.h"
#include "media/camera/CameraDirectory.h"
#include "media/video/VideoDevices.h"

namespace sidetone::media {

/// Pictures of the camera in use: it is switched on with the first picture and off by rest().
/// Where another is chosen, or the camera goes and comes, it follows. One thread.
class CameraSource final : public VideoSource {
public:
    explicit CameraSource(std::shared_ptr<CameraDirectory> cameras)
        : cameras_(std::move(cameras)) {}

    [[nodiscard]] PicturePointer next(const PictureSize& wanted) override;
    /// Once for each time that there is no picture any more.
    [[nodiscard]] std::optional<core::Error> takeError() override;
    void rest() override;

private:
    void open();
    void fail(core::Error error);

    const std::shared_ptr<CameraDirectory> cameras_;
    std::shared_ptr<CameraReader> reader_;
    std::string id_;  ///< of the one that is open
    std::optional<core::Instant> tryAgain_;
    std::optional<core::Error> error_;
    bool isTold_ = false;
};

}  // namespace sidetone::media
