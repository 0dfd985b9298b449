// SPDX-License-Identifier: GPL-3.0-or-later
#include "CallOnLine.h"

#include "LineTunnel.h"
#include "media/devices/ToneDevices.h"
#include "media/video/FileVideoDevices.h"

namespace sidetone::test {
namespace {

constexpr int pictureType = 126;

}  // namespace

CallOnLine::CallOnLine(const Settings& settings) : settings_(settings) {}

CallOnLine::~CallOnLine() = default;

core::Status CallOnLine::open(std::size_t end) {
    auto& of = ends_[end];
    const bool sends = end == 0 || settings_.pictures == Settings::Pictures::BothWays;
    auto files = media::FileVideoDevices::create(sends ? "test" : "", {});
    if (!files) return files.error();
    media::MediaPorts ports{random_, log_, std::make_shared<media::ToneDevices>(600, 10)};
    ports.video = std::move(*files);
    of.engine = media::MediaEngine::create(ports);
    const auto address = LineTunnel::address(end, settings_.number);
    media::AudioSessionSetup soundSetup;
    soundSetup.localAddress = address;
    auto audio = of.engine->createAudioSession(soundSetup);
    if (!audio) return audio.error();
    media::VideoSessionSetup pictureSetup;
    pictureSetup.localAddress = address;
    auto video = of.engine->createVideoSession(pictureSetup, audio->get());
    if (!video) return video.error();
    of.audio = std::move(*audio);
    of.video = std::move(*video);
    QObject::connect(of.audio.get(), &media::AudioSession::statisticsChanged, of.audio.get(),
                     [&of](const media::AudioStatistics& now) { of.sound = now; });
    QObject::connect(of.video.get(), &media::VideoSession::statisticsChanged, of.video.get(),
                     [&of](const media::VideoStatistics& now) { of.picture = now; });
    return {};
}

core::Status CallOnLine::configure(std::size_t end) {
    const auto& other = ends_[1 - end];
    media::AudioParameters sound;
    sound.remoteRtp = other.audio->localRtp();
    sound.send = {media::AudioCodecKind::Pcmu, 0, {}};
    sound.receive = {sound.send};
    auto status = ends_[end].audio->configure(sound);
    if (!status) return status;
    media::VideoParameters picture;
    picture.remoteRtp = other.video->localRtp();
    picture.send.payloadType = pictureType;
    picture.send.mode = media::PacketizationMode::NonInterleaved;
    picture.receive = {pictureType};
    picture.feedback = {true, true, true, true, settings_.tellsArrivals};
    picture.mostReceivedBits = settings_.mostReceived;
    if (settings_.pictures == Settings::Pictures::Forward) {
        picture.direction =
            end == 0 ? media::MediaDirection::SendOnly : media::MediaDirection::ReceiveOnly;
    }
    return ends_[end].video->configure(picture);
}

core::Status CallOnLine::start() {
    for (std::size_t end = 0; end < 2; ++end) {
        if (auto status = open(end); !status) return status;
    }
    for (std::size_t end = 0; end < 2; ++end) {
        if (auto status = configure(end); !status) return status;
    }
    return {};
}

}  // namespace sidetone::test
