// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "Rows.h"
#include "waitUntil.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallEnd;
using telephony::CallId;
using telephony::CallState;
using telephony::TransferState;

/// Several calls of one person, and transfers in all three roles, over the office's call server.
class TransferTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;
    std::unique_ptr<Phone> cara_;

    CallId talk(Phone& from, const std::string& to, Phone& there) {
        const auto id = from->dial(to);
        if (!id) return 0;
        if (!QTest::qWaitFor([&] { return there.state() == CallState::Incoming; }, patience) ||
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

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start(), office_.failure().c_str());
        QVERIFY(office_.done({"user", "add", "cara", "--number", "2007", "--password", "wordy"}));
        anna_ = std::make_unique<Phone>(office_, 600);
        ben_ = std::make_unique<Phone>(office_, 1000);
        cara_ = std::make_unique<Phone>(office_, 1400);
        QVERIFY((*anna_)->start(Phone::lineOf(office_, 1)));
        QVERIFY((*ben_)->start(Phone::lineOf(office_, 2)));
        QVERIFY((*cara_)->start(Phone::lineOf(office_, "cara", "wordy")));
        QTRY_VERIFY_WITH_TIMEOUT(
            anna_->isRegistered() && ben_->isRegistered() && cara_->isRegistered(), patience);
    }
    void cleanup() {
        for (auto* phone : {anna_.get(), ben_.get(), cara_.get()}) {
            for (const auto& call : (*phone)->calls()) {
                if (call.state != CallState::Ended) QVERIFY((*phone)->hangUp(call.id));
            }
        }
        for (auto* phone : {anna_.get(), ben_.get(), cara_.get()}) {
            QTRY_VERIFY_WITH_TIMEOUT(phone->state() == CallState::Ended, patience);
        }
    }

    void aSecondCallWaitsAndIsSwapped() {
        auto& anna = *anna_;
        auto& ben = *ben_;
        auto& cara = *cara_;
        const auto first = talk(anna, "ben", ben);
        QVERIFY(first != 0);
        QVERIFY(cara->dial("anna"));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Incoming, patience);
        // It waits: the conversation goes on.
        QVERIFY(anna.state(first) == CallState::Connected);
        WAIT_UNTIL(anna.hears(1000), patience);
        const auto second = anna.newest().id;
        QVERIFY(anna->answer(second));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(first) == CallState::HeldHere, patience);
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::HeldThere, patience);
        WAIT_UNTIL(anna.hears(1400) && cara.hears(600), patience);
        QVERIFY(anna->resume(first));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(first) == CallState::Connected, patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(second) == CallState::HeldHere, patience);
        WAIT_UNTIL(anna.hears(1000) && ben.hears(600), patience);
        QTRY_VERIFY_WITH_TIMEOUT(cara.state() == CallState::HeldThere, patience);
    }

    void handsACallOnWithoutAsking() {
        auto& anna = *anna_;
        auto& ben = *ben_;
        auto& cara = *cara_;
        const auto id = talk(anna, "ben", ben);
        QVERIFY(id != 0);
        QVERIFY(anna->transfer(id, "cara"));
        QTRY_VERIFY_WITH_TIMEOUT(cara.state() == CallState::Incoming, patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna->call(id)->transfer == TransferState::Ringing, patience);
        // Ben calls, and Cara reads who sent him.
        QVERIFY(cara.newest().peerUri.find("ben") != std::string::npos);
        QVERIFY(!cara.newest().sentOnBy.empty());
        QVERIFY(cara->answer(cara.newest().id));
        WAIT_UNTIL(ben.hears(1400) && cara.hears(1000), patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(id) == CallState::Ended, patience);
        QCOMPARE(int(anna.records.back().end), int(CallEnd::Transferred));
        QTRY_COMPARE_WITH_TIMEOUT(int(ben.records.back().end), int(CallEnd::Transferred), patience);
        QVERIFY(!ben.newest().sentOnBy.empty());
    }

    void comesBackWithTheReasonWhereThatFails_data() {
        QTest::addColumn<QString>("target");
        QTest::newRow("nobody") << QStringLiteral("2099");
        QTest::newRow("declined") << QStringLiteral("cara");
    }
    void comesBackWithTheReasonWhereThatFails() {
        QFETCH(QString, target);
        auto& anna = *anna_;
        auto& ben = *ben_;
        auto& cara = *cara_;
        const auto id = talk(anna, "ben", ben);
        QVERIFY(id != 0);
        QVERIFY(anna->transfer(id, target.toStdString()));
        if (target == QStringLiteral("cara")) {
            QTRY_VERIFY_WITH_TIMEOUT(cara.state() == CallState::Incoming, patience);
            QVERIFY(cara->decline(cara.newest().id));
        }
        QTRY_VERIFY_WITH_TIMEOUT(anna->call(id)->transfer == TransferState::Failed, patience);
        QVERIFY(!anna->call(id)->transferReason.empty());
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(id) == CallState::Connected, patience);
        WAIT_UNTIL(anna.hears(1000) && ben.hears(600), patience);
    }

    void handsACallOnAfterAsking() {
        ROWS("AUD-11", "NONE-13");
        auto& anna = *anna_;
        auto& ben = *ben_;
        auto& cara = *cara_;
        const auto first = talk(anna, "ben", ben);
        QVERIFY(first != 0);
        const auto second = talk(anna, "cara", cara);
        QVERIFY(second != 0);
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(first) == CallState::HeldHere, patience);
        WAIT_UNTIL(anna.hears(1400) && cara.hears(600), patience);
        const auto atCara = cara.newest().id;
        QVERIFY(anna->completeTransfer(first, second));
        // Cara's call goes on with somebody else; it does not ring again.
        WAIT_UNTIL(ben.hears(1400) && cara.hears(1000), patience);
        QCOMPARE(cara.newest().id, atCara);
        QVERIFY(cara.newest().peerUri.find("ben") != std::string::npos);
        QVERIFY(cara.state() == CallState::Connected);
        QTRY_VERIFY_WITH_TIMEOUT(
            anna.state(first) == CallState::Ended && anna.state(second) == CallState::Ended,
            patience);
        for (std::size_t i = anna.records.size() - 2; i < anna.records.size(); ++i) {
            QCOMPARE(int(anna.records[i].end), int(CallEnd::Transferred));
        }
    }

    void callsOnWhereTheSecondCallOnlyRings() {
        auto& anna = *anna_;
        auto& ben = *ben_;
        auto& cara = *cara_;
        const auto first = talk(anna, "ben", ben);
        QVERIFY(first != 0);
        const auto second = anna->dial("cara");
        QVERIFY(second);
        QTRY_VERIFY_WITH_TIMEOUT(cara.state() == CallState::Incoming, patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna.state(first) == CallState::HeldHere, patience);
        QVERIFY(anna->completeTransfer(first, *second));
        QTRY_VERIFY_WITH_TIMEOUT(cara.state() == CallState::Incoming &&
                                     cara.newest().peerUri.find("ben") != std::string::npos,
                                 patience);
        QVERIFY(cara->answer(cara.newest().id));
        WAIT_UNTIL(ben.hears(1400) && cara.hears(1000), patience);
    }
};

QTEST_GUILESS_MAIN(TransferTest)
#include "TransferTest.moc"
