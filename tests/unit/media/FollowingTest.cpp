// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "media/devices/FollowingDevices.h"
#include "media/devices/chooseDevice.h"

using namespace sidetone;
using namespace sidetone::media;

namespace {

/// A sound system that a test plugs devices in and out of; each microphone reads its own number.
struct FakeSystem final : SoundSystem {
    struct State {
        Changed changed;
        std::map<std::uint32_t, int> written;
        std::set<std::uint32_t> broken;
        std::vector<std::string> opened;
    };
    struct Source final : AudioSource {
        Source(State& where, std::uint32_t which) : state(where), instance(which) {}
        [[nodiscard]] int rate() const override { return 48000; }
        void read(std::span<std::int16_t> samples) override {
            std::ranges::fill(samples, static_cast<std::int16_t>(instance));
        }
        [[nodiscard]] std::optional<core::Error> takeError() override {
            if (!state.broken.contains(instance)) return std::nullopt;
            return core::fail(core::ErrorCode::Device, "Reading");
        }
        State& state;
        std::uint32_t instance;
    };
    struct Sink final : AudioSink {
        Sink(State& where, std::uint32_t which) : state(where), instance(which) {}
        [[nodiscard]] int rate() const override { return 48000; }
        void write(std::span<const std::int16_t> samples) override {
            state.written[instance] += static_cast<int>(samples.size());
        }
        State& state;
        std::uint32_t instance;
    };
    explicit FakeSystem(State& where) : state(where) {}
    void start(Changed changed) override { state.changed = std::move(changed); }
    [[nodiscard]] std::unique_ptr<AudioSource> openSource(const SoundDevice& device) override {
        state.opened.push_back(device.id);
        return std::make_unique<Source>(state, device.instance);
    }
    [[nodiscard]] std::unique_ptr<AudioSink> openSink(const SoundDevice& device,
                                                      SoundRole role) override {
        state.opened.push_back(device.id + (role == SoundRole::Ring ? " rings" : ""));
        return std::make_unique<Sink>(state, device.instance);
    }
    [[nodiscard]] std::optional<int> echoDelay() const override { return 40; }
    State& state;
};

SoundDevice speakers(std::uint32_t instance = 2) {
    return {"speakers", "Speakers", false, true, false, true, instance};
}
SoundDevice headset(std::uint32_t instance = 4) {
    return {"headset", "Headset", false, false, true, true, instance};
}
SoundDevice microphone(std::uint32_t instance = 3) {
    return {"mic", "Microphone", true, true, false, true, instance};
}
SoundDevice headsetMicrophone(std::uint32_t instance = 5) {
    return {"headset-mic", "Headset microphone", true, false, true, true, instance};
}

}  // namespace

/// The state machine of what is plugged in and out, without a sound server.
class FollowingTest : public QObject {
    Q_OBJECT
    core::Log log_;
    FakeSystem::State state_;

    std::shared_ptr<FollowingDevices> make() {
        state_ = {};
        auto devices =
            std::make_shared<FollowingDevices>(std::make_unique<FakeSystem>(state_), log_);
        devices->warmUp();
        return devices;
    }
    static std::int16_t heard(AudioSource& source) {
        std::vector<std::int16_t> samples(10);
        source.read(samples);
        return samples.front();
    }
    int played(AudioSink& sink, std::uint32_t instance) {
        state_.written.clear();
        sink.write(std::vector<std::int16_t>(10, 1));
        return state_.written[instance];
    }

private Q_SLOTS:
    void takesTheBestThatIsThere() {
        const std::vector all{headset(), speakers(), microphone()};
        const auto taken = [&](const char* chosen, std::set<std::uint32_t> refused = {}) {
            return chooseDevice(SoundRole::Listen, all, chosen, refused)->id;
        };
        QCOMPARE(taken(""), std::string("speakers"));
        QCOMPARE(taken("headset"), std::string("headset"));
        QCOMPARE(taken("elsewhere"), std::string("speakers"));
        QCOMPARE(taken("", {2}), std::string("headset"));
        QCOMPARE(chooseDevice(SoundRole::Speak, all, "headset", {})->id, std::string("mic"));
        QVERIFY(!chooseDevice(SoundRole::Speak, all, "", {3}));
        auto unplugged = speakers();
        unplugged.isReady = false;
        QCOMPARE(chooseDevice(SoundRole::Listen, std::vector{unplugged, headset()}, "", {})->id,
                 std::string("headset"));
    }
    void goesOnAtTheNextBestAndComesBack() {
        const auto devices = make();
        devices->choose(SoundRole::Listen, "headset");
        const auto sink = devices->openSink();
        QCOMPARE(played(*sink, 2), 0);
        state_.changed({speakers(), headset()});
        QCOMPARE(played(*sink, 4), 10);
        state_.changed({speakers()});
        QCOMPARE(played(*sink, 2), 10);
        state_.changed({speakers(), headset(8)});
        QCOMPARE(played(*sink, 8), 10);
        QVERIFY(!sink->takeError());
    }
    void followsTheDefault() {
        const auto devices = make();
        const auto source = devices->openSource();
        state_.changed({microphone(), headsetMicrophone()});
        QCOMPARE(heard(*source), std::int16_t(3));
        auto now = headsetMicrophone();
        now.isDefault = true;
        auto before = microphone();
        before.isDefault = false;
        state_.changed({before, now});
        QCOMPARE(heard(*source), std::int16_t(5));
    }
    /// Out and in again between two lists: the name is the same, what was open is dead.
    void opensWhatWasPluggedInAnew() {
        const auto devices = make();
        const auto sink = devices->openSink();
        state_.changed({speakers(2)});
        state_.changed({speakers(2)});
        QCOMPARE(state_.opened.size(), 1U);
        state_.changed({speakers(6)});
        QCOMPARE(played(*sink, 6), 10);
        QCOMPARE(state_.opened.size(), 2U);
    }
    void leavesADeviceThatFails() {
        const auto devices = make();
        const auto source = devices->openSource();
        state_.changed({microphone(), headsetMicrophone()});
        state_.broken.insert(3);
        QVERIFY(!source->takeError());
        QTRY_COMPARE(heard(*source), std::int16_t(5));
        // Not again by itself, but where somebody wants it.
        state_.changed({microphone(), headsetMicrophone(), speakers()});
        QCOMPARE(heard(*source), std::int16_t(5));
        state_.broken.clear();
        devices->choose(SoundRole::Speak, "mic");
        QCOMPARE(heard(*source), std::int16_t(3));
    }
    void saysOnceThatNothingIsLeft() {
        const auto devices = make();
        const auto source = devices->openSource();
        QVERIFY(!source->takeError());
        state_.changed({microphone()});
        state_.changed({});
        QCOMPARE(heard(*source), std::int16_t(0));
        const auto error = source->takeError();
        QVERIFY(error && error->code == core::ErrorCode::Device);
        state_.changed({speakers()});
        QVERIFY(!source->takeError());
        state_.changed({speakers(), microphone(7)});
        QCOMPARE(heard(*source), std::int16_t(7));
    }
    void rolesAreApart() {
        const auto devices = make();
        state_.changed({speakers(), headset(), microphone()});
        devices->choose(SoundRole::Listen, "headset");
        const auto call = devices->openSink();
        const auto ring = devices->openRinger();
        QCOMPARE(state_.opened, (std::vector<std::string>{"headset", "speakers rings"}));
        QSignalSpy changed(devices.get(), &FollowingDevices::changed);
        devices->choose(SoundRole::Ring, "headset");
        QCOMPARE(state_.opened.back(), std::string("headset rings"));
        QCOMPARE(changed.size(), 1);
        QVERIFY(devices->text().find("Headset") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(FollowingTest)
#include "FollowingTest.moc"
