// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "media/ToneMeter.h"
#include "media/devices/GStreamerDevices.h"
#include "media/devices/SystemDevices.h"
#include "media/devices/ToneDevices.h"

using namespace sidetone::media;
using sidetone::core::ErrorCode;
using sidetone::core::Log;

namespace {

/// Reads 20 ms each 20 ms until `done`.
template <class Done>
std::vector<std::int16_t> readUntil(AudioSource& source, Done done) {
    std::vector<std::int16_t> heard;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            std::vector<std::int16_t> piece(960);
            source.read(piece);
            heard.insert(heard.end(), piece.begin(), piece.end());
            return done(heard);
        },
        20000));
    return heard;
}

}  // namespace

class DevicesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toneIsTheTone() {
        ToneDevices devices(440, 20);
        const auto source = devices.openSource();
        std::vector<std::int16_t> samples(static_cast<std::size_t>(source->rate()));
        source->read(samples);
        const auto tone = strongestTone(samples, source->rate());
        QVERIFY(std::abs(tone.frequency - 440) < 1);
        QVERIFY(std::abs(tone.level + 20) < 0.1);
    }
    void nullIsSilentAndSaysSo() {
        NullDevices devices;
        std::vector<std::int16_t> samples(100, 7);
        devices.openSource()->read(samples);
        QCOMPARE(samples, std::vector<std::int16_t>(100, 0));
        devices.openSink()->write(samples);
        QVERIFY(devices.text().find("silent") != std::string::npos);
    }
    void capturesThroughGStreamer() {
        Log log;
        GStreamerDevices devices(
            log, {"audiotestsrc is-live=true freq=440 volume=0.5 samplesperbuffer=441",
                  "fakesink sync=true"});
        devices.warmUp();
        const auto source = devices.openSource();
        // The device's thread fills while nobody reads: 40 ms at once have no hole.
        std::vector<std::int16_t> heard(1920);
        QVERIFY(QTest::qWaitFor(
            [&] {
                QTest::qWait(60);
                source->read(heard);
                const auto tone = strongestTone(heard, 48000);
                return std::abs(tone.frequency - 440) < 9 && std::abs(tone.level + 6) < 0.5;
            },
            20000));
        const auto sink = devices.openSink();
        for (int i = 0; i < 50; ++i) sink->write(heard);
        QVERIFY(!sink->takeError().has_value());
    }
    void aVanishedDeviceIsSilenceAndAnError() {
        Log log;
        GStreamerDevices devices(log, {"audiotestsrc num-buffers=5", "nosuchsink"});
        const auto source = devices.openSource();
        std::optional<sidetone::core::Error> error;
        readUntil(*source, [&](const auto&) {
            error = source->takeError();
            return error.has_value();
        });
        QVERIFY(error && error->code == ErrorCode::Device);
        QVERIFY(!source->takeError().has_value());
        const auto after = readUntil(*source, [](const auto& all) { return all.size() > 48000; });
        QVERIFY(totalLevel(std::span(after).last(960)) < -100);
        const auto sink = devices.openSink();
        sink->write(after);
        std::optional<sidetone::core::Error> missing;
        QVERIFY(QTest::qWaitFor([&] { return (missing = sink->takeError()).has_value(); }, 20000));
        QVERIFY(missing->sentence().find("nosuchsink") != std::string::npos);
        sink->write(after);
    }
    void aMachineAlwaysHasSome() {
        Log log;
        const auto devices = makeSystemDevices(log);
        QVERIFY(devices != nullptr);
        QVERIFY(!devices->text().empty());
    }
};

QTEST_GUILESS_MAIN(DevicesTest)
#include "DevicesTest.moc"
