// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/CameraController.h"

#include <algorithm>

#include "models/words.h"

namespace sidetone::desktop {

using media::CameraControl;
using media::CameraInfo;

CameraController::CameraController(client::Client& client, QObject* parent)
    : QObject(parent), control_(client.cameras()) {
    if (control_) {
        connect(control_, &CameraControl::changed, this, &CameraController::changed);
    }
}

QStringList CameraController::names() const {
    QStringList names;
    if (!control_) return names;
    for (const auto& camera : control_->cameras()) names << toQt(camera.name);
    return names;
}

int CameraController::inUse() const {
    if (!control_) return -1;
    const auto cameras = control_->cameras();
    if (cameras.empty()) return -1;
    const auto found = std::ranges::find(cameras, control_->chosen(), &CameraInfo::id);
    return found == cameras.end() ? 0 : static_cast<int>(found - cameras.begin());
}

QString CameraController::summary() const {
    const auto index = inUse();
    return index < 0 ? tr("No camera: others cannot see you") : names().value(index);
}

QString CameraController::trouble() const {
    if (!control_) return {};
    return toQt(control_->previewTrouble());
}

void CameraController::choose(int index) {
    if (!control_) return;
    const auto cameras = control_->cameras();
    if (index < 0 || index >= static_cast<int>(cameras.size())) return;
    const auto chosen = control_->choose(cameras[static_cast<std::size_t>(index)].id);
    if (!chosen) Q_EMIT failed(toQt(chosen.error().sentence()));
}

void CameraController::look() {
    if (control_) preview_.setFeed(control_->startPreview());
}

void CameraController::leave() {
    preview_.setFeed(nullptr);
    if (control_) control_->stopPreview();
}

}  // namespace sidetone::desktop
