// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/MediaEngine.h"

#include "media/LiveAudioSession.h"
#include "media/devices/AudioDevices.h"

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
                                      ports_.devices, seed,      ports_.random.hex(12)};
        return std::unique_ptr<AudioSession>(
            std::make_unique<LiveAudioSession>(std::move(ports), std::move(*sockets)));
    }

    [[nodiscard]] std::string devicesText() const override { return ports_.devices->text(); }

private:
    MediaPorts ports_;
    QObject mailbox_;  ///< goes after the thread that posts to it
    MediaThread thread_;
    MediaThread::StreamId lastId_ = 0;
};

}  // namespace

std::unique_ptr<MediaEngine> MediaEngine::create(const MediaPorts& ports) {
    return std::make_unique<LiveMediaEngine>(ports);
}

}  // namespace sidetone::media
