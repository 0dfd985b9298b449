// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "Phone.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallId;
using telephony::CallState;

/// Several calls of one person brought together on their own machine, over the office's call
/// server: who hears whom, and what hold and leaving change.
class ConferenceTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    static constexpr double annaTone = 600;
    static constexpr double benTone = 1000;
    static constexpr double caraTone = 1400;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;
    std::unique_ptr<Phone> cara_;
    CallId toBen_ = 0;
    CallId toCara_ = 0;

    CallId talk(const std::string& to, Phone& there) {
        auto& anna = *anna_;
        const auto id = anna->dial(to);
        if (!id ||
            !QTest::qWaitFor([&] { return there.state() == CallState::Incoming; }, patience) ||
            !there->answer(there.newest().id) ||
            !QTest::qWaitFor([&] { return anna.state(*id) == CallState::Connected; }, patience)) {
            return 0;
        }
        return *id;
    }
    /// Whether a phone comes to hear these tones and none of those.
    static bool hears(const Phone& phone, const std::vector<double>& tones,
                      const std::vector<double>& others) {
        return QTest::qWaitFor(
            [&] {
                return std::all_of(tones.begin(), tones.end(),
                                   [&](double tone) { return phone.levelOf(tone) > -30; }) &&
                       std::all_of(others.begin(), others.end(),
                                   [&](double tone) { return phone.levelOf(tone) < -55; });
            },
            patience);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start(), office_.failure().c_str());
        QVERIFY(office_.done({"user", "add", "cara", "--number", "2007", "--password", "wordy"}));
        anna_ = std::make_unique<Phone>(office_, annaTone);
        ben_ = std::make_unique<Phone>(office_, benTone);
        cara_ = std::make_unique<Phone>(office_, caraTone);
        QVERIFY((*anna_)->start(Phone::lineOf(office_, 1)));
        QVERIFY((*ben_)->start(Phone::lineOf(office_, 2)));
        QVERIFY((*cara_)->start(Phone::lineOf(office_, "cara", "wordy")));
        QTRY_VERIFY_WITH_TIMEOUT(
            anna_->isRegistered() && ben_->isRegistered() && cara_->isRegistered(), patience);
    }
    void oneCallIsNoConference() {
        toBen_ = talk("ben", *ben_);
        QVERIFY(toBen_ != 0);
        const auto alone = (*anna_)->merge({});
        QVERIFY(!alone && alone.error().code == core::ErrorCode::InvalidInput);
        QVERIFY(!(*anna_)->split(toBen_));
    }
    void eachHearsAllOthers() {
        toCara_ = talk("cara", *cara_);
        QVERIFY(toCara_ != 0);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state(toBen_) == CallState::HeldHere, patience);
        QVERIFY((*anna_)->merge({}));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state(toBen_) == CallState::Connected, patience);
        QVERIFY(anna_->state(toCara_) == CallState::Connected);
        QVERIFY((*anna_)->call(toBen_)->inConference && (*anna_)->call(toCara_)->inConference);
        QVERIFY(hears(*ben_, {annaTone, caraTone}, {benTone}));
        QVERIFY(hears(*cara_, {annaTone, benTone}, {caraTone}));
        QVERIFY(hears(*anna_, {benTone, caraTone}, {annaTone}));
    }
    void theMicrophoneIsOneForAll() {
        QVERIFY((*anna_)->setMuted(toBen_, true));
        QVERIFY((*anna_)->call(toCara_)->muted);
        QVERIFY(hears(*ben_, {caraTone}, {annaTone, benTone}));
        QVERIFY(hears(*cara_, {benTone}, {annaTone, caraTone}));
        QVERIFY((*anna_)->setMuted(toCara_, false));
        QVERIFY(hears(*ben_, {annaTone, caraTone}, {benTone}));
    }
    void whoIsOnHoldIsOutUntilTheyComeBack() {
        QVERIFY((*anna_)->hold(toBen_));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::HeldThere, patience);
        QVERIFY(hears(*cara_, {annaTone}, {benTone}));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->levelOf(caraTone) < -55, patience);
        QVERIFY((*anna_)->resume(toBen_));
        QVERIFY(hears(*ben_, {annaTone, caraTone}, {benTone}));
        QVERIFY(anna_->state(toCara_) == CallState::Connected);
        // On hold there: what their line plays meanwhile is not for the others.
        QVERIFY((*ben_)->hold(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state(toBen_) == CallState::HeldThere, patience);
        QVERIFY(hears(*cara_, {annaTone}, {benTone}));
        QVERIFY((*ben_)->resume(ben_->newest().id));
        QVERIFY(hears(*cara_, {annaTone, benTone}, {caraTone}));
    }
    void whoIsTakenOutIsAloneOnHold() {
        QVERIFY((*anna_)->split(toCara_));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state(toCara_) == CallState::HeldHere, patience);
        QVERIFY(hears(*ben_, {annaTone}, {caraTone}));
        QVERIFY(!(*anna_)->call(toCara_)->inConference && !(*anna_)->call(toBen_)->inConference);
        QVERIFY((*anna_)->merge({toBen_, toCara_}));
        QVERIFY(hears(*ben_, {annaTone, caraTone}, {benTone}));
    }
    void whoLeavesLeavesTheOthersTalking() {
        QVERIFY((*cara_)->hangUp(cara_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state(toCara_) == CallState::Ended, patience);
        QVERIFY(!(*anna_)->call(toBen_)->inConference);
        QVERIFY(hears(*ben_, {annaTone}, {caraTone}));
        QVERIFY(hears(*anna_, {benTone}, {caraTone}));
    }
};

QTEST_GUILESS_MAIN(ConferenceTest)
#include "ConferenceTest.moc"
