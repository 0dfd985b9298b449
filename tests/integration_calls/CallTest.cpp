// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "Rows.h"
#include "waitUntil.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallEnd;
using telephony::CallState;

ROWS("AUD-01", "AUD-02", "CODEC-02", "CODEC-03", "CODEC-05", "CODEC-08", "ENC-08", "QOS-01");

/// Two softphones in one process call each other by the office's Kamailio over TLS.
class CallTest : public QObject {
    Q_OBJECT
    static constexpr double annaTone = 600;
    static constexpr double benTone = 1000;
    static constexpr int patience = 10'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;

    [[nodiscard]] bool startPhones(const std::function<void(telephony::LineSettings&)>& ben = {}) {
        anna_ = std::make_unique<Phone>(office_, annaTone);
        ben_ = std::make_unique<Phone>(office_, benTone);
        auto line = Phone::lineOf(office_, 2);
        if (ben) ben(line);
        if (!(*anna_)->start(Phone::lineOf(office_, 1)) || !(*ben_)->start(line)) return false;
        return QTest::qWaitFor([&] { return anna_->isRegistered() && ben_->isRegistered(); },
                               patience);
    }
    [[nodiscard]] bool ring(const std::string& target) {
        if (!(*anna_)->dial(target)) return false;
        return QTest::qWaitFor(
            [&] {
                return ben_->state() == CallState::Incoming && anna_->state() == CallState::Ringing;
            },
            patience);
    }
    [[nodiscard]] bool connect(const std::string& target = "ben") {
        if (!ring(target) || !(*ben_)->answer(ben_->newest().id)) return false;
        return bothAre(CallState::Connected, CallState::Connected);
    }
    [[nodiscard]] bool bothAre(CallState anna, CallState ben) {
        return QTest::qWaitFor([&] { return anna_->state() == anna && ben_->state() == ben; },
                               patience);
    }
    [[nodiscard]] bool bothHear() {
        return QTest::qWaitFor([&] { return anna_->hears(benTone) && ben_->hears(annaTone); },
                               patience);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }
    void cleanup() {
        anna_.reset();
        ben_.reset();
    }

    void talk_data() {
        QTest::addColumn<QString>("target");
        QTest::newRow("name") << QStringLiteral("ben");
        QTest::newRow("number") << QString::fromStdString(office_.number(2));
        QTest::newRow("address") << QString::fromStdString(office_.user(2));
        QTest::newRow("URI") << QString::fromStdString("sip:" + office_.user(2));
    }
    void talk() {
        QFETCH(QString, target);
        QVERIFY(startPhones());
        QVERIFY(connect(target.toStdString()));
        QCOMPARE(ben_->newest().peerName, std::string("Person anna"));
        QVERIFY(bothHear());
        for (auto* phone : {anna_.get(), ben_.get()}) {
            QTRY_VERIFY_WITH_TIMEOUT(phone->newest().statistics.packetsReceived > 50, patience);
            const auto call = phone->newest();
            QVERIFY(call.protection == telephony::MediaProtection::Srtp);
            QCOMPARE(call.statistics.codec, std::string("opus/48000"));
            QVERIFY(call.statistics.localPort >= 16384 && call.statistics.localPort <= 24573);
        }
        QVERIFY((*ben_)->hangUp(ben_->newest().id));
        QVERIFY(bothAre(CallState::Ended, CallState::Ended));
        QVERIFY(anna_->newest().end == CallEnd::HungUpThere);
        QVERIFY(ben_->newest().end == CallEnd::HungUpHere);
        QCOMPARE(anna_->records.size(), std::size_t(1));
        QVERIFY(anna_->records[0].outgoing && anna_->records[0].answered);
        QVERIFY(anna_->records[0].duration.count() > 500);
        QVERIFY(!ben_->records.at(0).outgoing && ben_->records[0].answered);
    }
    /// The called side has one codec: it is the one that both agree on, whatever stands before it.
    void everyCodec_data() {
        QTest::addColumn<int>("place");
        int place = 0;
        for (const auto& format : media::offeredFormats()) {
            QTest::newRow((media::rtpmap(format.codec) + " " + format.parameters).c_str())
                << place++;
        }
    }
    void everyCodec() {
        QFETCH(int, place);
        const auto format = media::offeredFormats()[std::size_t(place)];
        QVERIFY(startPhones([&](telephony::LineSettings& line) { line.formats = {format}; }));
        QVERIFY(connect());
        QVERIFY(bothHear());
        for (auto* phone : {anna_.get(), ben_.get()}) {
            QTRY_VERIFY_WITH_TIMEOUT(phone->newest().statistics.packetsReceived > 50, patience);
            const auto named = media::rtpmap(format.codec);
            QVERIFY(named.starts_with(phone->newest().statistics.codec));
        }
    }
    /// The low-bandwidth mode, switched on and off between calls.
    void lowBandwidth() {
        QVERIFY(startPhones());
        for (const auto mode : {media::SoundBandwidth::Low, media::SoundBandwidth::Normal}) {
            anna_->phone().setSoundBandwidth(mode);
            QVERIFY(connect());
            QVERIFY(bothHear());
            const bool low = mode == media::SoundBandwidth::Low;
            const std::string codec = low ? "G729/8000" : "opus/48000";
            QTRY_COMPARE_WITH_TIMEOUT(ben_->newest().statistics.codec, codec, patience);
            QVERIFY((*anna_)->hangUp(anna_->newest().id));
            QVERIFY(bothAre(CallState::Ended, CallState::Ended));
        }
    }
    void portsStayInsideTheRange() {
        QVERIFY(startPhones([](telephony::LineSettings& line) {
            line.firstMediaPort = 17000;
            line.lastMediaPort = 17007;
        }));
        QVERIFY(connect());
        QVERIFY(bothHear());
        QTRY_VERIFY_WITH_TIMEOUT(ben_->newest().statistics.localPort != 0, patience);
        const auto port = ben_->newest().statistics.localPort;
        QVERIFY2(port >= 17000 && port <= 17003, qPrintable(QString::number(port)));
        QTRY_COMPARE_WITH_TIMEOUT(anna_->newest().statistics.remotePort, port, patience);
    }
    void isDeclined() {
        QVERIFY(startPhones());
        QVERIFY(ring("ben"));
        QVERIFY((*ben_)->decline(ben_->newest().id));
        QVERIFY(bothAre(CallState::Ended, CallState::Ended));
        QVERIFY(anna_->newest().end == CallEnd::Declined);
        QVERIFY(!anna_->newest().reason.empty());
        QVERIFY(ben_->records.at(0).end == CallEnd::Declined && !ben_->records[0].answered);
    }
    void isCancelled() {
        QVERIFY(startPhones());
        QVERIFY(ring("ben"));
        QVERIFY((*anna_)->hangUp(anna_->newest().id));
        QVERIFY(bothAre(CallState::Ended, CallState::Ended));
        QVERIFY(ben_->newest().end == CallEnd::Missed);
        QVERIFY(anna_->newest().end == CallEnd::HungUpHere);
    }
    void isBusy() {
        QVERIFY(startPhones([](telephony::LineSettings& line) { line.busyFrom = 0; }));
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QVERIFY(anna_->newest().end == CallEnd::Busy);
        QVERIFY((*ben_)->calls().empty());
    }
    void nobodyIsThere() {
        QVERIFY(startPhones());
        QVERIFY((*anna_)->dial("999999"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QVERIFY(anna_->newest().end == CallEnd::NotFound);
        bool stopped = false;
        (*ben_)->stop([&] { stopped = true; });
        QTRY_VERIFY_WITH_TIMEOUT(stopped, patience);
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QVERIFY(anna_->newest().end == CallEnd::Unavailable);
    }
    void holdAndResumeAreHeard() {
        QVERIFY(startPhones());
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY((*anna_)->hold(anna_->newest().id));
        QVERIFY(bothAre(CallState::HeldHere, CallState::HeldThere));
        // On hold neither side hears the other's microphone.
        WAIT_UNTIL(anna_->hearsNothing(), patience);
        QVERIFY((*anna_)->resume(anna_->newest().id));
        QVERIFY(bothAre(CallState::Connected, CallState::Connected));
        QVERIFY(bothHear());
        // And the other way round, by the one who was called.
        QVERIFY((*ben_)->hold(ben_->newest().id));
        QVERIFY(bothAre(CallState::HeldThere, CallState::HeldHere));
        WAIT_UNTIL(ben_->hearsNothing(), patience);
        QVERIFY((*ben_)->resume(ben_->newest().id));
        QVERIFY(bothAre(CallState::Connected, CallState::Connected));
        QVERIFY(bothHear());
    }
    void bothHoldAtOnce() {
        QVERIFY(startPhones());
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY((*anna_)->hold(anna_->newest().id));
        QVERIFY((*ben_)->hold(ben_->newest().id));
        // The two offers cross: 491, and each tries again (RFC 3261 14.1).
        QVERIFY(bothAre(CallState::HeldHere, CallState::HeldHere));
        QVERIFY((*anna_)->resume(anna_->newest().id));
        QVERIFY(bothAre(CallState::HeldThere, CallState::HeldHere));
        QVERIFY((*ben_)->resume(ben_->newest().id));
        QVERIFY(bothAre(CallState::Connected, CallState::Connected));
        QVERIFY(bothHear());
    }
    void muteIsHeard() {
        QVERIFY(startPhones());
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY((*anna_)->setMuted(anna_->newest().id, true));
        QVERIFY(anna_->newest().muted);
        WAIT_UNTIL(ben_->hearsNothing(), patience);
        QVERIFY(anna_->hears(benTone));
        QVERIFY((*anna_)->setMuted(anna_->newest().id, false));
        QVERIFY(bothHear());
    }
    void digitsArrive() {
        QVERIFY(startPhones());
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY((*anna_)->sendDigits(anna_->newest().id, "123*#0"));
        QTRY_COMPARE_WITH_TIMEOUT(ben_->digits, std::string("123*#0"), patience);
        QVERIFY(!(*anna_)->sendDigits(anna_->newest().id, "12x"));
    }
    void withoutProtectionTheLockIsOpen() {
        QVERIFY(startPhones([](telephony::LineSettings& line) {
            line.mediaSecurity = telephony::MediaSecurity::Off;
        }));
        // Ben's phone refuses SRTP, so Anna's calls once more without.
        QVERIFY(connect());
        QVERIFY(bothHear());
        QVERIFY(anna_->newest().protection == telephony::MediaProtection::None);
        QVERIFY(ben_->newest().protection == telephony::MediaProtection::None);
        QCOMPARE((*ben_)->calls().size(), std::size_t(1));
    }
    void aSecondCallPutsTheFirstOnHold() {
        QVERIFY(startPhones());
        QVERIFY(connect());
        const auto first = anna_->newest().id;
        QVERIFY(connect());
        QTRY_VERIFY_WITH_TIMEOUT((*anna_)->call(first)->state == CallState::HeldHere, patience);
        QCOMPARE((*anna_)->calls().size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(CallTest)
#include "CallTest.moc"
