// SPDX-License-Identifier: GPL-3.0-or-later
#include "VirtualClock.h"

#include <QTest>

#include "core/QtClock.h"

using namespace sidetone::core;
using sidetone::test::VirtualClock;
using std::chrono_literals::operator""ms;

class VirtualClockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsInOrder() {
        VirtualClock clock;
        std::string order;
        auto b = clock.after(20ms, [&] { order += 'b'; });
        auto a = clock.after(10ms, [&] { order += 'a'; });
        auto tick = clock.every(15ms, [&] { order += '.'; });
        clock.advance(30ms);
        QCOMPARE(order, std::string("a.b."));
        tick.stop();
        clock.advance(100ms);
        QCOMPARE(order, std::string("a.b."));
    }
    void theRealOneStopsFromInside() {
        QtClock clock;
        Timer timer;
        int calls = 0;
        timer = clock.every(1ms, [&] {
            if (++calls == 3) timer.stop();
        });
        QTRY_COMPARE(calls, 3);
        auto late = clock.after(20ms, [&] { calls = 100; });
        QTRY_COMPARE(calls, 100);
    }
};

QTEST_GUILESS_MAIN(VirtualClockTest)
#include "VirtualClockTest.moc"
