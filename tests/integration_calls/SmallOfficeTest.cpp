// SPDX-License-Identifier: GPL-3.0-or-later
// A small office's router is the call server (CME): a plain SIP registrar.
#include <QTest>
#include <algorithm>

#include "Person.h"
#include "Rows.h"
#include "telephony/PhoneFeatures.h"
#include "waitUntil.h"

ROWS("AUD-09", "SRV-06");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;
using telephony::TransferState;

/// Device files say one server by its address and one line, nothing else; the server refuses
/// REFER, PUBLISH, SUBSCRIBE and their like.
class SmallOfficeTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;

    [[nodiscard]] bool bothAre(CallState state) const {
        return QTest::qWaitFor([&] { return anna_->state() == state && ben_->state() == state; },
                               patience);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "survivable-site"}), office_.failure().c_str());
        QVERIFY(office_.done({"answer", "device-file", "registrar"}));
        anna_ = std::make_unique<Person>(office_, 1, Person::Where::Inside, 600);
        ben_ = std::make_unique<Person>(office_, 2, Person::Where::Inside, 1000);
        QVERIFY(anna_->signIn() && ben_->signIn());
    }
    void init() {
        QVERIFY(anna_->calls().dial(office_.number(2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY(ben_->calls().answer(ben_->newest().id));
        QVERIFY(bothAre(CallState::Connected));
    }
    void cleanup() {
        QVERIFY(ben_->calls().hangUp(ben_->newest().id));
        QVERIFY(bothAre(CallState::Ended));
    }

    void signsInCallsHoldsAndResumes() {
        const auto services = anna_->client().services();
        const auto phone = std::find_if(services.begin(), services.end(), [](const auto& service) {
            return service.kind == client::ServiceKind::Calls;
        });
        QVERIFY(phone != services.end());
        QCOMPARE(phone->server, office_.insideAddress(13) + ":5060 over TCP");
        QVERIFY(anna_->calls().hold(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::HeldHere, patience);
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::HeldThere, patience);
        QVERIFY(anna_->calls().resume(anna_->newest().id));
        QVERIFY(bothAre(CallState::Connected));
        WAIT_UNTIL(anna_->hears(1000), patience);
        WAIT_UNTIL(ben_->hears(600), patience);
    }

    void whatTheServerRefusesLeavesTheCall() {
        auto& calls = anna_->calls();
        QVERIFY(calls.features()->watchLine("2002"));
        QVERIFY(calls.transfer(anna_->newest().id, office_.number(1)));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->newest().transfer == TransferState::Failed, patience);
        const auto reason = anna_->newest().transferReason;
        QVERIFY2(reason.find("has no transfers") != std::string::npos, reason.c_str());
        // The person is back with whom they wanted to hand on.
        QVERIFY(bothAre(CallState::Connected));
        const auto lines = calls.features()->watchedLines();
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY(lines.front().state == telephony::WatchedLine::State::Unknown);
    }
};

QTEST_GUILESS_MAIN(SmallOfficeTest)
#include "SmallOfficeTest.moc"
