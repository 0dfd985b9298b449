// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "media/MediaThread.h"
#include "media/VideoSession.h"
#include "media/devices/DeviceWorker.h"
#include "media/video/VideoDevices.h"
#include "media/videostream/CoderThreads.h"
#include "media/videostream/VideoStream.h"

namespace sidetone::media {

/// The session of production: checks and prepares here, posts to the stream on the media thread,
/// and codes on threads of its own, which begin with the first configure().
class LiveVideoSession final : public VideoSession {
    Q_OBJECT
public:
    struct Ports {
        MediaThread& thread;
        MediaThread::StreamId id = 0;
        /// Lives on the protocol thread, longer than the media thread: takes posted events.
        QObject& mailbox;
        DeviceWorker& closing;  ///< where coding threads are waited for
        std::shared_ptr<VideoDevices> devices;
        std::uint64_t seed = 0;
        std::string cname = {};
        std::shared_ptr<const LipSync> lipSync = nullptr;
        VideoViews views = {};
        int firstBits = 0;  ///< 0: not known
    };
    LiveVideoSession(Ports ports, SocketPair sockets);
    ~LiveVideoSession() override;

    [[nodiscard]] net::Endpoint localRtp() const override { return localRtp_; }
    [[nodiscard]] net::Endpoint localRtcp() const override { return localRtcp_; }
    core::Status configure(const VideoParameters& parameters) override;
    void requestKeyPicture() override;
    void stop() override;

private:
    void start();
    [[nodiscard]] CoderThreads::Events coderEvents();

    Ports ports_;
    std::optional<SocketPair> sockets_;  ///< until the first configure()
    const net::Endpoint localRtp_;
    const net::Endpoint localRtcp_;
    std::shared_ptr<CoderThreads> coder_;
    std::optional<VideoParameters> parameters_;
    bool stopped_ = false;
    /// Posted events hold a weak copy: none arrives after the session stopped.
    std::shared_ptr<LiveVideoSession*> alive_;
};

}  // namespace sidetone::media
