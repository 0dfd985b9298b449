// SPDX-License-Identifier: GPL-3.0-or-later
// The made-up line itself: what is measured on it is worth what it is.
#include "LinkModel.h"

#include <QTest>

using namespace sidetone;
using namespace sidetone::test;
using std::chrono_literals::operator""ms;

class LinkModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBottleneckHoldsPacketsUp() {
        LinkModel link({.bitsPerSecond = 80'000, .delay = 50ms, .queue = 250ms}, 1);
        const core::Instant start{};
        QCOMPARE(link.send(start, 1000).value(), start + 150ms);  // 100 ms to send, 50 on the way
        QCOMPARE(link.send(start, 1000).value(), start + 250ms);
        QCOMPARE(link.send(start, 1000).value(), start + 350ms);
        QVERIFY(!link.send(start, 1000));  // 300 ms are waiting
        QCOMPARE(link.dropped(), std::int64_t(1));
        QCOMPARE(link.queued(start + 100ms), std::chrono::microseconds(200ms));
        link.set({.bitsPerSecond = 160'000, .queue = 250ms}, start + 100ms);
        QCOMPARE(link.queued(start + 100ms), std::chrono::microseconds(100ms));
    }
    void lossesComeInBursts() {
        LinkModel link({.toBad = 0.01, .toGood = 0.2, .lossInBad = 1}, 3);
        int lost = 0;
        int bursts = 0;
        bool wasLost = false;
        for (int i = 0; i < 100'000; ++i) {
            const bool isLost = !link.send(core::Instant(core::Milliseconds(i)), 100);
            lost += isLost ? 1 : 0;
            bursts += isLost && !wasLost ? 1 : 0;
            wasLost = isLost;
        }
        // A 21st of the time is bad, for five packets on end.
        QVERIFY2(lost > 4'200 && lost < 5'400, std::to_string(lost).c_str());
        const double length = double(lost) / bursts;
        QVERIFY2(length > 4.5 && length < 5.5, std::to_string(length).c_str());
    }
    void orderHoldsUnlessPacketsMayOvertake() {
        for (const bool mayOvertake : {false, true}) {
            LinkModel link({.jitter = 30ms, .mayOvertake = mayOvertake}, 5);
            bool isSorted = true;
            core::Instant last{};
            for (int i = 0; i < 200; ++i) {
                const auto out = link.send(core::Instant(core::Milliseconds(i)), 100).value();
                isSorted = isSorted && out >= last;
                last = out;
            }
            QCOMPARE(isSorted, !mayOvertake);
        }
    }
    void theSameSeedGivesTheSameFate() {
        for (const auto& profile : linkProfiles()) {
            LinkModel one(profile.settings, 9);
            LinkModel two(profile.settings, 9);
            for (int i = 0; i < 2000; ++i) {
                const core::Instant now(core::Milliseconds(i * 10));
                QCOMPARE(one.send(now, 800), two.send(now, 800));
            }
        }
        QCOMPARE(linkProfiles().size(), std::size_t(7));
    }
};

QTEST_GUILESS_MAIN(LinkModelTest)
#include "LinkModelTest.moc"
