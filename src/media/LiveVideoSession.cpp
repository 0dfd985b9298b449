// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/LiveVideoSession.h"

#include <QMetaObject>

namespace sidetone::media {
namespace {

core::WallTime wallNow() {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

/// Calls it with the session, on the protocol thread, if the session is still there.
auto poster(QObject& mailbox, std::weak_ptr<LiveVideoSession*> weak) {
    return [weak = std::move(weak), box = &mailbox](auto tell) {
        QMetaObject::invokeMethod(
            box,
            [weak, tell] {
                if (const auto session = weak.lock()) tell(**session);
            },
            Qt::QueuedConnection);
    };
}

}  // namespace

LiveVideoSession::LiveVideoSession(Ports ports, SocketPair sockets)
    : ports_(std::move(ports)),
      sockets_(std::move(sockets)),
      localRtp_(sockets_->rtpEndpoint),
      localRtcp_(sockets_->rtcpEndpoint),
      alive_(std::make_shared<LiveVideoSession*>(this)) {}

LiveVideoSession::~LiveVideoSession() {
    stop();
}

CoderThreads::Events LiveVideoSession::coderEvents() {
    CoderThreads::Events events;
    // From the coding threads to the media thread.
    events.encoded = [thread = &ports_.thread, id = ports_.id](EncodedPicture picture,
                                                               core::Instant captured) {
        const auto moved = std::make_shared<EncodedPicture>(std::move(picture));
        thread->with<VideoStream>(id, [moved, captured](VideoStream& stream, core::Instant) {
            stream.encoded(*moved, captured);
        });
    };
    events.shown = [thread = &ports_.thread, id = ports_.id](ShownPicture shown) {
        thread->with<VideoStream>(
            id, [shown](VideoStream& stream, core::Instant) { stream.shown(shown); });
    };
    return events;
}

void LiveVideoSession::start() {
    const auto post = poster(ports_.mailbox, alive_);
    auto events = coderEvents();
    events.recovered = [post] {
        post([](LiveVideoSession& session) { Q_EMIT session.deviceFound(); });
    };
    coder_ = std::make_shared<CoderThreads>(
        ports_.devices->openSource(), ports_.devices->openSink(), std::move(events),
        [post](const core::Error& error) {
            post([error](LiveVideoSession& session) { Q_EMIT session.deviceLost(error); });
        },
        ports_.views);
    VideoStreamPorts streamPorts{
        *coder_,
        {},
        [post] { post([](LiveVideoSession& session) { Q_EMIT session.firstPictureShown(); }); },
        [post](const VideoStatistics& statistics) {
            post([statistics](LiveVideoSession& session) {
                Q_EMIT session.statisticsChanged(statistics);
            });
        },
        NtpClock(MediaThread::now(), wallNow()),
        ports_.seed,
        ports_.cname,
        localRtp_.port,
        ports_.lipSync};
    if (ports_.firstBits > 0) streamPorts.firstBits = ports_.firstBits;
    const auto moved = std::make_shared<VideoStreamPorts>(std::move(streamPorts));
    ports_.thread.add(ports_.id, MediaThread::Pace::Picture, std::move(*sockets_),
                      [moved](PacketOut out) {
                          moved->send = std::move(out);
                          return std::make_unique<VideoStream>(std::move(*moved));
                      });
    sockets_.reset();
}

core::Status LiveVideoSession::configure(const VideoParameters& parameters) {
    if (stopped_) {
        return core::fail(core::ErrorCode::InvalidInput, "Changing the video of a call",
                          "it has already ended");
    }
    auto prepared = prepareVideo(parameters, parameters_ ? &*parameters_ : nullptr);
    if (!prepared) return prepared.error();
    if (!parameters_) start();
    parameters_ = parameters;
    const auto moved = std::make_shared<PreparedVideo>(std::move(*prepared));
    ports_.thread.with<VideoStream>(ports_.id, [moved](VideoStream& stream, core::Instant now) {
        stream.configure(std::move(*moved), now);
    });
    return {};
}

void LiveVideoSession::requestKeyPicture() {
    if (coder_) coder_->requestKeyPicture();
}

void LiveVideoSession::stop() {
    if (stopped_) return;
    stopped_ = true;
    alive_.reset();
    sockets_.reset();
    ports_.thread.remove(ports_.id);
    if (!coder_) return;
    coder_->quiet();
    // The stream knows the coder, so it goes after the stream; its threads may be in the middle
    // of a picture, so they are waited for elsewhere.
    const auto last = std::make_shared<std::shared_ptr<CoderThreads>>(std::move(coder_));
    ports_.thread.post([last, closing = &ports_.closing] {
        closing->post([coder = std::make_shared<std::shared_ptr<CoderThreads>>(std::move(*last))] {
            coder->reset();
        });
    });
}

}  // namespace sidetone::media
