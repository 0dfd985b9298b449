// SPDX-License-Identifier: GPL-3.0-or-later
#include "Stage.h"
#include "fake/FakeSound.h"
#include "models/CallFigures.h"

using namespace sidetone;
using test::Stage;

namespace {

/// Clicks as a person does who uses the keyboard or the mouse.
void click(QQuickItem* item) {
    QMetaObject::invokeMethod(item, "clicked");
}

/// Where SIDETONE_PICTURES names a folder, the window is kept there for people to look at.
void keepPicture(Stage& stage, const char* name) {
    const auto folder = qEnvironmentVariable("SIDETONE_PICTURES");
    if (folder.isEmpty()) return;
    stage.settle();
    stage.window->grabWindow().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
}

telephony::CallStatistics second(int number, int lost, double jitter) {
    telephony::CallStatistics now;
    now.codec = "opus/48000";
    now.packetsSent = static_cast<std::uint64_t>(50 * number);
    now.packetsReceived = static_cast<std::uint64_t>(50 * number - lost);
    now.packetsLost = static_cast<std::uint64_t>(lost);
    now.jitterMilliseconds = jitter;
    now.roundTripMilliseconds = 30 + number % 7;
    return now;
}

}  // namespace

/// The settings of sound devices, and what a call's figures look like.
class SoundTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    telephony::CallId startCall(Stage& stage) {
        auto& phone = stage.client.phone();
        const auto id = phone.ring("sip:" + test::partner().text(), "Elif Demir");
        phone.move(id, telephony::CallState::Connected);
        stage.settle();
        return id;
    }
    void measure(Stage& stage, telephony::CallId id, const telephony::CallStatistics& now) {
        stage.client.phone().edit(id).statistics = now;
        stage.client.phone().tell(id);
    }

private Q_SLOTS:
    void initTestCase() { host_ = std::make_unique<desktop::WindowHost>(*qGuiApp); }

    void choosesDevicesForTheThreeRoles() {
        Stage stage;
        test::FakeSound sound;
        stage.desktop.sound()->setControl(&sound);
        test::fill(stage.client, stage.clock.wallTime());
        QVERIFY(stage.show(*host_));
        stage.go("settings");
        click(stage.find("soundRow"));
        stage.settle();
        QCOMPARE(sound.testState(), media::SoundTestState::Listening);
        sound.hear(-20);
        auto* meter = stage.find("soundMeter");
        QVERIFY(meter != nullptr);
        QTRY_COMPARE(stage.desktop.sound()->level(), 40.0 / 60);
        keepPicture(stage, "sound");

        auto& controller = *stage.desktop.sound();
        QCOMPARE(controller.loudspeakers(),
                 (QStringList{QStringLiteral("The system's default: Built-in Audio"),
                              QStringLiteral("Built-in Audio"), QStringLiteral("USB Headset")}));
        controller.chooseLoudspeaker(2);
        controller.chooseMicrophone(2);
        controller.chooseRinger(1);
        QCOMPARE(sound.chosen(media::SoundRole::Listen), std::string("headset"));
        QCOMPARE(sound.chosen(media::SoundRole::Speak), std::string("headset-mic"));
        QCOMPARE(sound.chosen(media::SoundRole::Ring), std::string("speakers"));
        QCOMPARE(controller.summary(), QStringLiteral("USB Headset"));
        QVERIFY(controller.trouble().isEmpty());
        sound.plug({{"speakers", "Built-in Audio", false, true, false, true, 2}});
        QCOMPARE(controller.loudspeaker(), -1);
        QVERIFY(stage.find("soundTrouble")
                    ->property("text")
                    .toString()
                    .contains(QStringLiteral("Built-in Audio")));
        QCOMPARE(controller.summary(), QStringLiteral("No microphone: others cannot hear you"));
        keepPicture(stage, "sound-unplugged");

        click(stage.find("echoButton"));
        QCOMPARE(sound.testState(), media::SoundTestState::Recording);
        sound.become(media::SoundTestState::Playing);
        QVERIFY(controller.testing());
        click(stage.find("echoButton"));
        QCOMPARE(sound.testState(), media::SoundTestState::Listening);
        stage.go("chats");
    }
    void figuresOfACallArePlotted() {
        Stage stage;
        test::fill(stage.client, stage.clock.wallTime());
        QVERIFY(stage.show(*host_));
        stage.openChat();
        desktop::CallFigures figures;
        figures.setCalls(stage.desktop.calls());
        const auto id = startCall(stage);
        QCOMPARE(figures.grade(), 0);
        for (int i = 1; i <= 70; ++i) measure(stage, id, second(i, 0, 4 + i % 3));
        QCOMPARE(figures.packets().size(), 60);
        QCOMPARE(figures.packets().last(), 50.0);
        QCOMPARE(figures.grade(), 3);
        // The same figures again are no second.
        measure(stage, id, second(70, 0, 4));
        QCOMPARE(figures.packets().size(), 60);
        for (int i = 71; i <= 75; ++i) measure(stage, id, second(i, 2 * (i - 70), 8));
        QCOMPARE(figures.grade(), 2);
        QCOMPARE(figures.loss().last(), 100.0 * 2 / 50);
        for (int i = 76; i <= 80; ++i) measure(stage, id, second(i, 10 + 10 * (i - 75), 90));
        QCOMPARE(figures.grade(), 1);
        QVERIFY(figures.videoRate().isEmpty());
        auto& video = stage.client.phone().edit(id).video;
        video.receiving = true;
        video.statistics.receivedBits = 512'000;
        video.statistics.receivedWidth = 640;
        video.statistics.receivedHeight = 360;
        video.statistics.receivedFrames = 30;
        measure(stage, id, second(81, 60, 5));
        QCOMPARE(figures.videoRate().last(), 512.0);
        QCOMPARE(figures.lines().last(), 360.0);
        click(stage.find("detailsButton"));
        stage.settle();
        keepPicture(stage, "call-figures");
        // The next call begins anew.
        stage.client.phone().end(id, telephony::CallEnd::HungUpThere);
        measure(stage, startCall(stage), second(1, 0, 4));
        QCOMPARE(figures.packets().size(), 1);
        QCOMPARE(figures.grade(), 0);
    }
};

QTEST_MAIN(SoundTest)
#include "SoundTest.moc"
