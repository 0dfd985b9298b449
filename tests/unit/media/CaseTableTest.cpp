// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 8867's first three cases in virtual time, with all that a call's picture has but the coder.
#include <QTest>
#include <algorithm>

#include "CaseOnLine.h"
#include "Rows.h"

using namespace sidetone::test;

ROWS("NONE-05");

/// What is asserted is a little worse than what bench/README.md publishes.
class CaseTableTest : public QObject {
    Q_OBJECT
    static constexpr std::uint64_t seeds = 5;

private Q_SLOTS:
    void convergence_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("utilisation");  // the mean of all seeds
        QTest::addColumn<double>("up");           // the one in the middle, s
        QTest::addColumn<double>("fairness");
        QTest::newRow("5.1, 50 ms") << "5.1 one flow, 50 ms" << 0.84 << 15.0 << 1.0;
        QTest::newRow("5.1, 100 ms") << "5.1 one flow, 100 ms" << 0.86 << 12.0 << 1.0;
        QTest::newRow("5.2") << "5.2 two flows" << 0.87 << 13.0 << 0.85;
        QTest::newRow("5.3") << "5.3 reports congested" << 0.84 << 15.0 << 1.0;
    }
    void convergence() {
        QFETCH(QString, name);
        QFETCH(double, utilisation);
        QFETCH(double, up);
        QFETCH(double, fairness);
        const auto all = rfc8867();
        const auto scenario = std::ranges::find(all, name.toStdString(), &Scenario::name);
        QVERIFY(scenario != all.end());
        double used = 0;
        std::vector<double> ups;
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            const auto outcome = playCase(*scenario, seed);
            qInfo("utilisation %.3f, queue (95 %%) %.1f ms, up %.1f s, down %.1f s, fairness %.3f",
                  outcome.utilisation, outcome.queue95, outcome.slowestUp, outcome.slowestDown,
                  outcome.fairness);
            QVERIFY(outcome.queue95 <= 70);
            QVERIFY(outcome.slowestDown <= 4);
            QVERIFY(outcome.fairness >= fairness - 1e-9);
            used += outcome.utilisation / seeds;
            ups.push_back(outcome.slowestUp);
        }
        std::ranges::sort(ups);
        QVERIFY2(used >= utilisation, qPrintable(QString::number(used)));
        QVERIFY2(ups[seeds / 2] <= up, qPrintable(QString::number(ups[seeds / 2])));
    }
    void theSameSeedGivesTheSameRun() {
        auto scenario = rfc8867().front();
        scenario.duration = sidetone::core::Milliseconds(10'000);
        const auto first = playCase(scenario, 7);
        QCOMPARE(playCase(scenario, 7).samples.back().rates, first.samples.back().rates);
        QVERIFY(playCase(scenario, 8).samples.back().rates != first.samples.back().rates);
    }
};

QTEST_GUILESS_MAIN(CaseTableTest)
#include "CaseTableTest.moc"
