// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/PortRange.h"

#include <QTest>

using sidetone::media::PortRange;

class PortRangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void splitsInHalves_data() {
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("stop");
        QTest::addColumn<int>("lastAudio");
        QTest::addColumn<int>("firstVideo");
        QTest::newRow("default") << 16384 << 32766 << 24574 << 24575;
        QTest::newRow("even middle") << 3000 << 4000 << 3501 << 3502;
        QTest::newRow("even middle again") << 1000 << 3000 << 2001 << 2002;
    }
    void splitsInHalves() {
        QFETCH(int, start);
        QFETCH(int, stop);
        QFETCH(int, lastAudio);
        QFETCH(int, firstVideo);
        const PortRange range{static_cast<std::uint16_t>(start), static_cast<std::uint16_t>(stop)};
        QCOMPARE(int(range.audioHalf().start), start);
        QCOMPARE(int(range.audioHalf().stop), lastAudio);
        QCOMPARE(int(range.videoHalf().start), firstVideo);
        QCOMPARE(int(range.videoHalf().stop), stop);
    }
    void pairsAreEvenAndOddInside_data() {
        QTest::addColumn<int>("start");
        QTest::addColumn<int>("stop");
        QTest::addColumn<int>("pairs");
        QTest::newRow("default audio") << 16384 << 24574 << 4095;
        QTest::newRow("odd start") << 16385 << 16390 << 2;
        QTest::newRow("one pair") << 16384 << 16385 << 1;
        QTest::newRow("one port") << 16384 << 16384 << 0;
        QTest::newRow("backwards") << 16384 << 16000 << 0;
        QTest::newRow("up to the last port") << 65534 << 65535 << 1;
    }
    void pairsAreEvenAndOddInside() {
        QFETCH(int, start);
        QFETCH(int, stop);
        QFETCH(int, pairs);
        const PortRange range{static_cast<std::uint16_t>(start), static_cast<std::uint16_t>(stop)};
        QCOMPARE(range.pairs(), pairs);
        for (int i = 0; i < pairs; ++i) {
            QCOMPARE(range.pair(i) % 2, 0);
            QVERIFY(range.pair(i) >= start && range.pair(i) + 1 <= stop);
        }
    }
};

QTEST_GUILESS_MAIN(PortRangeTest)
#include "PortRangeTest.moc"
