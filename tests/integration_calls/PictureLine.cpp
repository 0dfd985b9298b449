// SPDX-License-Identifier: GPL-3.0-or-later
#include "PictureLine.h"

#include <QHostAddress>
#include <QTimer>
#include <QUdpSocket>
#include <map>
#include <mutex>
#include <utility>

namespace sidetone::test {
namespace {

/// UDP and IPv4 headers.
constexpr int headers = 28;

core::Instant instantNow() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now());
}

/// The session below, whose other side is the line's door.
class SessionOnLine final : public media::VideoSession {
public:
    SessionOnLine(PictureLine& line, std::size_t end, std::unique_ptr<media::VideoSession> below)
        : line_(line), end_(end), below_(std::move(below)) {
        connect(below_.get(), &VideoSession::firstPictureShown, this,
                &VideoSession::firstPictureShown);
        connect(below_.get(), &VideoSession::statisticsChanged, this,
                &VideoSession::statisticsChanged);
        connect(below_.get(), &VideoSession::deviceLost, this, &VideoSession::deviceLost);
        connect(below_.get(), &VideoSession::deviceFound, this, &VideoSession::deviceFound);
        line_.connectTo(end_, *below_);
    }
    [[nodiscard]] net::Endpoint localRtp() const override { return below_->localRtp(); }
    [[nodiscard]] net::Endpoint localRtcp() const override { return below_->localRtcp(); }
    core::Status configure(const media::VideoParameters& parameters) override {
        auto ours = parameters;
        if (ours.remoteRtp.port != 0) {
            ours.remoteRtp = line_.rtpDoor(end_);
            ours.remoteRtcp = line_.rtcpDoor(end_);
        }
        return below_->configure(ours);
    }
    void requestKeyPicture() override { below_->requestKeyPicture(); }
    void stop() override { below_->stop(); }

private:
    PictureLine& line_;
    const std::size_t end_;
    const std::unique_ptr<media::VideoSession> below_;
};

class EngineOnLine final : public media::MediaEngine {
public:
    EngineOnLine(PictureLine& line, std::size_t end, std::unique_ptr<media::MediaEngine> below)
        : line_(line), end_(end), below_(std::move(below)) {}
    [[nodiscard]] core::Result<std::unique_ptr<media::AudioSession>> createAudioSession(
        const media::AudioSessionSetup& setup) override {
        return below_->createAudioSession(setup);
    }
    [[nodiscard]] Video video() const override { return below_->video(); }
    [[nodiscard]] core::Result<std::unique_ptr<media::VideoSession>> createVideoSession(
        const media::VideoSessionSetup& setup, const media::AudioSession* beside) override {
        auto made = below_->createVideoSession(setup, beside);
        if (!made) return made.error();
        return std::unique_ptr<media::VideoSession>(
            std::make_unique<SessionOnLine>(line_, end_, std::move(*made)));
    }
    [[nodiscard]] std::string devicesText() const override { return below_->devicesText(); }

private:
    PictureLine& line_;
    const std::size_t end_;
    const std::unique_ptr<media::MediaEngine> below_;
};

}  // namespace

/// Carries packets from the doors of one end to the session at the other. Its own thread, but for
/// what is guarded.
class LineWorker : public QObject {
public:
    explicit LineWorker(const LinkSettings& settings) {
        for (std::size_t end = 0; end < 2; ++end) {
            ends_[end].model = std::make_unique<LinkModel>(settings, end + 1);
            for (std::size_t kind = 0; kind < 2; ++kind) {
                auto& door = ends_[end].doors[kind];
                door.setParent(this);
                door.bind(QHostAddress::LocalHost, 0);
                connect(&door, &QUdpSocket::readyRead, this, [this, end, kind] {
                    const std::lock_guard lock(mutex_);
                    take(end, kind);
                });
            }
        }
        timer_.setParent(this);
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, [this] {
            const std::lock_guard lock(mutex_);
            deliver();
        });
    }
    ~LineWorker() override = default;

    [[nodiscard]] net::Endpoint doorOf(std::size_t end, std::size_t kind) const {
        return {"127.0.0.1", ends_[end].doors[kind].localPort()};
    }
    void begin() { timer_.start(1); }
    /// Back to that thread, where it may go.
    void end(QThread* home) {
        timer_.stop();
        moveToThread(home);
    }

    void set(const LinkSettings& settings) {
        const std::lock_guard lock(mutex_);
        for (auto& end : ends_) end.model->set(settings, instantNow());
    }
    std::chrono::microseconds queued(std::size_t end) {
        const std::lock_guard lock(mutex_);
        return ends_[end].model->queued(instantNow());
    }
    void connectTo(std::size_t end, const media::VideoSession& session) {
        const std::lock_guard lock(mutex_);
        ends_[end].sessions = {session.localRtp(), session.localRtcp()};
    }

private:
    struct Packet {
        std::size_t kind = 0;
        QByteArray bytes;
    };
    struct End {
        std::array<QUdpSocket, 2> doors;
        std::array<net::Endpoint, 2> sessions;
        std::unique_ptr<LinkModel> model;
        std::multimap<core::Instant, Packet> onTheWay;  ///< to the other end
    };
    void take(std::size_t i, std::size_t kind) {
        auto& end = ends_[i];
        auto& door = end.doors[kind];
        while (door.hasPendingDatagrams()) {
            QByteArray bytes(static_cast<int>(door.pendingDatagramSize()), 0);
            door.readDatagram(bytes.data(), bytes.size());
            const auto octets = static_cast<int>(bytes.size()) + headers;
            const auto out = end.model->send(instantNow(), octets);
            if (out) end.onTheWay.emplace(*out, Packet{kind, bytes});
        }
    }
    void deliver() {
        for (std::size_t i = 0; i < 2; ++i) {
            auto& way = ends_[i].onTheWay;
            auto& other = ends_[1 - i];
            while (!way.empty() && way.begin()->first <= instantNow()) {
                const auto& [kind, bytes] = way.begin()->second;
                const auto& to = other.sessions[kind];
                if (to.port != 0) {
                    other.doors[kind].writeDatagram(
                        bytes, QHostAddress(QString::fromStdString(to.host)), to.port);
                }
                way.erase(way.begin());
            }
        }
    }

    std::mutex mutex_;  ///< guards models and sessions
    std::array<End, 2> ends_;
    QTimer timer_;
};

PictureLine::PictureLine(const LinkSettings& settings)
    : worker_(std::make_unique<LineWorker>(settings)) {
    for (std::size_t end = 0; end < 2; ++end) {
        for (std::size_t kind = 0; kind < 2; ++kind) {
            doors_[end][kind] = worker_->doorOf(end, kind);
        }
    }
    worker_->moveToThread(&thread_);
    QObject::connect(&thread_, &QThread::started, worker_.get(), [this] { worker_->begin(); });
    thread_.start();
}

PictureLine::~PictureLine() {
    QMetaObject::invokeMethod(
        worker_.get(), [this, home = QThread::currentThread()] { worker_->end(home); },
        Qt::BlockingQueuedConnection);
    thread_.quit();
    thread_.wait();
}

void PictureLine::set(const LinkSettings& settings) {
    worker_->set(settings);
}

std::chrono::microseconds PictureLine::queued(std::size_t end) {
    return worker_->queued(end);
}

void PictureLine::connectTo(std::size_t end, const media::VideoSession& session) {
    worker_->connectTo(end, session);
}

std::unique_ptr<media::MediaEngine> PictureLine::under(std::size_t end,
                                                       std::unique_ptr<media::MediaEngine> engine) {
    return std::make_unique<EngineOnLine>(*this, end, std::move(engine));
}

}  // namespace sidetone::test
