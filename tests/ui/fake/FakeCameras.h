// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/camera/CameraControl.h"
#include "media/video/TestPattern.h"

namespace sidetone::test {

/// Cameras that a test plugs in and out; each shows a picture of its own.
class FakeCameras final : public media::CameraControl {
    Q_OBJECT
public:
    [[nodiscard]] std::vector<media::CameraInfo> cameras() const override { return cameras_; }
    [[nodiscard]] std::string chosen() const override { return chosen_; }
    core::Status choose(const std::string& id) override {
        chosen_ = id;
        Q_EMIT changed();
        return {};
    }
    std::shared_ptr<media::PictureFeed> startPreview() override {
        feed_ = std::make_shared<media::PictureFeed>();
        if (!cameras_.empty()) feed_->show(media::drawTestPicture({640, 360}, 5));
        isOn = true;
        return feed_;
    }
    void stopPreview() override { isOn = false; }
    [[nodiscard]] std::string previewTrouble() const override { return trouble_; }

    void plug(std::vector<media::CameraInfo> cameras) {
        cameras_ = std::move(cameras);
        Q_EMIT changed();
    }
    void fail(std::string trouble) {
        trouble_ = std::move(trouble);
        if (feed_) feed_->show(nullptr);
        Q_EMIT changed();
    }

    bool isOn = false;  ///< the preview runs

private:
    std::vector<media::CameraInfo> cameras_{
        {"usb-1 Integrated Camera", "Integrated Camera", "/dev/video0"},
        {"usb-2 Desk Camera 4K", "Desk Camera 4K", "/dev/video2"}};
    std::string chosen_;
    std::string trouble_;
    std::shared_ptr<media::PictureFeed> feed_;
};

}  // namespace sidetone::test
