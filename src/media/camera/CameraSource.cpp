// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/camera/CameraSource.h"

#include <utility>

namespace sidetone::media {
namespace {

/// Opening a camera takes its time; one that is not there is not asked for all the time.
constexpr core::Milliseconds tryAgainAfter(1000);

core::Instant instantNow() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now());
}

}  // namespace

void CameraSource::fail(core::Error error) {
    reader_.reset();
    tryAgain_ = instantNow() + tryAgainAfter;
    if (!std::exchange(isTold_, true)) error_ = std::move(error);
}

void CameraSource::open() {
    const auto camera = cameras_->inUse();
    if (!camera) {
        return fail(core::fail(core::ErrorCode::NotFound, "Switching the camera on",
                               "there is no camera", "Plug one in."));
    }
    auto opened = cameras_->open(*camera);
    if (!opened) return fail(opened.error());
    reader_ = std::move(*opened);
    id_ = camera->id;
    tryAgain_.reset();
}

PicturePointer CameraSource::next(const PictureSize& /*wanted*/) {
    if (reader_) {
        const auto camera = cameras_->inUse();
        if (camera && camera->id != id_) {
            reader_.reset();
            tryAgain_.reset();
        }
    }
    if (!reader_ && (!tryAgain_ || instantNow() >= *tryAgain_)) open();
    if (!reader_) return nullptr;
    auto picture = reader_->newest();
    if (!picture) {
        fail(picture.error());
        return nullptr;
    }
    if (*picture) isTold_ = false;
    return std::move(*picture);
}

std::optional<core::Error> CameraSource::takeError() {
    return std::exchange(error_, std::nullopt);
}

void CameraSource::rest() {
    reader_.reset();
    tryAgain_.reset();
    isTold_ = false;
}

}  // namespace sidetone::media
