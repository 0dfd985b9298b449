// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "VirtualClock.h"
#include "fake/Story.h"
#include "models/CallController.h"
#include "models/CallHistoryModel.h"
#include "models/Settings.h"

using namespace sidetone;
using telephony::CallEnd;
using telephony::CallState;

class CallsTest : public QObject {
    Q_OBJECT

    struct Set {
        test::VirtualClock clock;
        test::FakeClient client{clock};
        desktop::CallController calls{client, clock};
        test::FakeCalls& phone = client.phone();
        Set() { test::fill(client, clock.wallTime()); }
        telephony::CallId connected() {
            const auto id = phone.dial("elif.demir@office.example").value_or(0);
            phone.move(id, CallState::Connected);
            return id;
        }
    };

private Q_SLOTS:
    void followsAnOutgoingCall() {
        Set set;
        set.calls.dial(QStringLiteral("elif.demir@office.example"));
        QVERIFY(set.calls.current()->active());
        QCOMPARE(set.calls.current()->name(), QStringLiteral("Elif Demir"));
        QCOMPARE(set.calls.current()->words(), QStringLiteral("Calling"));
        set.phone.move(1, CallState::Ringing);
        QCOMPARE(set.calls.current()->words(), QStringLiteral("Ringing"));
        set.phone.move(1, CallState::Connected);
        set.clock.advance(core::Milliseconds(65000));
        QCOMPARE(set.calls.current()->time(), QStringLiteral("01:05"));
        QVERIFY(set.calls.current()->secure());
        QCOMPARE(set.calls.current()->codec(), QStringLiteral("Opus"));
    }
    void lockFollowsTheMedia() {
        Set set;
        const auto id = set.connected();
        set.phone.edit(id).protection = telephony::MediaProtection::None;
        set.phone.tell(id);
        QVERIFY(!set.calls.current()->secure());
        QVERIFY(set.calls.current()->secureWords().contains(QLatin1String("not encrypted")));
        set.phone.edit(id).protection = telephony::MediaProtection::Agreeing;
        set.phone.tell(id);
        QVERIFY(!set.calls.current()->secure() && !set.calls.current()->endToEnd());
        QVERIFY(set.calls.current()->secureWords().contains(QLatin1String("nothing is sent")));
        set.phone.edit(id).protection = telephony::MediaProtection::Srtp;
        set.phone.tell(id);
        QVERIFY(set.calls.current()->secure() && !set.calls.current()->endToEnd());
        QVERIFY(set.calls.current()->secureWords().contains(QLatin1String("call servers")));
        set.phone.edit(id).protection = telephony::MediaProtection::EndToEnd;
        set.phone.tell(id);
        QVERIFY(set.calls.current()->secure() && set.calls.current()->endToEnd());
        QVERIFY(set.calls.current()->secureWords().contains(QLatin1String("phone to phone")));
    }
    void saysHowItEndedAndGoesAway() {
        Set set;
        set.calls.dial(QStringLiteral("2210"));
        set.phone.end(1, CallEnd::Busy);
        QCOMPARE(set.calls.current()->words(), QStringLiteral("The line is busy"));
        QVERIFY(!set.calls.current()->live());
        set.clock.advance(core::Milliseconds(20000));
        QVERIFY(!set.calls.current()->active());
    }
    void answersAndHoldsTheOther() {
        Set set;
        const auto first = set.connected();
        const auto second = set.phone.ring("sip:camille.moreau@office.example", "");
        QVERIFY(set.calls.incoming()->active());
        QCOMPARE(set.calls.incoming()->name(), QStringLiteral("Camille Moreau"));
        set.calls.answer();
        const std::vector<std::string> wanted{"dial elif.demir@office.example",
                                              "hold " + std::to_string(first),
                                              "answer " + std::to_string(second)};
        QCOMPARE(set.phone.log, wanted);
        QCOMPARE(set.calls.waiting(), 1);
        QVERIFY(!set.calls.incoming()->active());
        set.calls.swap();
        QCOMPARE(set.calls.current()->call()->id, first);
    }
    void buttonsDoWhatTheySay() {
        Set set;
        set.connected();
        set.calls.toggleMuted();
        QVERIFY(set.calls.current()->muted());
        set.calls.toggleMuted();
        set.calls.toggleHeld();
        QVERIFY(set.calls.current()->held());
        set.calls.toggleHeld();
        set.calls.sendDigit(QStringLiteral("5"));
        QCOMPARE(set.calls.digits(), QStringLiteral("5"));
        set.calls.hangUp();
        const std::vector<std::string> wanted{"dial elif.demir@office.example",
                                              "mute 1",
                                              "unmute 1",
                                              "hold 1",
                                              "resume 1",
                                              "digits 1 5",
                                              "hangUp 1"};
        QCOMPARE(set.phone.log, wanted);
    }
    void nothingHappensWithoutACall() {
        Set set;
        set.calls.answer();
        set.calls.decline();
        set.calls.hangUp();
        set.calls.toggleHeld();
        set.calls.toggleMuted();
        QVERIFY(set.phone.log.empty());
    }
    void saysWhyItCannotCall() {
        Set set;
        const QSignalSpy failed(&set.calls, &desktop::CallController::failed);
        set.phone.setLine(telephony::LineState::Failed);
        QVERIFY(!set.calls.available());
        set.calls.dial(QStringLiteral("2210"));
        QCOMPARE(failed.size(), 1);
        set.client.setState(client::ClientState::SignedOut);
        set.calls.dial(QStringLiteral("2210"));
        QCOMPARE(failed.size(), 2);
    }
    void historyCountsMissedUntilLookedAt() {
        Set set;
        desktop::Settings settings{QString()};
        desktop::CallHistoryModel history(set.client, set.clock, settings);
        const QAbstractItemModelTester tester(&history);
        QCOMPARE(history.count(), 5);
        QCOMPARE(history.missed(), 2);
        QCOMPARE(history.row(0).name, QStringLiteral("Elif Demir"));
        QVERIFY(history.row(1).missed);
        history.look();
        QCOMPARE(history.missed(), 0);
    }
    void aNumberIsShownAsItsPerson() {
        Set set;
        desktop::Settings settings{QString()};
        desktop::CallHistoryModel history(set.client, set.clock, settings);
        client::CallRecord known{1, "sip:1017@office.example", "", true, true, {}, {}};
        auto stranger = known;
        stranger.contact = "dora@office.example";
        known.contact = "elif.demir@office.example";
        set.client.setHistory({known, stranger});
        QCOMPARE(history.row(0).name, QStringLiteral("Elif Demir"));
        QCOMPARE(history.row(0).address, QStringLiteral("1017@office.example"));
        QCOMPARE(history.row(1).name, QStringLiteral("dora@office.example"));
    }
};

QTEST_GUILESS_MAIN(CallsTest)
#include "CallsTest.moc"
