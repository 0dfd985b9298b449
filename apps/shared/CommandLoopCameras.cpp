// SPDX-License-Identifier: GPL-3.0-or-later
// Commands for cameras: which there are, and which one calls take.
#include <QJsonArray>

#include "media/camera/CameraControl.h"
#include "shared/CommandLoop.h"

namespace sidetone::apps {

using core::Result;
using namespace Qt::StringLiterals;

namespace {

core::Error noCameras() {
    return core::fail(core::ErrorCode::Unavailable, "There are no cameras",
                      "this program was not told to use any", "Start it with --video-in camera.");
}

QJsonObject camerasOf(const media::CameraControl& control) {
    QJsonArray cameras;
    for (const auto& camera : control.cameras()) {
        cameras.append(QJsonObject{{u"camera"_s, QString::fromStdString(camera.id)},
                                   {u"name"_s, QString::fromStdString(camera.name)},
                                   {u"device"_s, QString::fromStdString(camera.node)}});
    }
    return {{u"cameras"_s, cameras}, {u"chosen"_s, QString::fromStdString(control.chosen())}};
}

}  // namespace

void CommandLoop::addCameraCommands() {
    addCommand(u"cameras"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        const auto* control = client_.cameras();
        if (control == nullptr) return noCameras();
        return camerasOf(*control);
    });
    addCommand(u"choose-camera"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        auto* control = client_.cameras();
        if (control == nullptr) return noCameras();
        const auto chosen = control->choose(command.value(u"camera"_s).toString().toStdString());
        if (!chosen) return chosen.error();
        return camerasOf(*control);
    });
}

}  // namespace sidetone::apps
