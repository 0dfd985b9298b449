// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/Random.h"
#include "media/MediaEngine.h"
#include "media/VideoSession.h"
#include "media/devices/FileDevices.h"
#include "media/video/FileVideoDevices.h"
#include "media/video/TestPattern.h"
#include "media/video/Y4mFile.h"

using namespace sidetone;
using namespace sidetone::media;

namespace {

/// The numbers in a file that is being written.
std::vector<std::uint16_t> numbersIn(const std::string& path) {
    std::vector<std::uint16_t> numbers;
    auto file = Y4mSource::open(path);
    if (!file) return numbers;
    while (const auto picture = (*file)->next({})) {
        const auto number = readTestPicture(*picture);
        if (!number) continue;
        // It begins anew at its end.
        if (!numbers.empty() && *number <= numbers.back()) break;
        numbers.push_back(*number);
    }
    return numbers;
}

/// An engine with a test pattern and a file to show in.
struct Side {
    explicit Side(const std::string& out, const std::string& in = "test") {
        auto video = FileVideoDevices::create(in, out);
        auto audio = FileDevices::create({}, {});
        MediaPorts ports{random, log, *audio};
        ports.video = std::move(*video);
        engine = MediaEngine::create(ports);
    }
    core::SystemRandom random;
    core::Log log;
    std::unique_ptr<MediaEngine> engine;
};

VideoParameters parametersTo(const VideoSession& other) {
    VideoParameters parameters;
    parameters.remoteRtp = other.localRtp();
    parameters.send = {126, PacketizationMode::NonInterleaved, H264Profile::High, {}};
    parameters.receive = {126};
    parameters.feedback = {true, true, true, false};
    return parameters;
}

VideoSessionSetup loopback() {
    VideoSessionSetup setup;
    setup.localAddress = "127.0.0.1";
    return setup;
}

}  // namespace

class VideoSessionTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    [[nodiscard]] std::string path(const char* name) const {
        return folder_.filePath(QString::fromLatin1(name)).toStdString();
    }

private Q_SLOTS:
    void picturesGoFromThreadToThread();
    void videoGoesOffAndOn();
    void withoutDevicesThereIsNoVideo();
    void portsAreOfTheVideoHalf();
};

void VideoSessionTest::picturesGoFromThreadToThread() {
    Side anna(path("anna.y4m"));
    Side ben(path("ben.y4m"));
    QVERIFY(anna.engine->video() == MediaEngine::Video::SendAndReceive);
    auto a = anna.engine->createVideoSession(loopback(), nullptr);
    auto b = ben.engine->createVideoSession(loopback(), nullptr);
    QVERIFY(a && b);
    const QSignalSpy first(a->get(), &VideoSession::firstPictureShown);
    VideoStatistics statistics;
    connect(a->get(), &VideoSession::statisticsChanged, this,
            [&](const VideoStatistics& now) { statistics = now; });
    QVERIFY((*a)->configure(parametersTo(**b)));
    QVERIFY((*b)->configure(parametersTo(**a)));
    QTRY_COMPARE_WITH_TIMEOUT(first.size(), 1, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(statistics.picturesShown > 30, 20'000);
    QVERIFY(statistics.sentFrames > 0 && statistics.receivedFrames > 0);
    QVERIFY(statistics.localPort >= 24576);
    QTRY_VERIFY_WITH_TIMEOUT(numbersIn(path("anna.y4m")).size() > 20, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(numbersIn(path("ben.y4m")).size() > 20, 20'000);
    (*a)->stop();
    QVERIFY(!(*a)->configure(parametersTo(**b)));
}

void VideoSessionTest::videoGoesOffAndOn() {
    Side anna({});
    Side ben(path("off.y4m"), {});
    QVERIFY(ben.engine->video() == MediaEngine::Video::ReceiveOnly);
    auto a = anna.engine->createVideoSession(loopback(), nullptr);
    auto b = ben.engine->createVideoSession(loopback(), nullptr);
    VideoStatistics seen;
    int told = 0;
    connect(b->get(), &VideoSession::statisticsChanged, this, [&](const VideoStatistics& now) {
        seen = now;
        ++told;
    });
    auto parameters = parametersTo(**b);
    QVERIFY((*a)->configure(parameters));
    QVERIFY((*b)->configure(parametersTo(**a)));
    QTRY_VERIFY_WITH_TIMEOUT(seen.picturesShown > 10, 20'000);
    parameters.direction = MediaDirection::ReceiveOnly;
    QVERIFY((*a)->configure(parameters));
    QTRY_VERIFY_WITH_TIMEOUT(told > 2 && seen.receivedFrames == 0, 20'000);
    const auto before = seen.picturesShown;
    parameters.direction = MediaDirection::SendReceive;
    QVERIFY((*a)->configure(parameters));
    QTRY_VERIFY_WITH_TIMEOUT(seen.picturesShown > before + 10, 20'000);
}

void VideoSessionTest::withoutDevicesThereIsNoVideo() {
    core::SystemRandom random;
    core::Log log;
    auto audio = FileDevices::create({}, {});
    const auto engine = MediaEngine::create({random, log, *audio});
    QVERIFY(engine->video() == MediaEngine::Video::None);
    QCOMPARE(engine->createVideoSession(loopback(), nullptr).error().code,
             core::ErrorCode::Unsupported);
    QVERIFY(!FileVideoDevices::create("/not/there.y4m", {}));
    QVERIFY(!FileVideoDevices::create("test", "/not/there/out.y4m"));
}

void VideoSessionTest::portsAreOfTheVideoHalf() {
    Side anna({});
    auto session = anna.engine->createVideoSession(loopback(), nullptr);
    QVERIFY(session);
    QVERIFY((*session)->localRtp().port >= 24576 && (*session)->localRtcp().port <= 32766);
    QCOMPARE((*session)->localRtcp().port, std::uint16_t((*session)->localRtp().port + 1));
}

QTEST_GUILESS_MAIN(VideoSessionTest)
#include "VideoSessionTest.moc"
