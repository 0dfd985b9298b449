// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "PictureLine.h"
#include "Rows.h"
#include "client/PathKeeper.h"
#include "core/QtClock.h"
#include "core/Random.h"
#include "media/MediaEngine.h"
#include "media/devices/FileDevices.h"
#include "media/rate/LineMean.h"
#include "media/video/FileVideoDevices.h"

using namespace sidetone;
using namespace sidetone::media;

ROWS("VID-04", "NONE-06");

namespace {

core::Instant instantNow() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now());
}

/// Somebody with an engine, who sends the test pattern and looks at nothing.
struct Person {
    Person() {
        auto video = FileVideoDevices::create("test", {});
        auto audio = FileDevices::create({}, {});
        MediaPorts ports{random, log, *audio};
        ports.video = std::move(*video);
        engine = MediaEngine::create(ports);
    }
    core::SystemRandom random;
    core::Log log;
    std::unique_ptr<MediaEngine> engine;
};

}  // namespace

/// Two calls one after the other over a line of 2 Mbit/s with the real engine, and the profile's
/// memory of lines between them. How fast the second one is clear, in seconds, is measured in
/// virtual time (media_SecondCall): here only sizes are judged, which no busy machine changes.
class SecondCallTest : public QObject {
    Q_OBJECT
    static constexpr PictureSize clear{1280, 720};

    struct Outcome {
        PictureSize first;
        double secondsToClear = -1;
    };
    /// A call that begins by what is remembered, and notes what its line carried.
    Outcome call(client::PathKeeper& keeper, const std::string& domain) {
        test::LinkSettings settings;
        settings.bitsPerSecond = 2'000'000;
        settings.delay = core::Milliseconds(20);
        test::PictureLine line(settings);
        Person anna;
        Person ben;
        VideoSessionSetup setup;
        setup.localAddress = "127.0.0.1";
        setup.firstBits = keeper.first(domain).value_or(0);
        auto a = anna.engine->createVideoSession(setup, nullptr);
        VideoSessionSetup bens;
        bens.localAddress = "127.0.0.1";
        bens.views.remote = std::make_shared<PictureFeed>();
        auto b = ben.engine->createVideoSession(bens, nullptr);
        if (!a || !b) return {};
        LineMean mean;
        connect(a->get(), &VideoSession::statisticsChanged, this,
                [&mean](const VideoStatistics& now) { mean.add(now.targetBits, now.sentBits); });
        Outcome outcome;
        std::optional<core::Instant> whenClear;
        line.connectTo(0, **a);
        line.connectTo(1, **b);
        const auto begin = instantNow();
        for (std::size_t i = 0; i < 2; ++i) {
            VideoParameters parameters;
            parameters.remoteRtp = line.rtpDoor(i);
            parameters.remoteRtcp = line.rtcpDoor(i);
            parameters.send = {126, PacketizationMode::NonInterleaved, H264Profile::High, {}};
            parameters.receive = {126};
            parameters.feedback = {true, true, true, false, true};
            parameters.direction = i == 0 ? MediaDirection::SendOnly : MediaDirection::ReceiveOnly;
            if (!(i == 0 ? *a : *b)->configure(parameters)) return {};
        }
        static_cast<void>(QTest::qWaitFor(
            [&] {
                const auto picture = bens.views.remote->newest();
                if (!picture) return false;
                if (outcome.first.width == 0) outcome.first = picture->size();
                if (picture->size() == clear && !whenClear) whenClear = instantNow();
                return whenClear && mean.mean() && *mean.mean() > 1'300'000;
            },
            60'000));
        if (whenClear) {
            outcome.secondsToClear = static_cast<double>((*whenClear - begin).count()) / 1e6;
        }
        if (const auto carried = mean.mean()) keeper.note(domain, *carried);
        return outcome;
    }

private Q_SLOTS:
    void theSecondCallBeginsWhereTheFirstOneWas() {
        QTemporaryDir folder;
        core::QtClock clock;
        core::Log log;
        std::string network = "home";
        const auto open = [&] {
            return std::make_unique<client::PathKeeper>(
                client::PathKeeper::Ports{clock, log, [&] { return network; }},
                client::ProfileFolder(folder.path().toStdString()));
        };
        auto keeper = open();
        QVERIFY(!keeper->first("office.example"));
        const auto first = call(*keeper, "office.example");
        QVERIFY(first.first.width > 0 && first.first.width < 1280);
        QVERIFY(first.secondsToClear > 0);
        // The program starts again.
        keeper = open();
        QVERIFY(keeper->first("office.example").has_value());
        const auto second = call(*keeper, "office.example");
        qInfo("first call: from %dx%d, 720p after %.2f s; second: from %dx%d, 720p after %.2f s",
              first.first.width, first.first.height, first.secondsToClear, second.first.width,
              second.first.height, second.secondsToClear);
        QVERIFY(second.first.width >= 1024);
        QVERIFY(second.secondsToClear > 0);
        // Another network, another place: nothing is known of either.
        QVERIFY(!keeper->first("elsewhere.example"));
        network = "train";
        QVERIFY(!keeper->first("office.example"));
    }
};

QTEST_GUILESS_MAIN(SecondCallTest)
#include "SecondCallTest.moc"
