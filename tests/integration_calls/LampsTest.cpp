// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "telephony/PhoneFeatures.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;
using State = telephony::WatchedLine::State;

/// Busy lamps and the mailbox's lamp, as the office's call server tells them (RFC 4235, RFC 3842).
class LampsTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;
    std::unique_ptr<Phone> cara_;

    [[nodiscard]] State lamp(const std::string& target) {
        for (const auto& line : (*cara_)->features()->watchedLines()) {
            if (line.target == target) return line.state;
        }
        return State::Unknown;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "lamps"}), office_.failure().c_str());
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

    void lampsFollowTheLines() {
        auto& features = *(*cara_)->features();
        const auto ben = office_.number(2);
        QVERIFY(features.watchLine("anna"));
        QVERIFY(features.watchLine(ben));
        QTRY_VERIFY_WITH_TIMEOUT(lamp("anna") == State::Idle && lamp(ben) == State::Idle, patience);
        const auto call = (*anna_)->dial(ben);
        QVERIFY(call);
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QTRY_VERIFY_WITH_TIMEOUT(lamp(ben) == State::Ringing, patience);
        QVERIFY((*ben_)->answer(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(lamp("anna") == State::Busy && lamp(ben) == State::Busy, patience);
        QVERIFY((*anna_)->hangUp(*call));
        QTRY_VERIFY_WITH_TIMEOUT(lamp("anna") == State::Idle && lamp(ben) == State::Idle, patience);
        // What nobody watches any more is not told.
        features.unwatchLine("anna");
        QVERIFY(lamp("anna") == State::Unknown);
    }
    void whoIsWatchedWhileTheyTalkIsBusyAtOnce() {
        const auto call = (*anna_)->dial("ben");
        QVERIFY(call);
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
        QVERIFY((*ben_)->answer(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QVERIFY((*cara_)->features()->watchLine("anna"));
        QTRY_VERIFY_WITH_TIMEOUT(lamp("anna") == State::Busy, patience);
        QVERIFY((*anna_)->hangUp(*call));
        QTRY_VERIFY_WITH_TIMEOUT(lamp("anna") == State::Idle, patience);
    }
    void theMailboxLightsItsLamp() {
        const auto sound = folder_.filePath(QStringLiteral("voice.wav"));
        media::WavSound voice;
        voice.rate = 8'000;
        voice.samples.resize(8'000);
        QVERIFY(media::writeWav(sound.toStdString(), voice));
        const auto box = [this] { return (*anna_)->features()->mailbox(); };
        QVERIFY(!box().waiting);
        const auto add = [&] {
            return office_.done({"voicemail", "anna", "add", sound.toStdString()});
        };
        QVERIFY(add());
        QTRY_VERIFY_WITH_TIMEOUT(box().waiting, patience);
        const int first = box().newMessages;
        QVERIFY(first > 0);
        QVERIFY(add());
        QTRY_COMPARE_WITH_TIMEOUT(box().newMessages, first + 1, patience);
        // Ben has a box of his own.
        QVERIFY(!(*ben_)->features()->mailbox().waiting);
    }
};

QTEST_GUILESS_MAIN(LampsTest)
#include "LampsTest.moc"
