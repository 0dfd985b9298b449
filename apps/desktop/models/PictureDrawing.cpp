// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PictureDrawing.h"

#include <QThreadPool>
#include <algorithm>
#include <utility>

namespace sidetone::desktop {

PictureDrawing::PictureDrawing(std::shared_ptr<media::PictureFeed> feed,
                               std::function<void()> drawn)
    : feed_(std::move(feed)), drawn_(std::move(drawn)) {}

PictureDrawing::~PictureDrawing() = default;

void PictureDrawing::start() {
    watcher_ = feed_->watch([weak = weak_from_this()] {
        if (const auto drawing = weak.lock()) drawing->wake();
    });
    wake();
}

void PictureDrawing::stop() {
    feed_->unwatch(watcher_);
    const std::lock_guard lock(mutex_);
    drawn_ = nullptr;
}

void PictureDrawing::setBox(QSize box) {
    {
        const std::lock_guard lock(mutex_);
        if (box == box_) return;
        box_ = box;
    }
    wake();
}

QImage PictureDrawing::image() const {
    const std::lock_guard lock(mutex_);
    return image_;
}

void PictureDrawing::wake() {
    {
        const std::lock_guard lock(mutex_);
        isWanted_ = true;
        if (std::exchange(isBusy_, true)) return;
    }
    QThreadPool::globalInstance()->start([self = shared_from_this()] { self->run(); });
}

void PictureDrawing::run() {
    while (true) {
        {
            const std::lock_guard lock(mutex_);
            if (!std::exchange(isWanted_, false)) {
                isBusy_ = false;
                return;
            }
        }
        draw();
    }
}

/// A page that nobody looks at any more; none is thrown away while its size stays.
QImage& PictureDrawing::spare(QSize size) {
    auto page = std::ranges::find_if(
        pages_, [&](const QImage& each) { return each.size() == size && each.isDetached(); });
    if (page == pages_.end()) {
        page = std::ranges::find_if(
            pages_, [](const QImage& each) { return each.isNull() || each.isDetached(); });
        if (page == pages_.end()) page = pages_.begin();
        *page = QImage(size, QImage::Format_RGB32);
    }
    return *page;
}

void PictureDrawing::draw() {
    const auto picture = feed_->newest();
    QSize box;
    {
        const std::lock_guard lock(mutex_);
        box = box_;
    }
    QImage made;
    if (picture && !box.isEmpty()) {
        const auto size = media::fitted(picture->size(), {box.width(), box.height()});
        auto& page = spare({size.width, size.height});
        if (painter_.paint(*picture, size, page.bits(), page.bytesPerLine())) made = page;
    }
    const std::lock_guard lock(mutex_);
    image_ = std::move(made);
    // Posting is all that it does, so it may be called here; stop() waits for it.
    if (drawn_) drawn_();
}

}  // namespace sidetone::desktop
