// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/camera/CameraDevices.h"

#include "media/camera/CameraSource.h"

namespace sidetone::media {

std::unique_ptr<VideoSource> CameraDevices::openSource() {
    return std::make_unique<CameraSource>(cameras_);
}

std::string CameraDevices::text() const {
    const auto camera = cameras_->inUse();
    return camera ? "camera " + camera->name : std::string("no camera");
}

}  // namespace sidetone::media
