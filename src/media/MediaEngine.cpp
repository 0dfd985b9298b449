// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/MediaEngine.h"

#include "media/LiveAudioSession.h"
#include "media/LiveVideoSession.h"
#include "media/devices/AudioDevices.h"
#include "media/video/VideoDevices.h"

namespace sidetone::media {
namespace {

class LiveMediaEngine final : public MediaEngine {
public:
    explicit LiveMediaEngine(const MediaPorts& ports) : ports_(ports), thread_(ports.log) {
        ports_.devices->warmUp();
        ports_.log.info("media", ports_.devices->text());
    }

    [[nodiscard]] core::Result<std::unique_ptr<AudioSession>> createAudioSession(
        const AudioSessionSetup& setup) override {
        auto sockets = bindSocketPair(setup.localAddress, setup.ports, setup.dscp, ports_.random);
        if (!sockets) return sockets.error();
        const std::uint64_t seed =
            (std::uint64_t{ports_.random.number32()} << 32U) | ports_.random.number32();
        LiveAudioSession::Ports ports{thread_,        ++lastId_, mailbox_,
                                      ports_.devices, seed,      ports_.random.hex(12),
                                      ports_.cleaning};
        return std::unique_ptr<AudioSession>(
            std::make_unique<LiveAudioSession>(std::move(ports), std::move(*sockets)));
    }

    [[nodiscard]] Video video() const override {
        if (!ports_.video) return Video::None;
        return ports_.video->hasSource() ? Video::SendAndReceive : Video::ReceiveOnly;
    }

    [[nodiscard]] core::Result<std::unique_ptr<VideoSession>> createVideoSession(
        const VideoSessionSetup& setup, const AudioSession* beside) override {
        if (!ports_.video) return MediaEngine::createVideoSession(setup, beside);
        auto sockets = bindSocketPair(setup.localAddress, setup.ports, setup.dscp, ports_.random);
        if (!sockets) return sockets.error();
        LiveVideoSession::Ports ports{thread_, ++lastId_, mailbox_, closing_, ports_.video};
        ports.seed = (std::uint64_t{ports_.random.number32()} << 32U) | ports_.random.number32();
        ports.cname = ports_.random.hex(12);
        ports.views = setup.views;
        ports.firstBits = setup.firstBits;
        if (const auto* sound = dynamic_cast<const LiveAudioSession*>(beside)) {
            ports.cname = sound->cname();
            ports.lipSync = sound->lipSync();
        }
        return std::unique_ptr<VideoSession>(
            std::make_unique<LiveVideoSession>(std::move(ports), std::move(*sockets)));
    }

    [[nodiscard]] std::string devicesText() const override { return ports_.devices->text(); }

private:
    MediaPorts ports_;
    QObject mailbox_;       ///< goes after the thread that posts to it
    DeviceWorker closing_;  ///< ends video threads, which takes as long as a picture does
    MediaThread thread_;
    MediaThread::StreamId lastId_ = 0;
};

}  // namespace

core::Result<std::unique_ptr<VideoSession>> MediaEngine::createVideoSession(
    const VideoSessionSetup& /*setup*/, const AudioSession* /*beside*/) {
    return core::fail(core::ErrorCode::Unsupported, "Preparing the video of a call",
                      "there is nothing to show it on or to take it from");
}

std::unique_ptr<MediaEngine> MediaEngine::create(const MediaPorts& ports) {
    return std::make_unique<LiveMediaEngine>(ports);
}

}  // namespace sidetone::media
