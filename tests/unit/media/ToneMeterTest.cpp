// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/ToneMeter.h"

#include <QTest>
#include <cmath>
#include <numbers>

using namespace sidetone::media;

namespace {

std::vector<std::int16_t> sine(double frequency, double level, int rate, double seconds) {
    std::vector<std::int16_t> samples(static_cast<std::size_t>(seconds * rate));
    const double amplitude = 32767 * std::pow(10, level / 20);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i] = static_cast<std::int16_t>(std::lround(
            amplitude *
            std::sin(2 * std::numbers::pi * frequency * static_cast<double>(i) / rate + 0.3)));
    }
    return samples;
}

}  // namespace

class ToneMeterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTones_data() {
        QTest::addColumn<double>("frequency");
        QTest::addColumn<double>("level");
        QTest::addColumn<int>("rate");
        QTest::addColumn<double>("seconds");
        QTest::newRow("narrow") << 1000.0 << -10.0 << 8000 << 0.2;
        QTest::newRow("odd") << 437.3 << -20.0 << 8000 << 0.5;
        QTest::newRow("wide") << 3100.0 << -3.0 << 48000 << 1.0;
        QTest::newRow("quiet") << 620.0 << -45.0 << 16000 << 0.3;
        QTest::newRow("long") << 600.0 << -12.0 << 48000 << 5.0;
    }
    void findsTones() {
        QFETCH(double, frequency);
        QFETCH(double, level);
        QFETCH(int, rate);
        QFETCH(double, seconds);
        const auto samples = sine(frequency, level, rate, seconds);
        const auto tone = strongestTone(samples, rate);
        QVERIFY2(std::abs(tone.frequency - frequency) < frequency * 0.003,
                 qPrintable(QString::number(tone.frequency)));
        QVERIFY2(std::abs(tone.level - level) < 0.2, qPrintable(QString::number(tone.level)));
        QVERIFY(std::abs(totalLevel(samples) - level) < 0.2);
        QVERIFY(levelAt(samples, rate, frequency + 400) < level - 40);
    }
    void findsNothingInSilence() {
        const std::vector<std::int16_t> silence(8000, 0);
        QCOMPARE(strongestTone(silence, 8000).level, -120.0);
        QCOMPARE(strongestTone({}, 8000).level, -120.0);
        QCOMPARE(totalLevel({}), -120.0);
    }
    void findsGaps() {
        auto samples = sine(500, -10, 8000, 1.0);
        samples.resize(samples.size() + 4000, 0);
        const auto after = sine(500, -10, 8000, 0.5);
        samples.insert(samples.end(), after.begin(), after.end());
        const auto gaps = silences(samples, 8000);
        QCOMPARE(gaps.size(), std::size_t(1));
        QVERIFY(std::abs(gaps[0].start - 1.0) < 0.011);
        QVERIFY(std::abs(gaps[0].length - 0.5) < 0.021);
        const auto heard = sounds(samples, 8000);
        QCOMPARE(heard.size(), std::size_t(2));
        QVERIFY(std::abs(heard[1].start - 1.5) < 0.011);
        QCOMPARE(cut(samples, 8000, {1.9, 5}).size(), std::size_t(800));
    }
};

QTEST_GUILESS_MAIN(ToneMeterTest)
#include "ToneMeterTest.moc"
