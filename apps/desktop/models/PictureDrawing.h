// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <array>
#include <functional>
#include <memory>
#include <mutex>

#include "media/video/PictureFeed.h"
#include "media/video/PicturePainter.h"

namespace sidetone::desktop {

/// Turns the newest picture of a feed into an image of the size that a window shows, on the
/// thread pool: neither the window nor the decoder waits for it. Where pictures come faster than
/// they are turned, the ones between are passed over.
class PictureDrawing : public std::enable_shared_from_this<PictureDrawing> {
public:
    /// `drawn` is called on a thread of the pool when image() is new, until stop().
    PictureDrawing(std::shared_ptr<media::PictureFeed> feed, std::function<void()> drawn);
    ~PictureDrawing();
    PictureDrawing(const PictureDrawing&) = delete;
    PictureDrawing& operator=(const PictureDrawing&) = delete;

    /// Begins to look at the feed; once.
    void start();
    /// Nothing is called after this.
    void stop();
    /// The largest image that has a place, in device pixels.
    void setBox(QSize box);
    /// The newest; null where there is no picture. Any thread.
    [[nodiscard]] QImage image() const;

private:
    void wake();
    void run();
    void draw();
    [[nodiscard]] QImage& spare(QSize size);

    const std::shared_ptr<media::PictureFeed> feed_;
    int watcher_ = 0;

    mutable std::mutex mutex_;  ///< guards the five below
    std::function<void()> drawn_;
    QSize box_;
    QImage image_;
    bool isBusy_ = false;
    bool isWanted_ = false;

    // The pool's alone, one job at a time:
    media::PicturePainter painter_;
    std::array<QImage, 3> pages_;
};

}  // namespace sidetone::desktop
