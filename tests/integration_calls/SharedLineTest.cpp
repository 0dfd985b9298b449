// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "Rows.h"
#include "telephony/PhoneFeatures.h"
#include "waitUntil.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallId;
using telephony::CallState;
using telephony::LineCall;

/// Two devices of one line at the office's call server: what one of them has, the other one sees
/// and takes over (AUD-03).
class SharedLineTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> desk_;
    std::unique_ptr<Phone> mobile_;
    std::unique_ptr<Phone> ben_;

    [[nodiscard]] static std::vector<LineCall> elsewhere(Phone& phone) {
        return phone->features()->lineCalls();
    }
    [[nodiscard]] static bool sees(Phone& phone, LineCall::State state) {
        const auto calls = elsewhere(phone);
        return calls.size() == 1 && calls.front().state == state &&
               calls.front().peerUri.find("ben") != std::string::npos;
    }
    [[nodiscard]] static std::unique_ptr<Phone> start(const OfficeFixture& office, double tone,
                                                      const char* device) {
        auto phone = std::make_unique<Phone>(office, tone);
        auto line = Phone::lineOf(office, 1);
        line.deviceName = device;
        line.isShared = true;
        if (!(*phone)->start(line)) return nullptr;
        return phone;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "lamps"}), office_.failure().c_str());
        desk_ = start(office_, 600, "CSFANNA");
        mobile_ = start(office_, 1400, "TCTANNA");
        QVERIFY(desk_ && mobile_);
        ben_ = std::make_unique<Phone>(office_, 1000);
        QVERIFY((*ben_)->start(Phone::lineOf(office_, 2)));
        QTRY_VERIFY_WITH_TIMEOUT(
            desk_->isRegistered() && mobile_->isRegistered() && ben_->isRegistered(), patience);
    }
    void cleanup() {
        for (auto* phone : {desk_.get(), mobile_.get(), ben_.get()}) {
            for (const auto& call : (*phone)->calls()) {
                if (call.state != CallState::Ended) QVERIFY((*phone)->hangUp(call.id));
            }
        }
        for (auto* phone : {desk_.get(), mobile_.get(), ben_.get()}) {
            QTRY_VERIFY_WITH_TIMEOUT(phone->state() == CallState::Ended, patience);
        }
        QTRY_VERIFY_WITH_TIMEOUT(elsewhere(*desk_).empty() && elsewhere(*mobile_).empty(),
                                 patience);
    }

    void aCallOnHoldIsResumedOnTheOtherDevice() {
        ROWS("AUD-03");
        auto& desk = *desk_;
        auto& mobile = *mobile_;
        auto& ben = *ben_;
        const auto id = desk->dial("ben");
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::Incoming, patience);
        QTRY_VERIFY_WITH_TIMEOUT(sees(mobile, LineCall::State::Ringing), patience);
        QVERIFY(!mobile->features()->takeOver(elsewhere(mobile).front().id));
        QVERIFY(ben->answer(ben.newest().id));
        const auto atBen = ben.newest().id;
        QTRY_VERIFY_WITH_TIMEOUT(sees(mobile, LineCall::State::Talking), patience);
        QVERIFY(elsewhere(desk).empty());
        QVERIFY(desk->hold(*id));
        QTRY_VERIFY_WITH_TIMEOUT(sees(mobile, LineCall::State::Held), patience);
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::HeldThere, patience);
        const auto taken = mobile->features()->takeOver(elsewhere(mobile).front().id);
        QVERIFY(taken);
        QTRY_VERIFY_WITH_TIMEOUT(mobile.state(*taken) == CallState::Connected, patience);
        QTRY_VERIFY_WITH_TIMEOUT(desk.state(*id) == CallState::Ended, patience);
        // Ben's call went on: it never rang again.
        QVERIFY(ben.newest().id == atBen);
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == CallState::Connected, patience);
        WAIT_UNTIL(ben.hears(1400) && mobile.hears(1000), patience);
        // Now the desk sees it, and takes it back without a hold.
        QTRY_VERIFY_WITH_TIMEOUT(sees(desk, LineCall::State::Talking), patience);
        // The desk's own end of it may be told a moment later.
        QTRY_VERIFY_WITH_TIMEOUT(elsewhere(mobile).empty(), patience);
        QVERIFY(mobile->hold(*taken));
        QTRY_VERIFY_WITH_TIMEOUT(sees(desk, LineCall::State::Held), patience);
        QVERIFY(mobile->resume(*taken));
        QTRY_VERIFY_WITH_TIMEOUT(sees(desk, LineCall::State::Talking), patience);
        QVERIFY(desk->features()->takeOver(elsewhere(desk).front().id));
        WAIT_UNTIL(ben.hears(600) && desk.hears(1000), patience);
        QTRY_VERIFY_WITH_TIMEOUT(mobile.state() == CallState::Ended, patience);
    }
    void aCallThatCameInIsResumedOnTheOtherDevice() {
        ROWS("AUD-03");
        auto& desk = *desk_;
        auto& mobile = *mobile_;
        auto& ben = *ben_;
        QVERIFY(ben->dial("anna"));
        QTRY_VERIFY_WITH_TIMEOUT(
            desk.state() == CallState::Incoming && mobile.state() == CallState::Incoming, patience);
        // It rings on both: for neither it is the other one's.
        QVERIFY(elsewhere(desk).empty() && elsewhere(mobile).empty());
        QVERIFY(desk->answer(desk.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(mobile.state() == CallState::Ended, patience);
        QTRY_VERIFY_WITH_TIMEOUT(sees(mobile, LineCall::State::Talking), patience);
        QVERIFY(desk->hold(desk.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(sees(mobile, LineCall::State::Held), patience);
        const auto taken = mobile->features()->takeOver(elsewhere(mobile).front().id);
        QVERIFY(taken);
        QTRY_VERIFY_WITH_TIMEOUT(mobile.state(*taken) == CallState::Connected, patience);
        QTRY_VERIFY_WITH_TIMEOUT(desk.state() == CallState::Ended, patience);
        WAIT_UNTIL(ben.hears(1400) && mobile.hears(1000), patience);
    }
    void whatHasEndedIsNotTakenOver() {
        auto& desk = *desk_;
        auto& mobile = *mobile_;
        const auto id = desk->dial("ben");
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY((*ben_)->answer(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(sees(mobile, LineCall::State::Talking), patience);
        const auto call = elsewhere(mobile).front().id;
        QVERIFY(desk->hangUp(*id));
        QTRY_VERIFY_WITH_TIMEOUT(elsewhere(mobile).empty(), patience);
        const auto refused = mobile->features()->takeOver(call);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, core::ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(SharedLineTest)
#include "SharedLineTest.moc"
