// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "Rows.h"
#include "waitUntil.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallEnd;
using telephony::CallState;

/// Two call servers: the first one dies in the middle of a call, and comes back later.
class FailoverTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;

    telephony::LineSettings line(int user) {
        auto settings = Phone::lineOf(office_, user);
        settings.servers.push_back({{"cucm2." + office_.domain(), 5061}, sip::TransportKind::Tls});
        settings.keepAlive = std::chrono::seconds(1);
        settings.stableFor = std::chrono::seconds(2);
        return settings;
    }
    bool areAt(const std::string& server) {
        return anna_->isRegistered() && ben_->isRegistered() &&
               anna_->phone().serverText().starts_with(server) &&
               ben_->phone().serverText().starts_with(server);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "second-call-server"}), office_.failure().c_str());
        anna_ = std::make_unique<Phone>(office_, 600);
        ben_ = std::make_unique<Phone>(office_, 1000);
        QVERIFY((*anna_)->start(line(1)));
        QVERIFY((*ben_)->start(line(2)));
    }
    void init() {
        QTRY_VERIFY_WITH_TIMEOUT(areAt("cucm1"), patience);
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY((*ben_)->answer(ben_->newest().id));
        WAIT_UNTIL(anna_->hears(1000) && ben_->hears(600), patience);
    }
    /// The first server comes back, and the phones go back to it when it is stable.
    void cleanup() {
        for (auto* phone : {anna_.get(), ben_.get()}) {
            if (phone->state() != CallState::Ended) QVERIFY((*phone)->hangUp(phone->newest().id));
        }
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Ended, patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QVERIFY(office_.done({"fault", "kamailio", "start"}));
        QTRY_VERIFY_WITH_TIMEOUT(areAt("cucm1"), patience);
    }

    void theCallLivesAndHoldWaitsForTheNextServer() {
        ROWS("HA-06", "AUD-07");
        auto& anna = *anna_;
        auto& ben = *ben_;
        const auto lost = anna.newest().statistics.packetsLost;
        const auto before = anna.newest().statistics.packetsReceived;
        QVERIFY(office_.done({"fault", "kamailio", "stop"}));
        QTRY_VERIFY_WITH_TIMEOUT(!anna.isRegistered() && !ben.isRegistered(), patience);
        QVERIFY(anna.hears(1000) && ben.hears(600));
        // Asked for while no server is there, and done by the next one.
        QVERIFY(anna->hold(anna.newest().id));
        QVERIFY(anna.newest().holdQueued || anna.state() == CallState::HeldHere);
        QTRY_VERIFY_WITH_TIMEOUT(areAt("cucm2"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::HeldHere, patience);
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::HeldThere, patience);
        QVERIFY(!anna.newest().holdQueued);
        QVERIFY(anna->resume(anna.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::Connected, patience);
        WAIT_UNTIL(anna.hears(1000) && ben.hears(600), patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna.newest().statistics.packetsReceived > before + 50, patience);
        QVERIFY(anna.newest().statistics.packetsLost < lost + 50);
        // One call all the time, and its end arrives.
        QVERIFY(ben->hangUp(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Ended, patience);
        QCOMPARE(int(anna.records.back().end), int(CallEnd::HungUpThere));
        QCOMPARE(anna.records.size(), std::size_t(1));
        QCOMPARE(ben.records.size(), std::size_t(1));
    }

    void whatEndedMeanwhileEndsThereAsWell() {
        auto& anna = *anna_;
        auto& ben = *ben_;
        QVERIFY(office_.done({"fault", "kamailio", "stop"}));
        QTRY_VERIFY_WITH_TIMEOUT(!anna.isRegistered() && !ben.isRegistered(), patience);
        QVERIFY(anna->hangUp(anna.newest().id));
        QVERIFY(anna.state() == CallState::Ended);
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::Ended, patience);
        QCOMPARE(int(ben.records.back().end), int(CallEnd::HungUpThere));
    }
};

QTEST_GUILESS_MAIN(FailoverTest)
#include "FailoverTest.moc"
