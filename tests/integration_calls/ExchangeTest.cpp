// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ExchangePhones.h"
#include "Rows.h"
#include "telephony/PhoneFeatures.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallEnd;
using telephony::CallId;
using telephony::CallState;
using telephony::WatchedLine;

/// The client at an exchange that gives each side of a call a dialog and a session timer of its
/// own: transfers, timers in both roles, lamps, conferences, park, pickup and forwarding.
class ExchangeTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    static constexpr int hurry = 25;
    static constexpr double annaTone = 600;
    static constexpr double benTone = 1000;
    static constexpr double caraTone = 1400;
    std::unique_ptr<Exchange> exchange_;
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;
    std::unique_ptr<Phone> cara_;
    QStringList matrix_;

    void worked(const QString& what) { matrix_ << what; }
    [[nodiscard]] std::vector<Phone*> phones() const {
        return {anna_.get(), ben_.get(), cara_.get()};
    }
    static CallId talk(Phone& from, const std::string& to, Phone& there) {
        const auto id = from->dial(to);
        if (!id ||
            !QTest::qWaitFor([&] { return there.state() == CallState::Incoming; }, patience) ||
            !there->answer(there.newest().id)) {
            return 0;
        }
        const bool isOn = QTest::qWaitFor(
            [&] {
                return from.state(*id) == CallState::Connected &&
                       there.state() == CallState::Connected;
            },
            patience);
        return isOn ? *id : 0;
    }
    static bool hear(const Phone& one, double oneTone, const Phone& other, double otherTone) {
        return QTest::qWaitFor(
            [&] { return one.levelOf(otherTone) > -30 && other.levelOf(oneTone) > -30; }, patience);
    }
    WatchedLine::State lamp() {
        const auto lines = (*cara_)->features()->watchedLines();
        return lines.empty() ? WatchedLine::State::Unknown : lines.front().state;
    }

private Q_SLOTS:
    void init() {
        exchange_ = std::make_unique<Exchange>();
        anna_ = std::make_unique<Phone>("", "", annaTone);
        ben_ = std::make_unique<Phone>("", "", benTone);
        cara_ = std::make_unique<Phone>("", "", caraTone);
        QVERIFY((*anna_)->start(lineAt(*exchange_, "anna")));
        QVERIFY((*ben_)->start(lineAt(*exchange_, "ben")));
        QVERIFY((*cara_)->start(lineAt(*exchange_, "cara")));
        QTRY_VERIFY_WITH_TIMEOUT(
            anna_->isRegistered() && ben_->isRegistered() && cara_->isRegistered(), patience);
    }
    void cleanup() {
        anna_.reset();
        ben_.reset();
        cara_.reset();
        exchange_.reset();
    }
    void cleanupTestCase() {
        qInfo("%s",
              qPrintable(QStringLiteral("\n  at the exchange (back-to-back user agent):\n    ") +
                         matrix_.join(QStringLiteral("\n    "))));
    }

    void bothSidesHaveADialogOfTheirOwn() {
        auto& anna = *anna_;
        auto& ben = *ben_;
        const auto id = talk(anna, "ben", ben);
        QVERIFY(id != 0);
        const auto [callers, callees] = exchange_->newestIds();
        QVERIFY(!callers.empty() && callers != callees);
        QVERIFY(hear(anna, annaTone, ben, benTone));
        QVERIFY(anna->hold(id));
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::HeldThere, patience);
        QVERIFY(anna->resume(id));
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::Connected, patience);
        QVERIFY(ben->hangUp(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Ended, patience);
        worked(QStringLiteral("call, hold, resume, end: two Call-IDs"));
    }
    void handsACallOnAfterAsking() {
        ROWS("NONE-13");
        auto& anna = *anna_;
        auto& ben = *ben_;
        auto& cara = *cara_;
        const auto first = talk(anna, "ben", ben);
        const auto second = talk(anna, "cara", cara);
        QVERIFY(first != 0 && second != 0);
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(first) == CallState::HeldHere, patience);
        const auto atCara = cara.newest().id;
        QVERIFY(anna->completeTransfer(first, second));
        // Replaces names the exchange's dialog with Anna; Cara is asked for hers.
        QVERIFY(hear(ben, benTone, cara, caraTone));
        QCOMPARE(cara.newest().id, atCara);
        QTRY_VERIFY_WITH_TIMEOUT(
            anna.state(first) == CallState::Ended && anna.state(second) == CallState::Ended,
            patience);
        worked(QStringLiteral("attended transfer: REFER with Replaces, both tags, three dialogs"));
    }
    void handsACallOnWithoutAsking() {
        auto& anna = *anna_;
        const auto id = talk(anna, "ben", *ben_);
        QVERIFY(id != 0);
        QVERIFY(anna->transfer(id, "cara"));
        QTRY_VERIFY_WITH_TIMEOUT(cara_->state() == CallState::Incoming, patience);
        QVERIFY((*cara_)->answer(cara_->newest().id));
        QVERIFY(hear(*ben_, benTone, *cara_, caraTone));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(id) == CallState::Ended, patience);
        QCOMPARE(int(anna.records.back().end), int(CallEnd::Transferred));
        worked(QStringLiteral("blind transfer: REFER and its NOTIFYs passed on"));
    }
    void keepsCallsAliveInBothRoles_data() {
        QTest::addColumn<QString>("caller");
        QTest::addColumn<QString>("callee");
        QTest::addColumn<bool>("phonesRefresh");
        QTest::newRow("the phones refresh")
            << QStringLiteral("100;refresher=uac") << QStringLiteral("120;refresher=uas") << true;
        QTest::newRow("the exchange refreshes")
            << QStringLiteral("100;refresher=uas") << QStringLiteral("120;refresher=uac") << false;
    }
    void keepsCallsAliveInBothRoles() {
        ROWS("NONE-13");
        QFETCH(QString, caller);
        QFETCH(QString, callee);
        QFETCH(bool, phonesRefresh);
        exchange_->setTimers({caller.toStdString(), callee.toStdString()});
        for (auto* phone : phones()) phone->hurry(hurry);
        exchange_->hurry(hurry);
        QVERIFY(talk(*anna_, "ben", *ben_) != 0);
        if (phonesRefresh) {
            QTRY_VERIFY_WITH_TIMEOUT(
                exchange_->count("UPDATE anna") >= 2 && exchange_->count("UPDATE ben") >= 2,
                patience);
            QCOMPARE(exchange_->refreshes(), 0);
        } else {
            QTRY_VERIFY_WITH_TIMEOUT(exchange_->refreshes() >= 4, patience);
            QCOMPARE(exchange_->count("UPDATE anna") + exchange_->count("UPDATE ben"), 0);
        }
        QVERIFY(anna_->state() == CallState::Connected && ben_->state() == CallState::Connected);
        worked(phonesRefresh ? QStringLiteral("session timers 100 s and 120 s: we refresh")
                             : QStringLiteral("session timers 100 s and 120 s: it refreshes"));
        if (phonesRefresh) return;
        exchange_->fallSilent();
        QTRY_VERIFY_WITH_TIMEOUT(
            anna_->state() == CallState::Ended && ben_->state() == CallState::Ended, patience);
        QCOMPARE(int(anna_->records.back().end), int(CallEnd::Failed));
        worked(QStringLiteral("nobody refreshes any more: both sides end the call"));
    }
    void showsWhetherALineIsBusy() {
        ROWS("NONE-13");
        QVERIFY((*cara_)->features()->watchLine("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(lamp() == WatchedLine::State::Idle, patience);
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(lamp() == WatchedLine::State::Ringing, patience);
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY((*ben_)->answer(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(lamp() == WatchedLine::State::Busy, patience);
        QVERIFY((*ben_)->hangUp(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(lamp() == WatchedLine::State::Idle, patience);
        worked(QStringLiteral("lamps: idle, ringing, busy, idle"));
    }
    void meetsInAConferenceOfTheServer() {
        auto& anna = *anna_;
        const auto first = talk(anna, "ben", *ben_);
        const auto second = talk(anna, "cara", *cara_);
        QVERIFY(first != 0 && second != 0);
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(first) == CallState::HeldHere, patience);
        QVERIFY(anna->merge({}));
        // Everybody is sent to the conference, and the calls with them are done.
        QTRY_COMPARE_WITH_TIMEOUT(anna.newest().participants.size(), std::size_t(3), patience);
        QTRY_VERIFY_WITH_TIMEOUT(
            anna.state(first) == CallState::Ended && anna.state(second) == CallState::Ended,
            patience);
        QVERIFY(anna.newest().inConference && ben_->newest().inConference);
        QVERIFY(hear(anna, annaTone, *ben_, benTone));
        QVERIFY(hear(*cara_, caraTone, *ben_, benTone));
        QVERIFY(ben_->levelOf(benTone) < -55);
        QVERIFY((*cara_)->hangUp(cara_->newest().id));
        QTRY_COMPARE_WITH_TIMEOUT(anna.newest().participants.size(), std::size_t(2), patience);
        worked(QStringLiteral("conference by its focus: REFER, roster, everybody hears all"));
    }
    void mixesHereWhereTheServerHasNoConference() {
        auto& anna = *anna_;
        auto services = lineAt(*exchange_, "anna").services;
        services.conference = "nobody";
        anna->setServices(services);
        const auto first = talk(anna, "ben", *ben_);
        const auto second = talk(anna, "cara", *cara_);
        QVERIFY(first != 0 && second != 0);
        QVERIFY(anna->merge({first, second}));
        QVERIFY(hear(*cara_, caraTone, *ben_, benTone));
        QVERIFY(anna.state(first) == CallState::Connected);
        QVERIFY(anna.state(second) == CallState::Connected);
        worked(QStringLiteral("conference mixed here where it has none"));
    }
    void parksAndFetches() {
        auto& anna = *anna_;
        const auto id = talk(anna, "ben", *ben_);
        QVERIFY(id != 0);
        QVERIFY(anna->park(id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(id) == CallState::Ended, patience);
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::HeldThere, patience);
        QVERIFY((*cara_)->retrieve("1"));
        QVERIFY(hear(*ben_, benTone, *cara_, caraTone));
        QVERIFY(!(*cara_)->retrieve(""));
        worked(QStringLiteral("park and fetch"));
    }
    void takesACallThatRingsElsewhere() {
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY((*cara_)->pickUp("ben"));
        QVERIFY(hear(*anna_, annaTone, *cara_, caraTone));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Ended, patience);
        worked(QStringLiteral("pickup of a call that rings at somebody else's"));
    }
    void sendsAllCallsOn() {
        QVERIFY((*ben_)->forwardAll("cara"));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->records.size() == 1, patience);
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(cara_->state() == CallState::Incoming, patience);
        QVERIFY((*anna_)->hangUp(anna_->newest().id));
        QVERIFY((*ben_)->forwardAll(""));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->records.size() == 2, patience);
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        worked(QStringLiteral("forwarding of all calls, on and off"));
    }
    void saysWhatIsNotSetUp() {
        (*anna_)->setServices({});
        const auto id = talk(*anna_, "ben", *ben_);
        QVERIFY(id != 0);
        const auto parked = (*anna_)->park(id);
        QVERIFY(!parked && parked.error().code == core::ErrorCode::Unsupported);
        QVERIFY(parked.error().advice.find("Call_Park_Address") != std::string::npos);
        QVERIFY(!(*anna_)->pickUp("") && !(*anna_)->pickUp("ben") && !(*anna_)->forwardAll("ben"));
    }
};

QTEST_GUILESS_MAIN(ExchangeTest)
#include "ExchangeTest.moc"
