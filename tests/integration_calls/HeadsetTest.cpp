// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>
#include <cmath>
#include <cstdio>

#include "Phone.h"
#include "SoundServer.h"
#include "media/devices/FollowingDevices.h"
#include "media/devices/GStreamerDevices.h"
#include "media/devices/PulseSystem.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

constexpr double annaTone = 400;
constexpr int patience = 20'000;

/// Listens to what a loudspeaker plays, by its monitor.
class Ear {
public:
    explicit Ear(const QString& loudspeaker)
        : devices_(log_, {"pulsesrc device=" + loudspeaker.toStdString() + ".monitor", "fakesink"}),
          source_(devices_.openSource()) {}
    /// True as soon as the newest third of a second is that tone. On a busy machine pieces are
    /// missing in it, which makes it broader.
    [[nodiscard]] bool hears(double frequency) {
        return hearsBetween(frequency - 60, frequency + 60);
    }
    [[nodiscard]] bool hearsBetween(double lowest, double highest) {
        constexpr std::size_t window = 16'000;
        QElapsedTimer since;
        since.start();
        std::size_t read = 0;
        std::vector<std::int16_t> heard;
        media::Tone tone;
        const bool heardIt = QTest::qWaitFor(
            [&] {
                // No faster than it comes: the source fills up with silence.
                const auto due = static_cast<std::size_t>(since.elapsed()) * 48;
                std::vector<std::int16_t> piece(due - read);
                source_->read(piece);
                read = due;
                heard.insert(heard.end(), piece.begin(), piece.end());
                if (heard.size() < window) return false;
                tone = media::strongestTone(std::span(heard).last(window), 48000);
                return tone.frequency > lowest && tone.frequency < highest && tone.level > -45;
            },
            patience);
        if (!heardIt) qWarning("heard %.0f Hz at %.0f dB", tone.frequency, tone.level);
        return heardIt;
    }

private:
    core::Log log_;
    media::GStreamerDevices devices_;
    std::unique_ptr<media::AudioSource> source_;
};

}  // namespace

/// Anna speaks a tone from a file; ben is on the loudspeakers of a real sound server, which come
/// and go while they are in a call by the office's Kamailio.
class HeadsetTest : public QObject {
    Q_OBJECT
    OfficeFixture office_{SIDETONE_BIN_DIR};
    SoundServer server_;
    core::Log log_;
    std::shared_ptr<media::FollowingDevices> devices_;
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;
    QString speakers_;
    telephony::CallId annaCall_ = 0;
    telephony::CallId benCall_ = 0;

    [[nodiscard]] std::string listening() const {
        const auto device = devices_->inUse(media::SoundRole::Listen);
        return device ? device->id : std::string();
    }
    [[nodiscard]] bool isHeardAt(const char* loudspeaker, double tone = annaTone) {
        const auto name = QString::fromLatin1(loudspeaker);
        if (!QTest::qWaitFor([&] { return listening() == loudspeaker; }, patience)) return false;
        if (Ear(name).hears(tone)) return true;
        qWarning("calls: %d, %d; ben received %llu packets",
                 static_cast<int>(anna_->state(annaCall_)), static_cast<int>(ben_->state(benCall_)),
                 static_cast<unsigned long long>(ben_->newest().statistics.packetsReceived));
        return false;
    }
    [[nodiscard]] bool isStillCalling() const {
        return anna_->state(annaCall_) == CallState::Connected &&
               ben_->state(benCall_) == CallState::Connected;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start(), office_.failure().c_str());
        const auto missing = server_.start();
        QVERIFY2(missing.empty(), missing.c_str());
        speakers_ = server_.plugLoudspeaker(QStringLiteral("speakers"));
        QVERIFY(!speakers_.isEmpty());
        QVERIFY(!server_.plugMicrophone(QStringLiteral("mic")).isEmpty());
        devices_ =
            std::make_shared<media::FollowingDevices>(std::make_unique<media::PulseSystem>(), log_);
        devices_->choose(media::SoundRole::Listen, "headset");
        anna_ = std::make_unique<Phone>(office_, annaTone);
        ben_ = std::make_unique<Phone>(office_, devices_);
        QVERIFY((*anna_)->start(Phone::lineOf(office_, 1)));
        QVERIFY((*ben_)->start(Phone::lineOf(office_, 2)));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isRegistered() && ben_->isRegistered(), patience);
        QVERIFY((*anna_)->dial("ben"));
        QTRY_COMPARE_WITH_TIMEOUT(ben_->state(), CallState::Incoming, patience);
        annaCall_ = anna_->newest().id;
        benCall_ = ben_->newest().id;
        QVERIFY((*ben_)->answer(benCall_));
        QTRY_VERIFY_WITH_TIMEOUT(isStillCalling(), patience);
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
        devices_.reset();
    }

    void theHeadsetTakesTheCallAndGivesItBack() {
        QVERIFY(isHeardAt("speakers"));
        const auto headset =
            server_.plugLoudspeaker(QStringLiteral("headset"), QStringLiteral("headset"));
        QVERIFY(isHeardAt("headset"));
        QVERIFY(server_.unplug(headset));
        QVERIFY(isHeardAt("speakers"));
        QVERIFY(isStillCalling());
        // What a loudspeaker plays is no microphone: nothing of it goes back.
        const auto microphone = devices_->inUse(media::SoundRole::Speak);
        QVERIFY(microphone && microphone->id == "mic");
        QVERIFY(!anna_->hears(annaTone));
    }
    /// Two hundred times out and in. A third is not waited for, so that one comes while the one
    /// before is still being opened; each tenth is listened to.
    void isPluggedInAndOutTwoHundredTimes() {
        for (int time = 1; time <= 200; ++time) {
            const auto headset =
                server_.plugLoudspeaker(QStringLiteral("headset"), QStringLiteral("headset"));
            QVERIFY(!headset.isEmpty());
            if (time % 10 == 0) {
                QVERIFY2(isHeardAt("headset"), qPrintable(QString::number(time)));
            } else if (time % 3 != 0) {
                QTRY_COMPARE_WITH_TIMEOUT(listening(), std::string("headset"), patience);
            }
            QVERIFY(server_.unplug(headset));
            if (time % 3 != 1) {
                QTRY_COMPARE_WITH_TIMEOUT(listening(), std::string("speakers"), patience);
            }
        }
        QVERIFY(isHeardAt("speakers"));
        QVERIFY(isStillCalling());
    }
};

QTEST_GUILESS_MAIN(HeadsetTest)
#include "HeadsetTest.moc"
