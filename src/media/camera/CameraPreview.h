// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "media/video/PictureFeed.h"
#include "media/video/VideoDevices.h"

namespace sidetone::media {

/// Puts what a source gives into a feed, 15 times a second, on a thread of its own. The destructor
/// waits for it, for as long as the source takes.
class CameraPreview {
public:
    /// `told`: an error of the source, or none when there are pictures again; on that thread.
    CameraPreview(std::unique_ptr<VideoSource> source, std::shared_ptr<PictureFeed> feed,
                  std::function<void(const std::optional<core::Error>&)> told);
    ~CameraPreview();
    CameraPreview(const CameraPreview&) = delete;
    CameraPreview& operator=(const CameraPreview&) = delete;

private:
    void run();
    void takeOne();

    const std::unique_ptr<VideoSource> source_;
    const std::shared_ptr<PictureFeed> feed_;
    const std::function<void(const std::optional<core::Error>&)> told_;
    bool inTrouble_ = false;
    std::mutex mutex_;  ///< guards stop_
    std::condition_variable wake_;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace sidetone::media
