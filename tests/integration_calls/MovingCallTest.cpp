// SPDX-License-Identifier: GPL-3.0-or-later
// Calls whose machine changes its address again and again. How often: SIDETONE_MOVES, 100 without.
#include <QCoreApplication>
#include <QTest>

#include "MovingAddress.h"
#include "Phone.h"
#include "Rows.h"

ROWS("NET-02", "NONE-03");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

std::string forbidden;

}  // namespace

/// Anna's address goes away and another one is there: what she sends leaves by the new one, and
/// what is sent to the old one gets lost. Ben stays where he is. Every packet is read.
class MovingCallTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<PacketReader> reader_;
    std::unique_ptr<MovingAddress> address_;
    std::unique_ptr<Phone> ben_;
    std::vector<double> gapsIn_;
    std::vector<double> gapsOut_;

    [[nodiscard]] bool connect(Phone& anna, Phone& ben) const {
        if (!anna->start(Phone::lineOf(office_, 1)) ||
            !QTest::qWaitFor([&] { return anna.isRegistered(); }, patience) || !anna->dial("ben") ||
            !QTest::qWaitFor([&] { return ben.state() == CallState::Incoming; }, patience)) {
            return false;
        }
        return ben->answer(ben.newest().id) &&
               QTest::qWaitFor([&] { return anna.hears(1000) && ben.hears(600); }, patience);
    }
    /// Until a few packets of sound went both ways by the new address.
    [[nodiscard]] bool moved(Phone& anna, Phone& ben) {
        constexpr int wanted = 4;
        reader_->forget();
        // What comes by the old way, for the gap's beginning.
        const auto heard = [this](std::uint32_t there) {
            const auto& packets = reader_->packets();
            return std::any_of(packets.begin(), packets.end(), [there](const WirePacket& packet) {
                return isRtp(packet) && packet.toHost == there;
            });
        };
        const auto old = address_->now();
        if (!QTest::qWaitFor([&] { return heard(old); }, patience) || !address_->move()) {
            qWarning("nothing came by the address before");
            return false;
        }
        anna->networkChanged();
        std::optional<MoveGaps> gaps;
        const bool done = QTest::qWaitFor(
            [&] {
                if (!gaps) gaps = gapsOf(reader_->packets(), *address_, wanted);
                return gaps && anna.isRegistered();
            },
            patience);
        if (!done) {
            qWarning("%zu packets; registered: %d", reader_->packets().size(), anna.isRegistered());
            return false;
        }
        gapsIn_.push_back(gaps->in);
        gapsOut_.push_back(gaps->out);
        return anna.state() == CallState::Connected && ben.state() == CallState::Connected;
    }
    void tell(const char* what) {
        qInfo("%zu moves %s, none dropped; to who moved: %s; from there: %s", gapsIn_.size(), what,
              spread(gapsIn_).c_str(), spread(gapsOut_).c_str());
        gapsIn_.clear();
        gapsOut_.clear();
    }
    /// What is signalled after all that arrives both ways, and the call was one all the time.
    void checkSignalling(Phone& anna, Phone& ben) {
        QVERIFY(ben->hold(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::HeldThere, patience);
        QVERIFY(ben->resume(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Connected, patience);
        const auto before = ben.records.size();
        QVERIFY(anna.records.empty());
        QVERIFY(ben->hangUp(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == CallState::Ended, patience);
        QCOMPARE(anna.records.size(), std::size_t(1));
        QTRY_COMPARE_WITH_TIMEOUT(ben.records.size(), before + 1, patience);
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
        address_ = std::make_unique<MovingAddress>(QStringList{
            QString::fromStdString(office_.insideAddress(11)), QStringLiteral("127.0.0.1")});
        QVERIFY(address_->plug());
    }
    void cleanupTestCase() {
        ben_.reset();
        reader_.reset();
    }

    void theCallFollows() {
        auto& ben = *ben_;
        Phone anna(office_, 600);
        QVERIFY(connect(anna, ben));
        const auto from = anna.recorded();
        const int wanted = qEnvironmentVariableIsSet("SIDETONE_MOVES")
                               ? std::max(1, qEnvironmentVariableIntValue("SIDETONE_MOVES"))
                               : 100;
        constexpr int listenEach = 20;
        for (int move = 1; move <= wanted; ++move) {
            QVERIFY2(moved(anna, ben), qPrintable(QStringLiteral("move %1").arg(move)));
            if (move % listenEach != 0) continue;
            QVERIFY(QTest::qWaitFor([&] { return anna.hears(1000) && ben.hears(600); }, patience));
        }
        QVERIFY(QTest::qWaitFor([&] { return anna.hears(1000) && ben.hears(600); }, patience));
        tell("with sound");
        qInfo("longest silence that was heard: %.0f ms", 1000 * anna.longestSilence(from));
        checkSignalling(anna, ben);
    }

    /// The picture follows as well, both ways.
    void thePictureFollows() {
        auto& ben = *ben_;
        Phone anna(office_, 600, Phone::Video::SendAndReceive);
        QVERIFY(connect(anna, ben));
        QTRY_VERIFY_WITH_TIMEOUT(anna.sees() && ben.sees(), patience);
        constexpr int moves = 5;
        for (int move = 1; move <= moves; ++move) {
            QVERIFY2(moved(anna, ben), qPrintable(QStringLiteral("move %1").arg(move)));
            // What is shown from now on was drawn after the move.
            const auto there = anna.sees();
            const auto here = ben.sees();
            QTRY_VERIFY_WITH_TIMEOUT(anna.sees() && anna.sees() != there, patience);
            QTRY_VERIFY_WITH_TIMEOUT(ben.sees() && ben.sees() != here, patience);
        }
        QVERIFY(QTest::qWaitFor([&] { return anna.hears(1000) && ben.hears(600); }, patience));
        tell("with a picture");
        checkSignalling(anna, ben);
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    MovingCallTest moving;
    return QTest::qExec(&moving, argc, argv);
}
#include "MovingCallTest.moc"
