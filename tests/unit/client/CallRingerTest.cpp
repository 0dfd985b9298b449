// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>

#include "VirtualClock.h"
#include "client/CallRinger.h"
#include "fake/FakeCalls.h"

using namespace sidetone;
using telephony::CallEnd;
using telephony::CallState;
using std::chrono_literals::operator""ms;

namespace {

constexpr int rate = 16'000;

/// What rang; it outlives the devices.
struct Rung {
    std::vector<std::int16_t> samples;
    int opened = 0;
    int open = 0;
    bool hasDevice = true;

    /// The loudest sample of those that came since.
    [[nodiscard]] int loudest(std::size_t since = 0) const {
        int most = 0;
        for (auto at = since; at < samples.size(); ++at) {
            most = std::max(most, std::abs(int{samples[at]}));
        }
        return most;
    }
};

class Ringer final : public media::AudioSink {
public:
    explicit Ringer(Rung& rung) : rung_(rung) {
        ++rung_.opened;
        ++rung_.open;
    }
    ~Ringer() override { --rung_.open; }
    [[nodiscard]] int rate() const override { return ::rate; }
    void write(std::span<const std::int16_t> samples) override {
        rung_.samples.insert(rung_.samples.end(), samples.begin(), samples.end());
    }
    [[nodiscard]] std::optional<core::Error> takeError() override { return std::nullopt; }

private:
    Rung& rung_;
};

class Devices final : public media::AudioDevices {
public:
    explicit Devices(Rung& rung) : rung_(rung) {}
    [[nodiscard]] std::unique_ptr<media::AudioSource> openSource() override { return nullptr; }
    [[nodiscard]] std::unique_ptr<media::AudioSink> openSink() override { return nullptr; }
    [[nodiscard]] std::unique_ptr<media::AudioSink> openRinger() override {
        return rung_.hasDevice ? std::make_unique<Ringer>(rung_) : nullptr;
    }
    [[nodiscard]] std::string text() const override { return "none"; }

private:
    Rung& rung_;
};

struct Scene {
    test::VirtualClock clock;
    Rung rung;
    Devices devices{rung};
    std::unique_ptr<test::FakeCalls> calls = std::make_unique<test::FakeCalls>(clock);
    bool isQuiet = false;
    client::CallRinger ringer{
        {devices, clock, [this] { return calls.get(); }, [this] { return isQuiet; }}};

    telephony::CallId ring() { return calls->ring("sip:ben@office.example", "Ben"); }
};

}  // namespace

/// Ringing as long as a call waits to be answered (NONE-17), in virtual time and without devices.
class CallRingerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ringsUntilTheCallIsAnswered() {
        Scene scene;
        QVERIFY(!scene.ringer.isRinging());
        QCOMPARE(scene.rung.opened, 0);
        const auto id = scene.ring();
        QVERIFY(scene.ringer.isRinging());
        QVERIFY(scene.calls->answer(id));
        QVERIFY(!scene.ringer.isRinging());
        QCOMPARE(scene.rung.open, 0);
        // Nothing is written behind the end.
        const auto written = scene.rung.samples.size();
        scene.clock.advance(500ms);
        QCOMPARE(scene.rung.samples.size(), written);
    }
    void ringsUntilTheyGiveUp() {
        Scene scene;
        const auto first = scene.ring();
        const auto second = scene.ring();
        QCOMPARE(scene.rung.opened, 1);
        scene.calls->end(first, CallEnd::Missed);
        QVERIFY(scene.ringer.isRinging());
        scene.calls->end(second, CallEnd::Missed);
        QVERIFY(!scene.ringer.isRinging());
    }
    /// A second of tones in each four; never more than a moment ahead of what is heard.
    void keepsItsBeat() {
        Scene scene;
        scene.ring();
        scene.clock.advance(4'000ms);
        const auto& heard = scene.rung.samples;
        QVERIFY(heard.size() >= 4U * rate && heard.size() <= 4U * rate + rate / 10);
        const auto part = [&](int from, int to) {
            Rung piece;
            piece.samples.assign(heard.begin() + from * rate / 1000,
                                 heard.begin() + to * rate / 1000);
            return piece.loudest();
        };
        QVERIFY(part(0, 1000) > 7'000 && part(0, 1000) < 9'000);
        QCOMPARE(part(1001, 3999), 0);
        scene.clock.advance(1'000ms);
        QVERIFY(part(4000, 5000) > 7'000);
    }
    void isSoftBesideAConversation() {
        Scene scene;
        const auto talking = scene.calls->dial("cara").value_or(0);
        scene.calls->move(talking, CallState::Connected);
        scene.ring();
        scene.clock.advance(500ms);
        QVERIFY(scene.rung.loudest() > 0 && scene.rung.loudest() < 1'500);
        // The conversation ends: what rings on may be heard across the room.
        const auto since = scene.rung.samples.size();
        scene.calls->end(talking, CallEnd::HungUpThere);
        scene.clock.advance(300ms);
        QVERIFY(scene.rung.loudest(since) > 7'000);
        QCOMPARE(scene.rung.opened, 1);
    }
    void aCallOnHoldHereIsNoConversation() {
        Scene scene;
        const auto waiting = scene.calls->dial("cara").value_or(0);
        scene.calls->move(waiting, CallState::HeldHere);
        scene.ring();
        scene.clock.advance(500ms);
        QVERIFY(scene.rung.loudest() > 7'000);
    }
    void isQuietWhereNobodyWantsToBeDisturbed() {
        Scene scene;
        scene.isQuiet = true;
        scene.ring();
        QVERIFY(!scene.ringer.isRinging());
        scene.isQuiet = false;
        scene.ringer.look();
        QVERIFY(scene.ringer.isRinging());
        scene.isQuiet = true;
        scene.ringer.look();
        QVERIFY(!scene.ringer.isRinging());
    }
    void aPhoneThatGoesAwayRingsNoMore() {
        Scene scene;
        scene.ring();
        scene.calls.reset();
        scene.ringer.look();
        QVERIFY(!scene.ringer.isRinging());
        scene.calls = std::make_unique<test::FakeCalls>(scene.clock);
        scene.ringer.look();
        scene.ring();
        QVERIFY(scene.ringer.isRinging());
    }
    void withoutADeviceNothingIsDone() {
        Scene scene;
        scene.rung.hasDevice = false;
        scene.ring();
        QVERIFY(!scene.ringer.isRinging());
        scene.clock.advance(200ms);
        QVERIFY(scene.rung.samples.empty());
    }
};

QTEST_GUILESS_MAIN(CallRingerTest)
#include "CallRingerTest.moc"
