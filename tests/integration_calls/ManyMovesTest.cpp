// SPDX-License-Identifier: GPL-3.0-or-later
// Calls whose machine changes its address again and again. How often: SIDETONE_MOVES, 100 without.
#include <QCoreApplication>
#include <QTest>

#include "MoveMeter.h"
#include "OwnNetwork.h"
#include "Person.h"
#include "Phone.h"
#include "Recordings.h"
#include "Rows.h"
#include "waitUntil.h"

ROWS("NONE-03");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

std::string forbidden;

int movesWanted() {
    constexpr int usual = 100;
    const bool isSaid = qEnvironmentVariableIsSet("SIDETONE_MOVES");
    return isSaid ? std::max(1, qEnvironmentVariableIntValue("SIDETONE_MOVES")) : usual;
}

}  // namespace

/// Anna's address goes away and another one is there: what she sends leaves by the new one, and
/// what is sent to the old one gets lost. Ben stays where he is. Every packet is read.
class ManyMovesTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<PacketReader> reader_;
    std::unique_ptr<MovingAddress> address_;
    std::unique_ptr<Phone> ben_;

    [[nodiscard]] bool benAnswers() {
        return QTest::qWaitFor([this] { return ben_->state() == CallState::Incoming; }, patience) &&
               (*ben_)->answer(ben_->newest().id);
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        reader_ = std::make_unique<PacketReader>();
        QVERIFY2(reader_->failure().empty(), reader_->failure().c_str());
        QVERIFY2(office_.start(), office_.failure().c_str());
        // Before the address is there: what he has begun does not move.
        ben_ = std::make_unique<Phone>(office_, 1000, Phone::Video::SendAndReceive);
        QVERIFY((*ben_)->start(Phone::lineOf(office_, 2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->isRegistered(), patience);
        const auto stays = QStringLiteral("127.0.0.1");
        const auto inside = QString::fromStdString(office_.address(0, 0)) + QStringLiteral("/24");
        address_ = std::make_unique<MovingAddress>(
            QStringList{inside, QString::fromStdString(office_.insideAddress(11)), stays}, stays);
        QVERIFY(address_->plug());
    }
    void cleanupTestCase() {
        ben_.reset();
        reader_.reset();
    }

    /// A whole client, which sees the changes itself; most come while the one before is still
    /// being followed.
    void theCallFollows() {
        Person anna(office_, 1, Person::Where::Inside, 600);
        QVERIFY(anna.signIn());
        QVERIFY(anna.calls().dial(office_.number(2)));
        QVERIFY(benAnswers());
        const auto bothHear = [&] { return anna.hears(1000) && ben_->hears(600); };
        WAIT_UNTIL(bothHear(), patience);
        const auto id = anna.newest().id;
        const auto recording = anna.newestRecording();
        const auto there = secondsOf(recording);
        const auto here = ben_->recorded();
        MoveMeter meter(*reader_, *address_);
        for (int move = 1; move <= movesWanted(); ++move) {
            // Half a second of sound, so that each change is noticed; once in a while all of it is
            // waited for.
            constexpr int packets = 25;
            constexpr int rests = 20;
            QVERIFY2(meter.move(packets), qPrintable(QStringLiteral("move %1").arg(move)));
            QVERIFY(anna.newest().id == id && anna.state() == CallState::Connected);
            QVERIFY(ben_->state() == CallState::Connected);
            if (move % rests != 0) continue;
            QVERIFY(meter.signalled());
            WAIT_UNTIL(anna.isRegistered() && bothHear(), patience);
        }
        QVERIFY(meter.signalled());
        // After a look at the organisation from there, the line has moved for the last time.
        using Place = client::NetworkView::Place;
        QTRY_VERIFY_WITH_TIMEOUT(anna.client().network().place == Place::Inside, patience);
        WAIT_UNTIL(anna.isRegistered() && bothHear(), patience);
        qInfo("%zu moves, none dropped; sound that is missing: %s; pauses in what was sent: %s",
              meter.missing().size(), spread(meter.missing()).c_str(),
              spread(meter.pauses()).c_str());
        qInfo("longest silence heard: %.0f ms by who moved, %.0f ms by the other",
              1000 * longestSilenceIn(recording, there), 1000 * ben_->longestSilence(here));
        QVERIFY(shareOf(meter.missing(), 0.95) < 1);
        // What is signalled after all that arrives both ways.
        QVERIFY((*ben_)->hold(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::HeldThere, patience);
        QVERIFY((*ben_)->resume(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Connected, patience);
        QVERIFY(ben_->records.empty());
        QVERIFY(anna.calls().hangUp(id));
        QTRY_COMPARE_WITH_TIMEOUT(ben_->records.size(), std::size_t(1), patience);
    }

    /// The picture follows as well, both ways.
    void thePictureFollows() {
        Phone anna(office_, 600, Phone::Video::SendAndReceive);
        QVERIFY(anna->start(Phone::lineOf(office_, 1)));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered(), patience);
        QVERIFY(anna->dial("ben"));
        QVERIFY(benAnswers());
        QTRY_VERIFY_WITH_TIMEOUT(anna.sees() && ben_->sees(), patience);
        MoveMeter meter(*reader_, *address_);
        constexpr int moves = 5;
        constexpr int packets = 10;
        constexpr int streams = 2;
        for (int move = 1; move <= moves; ++move) {
            QVERIFY2(meter.move(packets, streams, [&] { anna->networkChanged(); }),
                     qPrintable(QStringLiteral("move %1").arg(move)));
            QVERIFY(meter.signalled());
            // What is shown from now on was drawn after the move.
            const auto there = anna.sees();
            const auto here = ben_->sees();
            QTRY_VERIFY_WITH_TIMEOUT(anna.sees() && anna.sees() != there, patience);
            QTRY_VERIFY_WITH_TIMEOUT(ben_->sees() && ben_->sees() != here, patience);
            QVERIFY(anna.state() == CallState::Connected && ben_->state() == CallState::Connected);
        }
        qInfo("%d moves with a picture; sound that is missing: %s", moves,
              spread(meter.missing()).c_str());
        const auto records = ben_->records.size();
        QVERIFY(anna->hangUp(anna.newest().id));
        QTRY_COMPARE_WITH_TIMEOUT(ben_->records.size(), records + 1, patience);
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    ManyMovesTest moving;
    return QTest::qExec(&moving, argc, argv);
}
#include "ManyMovesTest.moc"
