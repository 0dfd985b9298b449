// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/LiveAudioSession.h"

#include <QMetaObject>

#include "media/LivePathSocket.h"
#include "media/devices/AudioDevices.h"
#include "media/dtmf/TelephoneEvent.h"

namespace sidetone::media {
namespace {

core::WallTime wallNow() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

}  // namespace

LiveAudioSession::LiveAudioSession(Ports ports, SocketPair sockets)
    : ports_(std::move(ports)),
      sockets_(std::move(sockets)),
      localRtp_(sockets_->rtpEndpoint),
      localRtcp_(sockets_->rtcpEndpoint),
      alive_(std::make_shared<LiveAudioSession*>(this)) {}

void LiveAudioSession::start() {
    isStarted_ = true;
    auto streamPorts =
        std::make_shared<StreamPorts>(StreamPorts{ports_.devices->openSource(),
                                                  ports_.devices->openSink(),
                                                  {},
                                                  events(),
                                                  NtpClock(MediaThread::now(), wallNow()),
                                                  ports_.seed,
                                                  ports_.cname,
                                                  localRtp_.port});
    if (const auto delay = ports_.devices->echoDelay()) {
        streamPorts->cleaner = makeSoundCleaner(ports_.cleaning, *delay);
    }
    streamPorts->lipSync = lipSync_;
    const auto make = [streamPorts](PacketOut out) {
        streamPorts->send = std::move(out);
        return std::make_unique<AudioStream>(std::move(*streamPorts));
    };
    if (sockets_) {
        ports_.thread.add(ports_.id, MediaThread::Pace::Sound, std::move(*sockets_), make);
    } else {
        ports_.thread.add(ports_.id, MediaThread::Pace::Sound, make);
    }
    sockets_.reset();
}

std::unique_ptr<PathSocket> LiveAudioSession::openPathSocket() {
    if (stopped_ || !sockets_) return nullptr;
    auto socket = std::make_unique<LivePathSocket>(ports_.thread, ports_.id, ports_.mailbox);
    ports_.thread.open(ports_.id, std::move(*sockets_), socket->makeWay());
    sockets_.reset();
    return socket;
}

LiveAudioSession::~LiveAudioSession() {
    stop();
}

StreamEvents LiveAudioSession::events() {
    // Called on the media thread; the weak pointer is looked at on the protocol thread alone,
    // where the session lives and dies.
    const auto post = [weak = std::weak_ptr(alive_), box = &ports_.mailbox](auto tell) {
        QMetaObject::invokeMethod(
            box,
            [weak, tell] {
                if (const auto session = weak.lock()) tell(**session);
            },
            Qt::QueuedConnection);
    };
    StreamEvents events;
    events.firstPacket = [post] {
        post([](LiveAudioSession& session) { Q_EMIT session.firstPacketReceived(); });
    };
    events.statistics = [post](const AudioStatistics& statistics) {
        post([statistics](LiveAudioSession& session) {
            Q_EMIT session.statisticsChanged(statistics);
        });
    };
    events.digit = [post](char digit) {
        post([digit](LiveAudioSession& session) { Q_EMIT session.digitReceived(digit); });
    };
    events.deviceLost = [post](const core::Error& error) {
        post([error](LiveAudioSession& session) { Q_EMIT session.deviceLost(error); });
    };
    return events;
}

core::Status LiveAudioSession::configure(const AudioParameters& parameters) {
    if (stopped_) {
        return core::fail(core::ErrorCode::InvalidInput, "Changing the sound of a call",
                          "it has already ended");
    }
    auto prepared = prepareStream(parameters, parameters_ ? &*parameters_ : nullptr);
    if (!prepared) return prepared.error();
    if (!isStarted_) start();
    if (parameters.dscp) ports_.thread.mark(ports_.id, *parameters.dscp);
    parameters_ = parameters;
    auto moved = std::make_shared<PreparedStream>(std::move(*prepared));
    ports_.thread.with<AudioStream>(
        ports_.id, [moved, muted = muted_, mixer = mixer_](AudioStream& stream, core::Instant now) {
            stream.setMuted(muted);
            stream.setMixer(mixer);
            stream.configure(std::move(*moved), now);
        });
    return {};
}

void LiveAudioSession::setRinging(bool ringing) {
    if (stopped_ || (!isStarted_ && !ringing)) return;
    if (!isStarted_) start();
    ports_.thread.with<AudioStream>(
        ports_.id, [ringing](AudioStream& stream, core::Instant) { stream.setRinging(ringing); });
}

void LiveAudioSession::setMuted(bool muted) {
    muted_ = muted;
    ports_.thread.with<AudioStream>(
        ports_.id, [muted](AudioStream& stream, core::Instant) { stream.setMuted(muted); });
}

void LiveAudioSession::setMixer(std::shared_ptr<SoundMixer> mixer) {
    mixer_ = std::move(mixer);
    ports_.thread.with<AudioStream>(
        ports_.id,
        [mixer = mixer_](AudioStream& stream, core::Instant) { stream.setMixer(mixer); });
}

core::Status LiveAudioSession::sendDigit(char digit, core::Milliseconds duration) {
    const std::string tried = "Sending a digit";
    const auto event = eventOf(digit);
    if (!event) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "it is not 0-9, *, # or A-D");
    }
    if (!parameters_ || !parameters_->sendTelephoneEvent) {
        return core::fail(core::ErrorCode::Unsupported, tried, "the other side takes no digits");
    }
    ports_.thread.with<AudioStream>(ports_.id,
                                    [event, duration](AudioStream& stream, core::Instant) {
                                        stream.sendDigit(*event, duration);
                                    });
    return {};
}

void LiveAudioSession::stop() {
    if (stopped_) return;
    stopped_ = true;
    alive_.reset();
    sockets_.reset();
    ports_.thread.remove(ports_.id);
}

}  // namespace sidetone::media
