// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody outside whose address changes in mid-call: the call goes on through the edge.
#include <QCoreApplication>
#include <QTest>

#include "MoveMeter.h"
#include "OwnNetwork.h"
#include "Person.h"
#include "Phone.h"
#include "Recordings.h"
#include "Rows.h"
#include "waitUntil.h"

ROWS("AUD-06");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

std::string forbidden;

}  // namespace

/// Anna is outside with a whole client, which notices the change itself; Ben has a phone inside.
class EdgeMovesTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<PacketReader> reader_;
    std::unique_ptr<MovingAddress> address_;
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Phone> ben_;

    [[nodiscard]] bool areConnected() const {
        return anna_->state() == CallState::Connected && ben_->state() == CallState::Connected;
    }
    [[nodiscard]] bool bothHear() const { return anna_->hears(1000) && ben_->hears(600); }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        reader_ = std::make_unique<PacketReader>();
        QVERIFY2(reader_->failure().empty(), reader_->failure().c_str());
        QVERIFY2(office_.start({"--with", "edge"}), office_.failure().c_str());
        // All of the Internet's side of the office.
        const auto outside = QString::fromStdString(office_.address(1, 0)) + QStringLiteral("/24");
        address_ = std::make_unique<MovingAddress>(QStringList{outside});
        QVERIFY(address_->plug());
        ben_ = std::make_unique<Phone>(office_, 1000);
        QVERIFY((*ben_)->start(Phone::lineOf(office_, 2)));
        anna_ = std::make_unique<Person>(office_, 1, Person::Where::Outside, 600);
        QVERIFY(anna_->signIn());
        QTRY_VERIFY_WITH_TIMEOUT(ben_->isRegistered(), patience);
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
        reader_.reset();
    }

    void theCallGoesOn_data() {
        QTest::addColumn<bool>("annaCalls");
        QTest::newRow("who moves has called") << true;
        QTest::newRow("who moves was called") << false;
    }
    void theCallGoesOn() {
        QFETCH(bool, annaCalls);
        // What the call before has recorded must not count.
        WAIT_UNTIL(!anna_->hears(1000) && !ben_->hears(600), patience);
        if (annaCalls) {
            QVERIFY(anna_->calls().dial(office_.number(2)));
            QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
            QVERIFY((*ben_)->answer(ben_->newest().id));
        } else {
            QVERIFY((*ben_)->dial(office_.number(1)));
            QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Incoming, patience);
            QVERIFY(anna_->calls().answer(anna_->newest().id));
        }
        WAIT_UNTIL(areConnected() && bothHear(), patience);
        const auto id = anna_->newest().id;
        const auto recording = anna_->newestRecording();
        const auto from = secondsOf(recording);
        MoveMeter meter(*reader_, *address_);
        // Four quick ones, which overtake their own signalling; then some whose call is quiet for
        // so long that the relay follows no packet any more, only what is signalled.
        constexpr int quick = 25;
        constexpr int quiet = 200;
        for (const int packets : {quick, quick, quick, quick, quiet, quiet, quick}) {
            QVERIFY(meter.move(packets));
            QVERIFY(anna_->newest().id == id && areConnected());
            if (packets == quick) continue;
            QVERIFY(meter.signalled());
            WAIT_UNTIL(anna_->isRegistered() && bothHear(), patience);
        }
        QVERIFY(meter.signalled());
        // After a look at the organisation from there, the line has moved for the last time.
        using Place = client::NetworkView::Place;
        QTRY_VERIFY_WITH_TIMEOUT(anna_->client().network().place == Place::Outside, patience);
        WAIT_UNTIL(anna_->isRegistered() && bothHear(), patience);
        qInfo(
            "%zu moves; sound that is missing: %s; pauses in what was sent: %s; longest silence "
            "heard by who moved: %.0f ms",
            meter.missing().size(), spread(meter.missing()).c_str(), spread(meter.pauses()).c_str(),
            1000 * longestSilenceIn(recording, from));
        QVERIFY(shareOf(meter.missing(), 1) < 2);
        checkSignalling(id);
    }

private:
    /// What is signalled afterwards arrives both ways.
    void checkSignalling(telephony::CallId id) {
        QVERIFY((*ben_)->hold(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::HeldThere, patience);
        QVERIFY((*ben_)->resume(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QVERIFY(anna_->calls().hangUp(id));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Ended, patience);
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    EdgeMovesTest moves;
    return QTest::qExec(&moves, argc, argv);
}
#include "EdgeMovesTest.moc"
