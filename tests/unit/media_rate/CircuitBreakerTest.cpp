// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/CircuitBreaker.h"

#include <QTest>

using namespace sidetone;
using media::CircuitBreaker;
using Verdict = CircuitBreaker::Verdict;

namespace {

core::Instant at(double seconds) {
    return core::Instant(std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6)));
}

CircuitBreaker running() {
    CircuitBreaker breaker;
    breaker.started(at(0));
    return breaker;
}

}  // namespace

class CircuitBreakerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reportsMustCome() {
        auto breaker = running();
        QCOMPARE(breaker.verdict(at(15)), Verdict::Closed);
        QCOMPARE(breaker.verdict(at(15.1)), Verdict::NoReports);
        breaker.report({.highestSequence = 1}, 1e4, 1000, at(16));
        QCOMPARE(breaker.verdict(at(17)), Verdict::Closed);
        breaker.stopped();
        QCOMPARE(breaker.verdict(at(100)), Verdict::Closed);
        QCOMPARE(CircuitBreaker().verdict(at(100)), Verdict::Closed);
    }
    void packetsMustArrive() {
        auto breaker = running();
        for (int i = 0; i <= 5; ++i) {
            QCOMPARE(breaker.verdict(at(i * 5)), Verdict::Closed);
            breaker.report({.highestSequence = 77}, 1e4, 1000, at(i * 5));
        }
        QCOMPARE(breaker.verdict(at(26)), Verdict::NothingArrives);
        breaker.report({.highestSequence = 78}, 1e4, 1000, at(30));
        QCOMPARE(breaker.verdict(at(30)), Verdict::Closed);
    }
    void whoSendsNothingNeedNotArrive() {
        auto breaker = running();
        for (int i = 0; i < 9; ++i) {
            breaker.report({.highestSequence = 77, .isSending = false}, 0, 1000, at(i * 5));
        }
        QCOMPARE(breaker.verdict(at(42)), Verdict::Closed);
    }
    void tenTimesWhatTcpTakesIsTooMuch() {
        // 1000 octets, 100 ms, 24 % lost: TCP takes 1000 / (0.1 * sqrt(0.16)) = 25,000 a second.
        for (const double rate : {249'000.0, 251'000.0}) {
            auto breaker = running();
            for (std::uint32_t i = 1; i <= 3; ++i) {
                QCOMPARE(breaker.verdict(at(i)), Verdict::Closed);
                breaker.report({i, 0.24, 0.1}, rate, 1000, at(i));
            }
            QCOMPARE(breaker.verdict(at(4)), rate > 250'000 ? Verdict::Congested : Verdict::Closed);
        }
    }
    void oneBadReportIsNone() {
        auto breaker = running();
        breaker.report({1, 0.9, 0.1}, 1e6, 1000, at(1));
        QCOMPARE(breaker.verdict(at(1)), Verdict::Closed);
    }
};

QTEST_GUILESS_MAIN(CircuitBreakerTest)
#include "CircuitBreakerTest.moc"
