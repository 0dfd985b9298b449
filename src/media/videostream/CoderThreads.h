// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "core/Error.h"
#include "media/codecs/video/H264Decoder.h"
#include "media/video/PictureFeed.h"
#include "media/video/PictureScaler.h"
#include "media/video/VideoDevices.h"
#include "media/videostream/VideoCoder.h"

namespace sidetone::media {

/// The coder of production: one thread takes pictures, scales and codes them, another decodes and
/// shows. Both sleep while they have nothing to do. The destructor waits for them, for as long as
/// a picture takes.
class CoderThreads final : public VideoCoder {
public:
    /// `source` may be null: nothing is ever sent then. Events come on the coding threads.
    CoderThreads(std::unique_ptr<VideoSource> source, std::unique_ptr<VideoSink> sink,
                 Events events, std::function<void(const core::Error&)> failed,
                 VideoViews views = {});
    ~CoderThreads() override;

    // Any thread.
    void setTarget(const std::optional<H264Settings>& target) override;
    void requestKeyPicture() override;
    void show(ReceivedPicture picture, core::Instant when) override;
    /// No event comes after this.
    void quiet();

private:
    struct Waiting {
        ReceivedPicture picture;
        core::Instant when;
    };
    void encodeLoop();
    void rest();
    void encodeOne(const H264Settings& target, core::Instant now);
    [[nodiscard]] bool applyTarget(const H264Settings& target);
    void decodeLoop();
    void decodeOne(const ReceivedPicture& picture, core::Instant when);
    template <typename Event>
    void tell(Event event);

    std::mutex eventMutex_;  ///< held while an event is told
    bool quiet_ = false;
    const Events events_;
    const std::function<void(const core::Error&)> failed_;
    const VideoViews views_;

    std::mutex mutex_;  ///< guards the five below
    std::condition_variable wakeEncoder_;
    std::condition_variable wakeDecoder_;
    std::optional<H264Settings> target_;
    bool keyWanted_ = false;
    bool stop_ = false;
    std::deque<Waiting> waiting_;

    // The encoding thread's alone:
    std::unique_ptr<VideoSource> source_;
    std::unique_ptr<H264Encoder> encoder_;
    PictureScaler scaler_;
    bool encoderFailed_ = false;
    bool isTaking_ = false;   ///< the source is in use
    bool inTrouble_ = false;  ///< it has told an error, and given no picture since
    // The decoding thread's alone:
    std::unique_ptr<VideoSink> sink_;
    std::unique_ptr<H264Decoder> decoder_;

    std::thread encoding_;
    std::thread decoding_;
};

}  // namespace sidetone::media
