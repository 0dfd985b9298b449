// SPDX-License-Identifier: GPL-3.0-or-later
// The controller on RFC 8867's lines, in virtual time: how much it uses, what queue it makes.
#include <QTest>

#include "Scenario.h"

using namespace sidetone;
using namespace sidetone::test;

class NadaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void usesTheLineAndKeepsTheQueueShort_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("utilisation");
        QTest::addColumn<double>("queue");
        QTest::addColumn<double>("fairness");
        QTest::newRow("5.1, 50 ms") << "5.1 one flow, 50 ms" << 0.95 << 60.0 << 1.0;
        QTest::newRow("5.1, 100 ms") << "5.1 one flow, 100 ms" << 0.93 << 70.0 << 1.0;
        QTest::newRow("5.2") << "5.2 two flows" << 0.95 << 70.0 << 0.9;
        QTest::newRow("5.3") << "5.3 reports congested" << 0.93 << 70.0 << 1.0;
        QTest::newRow("5.4") << "5.4 three flows" << 0.95 << 70.0 << 0.85;
        QTest::newRow("5.5") << "5.5 round trips" << 0.95 << 100.0 << 0.8;
        QTest::newRow("5.8") << "5.8 pause" << 0.95 << 80.0 << 0.85;
    }
    void usesTheLineAndKeepsTheQueueShort() {
        QFETCH(QString, name);
        QFETCH(double, utilisation);
        QFETCH(double, queue);
        QFETCH(double, fairness);
        for (const auto& scenario : rfc8867()) {
            if (scenario.name != name.toStdString()) continue;
            const auto outcome = run(scenario, 1);
            qInfo("utilisation %.3f, queue (95 %%) %.1f ms, up %.1f s, down %.1f s, fairness %.3f",
                  outcome.utilisation, outcome.queue95, outcome.slowestUp, outcome.slowestDown,
                  outcome.fairness);
            QVERIFY(outcome.utilisation >= utilisation);
            QVERIFY(outcome.queue95 <= queue);
            QVERIFY(outcome.fairness >= fairness - 1e-9);
            QVERIFY(outcome.slowestUp <= 8);
            QVERIFY(outcome.slowestDown <= 3);
            return;
        }
        QFAIL("no such scenario");
    }
    void theSameSeedGivesTheSameRun() {
        auto scenario = rfc8867().front();
        scenario.duration = core::Milliseconds(10'000);
        const auto first = run(scenario, 7);
        const auto second = run(scenario, 7);
        QCOMPARE(first.samples.back().targets, second.samples.back().targets);
        QVERIFY(run(scenario, 8).samples.back().targets != first.samples.back().targets);
    }
    void silenceIsBadNews() {
        media::NadaController controller(1e6, {});
        core::Instant now{};
        const media::PacketResult one{now, std::chrono::microseconds(50'000), 1200};
        controller.feedback(std::span(&one, 1), now + std::chrono::milliseconds(100));
        const double before = controller.target();
        for (int i = 0; i < 50; ++i) {
            now += std::chrono::milliseconds(100);
            controller.tick(now);
        }
        QVERIFY(controller.target() < before * 0.5);
    }
    void aLimitHoldsAtOnce() {
        media::NadaController controller(1e6, {});
        controller.setMost(300'000);
        QCOMPARE(controller.target(), 300'000.0);
    }
};

QTEST_GUILESS_MAIN(NadaTest)
#include "NadaTest.moc"
