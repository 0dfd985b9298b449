// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <deque>

#include "FilmedPerson.h"
#include "PlainCoder.h"
#include "Rows.h"
#include "StreamPair.h"
#include "VideoPair.h"
#include "VisualFidelity.h"
#include "media/rate/ladder.h"

using namespace sidetone;
using namespace sidetone::media;
using core::Milliseconds;
using sidetone::test::FilmedPerson;
using sidetone::test::StreamPair;
using sidetone::test::structuralSimilarity;
using sidetone::test::VideoPair;
using sidetone::test::visualFidelity;

ROWS("RATE-03");

namespace {

constexpr int seconds = 4;
constexpr int lookEach = 30;  ///< at each thirtieth picture

/// Bit/s that a call's G.711 takes one way, with the headers of RTP, UDP and IPv4.
double bitsOfG711() {
    StreamPair pair(AudioCodecKind::Pcmu, std::nullopt);
    pair.run(1000);
    pair.side[0].sent.clear();
    pair.run(seconds * 1000);
    std::size_t octets = 0;
    for (const auto& packet : pair.side[0].sent) octets += packet.size() + 28;
    return static_cast<double>(octets) * 8 / seconds;
}

struct Measured {
    double bits = 0;        ///< a second on the wire, with all headers and reports
    double similarity = 0;  ///< mean of what was looked at
    double worst = 1;
    double fidelity = 0;  ///< mean of what was looked at
    int pictures = 0;     ///< shown in that time
    int otherSizes = 0;
    std::uint64_t damaged = 0;
};

/// A filmed person from one side to the other, at one step of the ladder, after it has settled.
Measured watch(const LadderStep& step, H264Profile profile) {
    VideoPair pair(1'600'000);
    auto& wanted = pair.sides[0].parameters.send;
    const int blocks = macroblocks(step.size);
    wanted.profile = profile;
    wanted.limits = {blocks, blocks * step.framesPerSecond};
    pair.oneWay();
    FilmedPerson person(step.size);
    std::deque<PicturePointer> filmed;
    pair.sides[0].coder.film = [&](const PictureSize& size, std::uint16_t number) {
        // Smaller ones come before the call has got clear.
        if (size != step.size) return drawTestPicture(size, number);
        filmed.push_back(person.picture(number));
        return filmed.back();
    };
    Measured out;
    bool looks = false;
    pair.sides[1].coder.seen = [&](const Picture& picture) {
        if (picture.size() != step.size) {
            if (looks) ++out.otherSizes;
            return;
        }
        const auto source = filmed.front();
        filmed.pop_front();
        if (!looks || out.pictures++ % lookEach != 0) return;
        const double similarity = structuralSimilarity(*source, picture);
        out.similarity += similarity;
        out.worst = std::min(out.worst, similarity);
        out.fidelity += visualFidelity(*source, picture);
    };
    pair.configure();
    pair.run(Milliseconds(2000));
    looks = true;
    const auto before = pair.sides[0].out.octets;
    const auto damaged = pair.sides[1].statistics.picturesDamaged;
    pair.run(Milliseconds(seconds * 1000));
    out.bits = static_cast<double>(pair.sides[0].out.octets - before) * 8 / seconds;
    const int looked = (out.pictures + lookEach - 1) / lookEach;
    out.similarity /= looked;
    out.fidelity /= looked;
    out.damaged = pair.sides[1].statistics.picturesDamaged - damaged;
    return out;
}

/// What x264 by itself makes of the same person with all bits of the row's picture, headers or not.
struct Plain {
    double similarity = 0;
    double fidelity = 0;
};

Plain codePlainly(const LadderStep& step, H264Profile profile) {
    FilmedPerson person(step.size);
    std::vector<PicturePointer> film;
    for (std::uint16_t number = 0; number < 60; ++number) film.push_back(person.picture(number));
    const auto shown = sidetone::test::codedPlainly(
        film, step.wireBits, profile == H264Profile::High ? "high" : "baseline");
    Plain out;
    for (const std::size_t place : {std::size_t(29), std::size_t(59)}) {
        out.similarity += structuralSimilarity(*film[place], *shown[place]) / 2;
        out.fidelity += visualFidelity(*film[place], *shown[place]) / 2;
    }
    return out;
}

}  // namespace

/// The chapter's table of Video Bit Rates for Desktop Clients, with the real coder, packets and
/// reports in virtual time.
class VideoTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSizeAtNoMoreThanItsRate_data();
    void theSizeAtNoMoreThanItsRate();
    void theMeasureTellsPicturesApart();
};

void VideoTableTest::theSizeAtNoMoreThanItsRate_data() {
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("kilobits");
    QTest::addColumn<double>("similarity");
    QTest::addColumn<bool>("high");
    QTest::newRow("w144p") << 0 << 256 << 144 << 156 << 0.94 << false;
    QTest::newRow("w288p") << 1 << 512 << 288 << 320 << 0.96 << false;
    QTest::newRow("w448p") << 2 << 768 << 448 << 570 << 0.97 << false;
    QTest::newRow("w576p") << 3 << 1024 << 576 << 890 << 0.97 << false;
    QTest::newRow("720p") << 4 << 1280 << 720 << 1300 << 0.97 << false;
    QTest::newRow("w144p, high") << 0 << 256 << 144 << 156 << 0.94 << true;
    QTest::newRow("w288p, high") << 1 << 512 << 288 << 320 << 0.96 << true;
}

/// In constrained baseline, which every peer takes, as in the high profile: thirty whole pictures a
/// second of the table's size that look like what was filmed, and together with G.711 no more bits
/// than the table's.
void VideoTableTest::theSizeAtNoMoreThanItsRate() {
    QFETCH(int, step);
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, kilobits);
    QFETCH(double, similarity);
    QFETCH(bool, high);
    const auto& rung = videoLadder()[static_cast<std::size_t>(step)];
    QVERIFY((rung.size == PictureSize{width, height}));
    const auto profile = high ? H264Profile::High : H264Profile::ConstrainedBaseline;
    const auto measured = watch(rung, profile);
    const auto plain = codePlainly(rung, profile);
    const double bits = measured.bits + bitsOfG711();
    const auto told =
        QStringLiteral(
            "%1 kbit/s, SSIM %2, at least %3, VIF %4, %5 pictures; x264: SSIM %6, VIF %7")
            .arg(bits / 1000)
            .arg(measured.similarity)
            .arg(measured.worst)
            .arg(measured.fidelity)
            .arg(measured.pictures)
            .arg(plain.similarity)
            .arg(plain.fidelity);
    qInfo("%s", qPrintable(told));
    QVERIFY2(bits > kilobits * 800.0, qPrintable(told));
    QVERIFY2(bits <= kilobits * 1000.0, qPrintable(told));
    QVERIFY2(measured.pictures >= seconds * 30 - 2, qPrintable(told));
    QCOMPARE(measured.otherSizes, 0);
    QCOMPARE(measured.damaged, std::uint64_t(0));
    QVERIFY2(measured.similarity >= similarity, qPrintable(told));
    // Packets, and a line that is never overrun, cost little of what can be seen.
    QVERIFY2(measured.similarity >= plain.similarity - 0.02, qPrintable(told));
    QVERIFY2(measured.fidelity >= plain.fidelity * 0.85, qPrintable(told));
}

/// The same picture is 1; another moment of the person is less than what the larger sizes must
/// reach, although the room stands still; black is nothing like it.
void VideoTableTest::theMeasureTellsPicturesApart() {
    FilmedPerson person({512, 288});
    const auto one = person.picture(10);
    QVERIFY(structuralSimilarity(*one, *one) > 0.9999);
    const double later = structuralSimilarity(*one, *person.picture(30));
    QVERIFY2(later < 0.95, qPrintable(QString::number(later)));
    QVERIFY(structuralSimilarity(*one, Picture({512, 288})) < 0.5);
    QVERIFY(visualFidelity(*one, *one) > 0.9999);
    QVERIFY(visualFidelity(*one, *person.picture(30)) < 0.9);
    QVERIFY(visualFidelity(*one, Picture({512, 288})) < 0.01);
}

QTEST_GUILESS_MAIN(VideoTableTest)
#include "VideoTableTest.moc"
