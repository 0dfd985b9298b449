// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody outside whose address changes in mid-call: the call goes on through the edge.
#include <QCoreApplication>
#include <QTest>
#include <map>

#include "MovingAddress.h"
#include "Person.h"
#include "Phone.h"
#include "Rows.h"

ROWS("AUD-06");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

std::string forbidden;

/// A packet of sound has 20 ms.
constexpr double packetSeconds = 0.02;

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

    [[nodiscard]] bool bothHear() const {
        return QTest::qWaitFor([this] { return anna_->hears(1000) && ben_->hears(600); }, patience);
    }
    [[nodiscard]] bool movedOnce(std::vector<double>& in, std::vector<double>& out) {
        constexpr int wanted = 25;
        reader_->forget();
        const auto old = address_->now();
        const auto arrived = [this, old] {
            const auto& packets = reader_->packets();
            return std::any_of(packets.begin(), packets.end(), [old](const WirePacket& packet) {
                return isRtp(packet) && packet.toHost == old;
            });
        };
        if (!QTest::qWaitFor(arrived, patience) || !address_->move()) return false;
        std::optional<MoveGaps> gaps;
        const bool done = QTest::qWaitFor(
            [&] {
                if (!gaps) gaps = gapsOf(reader_->packets(), *address_, wanted);
                return gaps.has_value();
            },
            patience);
        if (!done) return false;
        in.push_back(gaps->in);
        out.push_back(gaps->out);
        return true;
    }
    /// Packets that the relay sent to Anna's old address or to nowhere: what is missing in the
    /// numbers of those that came to her, at most in a row.
    [[nodiscard]] int mostMissing() {
        std::map<std::uint32_t, std::uint16_t> last;
        int most = 0;
        for (const auto& packet : reader_->packets()) {
            const bool isHers =
                packet.toHost == address_->now() || packet.toHost == address_->before();
            if (!isRtp(packet) || !isHers) continue;
            const auto source = packet.field(8, 4);
            const auto number = static_cast<std::uint16_t>(packet.field(2, 2));
            if (const auto known = last.find(source); known != last.end()) {
                const auto step = static_cast<std::int16_t>(number - known->second);
                most = std::max(most, step - 1);
                if (step <= 0) continue;
            }
            last[source] = number;
        }
        return most;
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        reader_ = std::make_unique<PacketReader>();
        QVERIFY2(reader_->failure().empty(), reader_->failure().c_str());
        QVERIFY2(office_.start({"--with", "edge"}), office_.failure().c_str());
        // All of the Internet's side of the office.
        QString outside = QString::fromStdString(office_.address(1, 0));
        outside += QStringLiteral("/24");
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
        if (annaCalls) {
            QVERIFY(anna_->calls().dial(office_.number(2)));
            QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Incoming, patience);
            QVERIFY((*ben_)->answer(ben_->newest().id));
        } else {
            QVERIFY((*ben_)->dial(office_.number(1)));
            QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Incoming, patience);
            QVERIFY(anna_->calls().answer(anna_->newest().id));
        }
        QVERIFY(bothHear());
        const auto id = anna_->newest().id;
        std::vector<double> in;
        std::vector<double> out;
        int missing = 0;
        constexpr int moves = 5;
        for (int move = 0; move < moves; ++move) {
            QVERIFY(movedOnce(in, out));
            missing = std::max(missing, mostMissing());
            QTRY_VERIFY_WITH_TIMEOUT(anna_->isRegistered(), patience);
            QVERIFY(bothHear());
            QVERIFY(anna_->newest().id == id && anna_->state() == CallState::Connected);
            QVERIFY(ben_->state() == CallState::Connected);
        }
        qInfo("to who moved: %s, %d packets missing at most; from there: %s", spread(in).c_str(),
              missing, spread(out).c_str());
        QVERIFY(missing * packetSeconds < 2);
        // Signalling has followed as well.
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
