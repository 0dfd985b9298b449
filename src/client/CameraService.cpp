// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/CameraService.h"

#include <QMetaObject>
#include <utility>

#include "media/camera/CameraPreview.h"
#include "media/camera/CameraSource.h"

namespace sidetone::client {
namespace {

/// A device's file is there before everybody may open it.
constexpr core::Milliseconds settled(700);

}  // namespace

CameraService::CameraService(Ports ports, const std::string& chosen) : ports_(std::move(ports)) {
    ports_.cameras->choose(chosen);
    watcher_.addPath(QString::fromStdString(ports_.folder));
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, this, [this] {
        look();
        again_ = ports_.clock.after(settled, [this] { look(); });
    });
    look();
}

CameraService::~CameraService() {
    stopPreview();
}

void CameraService::look() {
    worker_.post([this, cameras = ports_.cameras] {
        if (!cameras->look()) return;
        QMetaObject::invokeMethod(this, &CameraControl::changed, Qt::QueuedConnection);
    });
}

std::vector<media::CameraInfo> CameraService::cameras() const {
    return ports_.cameras->cameras();
}

std::string CameraService::chosen() const {
    return ports_.cameras->chosen();
}

core::Status CameraService::choose(const std::string& id) {
    if (auto kept = ports_.keep(id); !kept) return kept;
    ports_.cameras->choose(id);
    Q_EMIT changed();
    return {};
}

void CameraService::told(const std::optional<core::Error>& error) {
    trouble_ = error ? error->sentence() : std::string();
    Q_EMIT changed();
}

std::shared_ptr<media::PictureFeed> CameraService::startPreview() {
    if (preview_) return feed_;
    feed_ = std::make_shared<media::PictureFeed>();
    const auto told = [this](const std::optional<core::Error>& error) {
        QMetaObject::invokeMethod(
            this, [this, error] { this->told(error); }, Qt::QueuedConnection);
    };
    preview_ = std::make_shared<media::CameraPreview>(
        std::make_unique<media::CameraSource>(ports_.cameras), feed_, told);
    return feed_;
}

void CameraService::stopPreview() {
    trouble_.clear();
    feed_.reset();
    if (!preview_) return;
    // Closing a camera takes its time.
    worker_.post([last = std::make_shared<std::shared_ptr<media::CameraPreview>>(
                      std::move(preview_))] { last->reset(); });
}

}  // namespace sidetone::client
