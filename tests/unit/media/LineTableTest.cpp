// SPDX-License-Identifier: GPL-3.0-or-later
// What the chapter expects of lines, in virtual time with the real coder.
#include <QTest>

#include "LineCall.h"
#include "Rows.h"
#include "VideoPair.h"

// RATE-07 to RATE-09 are about presentations as well: here goes the picture of the person alone.
ROWS("RATE-07", "RATE-08", "RATE-09", "RATE-12");

using namespace sidetone;
using namespace sidetone::test;
using core::Milliseconds;
using media::PictureSize;

namespace {

/// What WireGuard adds to a packet over IPv4: IP, UDP, its own header and tag.
constexpr int vpnOctets = 60;

QString textOf(const LineOutcome& out) {
    return QStringLiteral(
               "%1x%2, %3 a second, settled after %4 s, %5 kbit/s of the line, picture thought "
               "%6, queue %7 ms (95 %), %8 at most; sound: %9")
        .arg(out.size.width)
        .arg(out.size.height)
        .arg(out.frames)
        .arg(out.settled)
        .arg(out.carried / 1000)
        .arg(out.target / 1000)
        .arg(out.queue95)
        .arg(out.queueMost)
        .arg(QStringLiteral("%1 of %2 lost, gap %3 ms, %4 damaged")
                 .arg(out.soundLost)
                 .arg(out.soundSent)
                 .arg(out.soundGap)
                 .arg(out.damaged));
}

}  // namespace

/// Chapter, Bandwidth Performance Expectations: audio and interactive video.
class LineTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatALineGives_data() {
        QTest::addColumn<int>("kilobits");
        QTest::addColumn<int>("tunnel");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("arrivals");
        QTest::newRow("384") << 384 << 0 << 512 << true;
        QTest::newRow("384, VPN") << 384 << vpnOctets << 512 << true;
        QTest::newRow("1000") << 1000 << 0 << 1024 << true;
        QTest::newRow("2000") << 2000 << 0 << 1280 << true;
        // Of phones: what the chapter gives 256 x 144, 256 x 144, 640 x 360, 1280 x 720.
        QTest::newRow("256") << 256 << 0 << 256 << true;
        QTest::newRow("290") << 290 << 0 << 256 << true;
        QTest::newRow("415") << 415 << 0 << 512 << true;
        QTest::newRow("1024") << 1024 << 0 << 1024 << true;
    }
    void whatALineGives() {
        QFETCH(int, kilobits);
        QFETCH(int, tunnel);
        QFETCH(int, width);
        QFETCH(bool, arrivals);
        LineCall call;
        call.capacity = {{Milliseconds(0), kilobits * 1000.0}};
        call.tunnelOctets = tunnel;
        call.tellsArrivals = arrivals;
        const auto out = run(call);
        const auto text = textOf(out);
        qInfo("%s", qPrintable(text));
        QVERIFY2(out.size.width == width && out.keptSize, qPrintable(text));
        QVERIFY2(out.frames >= 29, qPrintable(text));
        QVERIFY2(out.soundLost * 100 <= out.soundSent, qPrintable(text));
        QVERIFY2(out.target <= (kilobits - 80) * 1000.0 * 1.1, qPrintable(text));
        QVERIFY(!out.isTooNarrow);
    }
    /// What the VPN adds is not there for the picture.
    void aVpnTakesItsPart() {
        LineCall call;
        call.capacity = {{Milliseconds(0), 384'000.0}};
        const auto plain = run(call);
        call.tunnelOctets = vpnOctets;
        const auto vpn = run(call);
        const auto text =
            QStringLiteral("%1 without, %2 with it").arg(plain.target).arg(vpn.target);
        qInfo("%s", qPrintable(text));
        // Of the sound's fifty packets a second and the picture's thirty.
        constexpr double leastAdded = 80 * vpnOctets * 8;
        QVERIFY2(vpn.target < plain.target - leastAdded / 2, qPrintable(text));
        QCOMPARE(vpn.size, plain.size);
        QCOMPARE(vpn.soundLost, 0);
    }
    void narrowLinesCarrySoundAlone_data() {
        QTest::addColumn<int>("tunnel");
        QTest::addColumn<bool>("arrivals");
        QTest::newRow("125") << 0 << true;
        QTest::newRow("125, VPN") << vpnOctets << true;
    }
    void narrowLinesCarrySoundAlone() {
        QFETCH(int, tunnel);
        QFETCH(bool, arrivals);
        LineCall call;
        call.capacity = {{Milliseconds(0), 125'000.0}};
        call.tunnelOctets = tunnel;
        call.tellsArrivals = arrivals;
        const auto out = run(call);
        const auto text = textOf(out);
        qInfo("given up after %.1f s; %s", out.narrowAfter, qPrintable(text));
        QVERIFY2(out.isTooNarrow && out.narrowAfter < 8, qPrintable(text));
        QCOMPARE(out.soundLostLast, 0);
        // One packet of reports may stand before one of sound.
        QVERIFY2(out.soundGap < 40, qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(LineTableTest)
#include "LineTableTest.moc"
