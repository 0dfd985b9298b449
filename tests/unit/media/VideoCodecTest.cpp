// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <numeric>

#include "core/Random.h"
#include "media/codecs/video/H264Decoder.h"
#include "media/codecs/video/H264Encoder.h"
#include "media/video/PictureScaler.h"
#include "media/video/TestPattern.h"

using namespace sidetone;
using namespace sidetone::media;

namespace {

std::size_t octetsOf(const EncodedPicture& picture) {
    std::size_t sum = 0;
    for (const auto& unit : picture.units) sum += unit.size();
    return sum;
}

H264Settings settingsFor(PictureSize size, int bits) {
    H264Settings settings;
    settings.size = size;
    settings.bitsPerSecond = bits;
    return settings;
}

}  // namespace

class VideoCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNumberComesBackAtEveryRung_data();
    void theNumberComesBackAtEveryRung();
    void theRateIsAHardCap();
    void noUnitIsLargerThanAPacket();
    void rateAndSizeChangeOnTheWay();
    void aKeyPictureComesOnDemand();
    void theProfileIsWhatWasAskedFor();
    void nothingIsShownBeforeAKeyPicture();
    void damageIsToldAndConcealed();
    void nonsenseDoesNoHarm();
    void settingsThatMakeNoSenseAreRefused();
};

void VideoCodecTest::theNumberComesBackAtEveryRung_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("bits");
    QTest::newRow("w144p") << 256 << 144 << 70000;
    QTest::newRow("w288p") << 512 << 288 << 225000;
    QTest::newRow("w448p") << 768 << 448 << 460000;
    QTest::newRow("w576p") << 1024 << 576 << 770000;
    QTest::newRow("720p") << 1280 << 720 << 1160000;
}

void VideoCodecTest::theNumberComesBackAtEveryRung() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, bits);
    for (const auto profile : {H264Profile::ConstrainedBaseline, H264Profile::High}) {
        auto settings = settingsFor({width, height}, bits);
        settings.profile = profile;
        auto encoder = H264Encoder::create(settings);
        auto decoder = H264Decoder::create();
        QVERIFY(encoder && decoder);
        for (std::uint16_t number = 0; number < 20; ++number) {
            const auto coded = (*encoder)->encode(*drawTestPicture(settings.size, number));
            QCOMPARE(coded.isKey, number == 0);
            const auto decoded = (*decoder)->decode(coded.units);
            QVERIFY(decoded.picture != nullptr);
            QVERIFY(!decoded.isDamaged);
            QVERIFY(decoded.picture->size() == settings.size);
            QCOMPARE(int(readTestPicture(*decoded.picture).value_or(65535)), int(number));
        }
    }
}

void VideoCodecTest::theRateIsAHardCap() {
    // Noise that no encoder can shrink, at 30 pictures a second for three seconds.
    const auto settings = settingsFor({512, 288}, 240000);
    auto encoder = H264Encoder::create(settings);
    QVERIFY(encoder);
    core::SeededRandom random(7);
    std::vector<std::size_t> octets;
    for (int i = 0; i < 90; ++i) {
        Picture noise(settings.size);
        for (auto& value : noise.bytes()) value = static_cast<std::uint8_t>(random.below(220) + 16);
        octets.push_back(octetsOf((*encoder)->encode(noise)));
    }
    // What the buffer holds may come on top once: a third of a second.
    const auto sum = std::accumulate(octets.begin(), octets.end(), std::size_t{0});
    QVERIFY2(sum * 8 <= 240000 * 3 + 240000 / 3 + 20000, std::to_string(sum * 8).c_str());
}

void VideoCodecTest::noUnitIsLargerThanAPacket() {
    auto settings = settingsFor({1280, 720}, 3000000);
    settings.largestUnit = 1180;
    auto encoder = H264Encoder::create(settings);
    QVERIFY(encoder);
    core::SeededRandom random(3);
    for (int i = 0; i < 5; ++i) {
        auto picture = *drawTestPicture(settings.size, std::uint16_t(i));
        for (auto& value : picture.bytes()) value ^= std::uint8_t(random.below(32));
        for (const auto& unit : (*encoder)->encode(picture).units) {
            QVERIFY2(unit.size() <= 1180, std::to_string(unit.size()).c_str());
        }
    }
}

void VideoCodecTest::rateAndSizeChangeOnTheWay() {
    auto encoder = H264Encoder::create(settingsFor({512, 288}, 240000));
    auto decoder = H264Decoder::create();
    QVERIFY(encoder && decoder);
    QVERIFY((*encoder)->encode(*drawTestPicture({512, 288}, 0)).isKey);
    // Another rate: no key picture.
    QVERIFY((*encoder)->change(settingsFor({512, 288}, 120000)));
    QVERIFY(!(*encoder)->encode(*drawTestPicture({512, 288}, 1)).isKey);
    // Another size: a key picture, and the decoder follows.
    QVERIFY((*encoder)->change(settingsFor({256, 144}, 76000)));
    const auto coded = (*encoder)->encode(*drawTestPicture({256, 144}, 2));
    QVERIFY(coded.isKey);
    const auto decoded = (*decoder)->decode(coded.units);
    QVERIFY(decoded.picture != nullptr);
    QVERIFY((decoded.picture->size() == PictureSize{256, 144}));
    // A picture of another size than agreed gives nothing.
    QVERIFY((*encoder)->encode(*drawTestPicture({512, 288}, 3)).units.empty());
}

void VideoCodecTest::aKeyPictureComesOnDemand() {
    auto encoder = H264Encoder::create(settingsFor({256, 144}, 76000));
    QVERIFY(encoder);
    QVERIFY((*encoder)->encode(*drawTestPicture({256, 144}, 0)).isKey);
    QVERIFY(!(*encoder)->encode(*drawTestPicture({256, 144}, 1)).isKey);
    (*encoder)->requestKeyPicture();
    const auto key = (*encoder)->encode(*drawTestPicture({256, 144}, 2));
    QVERIFY(key.isKey);
    // It stands alone: parameter sets first.
    QCOMPARE(int(key.units.front()[0] & 31), 7);
    auto decoder = H264Decoder::create();
    QVERIFY((*decoder)->decode(key.units).picture != nullptr);
    QVERIFY(!(*encoder)->encode(*drawTestPicture({256, 144}, 3)).isKey);
}

void VideoCodecTest::theProfileIsWhatWasAskedFor() {
    auto settings = settingsFor({256, 144}, 76000);
    auto baseline = H264Encoder::create(settings);
    settings.profile = H264Profile::High;
    auto high = H264Encoder::create(settings);
    QVERIFY(baseline && high);
    const auto a = (*baseline)->encode(*drawTestPicture({256, 144}, 0)).units.front();
    const auto b = (*high)->encode(*drawTestPicture({256, 144}, 0)).units.front();
    QCOMPARE(int(a[1]), 0x42);
    QVERIFY((a[2] & 0x40U) != 0);  // constrained
    QCOMPARE(int(b[1]), 0x64);
}

void VideoCodecTest::nothingIsShownBeforeAKeyPicture() {
    auto encoder = H264Encoder::create(settingsFor({256, 144}, 76000));
    auto decoder = H264Decoder::create();
    static_cast<void>((*encoder)->encode(*drawTestPicture({256, 144}, 0)));
    const auto later = (*encoder)->encode(*drawTestPicture({256, 144}, 1));
    const auto decoded = (*decoder)->decode(later.units);
    QVERIFY(decoded.picture == nullptr);
    QVERIFY(decoded.isDamaged);
}

void VideoCodecTest::damageIsToldAndConcealed() {
    auto settings = settingsFor({512, 288}, 600000);
    settings.largestUnit = 400;
    auto encoder = H264Encoder::create(settings);
    auto decoder = H264Decoder::create();
    static_cast<void>(
        (*decoder)->decode((*encoder)->encode(*drawTestPicture({512, 288}, 0)).units));
    auto coded = (*encoder)->encode(*drawTestPicture({512, 288}, 30));
    QVERIFY(coded.units.size() > 3);
    coded.units.erase(coded.units.begin() + 1);
    const auto decoded = (*decoder)->decode(coded.units);
    QVERIFY(decoded.isDamaged);
    QVERIFY(decoded.picture != nullptr);
    (*encoder)->requestKeyPicture();
    const auto healed =
        (*decoder)->decode((*encoder)->encode(*drawTestPicture({512, 288}, 31)).units);
    QVERIFY(!healed.isDamaged);
    QCOMPARE(int(readTestPicture(*healed.picture).value_or(0)), 31);
}

void VideoCodecTest::nonsenseDoesNoHarm() {
    auto encoder = H264Encoder::create(settingsFor({256, 144}, 76000));
    auto decoder = H264Decoder::create();
    core::SeededRandom random(11);
    for (int i = 0; i < 300; ++i) {
        auto coded = (*encoder)->encode(*drawTestPicture({256, 144}, std::uint16_t(i)));
        for (auto& unit : coded.units) {
            for (int n = 0; n < 3; ++n) {
                unit[random.below(unit.size())] = static_cast<std::uint8_t>(random.below(256));
            }
            if (random.below(4) == 0) unit.resize(random.below(unit.size()));
        }
        static_cast<void>((*decoder)->decode(coded.units));
    }
    static_cast<void>((*decoder)->decode({}));
    (*encoder)->requestKeyPicture();
    const auto good = (*encoder)->encode(*drawTestPicture({256, 144}, 77));
    static_cast<void>((*decoder)->decode(good.units));
    const auto next = (*encoder)->encode(*drawTestPicture({256, 144}, 78));
    const auto decoded = (*decoder)->decode(next.units);
    QVERIFY(decoded.picture != nullptr);
    QCOMPARE(int(readTestPicture(*decoded.picture).value_or(0)), 78);
}

void VideoCodecTest::settingsThatMakeNoSenseAreRefused() {
    QVERIFY(!H264Encoder::create(settingsFor({0, 0}, 100000)));
    QVERIFY(!H264Encoder::create(settingsFor({255, 144}, 100000)));
    QVERIFY(!H264Encoder::create(settingsFor({256, 144}, 0)));
}

QTEST_GUILESS_MAIN(VideoCodecTest)
#include "VideoCodecTest.moc"
