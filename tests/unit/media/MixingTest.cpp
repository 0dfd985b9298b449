// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "StreamPair.h"
#include "media/ToneMeter.h"
#include "media/mixing/SoundMixer.h"

using namespace sidetone;
using namespace sidetone::media;
using test::sine;
using test::StreamPair;

/// A conference that is mixed here: who hears whom, and what becomes of too much sound at once.
class MixingTest : public QObject {
    Q_OBJECT
    static constexpr std::size_t block = 960;

    /// What a seat's other side gets in a second, when every seat says a tone of its own.
    struct Table {
        explicit Table(std::vector<int> seatRates, int level = 12)
            : rates(std::move(seatRates)), decibels(level) {
            for (std::size_t i = 0; i < rates.size(); ++i) seats.push_back(mixer.sit());
            told.resize(rates.size());
        }
        [[nodiscard]] static double tone(std::size_t seat) {
            return 500 + 300 * static_cast<double>(seat);
        }
        static constexpr double microphone = 2300;
        void step() {
            for (std::size_t i = 0; i < seats.size(); ++i) {
                const auto count = static_cast<std::size_t>(rates[i] / 50);
                auto own = sine(microphone, decibels, rates[i], count, ticks * count);
                mixer.addOthers(seats[i], own, rates[i]);
                told[i].insert(told[i].end(), own.begin(), own.end());
                if (silent == i) {
                    mixer.silence(seats[i]);
                } else {
                    mixer.put(seats[i], sine(tone(i), decibels, rates[i], count, ticks * count),
                              rates[i]);
                }
            }
            ++ticks;
        }
        [[nodiscard]] double hears(std::size_t seat, double frequency) const {
            const auto half = static_cast<std::size_t>(rates[seat] / 2);
            return levelAt(std::span(told[seat]).last(half), rates[seat], frequency);
        }
        SoundMixer mixer;
        std::vector<int> rates;
        int decibels;
        std::vector<SoundMixer::Seat> seats;
        std::vector<std::vector<std::int16_t>> told;
        std::size_t ticks = 0;
        std::optional<std::size_t> silent;
    };

private Q_SLOTS:
    void eachHearsAllOthersAndNotItself_data() {
        QTest::addColumn<QList<int>>("rates");
        QTest::newRow("devices of one rate") << QList<int>{48000, 48000, 48000};
        QTest::newRow("telephone and wide band") << QList<int>{8000, 16000, 48000, 44100};
    }
    void eachHearsAllOthersAndNotItself() {
        QFETCH(QList<int>, rates);
        Table table(std::vector<int>(rates.begin(), rates.end()), 20);
        for (int i = 0; i < 60; ++i) table.step();
        for (std::size_t seat = 0; seat < table.seats.size(); ++seat) {
            QVERIFY(table.hears(seat, Table::microphone) > -22);
            for (std::size_t other = 0; other < table.seats.size(); ++other) {
                const double level = table.hears(seat, Table::tone(other));
                if (other == seat) {
                    QVERIFY2(level < -60, qPrintable(QString::number(level)));
                } else {
                    QVERIFY2(level > -22 && level < -19, qPrintable(QString::number(level)));
                }
            }
        }
    }
    void whoIsOnHoldOrGoneIsNotHeard() {
        Table table({48000, 48000, 48000}, 20);
        table.silent = 1;
        for (int i = 0; i < 50; ++i) table.step();
        QVERIFY(table.hears(0, Table::tone(1)) < -60);
        QVERIFY(table.hears(0, Table::tone(2)) > -22);
        QVERIFY(table.hears(1, Table::tone(0)) > -22);
        table.mixer.leave(table.seats[2]);
        for (int i = 0; i < 50; ++i) table.step();
        QVERIFY(table.hears(0, Table::tone(2)) < -60);
        QVERIFY(table.hears(2, Table::tone(0)) < -60);
        QVERIFY(table.hears(2, Table::microphone) > -22);
        QCOMPARE(table.mixer.seats(), std::size_t(2));
    }
    void tooMuchIsMadeQuieterAndNotCut() {
        // Four at full level: without care every top is cut, and what is cut sounds at odd places.
        Table table({48000, 48000, 48000, 48000}, 0);
        for (int i = 0; i < 100; ++i) table.step();
        const auto& told = table.told[0];
        const auto newest = std::span(told).last(48000);
        int peak = 0;
        for (const auto sample : newest) peak = std::max(peak, std::abs(int(sample)));
        QVERIFY(peak <= PeakLimiter::ceiling);
        QVERIFY(peak > PeakLimiter::ceiling / 2);
        const double tone = levelAt(newest, 48000, Table::tone(1));
        // Where two tones that were cut would sound together; nobody says that tone to this seat.
        const double odd = levelAt(newest, 48000, 2 * Table::tone(1) - Table::tone(2));
        QVERIFY2(tone - odd > 25, qPrintable(QString::number(tone - odd)));
    }
    void whatIsNotTooLoudPassesUnchanged() {
        PeakLimiter limiter;
        const auto quiet = sine(700, 6, 48000, block * 5, 0);
        std::vector<std::int32_t> in(quiet.begin(), quiet.end());
        std::vector<std::int16_t> out(in.size());
        limiter.run(in, out);
        for (std::size_t i = PeakLimiter::part; i < out.size(); ++i) {
            QCOMPARE(out[i], quiet[i - PeakLimiter::part]);
        }
        QCOMPARE(limiter.gain(), 1.0);
    }
    void neverAboveTheCeilingAndSlowlyBack() {
        PeakLimiter limiter;
        core::SeededRandom random(3);
        std::vector<std::int32_t> in(block);
        std::vector<std::int16_t> out(block);
        double before = limiter.gain();
        for (int round = 0; round < 400; ++round) {
            const int loudness = 1 + static_cast<int>(random.below(8));
            for (auto& sample : in) {
                sample = (static_cast<std::int32_t>(random.below(65536)) - 32768) * loudness;
            }
            limiter.run(in, out);
            for (const auto sample : out) QVERIFY(std::abs(int(sample)) <= PeakLimiter::ceiling);
        }
        QVERIFY(limiter.gain() < 0.5);
        // Silence: back to the whole, but not at once.
        std::fill(in.begin(), in.end(), 0);
        before = limiter.gain();
        limiter.run(in, out);
        QVERIFY(limiter.gain() > before && limiter.gain() < before * 1.1);
        for (int i = 0; i < 60; ++i) limiter.run(in, out);
        QCOMPARE(limiter.gain(), 1.0);
    }
    void twoCallsHearEachOtherThroughUs() {
        // Two calls of one person: side 0 of each is here, side 1 is somebody else.
        StreamPair first(AudioCodecKind::Opus, std::nullopt);
        StreamPair second(AudioCodecKind::Pcmu, std::nullopt);
        const auto mixer = std::make_shared<SoundMixer>();
        const auto pass = [&](int milliseconds) {
            for (int i = 0; i < milliseconds; i += 20) {
                first.run(20);
                second.run(20);
            }
        };
        pass(1000);
        // Both others say 1000 Hz; the second one's other side shall say something else.
        QVERIFY(levelAt(second.newest(1, 500), 48000, 600) > -20);
        QVERIFY(levelAt(second.newest(1, 500), 48000, 1000) < -50);
        first.side[0].stream->setMixer(mixer);
        second.side[0].stream->setMixer(mixer);
        pass(1500);
        QVERIFY(levelAt(first.newest(1, 500), 48000, 1000) > -20);
        QVERIFY(levelAt(second.newest(1, 500), 48000, 1000) > -20);
        QVERIFY(levelAt(second.newest(1, 500), 48000, 600) > -20);
        // On hold: nothing of that call reaches the other one.
        first.side[0].parameters.direction = MediaDirection::Inactive;
        QVERIFY(first.configure(0));
        pass(1500);
        QVERIFY(levelAt(second.newest(1, 500), 48000, 1000) < -50);
        QVERIFY(levelAt(second.newest(1, 500), 48000, 600) > -20);
        first.side[0].stream.reset();
        QCOMPARE(mixer->seats(), std::size_t(1));
        second.side[0].stream->setMixer(nullptr);
        QCOMPARE(mixer->seats(), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(MixingTest)
#include "MixingTest.moc"
