// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/video/PictureFeed.h"

#include <utility>

namespace sidetone::media {

void PictureFeed::show(PicturePointer picture) {
    {
        const std::lock_guard lock(mutex_);
        newest_.swap(picture);
    }
    const std::lock_guard lock(watcherMutex_);
    for (const auto& [id, told] : watchers_) told();
}

PicturePointer PictureFeed::newest() const {
    const std::lock_guard lock(mutex_);
    return newest_;
}

int PictureFeed::watch(std::function<void()> told) {
    const std::lock_guard lock(watcherMutex_);
    watchers_.emplace(++lastWatcher_, std::move(told));
    return lastWatcher_;
}

void PictureFeed::unwatch(int watcher) {
    const std::lock_guard lock(watcherMutex_);
    watchers_.erase(watcher);
}

}  // namespace sidetone::media
