// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "media/video/Picture.h"

namespace sidetone::media {

/// The newest picture on its way to a window: the video threads put it in, a window takes it when
/// it draws, and what came in between is passed over. Pictures are shared, never copied.
class PictureFeed {
public:
    /// From a video thread: this is the newest picture; null: there is none any more.
    void show(PicturePointer picture);
    /// Null where there is none. Any thread.
    [[nodiscard]] PicturePointer newest() const;

    /// Calls it for each show(), on that thread, until unwatch() has returned. It has to be quick
    /// and may not touch the feed. Gives what unwatch() takes.
    int watch(std::function<void()> told);
    void unwatch(int watcher);

private:
    mutable std::mutex mutex_;  ///< guards newest_
    PicturePointer newest_;
    std::mutex watcherMutex_;  ///< held while watchers are told
    std::map<int, std::function<void()>> watchers_;
    int lastWatcher_ = 0;
};

/// The pictures of a call for those who look at it.
struct VideoViews {
    std::shared_ptr<PictureFeed> remote;  ///< what the other side sends; may be null
    std::shared_ptr<PictureFeed> own;     ///< what is sent; may be null
};

}  // namespace sidetone::media
