// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <deque>

#include "FilmedPerson.h"
#include "StreamPair.h"
#include "VideoPair.h"
#include "media/rate/ladder.h"

using namespace sidetone;
using namespace sidetone::media;
using core::Milliseconds;
using sidetone::test::FilmedPerson;
using sidetone::test::StreamPair;
using sidetone::test::structuralSimilarity;
using sidetone::test::VideoPair;

namespace {

constexpr int seconds = 4;

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
    int pictures = 0;  ///< shown in that time
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
        if (!looks || out.pictures++ % 15 != 0) return;
        const double similarity = structuralSimilarity(*source, picture);
        out.similarity += similarity;
        out.worst = std::min(out.worst, similarity);
    };
    pair.configure();
    pair.run(Milliseconds(2000));
    looks = true;
    const auto before = pair.sides[0].out.octets;
    const auto damaged = pair.sides[1].statistics.picturesDamaged;
    pair.run(Milliseconds(seconds * 1000));
    out.bits = static_cast<double>(pair.sides[0].out.octets - before) * 8 / seconds;
    out.similarity /= (out.pictures + 14) / 15;
    out.damaged = pair.sides[1].statistics.picturesDamaged - damaged;
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
    QTest::newRow("720p, high") << 4 << 1280 << 720 << 1300 << 0.97 << true;
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
    const auto measured = watch(rung, high ? H264Profile::High : H264Profile::ConstrainedBaseline);
    const double bits = measured.bits + bitsOfG711();
    const auto told = QStringLiteral("%1 kbit/s, SSIM %2, at least %3, %4 pictures")
                          .arg(bits / 1000)
                          .arg(measured.similarity)
                          .arg(measured.worst)
                          .arg(measured.pictures);
    qInfo("%s", qPrintable(told));
    QVERIFY2(bits > kilobits * 800.0, qPrintable(told));
    QVERIFY2(bits <= kilobits * 1000.0, qPrintable(told));
    QVERIFY2(measured.pictures >= seconds * 30 - 2, qPrintable(told));
    QCOMPARE(measured.otherSizes, 0);
    QCOMPARE(measured.damaged, std::uint64_t(0));
    QVERIFY2(measured.similarity >= similarity, qPrintable(told));
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
}

QTEST_GUILESS_MAIN(VideoTableTest)
#include "VideoTableTest.moc"
