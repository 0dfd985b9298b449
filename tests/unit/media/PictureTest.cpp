// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "media/video/PictureScaler.h"
#include "media/video/TestPattern.h"
#include "media/video/Y4mFile.h"

using namespace sidetone;
using namespace sidetone::media;

class PictureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPictureIsBlackAndEven();
    void theNumberIsReadBackInAnySize();
    void aBlackPictureHasNoNumber();
    void scalingCutsInsteadOfStretching();
    void aFileGoesRoundAndRound();
    void headersAreRead();
    void headersThatAreNoneAreRefused();
};

void PictureTest::aPictureIsBlackAndEven() {
    const Picture picture({7, 5});
    QVERIFY((picture.size() == PictureSize{6, 4}));
    QCOMPARE(picture.bytes().size(), std::size_t(36));
    QCOMPARE(int(picture.plane(Plane::Luma)[0]), 16);
    QCOMPARE(int(picture.plane(Plane::Red)[5]), 128);
    QCOMPARE(macroblocks({1280, 720}), 3600);
    QCOMPARE(macroblocks({640, 360}), 920);
}

void PictureTest::theNumberIsReadBackInAnySize() {
    PictureScaler scaler;
    for (const std::uint16_t number : {0, 1, 4711, 65535}) {
        const auto picture = drawTestPicture({1280, 720}, number);
        for (const PictureSize size : {PictureSize{1280, 720}, {512, 288}, {256, 144}, {160, 90}}) {
            QCOMPARE(int(readTestPicture(*scaler.scaled(picture, size)).value_or(1234)),
                     int(number));
        }
    }
}

void PictureTest::aBlackPictureHasNoNumber() {
    QVERIFY(!readTestPicture(Picture({256, 144})));
    Picture grey({256, 144});
    std::ranges::fill(grey.bytes(), std::uint8_t{128});
    QVERIFY(!readTestPicture(grey));
}

void PictureTest::scalingCutsInsteadOfStretching() {
    // White in the middle 16:9 of a 4:3 picture, black above and below.
    auto picture = std::make_shared<Picture>(PictureSize{640, 480});
    auto luma = picture->plane(Plane::Luma);
    for (std::size_t y = 60; y < 420; ++y) {
        std::fill_n(luma.begin() + std::ptrdiff_t(y * 640), 640, std::uint8_t{235});
    }
    PictureScaler scaler;
    const auto wide = scaler.scaled(picture, {256, 144});
    for (const auto value : wide->plane(Plane::Luma)) QVERIFY(value > 200);
    QVERIFY(scaler.scaled(picture, {640, 480}) == picture);
}

void PictureTest::aFileGoesRoundAndRound() {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("a.y4m")).toStdString();
    {
        auto writer = Y4mWriter::create(path, {320, 180}, 30);
        QVERIFY(writer);
        // The second one is scaled.
        (*writer)->show(drawTestPicture({320, 180}, 100));
        (*writer)->show(drawTestPicture({1280, 720}, 101));
    }
    auto source = Y4mSource::open(path);
    QVERIFY(source);
    QVERIFY(((*source)->header().size == PictureSize{320, 180}));
    for (const int expected : {100, 101, 100, 101, 100}) {
        const auto picture = (*source)->next({256, 144});
        QVERIFY(picture != nullptr);
        QCOMPARE(int(readTestPicture(*picture).value_or(0)), expected);
    }
    QVERIFY(!Y4mSource::open(path + "-not-there"));
    std::ofstream(path) << "YUV4MPEG2 W320 H180 F30:1\nFRAME\nshort";
    QVERIFY(!Y4mSource::open(path));
    QVERIFY(!Y4mWriter::create("/nowhere/at/all.y4m", {320, 180}, 30));
}

void PictureTest::headersAreRead() {
    const auto header = parseY4mHeader("YUV4MPEG2 W640 H360 F30000:1001 Ip A1:1 C420mpeg2 XYSCSS");
    QVERIFY(header);
    QVERIFY((header->size == PictureSize{640, 360}));
    QCOMPARE(header->framesPerSecond, 30);
}

void PictureTest::headersThatAreNoneAreRefused() {
    for (const auto* line : {"", "RIFF", "YUV4MPEG2 ", "YUV4MPEG2 W640 F30:1",
                             "YUV4MPEG2 W641 H360 F30:1", "YUV4MPEG2 W640 H360 F30:0",
                             "YUV4MPEG2 W640 H360 F30:1 C444", "YUV4MPEG2 W640 H360 F30:1 It",
                             "YUV4MPEG2 W99999999 H360 F30:1", "YUV4MPEG2 W-2 H360 F30:1"}) {
        QVERIFY2(!parseY4mHeader(line), line);
    }
}

QTEST_GUILESS_MAIN(PictureTest)
#include "PictureTest.moc"
