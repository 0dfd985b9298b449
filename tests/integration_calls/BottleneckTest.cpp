// SPDX-License-Identifier: GPL-3.0-or-later
// Calls with pictures through a bottleneck of the kernel's, in a network of the test's own.
#include <QCoreApplication>
#include <QTest>

#include "OwnNetwork.h"
#include "Phone.h"
#include "Rows.h"
#include "waitUntil.h"

// RATE-07 to RATE-09 are about presentations as well, which these calls do not have: what is shown
// is the picture of the person. That there are thirty of them a second is asserted where the
// processor plays no part (media_LineTable), and printed here.
ROWS("VID-05", "RATE-06", "RATE-07", "RATE-08", "RATE-09", "NONE-05");

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

namespace {

std::string forbidden;

QStringList words(const QString& text) {
    return text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

}  // namespace

/// Anna calls Ben by the office's Kamailio, and what she sends to him goes through a token bucket
/// of the kernel. How fast all goes is measured in virtual time (media_LineTable, rate_Nada) and
/// printed by the benchmark: here it has to happen, however busy the machine is.
class BottleneckTest : public QObject {
    Q_OBJECT
    static constexpr double annaTone = 600;
    static constexpr int patience = 60'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;
    bool isMade_ = false;

    /// Lengths as IP counts them: the loopback link adds 14 octets to each packet.
    [[nodiscard]] bool makeBottleneck() {
        for (const auto* line :
             {"tc qdisc add dev lo root handle 1: stab overhead -14 linklayer ethernet htb "
              "default 10",
              "tc class add dev lo parent 1: classid 1:10 htb rate 10gbit quantum 60000",
              "tc class add dev lo parent 1: classid 1:20 htb rate 1gbit quantum 60000"}) {
            if (!did(words(QLatin1String(line)))) return false;
        }
        for (const int port :
             {anna_->newest().statistics.localPort, anna_->newest().video.statistics.localPort}) {
            if (port == 0) return false;
            const auto filter = QStringLiteral(
                "tc filter add dev lo parent 1: protocol ip u32 match ip protocol "
                "17 0xff match ip sport %1 0xffff flowid 1:20");
            if (!did(words(filter.arg(port)))) return false;
        }
        isMade_ = true;
        return true;
    }
    /// With a queue of 300 ms.
    [[nodiscard]] bool setBottleneck(int kilobits) {
        const auto rate = QStringLiteral(
            "tc class change dev lo parent 1: classid 1:20 htb rate %1kbit burst "
            "1600 cburst 1600 quantum 1600");
        const auto queue =
            QStringLiteral("tc qdisc replace dev lo parent 1:20 handle 20: bfifo limit %1");
        return did(words(rate.arg(kilobits))) && did(words(queue.arg(kilobits * 300 / 8)));
    }
    [[nodiscard]] bool call() {
        anna_ = std::make_unique<Phone>(office_, annaTone, Phone::Video::SendAndReceive);
        ben_ = std::make_unique<Phone>(office_, 1000, Phone::Video::ReceiveOnly);
        if (!(*anna_)->start(Phone::lineOf(office_, 1)) ||
            !(*ben_)->start(Phone::lineOf(office_, 2)) ||
            !QTest::qWaitFor([&] { return anna_->isRegistered() && ben_->isRegistered(); },
                             patience) ||
            !(*anna_)->dial("ben") ||
            !QTest::qWaitFor([&] { return ben_->state() == CallState::Incoming; }, patience) ||
            !(*ben_)->answer(ben_->newest().id)) {
            return false;
        }
        return QTest::qWaitFor(
            [&] {
                return anna_->newest().statistics.localPort != 0 &&
                       anna_->newest().video.statistics.localPort != 0 &&
                       anna_->state() == CallState::Connected && ben_->sees();
            },
            patience);
    }
    /// Ben sees that size, and sixty pictures later still.
    [[nodiscard]] bool settles(int width) {
        std::optional<std::uint64_t> since;
        return QTest::qWaitFor(
            [&] {
                const auto& seen = ben_->newest().video.statistics;
                if (seen.receivedWidth != width) since.reset();
                if (seen.receivedWidth == width && !since) since = seen.picturesShown;
                return since && seen.picturesShown >= *since + 60;
            },
            patience);
    }
    void print(int kilobits) const {
        const auto ben = ben_->newest();
        const auto anna = anna_->newest();
        qInfo(
            "%d kbit/s: %dx%d, %d pictures a second, %d kbit/s of pictures, thought %d, round "
            "trip %.0f ms, sound lost %d of %d",
            kilobits, ben.video.statistics.receivedWidth, ben.video.statistics.receivedHeight,
            ben.video.statistics.receivedFrames, anna.video.statistics.sentBits / 1000,
            anna.video.statistics.targetBits / 1000,
            anna.video.statistics.roundTripMilliseconds.value_or(0),
            int(ben.statistics.packetsLost), int(ben.statistics.packetsReceived));
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        QVERIFY2(office_.start(), office_.failure().c_str());
    }
    void cleanup() {
        anna_.reset();
        ben_.reset();
        if (isMade_) QVERIFY(did(words(QStringLiteral("tc qdisc del dev lo root"))));
        isMade_ = false;
    }

    /// The chapter's lines of 1000, 2000 and 384 kbit/s, each with the chapter's size. RFC 8867,
    /// 5.1, as far as sizes show it: up and down.
    void thePictureFollowsTheLine() {
        QVERIFY(call());
        QVERIFY(makeBottleneck());
        struct Part {
            int kilobits;
            int width;
        };
        for (const auto& part :
             {Part{1000, 1024}, Part{2000, 1280}, Part{600, 768}, Part{384, 512}}) {
            QVERIFY(setBottleneck(part.kilobits));
            const bool settled = settles(part.width);
            print(part.kilobits);
            QVERIFY(settled);
            QVERIFY(ben_->sees().has_value());
        }
        QVERIFY(anna_->newest().video.trouble.empty());
    }

    /// 125 kbit/s carry G.711 and no picture: it is given up with a word, and the sound has the
    /// line for itself.
    void aNarrowLineCarriesSoundAlone() {
        QVERIFY(call());
        QVERIFY(makeBottleneck());
        QVERIFY(setBottleneck(125));
        QTRY_VERIFY_WITH_TIMEOUT(!anna_->newest().video.trouble.empty(), patience);
        const auto trouble = anna_->newest().video.trouble;
        qInfo("%s", trouble.c_str());
        QVERIFY(trouble.find("too narrow for a picture") != std::string::npos);
        QTRY_COMPARE_WITH_TIMEOUT(ben_->newest().video.statistics.receivedBits, 0, patience);
        // What waited in the queue is through: three hundred packets of sound, none lost.
        const auto before = ben_->newest().statistics;
        QTRY_VERIFY_WITH_TIMEOUT(
            ben_->newest().statistics.packetsReceived >= before.packetsReceived + 300, patience);
        QCOMPARE(ben_->newest().statistics.packetsLost, before.packetsLost);
        print(125);
        WAIT_UNTIL(ben_->hears(annaTone), patience);
        QCOMPARE(anna_->state(), CallState::Connected);
    }
};

int main(int argc, char* argv[]) {
    forbidden = enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    BottleneckTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "BottleneckTest.moc"
