// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "media/rate/allocation.h"
#include "media/rate/ladder.h"

using namespace sidetone;
using namespace sidetone::media;

namespace {

constexpr int g711 = 80'000;

core::Instant at(int milliseconds) {
    return core::Instant(std::chrono::milliseconds(milliseconds));
}

/// A rate from one time to another, asked ten times a second.
std::size_t hold(StepSelector& selector, int bits, int from, int to) {
    for (int time = from; time < to; time += 100)
        static_cast<void>(selector.choose(bits, at(time)));
    return selector.step();
}

}  // namespace

class VideoRateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLadderIsTheChapters();
    void expectationsOfTheChapter_data();
    void expectationsOfTheChapter();
    void theRegionsMaximumIsDivided();
    void presentationRates();
    void headersAreTakenOff();
    void itStartsLowAndGetsClear();
    void itStepsDownAndWaits();
    void itDoesNotFlicker();
    void limitsOfTheOtherSideAreKept();
};

void VideoRateTest::theLadderIsTheChapters() {
    struct Row {
        const char* name;
        int width, height, bits;
    };
    const Row rows[] = {{"w144p", 256, 144, 156'000},
                        {"w288p", 512, 288, 320'000},
                        {"w448p", 768, 448, 570'000},
                        {"w576p", 1024, 576, 890'000},
                        {"720p", 1280, 720, 1'300'000}};
    QCOMPARE(videoLadder().size(), std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        const auto& step = videoLadder()[i];
        QCOMPARE(std::string(step.name), std::string(rows[i].name));
        QVERIFY((step.size == PictureSize{rows[i].width, rows[i].height}));
        QCOMPARE(step.wireBitsWithG711, rows[i].bits);
        QCOMPARE(step.wireBits, rows[i].bits - g711);
        QCOMPARE(step.framesPerSecond, 30);
    }
    QVERIFY(videoLadder()[1].size == defaultPictureSize);
}

void VideoRateTest::expectationsOfTheChapter_data() {
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("alone");        // step, -1: none
    QTest::addColumn<int>("beside");       // step beside a presentation
    QTest::addColumn<int>("framesAlone");  // of a 1280x800 presentation
    QTest::addColumn<int>("framesBeside");
    QTest::newRow("125") << 125'000 << -1 << -1 << 0 << 0;
    QTest::newRow("384") << 384'000 << 1 << 0 << 6 << 3;
    QTest::newRow("1000") << 1'000'000 << 3 << 1 << 8 << 8;
    QTest::newRow("2000") << 2'000'000 << 4 << 3 << 8 << 8;
}

void VideoRateTest::expectationsOfTheChapter() {
    QFETCH(int, line);
    QFETCH(int, alone);
    QFETCH(int, beside);
    QFETCH(int, framesAlone);
    QFETCH(int, framesBeside);
    const auto only = divideBits(line, g711, Presentation::None);
    const auto both = divideBits(line, g711, Presentation::Shared);
    const auto stepOf = [](int bits) {
        const auto step = stepWithin(bits);
        return step ? static_cast<int>(*step) : -1;
    };
    QCOMPARE(stepOf(only.main), alone);
    QCOMPARE(stepOf(both.main), beside);
    QCOMPARE(presentationFrames({1280, 800}, only.main), framesAlone);
    QCOMPARE(presentationFrames({1280, 800}, both.presentation), framesBeside);
}

void VideoRateTest::theRegionsMaximumIsDivided() {
    QVERIFY((divideBits(384'000, 64'000, Presentation::None) == VideoShares{320'000, 0}));
    QVERIFY((divideBits(384'000, 64'000, Presentation::Shared) == VideoShares{160'000, 160'000}));
    QVERIFY((divideBits(64'000, 64'000, Presentation::Shared) == VideoShares{0, 0}));
    QVERIFY((divideBits(32'000, 64'000, Presentation::None) == VideoShares{0, 0}));
}

void VideoRateTest::presentationRates() {
    struct Row {
        PictureSize size;
        int atTwo, atEight;
    };
    const Row rows[] = {{{720, 480}, 41'000, 164'000},
                        {{704, 576}, 47'000, 188'000},
                        {{1024, 768}, 80'000, 320'000},
                        {{1280, 720}, 91'000, 364'000},
                        {{1280, 800}, 100'000, 400'000}};
    for (const auto& row : rows) {
        QCOMPARE(presentationFrames(row.size, row.atTwo), 2);
        QCOMPARE(presentationFrames(row.size, row.atTwo - 1000), 0);
        QCOMPARE(presentationFrames(row.size, row.atEight), 8);
        QCOMPARE(presentationFrames(row.size, row.atEight - 1000), 7);
        QCOMPARE(presentationFrames(row.size, 9'000'000), 8);
    }
    QCOMPARE(presentationFrames({640, 480}, 41'000), 2);
    QCOMPARE(presentationFrames({1920, 1080}, 100'000), 2);
}

void VideoRateTest::headersAreTakenOff() {
    // 76 kbit/s at 30 pictures a second: one packet each.
    QCOMPARE(streamBits(76'000, 30, 1180), 76'000 - 30 * 320);
    // 1220 kbit/s: 5083 octets a picture in five packets.
    QCOMPARE(streamBits(1'220'000, 30, 1180), 1'220'000 - 30 * 5 * 320);
    QCOMPARE(streamBits(5'000, 30, 1180), 0);
}

void VideoRateTest::itStartsLowAndGetsClear() {
    StepSelector selector;
    QCOMPARE(selector.choose(2'000'000, at(0)), std::size_t(0));
    QCOMPARE(hold(selector, 2'000'000, 100, 400), std::size_t(0));
    // Straight to the top: there is room for it.
    QCOMPARE(hold(selector, 2'000'000, 400, 700), std::size_t(4));
}

void VideoRateTest::itStepsDownAndWaits() {
    StepSelector selector(4);
    QCOMPARE(hold(selector, 500'000, 0, 400), std::size_t(4));
    QCOMPARE(hold(selector, 500'000, 400, 700), std::size_t(2));
    // After that, three seconds of room are wanted.
    QCOMPARE(hold(selector, 2'000'000, 1000, 3500), std::size_t(2));
    QCOMPARE(hold(selector, 2'000'000, 3500, 4200), std::size_t(4));
}

void VideoRateTest::itDoesNotFlicker() {
    StepSelector selector(1);
    // Between 0.9 of this step and 1.1 of the next nothing moves.
    QCOMPARE(hold(selector, 217'000, 0, 10'000), std::size_t(1));
    QCOMPARE(hold(selector, 530'000, 10'000, 20'000), std::size_t(1));
    // A short dip does not count.
    for (int time = 20'000; time < 30'000; time += 100) {
        static_cast<void>(selector.choose(time % 500 == 0 ? 500'000 : 100'000, at(time)));
    }
    QCOMPARE(selector.step(), std::size_t(1));
}

void VideoRateTest::limitsOfTheOtherSideAreKept() {
    // Level 2.1: 792 macroblocks, 19,800 a second: w288p at 30.
    const PictureLimits level21{792, 19'800};
    QCOMPARE(framesWithin(videoLadder()[1], level21), 30);
    QCOMPARE(framesWithin(videoLadder()[2], level21), 0);
    QCOMPARE(framesWithin(videoLadder()[1], {792, 11'880}), 20);
    QCOMPARE(framesWithin(videoLadder()[1], {792, 5'000}), 0);
    StepSelector selector;
    selector.setLimits(level21);
    QCOMPARE(hold(selector, 9'000'000, 0, 10'000), std::size_t(1));
    StepSelector high(4);
    high.setLimits(level21);
    QCOMPARE(high.choose(9'000'000, at(0)), std::size_t(1));
}

QTEST_GUILESS_MAIN(VideoRateTest)
#include "VideoRateTest.moc"
