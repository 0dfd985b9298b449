// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <functional>

#include "core/Clock.h"
#include "media/camera/CameraControl.h"
#include "media/camera/CameraDirectory.h"
#include "media/devices/DeviceWorker.h"

namespace sidetone::media {
class CameraPreview;
}

namespace sidetone::client {

/// The cameras of this machine as windows and terminal see them: it looks again when something is
/// plugged in or out, keeps the choice among the person's settings, and shows a preview. Cameras
/// are asked, opened and closed on a thread of its own. Protocol thread.
class CameraService final : public media::CameraControl {
    Q_OBJECT
public:
    struct Ports {
        std::shared_ptr<media::CameraDirectory> cameras;
        core::Clock& clock;
        /// Keeps the choice.
        std::function<core::Status(const std::string& id)> keep;
        std::string folder = "/dev";  ///< where devices come and go
    };
    CameraService(Ports ports, const std::string& chosen);
    ~CameraService() override;

    [[nodiscard]] std::vector<media::CameraInfo> cameras() const override;
    [[nodiscard]] std::string chosen() const override;
    core::Status choose(const std::string& id) override;
    std::shared_ptr<media::PictureFeed> startPreview() override;
    void stopPreview() override;
    [[nodiscard]] std::string previewTrouble() const override { return trouble_; }

private:
    void look();
    void told(const std::optional<core::Error>& error);

    const Ports ports_;
    QFileSystemWatcher watcher_;
    core::Timer again_;
    std::shared_ptr<media::PictureFeed> feed_;
    std::shared_ptr<media::CameraPreview> preview_;
    std::string trouble_;
    media::DeviceWorker worker_;  ///< goes first: its jobs speak of the rest
};

}  // namespace sidetone::client
