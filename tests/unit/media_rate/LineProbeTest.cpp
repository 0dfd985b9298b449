// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/LineProbe.h"

#include <QTest>

using namespace sidetone;
using media::LineProbe;

namespace {

core::Instant at(int milliseconds) {
    return core::Instant(core::Milliseconds(milliseconds));
}

constexpr int wanted = 588'000;

}  // namespace

class LineProbeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fillsUpToWhatIsKnownAndNoFurther() {
        LineProbe probe;
        for (const int known : {250'000, 300'000, 450'000, 587'000}) {
            QCOMPARE(probe.fill(1, known, wanted, at(known / 1000)), known);
        }
        QCOMPARE(probe.fill(1, wanted, wanted, at(600)), 0);
        // The next size is tried at once.
        QCOMPARE(probe.fill(2, wanted, 972'000, at(700)), wanted);
    }
    void restsWhereTheLineEnds() {
        LineProbe probe;
        int time = 0;
        for (const int rest : {3000, 6000, 6000}) {
            QCOMPARE(probe.fill(1, 250'000, wanted, at(time)), 250'000);
            QCOMPARE(probe.fill(1, 400'000, wanted, at(time += 500)), 400'000);
            QCOMPARE(probe.fill(1, 380'000, wanted, at(time += 100)), 380'000);
            QCOMPARE(probe.fill(1, 360'000, wanted, at(time += 100)), 0);
            QCOMPARE(probe.fill(1, 360'000, wanted, at(time + rest - 1)), 0);
            time += rest;
        }
        QCOMPARE(probe.fill(1, 250'000, wanted, at(time)), 250'000);
    }
    void whatDoesNotGrowIsTheEndAsWell() {
        LineProbe probe;
        QCOMPARE(probe.fill(1, 300'000, wanted, at(0)), 300'000);
        QCOMPARE(probe.fill(1, 303'000, wanted, at(4000)), 303'000);
        QCOMPARE(probe.fill(1, 303'000, wanted, at(4001)), 0);
    }
    void aStepDownEndsATry() {
        LineProbe probe;
        QCOMPARE(probe.fill(3, 700'000, 972'000, at(0)), 700'000);
        QCOMPARE(probe.fill(1, 690'000, 972'000, at(100)), 0);
        QCOMPARE(probe.fill(1, 690'000, 972'000, at(3099)), 0);
        QCOMPARE(probe.fill(1, 690'000, 972'000, at(3100)), 690'000);
    }
};

QTEST_GUILESS_MAIN(LineProbeTest)
#include "LineProbeTest.moc"
