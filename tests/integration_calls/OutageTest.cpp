// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "waitUntil.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;
using telephony::LineState;

/// The call server dies in the middle of a call.
class OutageTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;

private Q_SLOTS:
    void theSoundLivesOnAndTheLineComesBack() {
        OfficeFixture office(SIDETONE_BIN_DIR);
        QVERIFY2(office.start(), office.failure().c_str());
        Phone anna(office, 600);
        Phone ben(office, 1000);
        QVERIFY(anna->start(Phone::lineOf(office, 1)));
        QVERIFY(ben->start(Phone::lineOf(office, 2)));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered() && ben.isRegistered(), patience);
        QVERIFY(anna->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::Incoming, patience);
        QVERIFY(ben->answer(ben.newest().id));
        WAIT_UNTIL(anna.hears(1000) && ben.hears(600), patience);
        QVERIFY(office.done({"fault", "kamailio", "stop"}));
        QTRY_VERIFY_WITH_TIMEOUT(!anna.isRegistered() && !ben.isRegistered(), patience);
        QVERIFY(anna.state() == CallState::Connected && ben.state() == CallState::Connected);
        const auto before = anna.newest().statistics.packetsReceived;
        QTRY_VERIFY_WITH_TIMEOUT(anna.newest().statistics.packetsReceived > before + 50, patience);
        QVERIFY(anna.hears(1000) && ben.hears(600));
        // What is asked for meanwhile waits; the call goes on.
        QVERIFY(anna->hold(anna.newest().id));
        QVERIFY(anna.newest().holdQueued && anna.state() == CallState::Connected);
        QVERIFY(office.done({"fault", "kamailio", "start"}));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered() && ben.isRegistered(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::HeldHere, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::HeldThere, patience);
        QVERIFY(anna->resume(anna.newest().id));
        WAIT_UNTIL(anna.hears(1000) && ben.hears(600), patience);
        // The other side's end arrives.
        QVERIFY(ben->hangUp(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Ended, patience);
        // The line works: the next call comes about.
        QVERIFY(anna->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::Incoming, patience);
    }
};

QTEST_GUILESS_MAIN(OutageTest)
#include "OutageTest.moc"
