// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/camera/CameraPreview.h"

#include <utility>

#include "media/rate/ladder.h"

namespace sidetone::media {
namespace {

constexpr std::chrono::milliseconds pace(66);

}  // namespace

CameraPreview::CameraPreview(std::unique_ptr<VideoSource> source, std::shared_ptr<PictureFeed> feed,
                             std::function<void(const std::optional<core::Error>&)> told)
    : source_(std::move(source)),
      feed_(std::move(feed)),
      told_(std::move(told)),
      thread_([this] { run(); }) {}

CameraPreview::~CameraPreview() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void CameraPreview::run() {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (wake_.wait_for(lock, pace, [this] { return stop_; })) return;
        }
        takeOne();
    }
}

void CameraPreview::takeOne() {
    auto picture = source_->next(defaultPictureSize);
    if (const auto error = source_->takeError()) {
        inTrouble_ = true;
        feed_->show(nullptr);
        told_(error);
    }
    if (!picture) return;
    feed_->show(std::move(picture));
    if (std::exchange(inTrouble_, false)) told_(std::nullopt);
}

}  // namespace sidetone::media
