// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/CoderLoad.h"

#include <QTest>

using namespace sidetone;
using media::CoderLoad;
using std::chrono_literals::operator""us;

class CoderLoadTest : public QObject {
    Q_OBJECT
    core::Instant now_{std::chrono::seconds(1000)};

    /// So many seconds of thirty pictures each.
    void code(CoderLoad& load, std::size_t step, std::chrono::microseconds took, int seconds) {
        for (int i = 0; i < seconds * 30; ++i) {
            now_ += 33'334us;
            load.coded(step, took, 33'333us, now_);
        }
    }

private Q_SLOTS:
    void whatIsInTimeStays() {
        CoderLoad load;
        code(load, 4, 27'000us, 20);
        QCOMPARE(load.highest(), std::size_t(4));
    }
    void whatTakesTooLongGetsSmaller() {
        CoderLoad load;
        code(load, 4, 30'000us, 2);
        QCOMPARE(load.highest(), std::size_t(3));
        code(load, 3, 29'000us, 2);
        QCOMPARE(load.highest(), std::size_t(2));
        // Below the smallest there is nothing.
        code(load, 0, 50'000us, 2);
        QCOMPARE(load.highest(), std::size_t(2));
    }
    void onePictureIsNone() {
        CoderLoad load;
        code(load, 4, 10'000us, 1);
        load.coded(4, 400'000us, 33'333us, now_);
        code(load, 4, 10'000us, 2);
        QCOMPARE(load.highest(), std::size_t(4));
    }
    void theLargerOneIsTriedAgainWhereItWouldFit() {
        CoderLoad load;
        code(load, 4, 30'000us, 2);
        // By its pixels, 720p takes 1.56 times what w576p takes: 20,300 us, 0.61 of the interval.
        code(load, 3, 13'000us, 40);
        QCOMPARE(load.highest(), std::size_t(3));
        code(load, 3, 12'000us, 2);
        QCOMPARE(load.highest(), std::size_t(4));
        // In vain: now it takes half a minute.
        code(load, 4, 30'000us, 2);
        QCOMPARE(load.highest(), std::size_t(3));
        code(load, 3, 9'000us, 27);
        QCOMPARE(load.highest(), std::size_t(3));
        code(load, 3, 9'000us, 5);
        QCOMPARE(load.highest(), std::size_t(4));
    }
};

QTEST_GUILESS_MAIN(CoderLoadTest)
#include "CoderLoadTest.moc"
