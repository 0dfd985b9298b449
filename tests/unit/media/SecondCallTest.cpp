// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "VideoPair.h"
#include "media/rate/LineMean.h"
#include "media/rate/PathMemory.h"

using namespace sidetone;
using namespace sidetone::media;
using test::VideoPair;

/// Calls one after the other over the same line, in virtual time: the second one begins where the
/// first one was (VID-04, NONE-06).
class SecondCallTest : public QObject {
    Q_OBJECT
    static constexpr PictureSize clear{1280, 720};

    struct Outcome {
        PictureSize first;                     ///< of the first picture
        std::optional<double> secondsToClear;  ///< to 1280x720 as the other side sees it
        std::optional<int> carried;            ///< at the end, bit/s
        double worstQueue = 0;                 ///< ms, from the fifth second on
        std::size_t changes = 0;               ///< of the picture's size
    };
    enum class Arrivals { Told, Unknown };
    static Outcome call(int firstBits, double lineBits, core::Milliseconds length,
                        Arrivals arrivals = Arrivals::Told) {
        VideoPair pair(firstBits);
        pair.oneWay();
        test::LinkSettings line;
        line.bitsPerSecond = lineBits;
        line.delay = core::Milliseconds(20);
        for (std::size_t i = 0; i < 2; ++i) {
            pair.sides[i].out.model.emplace(line, i + 1);
            pair.sides[i].parameters.feedback.arrivals = arrivals == Arrivals::Told;
        }
        Outcome outcome;
        LineMean mean;
        const auto begin = pair.now;
        auto nextSecond = begin + core::Milliseconds(1005);
        pair.each = [&] {
            const auto& sender = pair.sides[0];
            if (pair.now - begin > core::Milliseconds(5000)) {
                const auto queue = sender.out.model->queued(pair.now);
                outcome.worstQueue =
                    std::max(outcome.worstQueue, static_cast<double>(queue.count()) / 1000);
            }
            if (pair.now < nextSecond) return;
            nextSecond += core::Milliseconds(1000);
            mean.add(sender.statistics.targetBits, sender.statistics.sentBits);
        };
        pair.configure();
        pair.run(length);
        const auto& sizes = pair.sides[1].coder.sizes;
        if (!sizes.empty()) outcome.first = sizes.front().second;
        outcome.changes = sizes.size();
        for (const auto& [when, size] : sizes) {
            if (size != clear || outcome.secondsToClear) continue;
            outcome.secondsToClear = static_cast<double>((when - begin).count()) / 1e6;
        }
        outcome.carried = mean.mean();
        return outcome;
    }
    static constexpr int unknown = 150'000;

private Q_SLOTS:
    void aCallThatHasJustBegunKnowsNothing() {
        LineMean mean;
        for (int second = 0; second < 9; ++second) mean.add(1'000'000, 900'000);
        // Nothing was sent: that says nothing about the line.
        for (int second = 0; second < 9; ++second) mean.add(100'000, 0);
        QVERIFY(!mean.mean());
        mean.add(1'000'000, 900'000);
        QCOMPARE(mean.mean().value(), 1'000'000);
        for (int second = 0; second < 10; ++second) mean.add(500'000, 400'000);
        QCOMPARE(mean.mean().value(), 500'000);
    }
    void theSecondCallIsClearAtOnce_data() {
        QTest::addColumn<bool>("told");
        QTest::newRow("peer that tells arrivals") << true;
        QTest::newRow("older peer") << false;
    }
    void theSecondCallIsClearAtOnce() {
        QFETCH(bool, told);
        const auto arrivals = told ? Arrivals::Told : Arrivals::Unknown;
        const auto first = call(unknown, 2'000'000, core::Milliseconds(16'000), arrivals);
        QVERIFY(first.first != clear);
        QVERIFY(first.secondsToClear.has_value());
        QVERIFY(first.carried.has_value());
        PathMemory memory;
        const core::WallTime noon{core::Milliseconds(1'790'000'000'000)};
        const PathMemory::Path path{"wifi-home", "example.com"};
        memory.note(path, *first.carried, noon);
        const auto begin = PathMemory::parse(memory.text()).first(path, noon).value();
        const auto second = call(begin, 2'000'000, core::Milliseconds(6'000), arrivals);
        qInfo("first call: 720p after %.2f s, carried %d; second: begins at %d, 720p after %.2f s",
              *first.secondsToClear, *first.carried, begin, second.secondsToClear.value_or(-1));
        QVERIFY(second.secondsToClear.has_value());
        QVERIFY(*second.secondsToClear < 2);
        QVERIFY(*second.secondsToClear < *first.secondsToClear);
        // Elsewhere nothing is known.
        QVERIFY(!memory.first({"train", "example.com"}, noon));
    }
    void aLineThatGotWorseIsNotFlooded() {
        const auto outcome = call(1'425'000, 500'000, core::Milliseconds(16'000));
        QVERIFY(outcome.carried.has_value());
        qInfo("taken for %d bit/s, %.0f ms in the queue at most", *outcome.carried,
              outcome.worstQueue);
        // Where the pictures take less than there is, more is thought to be there; but what was
        // remembered is forgotten.
        QVERIFY(*outcome.carried < 1'000'000);
        QVERIFY2(outcome.worstQueue < 150, qPrintable(QString::number(outcome.worstQueue)));
    }
};

QTEST_GUILESS_MAIN(SecondCallTest)
#include "SecondCallTest.moc"
