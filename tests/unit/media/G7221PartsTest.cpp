// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <numbers>
#include <set>

#include "core/Random.h"
#include "media/codecs/g7221/Categorization.h"
#include "media/codecs/g7221/Envelope.h"
#include "media/codecs/g7221/LappedTransform.h"
#include "media/codecs/g7221/NoiseFill.h"
#include "media/codecs/g7221/levelCodes.h"
#include "media/codecs/g7221/regionCoding.h"
#include "media/codecs/g7221/vectorCodes.h"

using namespace sidetone::media::g7221;
using sidetone::core::SeededRandom;

namespace {

std::vector<std::uint8_t> bitsOf(unsigned word, int length) {
    std::vector<std::uint8_t> octets(4);
    BitWriter(octets).write(word, length);
    return octets;
}

/// Each code is read back as the smallest value that has it, and together they use up every
/// sequence of bits: none is missing, none begins another.
void verifyCode(const PrefixCode& code, int values) {
    std::set<std::pair<int, unsigned>> seen;
    double sum = 0;
    for (int value = 0; value < values; ++value) {
        const auto octets = bitsOf(code.word(value), code.length(value));
        BitReader bits(octets);
        const auto read = code.read(bits);
        QVERIFY(read.has_value());
        QCOMPARE(bits.left(), octets.size() * 8 - std::size_t(code.length(value)));
        QVERIFY(*read <= value);
        QCOMPARE(code.word(*read), code.word(value));
        QCOMPARE(code.length(*read), code.length(value));
        if (seen.insert({code.length(value), code.word(value)}).second) {
            QCOMPARE(*read, value);
            sum += std::exp2(-code.length(value));
        }
    }
    QCOMPARE(sum, 1.0);
    const std::vector<std::uint8_t> none;
    BitReader empty(none);
    QVERIFY(!code.read(empty).has_value());
}

Levels randomLevels(SeededRandom& random) {
    Levels levels{};
    for (auto& level : levels) {
        level = lowestLevel + int(random.below(std::uint64_t(highestLevel - lowestLevel + 1)));
    }
    levels[0] = std::max(levels[0], lowestFirstLevel);
    return levels;
}

int expected(const Categories& chosen) {
    int sum = 0;
    for (const int category : chosen) sum += expectedBits[std::size_t(category)];
    return sum;
}

}  // namespace

class G7221PartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFastTransformIsTheFormula() {
        Coefficients in;
        SeededRandom random(4);
        for (auto& value : in) value = float(random.below(20001)) - 10000;
        const auto out = cosineTransform(in);
        for (std::size_t m = 0; m < frameSamples; m += 7) {
            double sum = 0;
            for (std::size_t n = 0; n < frameSamples; ++n) {
                sum += double(in[n]) *
                       std::cos(std::numbers::pi / 320 * (double(n) + 0.5) * (double(m) + 0.5));
            }
            QVERIFY(std::abs(out[m] - sum * std::sqrt(2.0 / 320)) < 0.1);
        }
        const auto back = cosineTransform(out);
        for (std::size_t n = 0; n < frameSamples; ++n) QVERIFY(std::abs(back[n] - in[n]) < 0.1);
    }
    void overlappingFramesGiveTheSoundBack() {
        LappedAnalysis analysis;
        LappedSynthesis synthesis;
        SeededRandom random(5);
        std::array<std::int16_t, frameSamples> before{};
        for (int i = 0; i < 5; ++i) {
            std::array<std::int16_t, frameSamples> sound;
            for (auto& sample : sound) {
                sample = static_cast<std::int16_t>(int(random.below(65536)) - 32768);
            }
            std::array<std::int16_t, frameSamples> heard;
            synthesis.run(analysis.run(sound), heard);
            // Frame by frame, one frame late.
            for (std::size_t n = 0; n < frameSamples; ++n) {
                QVERIFY(std::abs(heard[n] - before[n]) <= 1);
            }
            before = sound;
        }
    }
    void codesAreWhole() {
        const std::array<int, 7> sizes{196, 100, 49, 625, 256, 243, 32};
        for (int category = 0; category < 7; ++category) {
            verifyCode(vectorCode(category), sizes[std::size_t(category)]);
        }
        for (std::size_t region = 1; region < regions; ++region) {
            verifyCode(levelCode(region), highestDifference - lowestDifference + 1);
        }
    }
    void levelsSurviveTheWay() {
        SeededRandom random(6);
        for (int i = 0; i < 300; ++i) {
            Coefficients coefficients{};
            for (std::size_t k = 0; k < codedCoefficients; ++k) {
                const double size = std::exp2(double(random.below(14)));
                coefficients[k] = float((double(random.below(2001)) - 1000) / 1000 * size);
            }
            const auto levels = measureLevels(coefficients);
            QVERIFY(levels[0] >= lowestFirstLevel && levels[0] <= highestLevel);
            std::vector<std::uint8_t> octets(40);
            BitWriter out(octets);
            writeLevels(levels, out);
            BitReader in(octets);
            const auto read = readLevels(in);
            QVERIFY(read == levels);
            QCOMPARE(int(octets.size() * 8 - in.left()), levelBits(levels));
        }
        QVERIFY(!readLevels(*std::make_unique<BitReader>(std::span<const std::uint8_t>{})));
    }
    void levelsAreSteepOnlyAsCodesAllow() {
        Coefficients loudAbove{};
        for (std::size_t k = 100; k < 120; ++k) loudAbove[k] = 20000;
        const auto levels = measureLevels(loudAbove);
        // log2(20000 squared) is 28.58: level 27.
        QCOMPARE(levels[5], 27);
        QCOMPARE(levels[4], 16);
        QCOMPARE(levels[3], 5);
        QCOMPARE(levels[6], 15);
        QCOMPARE(levels[7], 3);
        const auto silence = measureLevels(Coefficients{});
        QCOMPARE(silence[0], lowestFirstLevel);
        QCOMPARE(silence[13], lowestLevel);
        QCOMPARE(deviationOf(0), 2.0F);
        QCOMPARE(deviationOf(8), 32.0F);
    }
    /// Sixteen ways: each takes fewer bits than the one before, by one region and one category.
    void waysGetCoarserOneByOne() {
        SeededRandom random(8);
        for (int i = 0; i < 500; ++i) {
            const auto levels = randomLevels(random);
            const int bits = 100 + int(random.below(500));
            const Categorization ways(levels, bits);
            auto before = ways.at(0);
            for (int control = 1; control < controls; ++control) {
                const auto chosen = ways.at(control);
                int changed = 0;
                for (std::size_t r = 0; r < regions; ++r) {
                    QVERIFY(chosen[r] >= 0 && chosen[r] <= noiseCategory);
                    changed += chosen[r] - before[r];
                }
                QCOMPARE(changed, 1);
                QCOMPARE(chosen[ways.balance(control - 1)], before[ways.balance(control - 1)] + 1);
                QVERIFY(expected(chosen) < expected(before));
                before = chosen;
            }
        }
    }
    void louderRegionsAreFiner() {
        Levels levels;
        for (std::size_t r = 0; r < regions; ++r) levels[r] = 25 - 2 * int(r);
        const auto chosen = Categorization(levels, 420).at(7);
        QVERIFY(std::is_sorted(chosen.begin(), chosen.end()));
        QVERIFY(chosen[0] < chosen[13]);
    }
    void regionsSurviveTheWay() {
        SeededRandom random(9);
        for (int category = 0; category < noiseCategory; ++category) {
            for (int i = 0; i < 200; ++i) {
                const float deviation = deviationOf(int(random.below(30)));
                std::array<float, regionWidth> values;
                for (auto& value : values) {
                    value = deviation * (float(random.below(601)) - 300) / 100;
                }
                const auto coded = encodeRegion(values, category, deviation);
                std::vector<std::uint8_t> octets(40);
                BitWriter out(octets);
                writeRegion(coded, out);
                BitReader in(octets);
                std::array<float, regionWidth> heard{};
                QVERIFY(decodeRegion(in, category, deviation, heard) == RegionRead::Whole);
                QCOMPARE(int(octets.size() * 8 - in.left()), coded.bits);
                for (std::size_t k = 0; k < regionWidth; ++k) {
                    // Rare vectors share the code of a smaller one: never louder, never turned.
                    if (heard[k] != 0) QVERIFY((heard[k] > 0) == (values[k] > 0));
                    const float step = factsOf(category).step * deviation;
                    QVERIFY(std::abs(heard[k]) <= std::abs(values[k]) + step);
                }
            }
        }
        QCOMPARE(encodeRegion(std::array<float, regionWidth>{}, noiseCategory, 1).bits, 0);
    }
    void bitsThatRunOutAreSeen() {
        std::array<float, regionWidth> values;
        values.fill(3);
        const auto coded = encodeRegion(values, 2, 1);
        std::vector<std::uint8_t> octets(std::size_t(coded.bits / 8));
        BitWriter out(octets);
        writeRegion(coded, out);
        octets.pop_back();
        BitReader in(octets);
        std::array<float, regionWidth> heard{};
        QVERIFY(decodeRegion(in, 2, 1, heard) == RegionRead::RanOut);
    }
    void noiseHasTheRightLevelAndSigns() {
        NoiseFill noise;
        std::array<float, regionWidth> values{};
        noise.fill(values, noiseCategory, 100);
        // All four words begin with 1: the first sum is 2, of which only the second bit is set.
        for (std::size_t k = 0; k < 10; ++k) {
            QCOMPARE(values[k] > 0, k == 1);
            QCOMPARE(std::abs(values[k]), 70.7107F);
        }
        // Then 2 + 1 = 3: two bits.
        for (std::size_t k = 10; k < 20; ++k) QCOMPARE(values[k] > 0, k == 10 || k == 11);
        std::array<float, regionWidth> some{};
        some[3] = 500;
        noise.fill(some, 5, 100);
        QCOMPARE(some[3], 500.0F);
        QCOMPARE(std::abs(some[4]), 17.6777F);
        std::array<float, regionWidth> fine{};
        noise.fill(fine, 4, 100);
        QCOMPARE(fine[0], 0.0F);
    }
    void filledUpWithOnes() {
        std::vector<std::uint8_t> octets(3);
        BitWriter out(octets);
        out.write(0, 5);
        out.write(5, 3);
        out.fill();
        QCOMPARE(octets, (std::vector<std::uint8_t>{0x05, 0xFF, 0xFF}));
        // What does not fit is cut off.
        BitWriter small(octets);
        small.write(0xFFFFFFFF, 32);
        QCOMPARE(octets, (std::vector<std::uint8_t>{0xFF, 0xFF, 0xFF}));
    }
};

QTEST_GUILESS_MAIN(G7221PartsTest)
#include "G7221PartsTest.moc"
