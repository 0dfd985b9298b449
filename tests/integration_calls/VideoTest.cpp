// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Phone.h"
#include "Rows.h"
#include "media/rate/ladder.h"
#include "media/video/TestPattern.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;
using telephony::OwnVideo;

ROWS("VID-01", "VID-02", "VID-03", "VID-06", "RATE-05", "QOS-02");

namespace {

struct Moments {
    double mean = 0, variance = 0;
};

/// How alike the brightness of two pictures of one size is: the mean of the structural similarity
/// of blocks of 8x8 (Wang and others, 2004); 1 where they are the same.
double similarity(const media::Picture& a, const media::Picture& b) {
    constexpr int block = 8;
    constexpr double count = block * block;
    const auto first = a.plane(media::Plane::Luma);
    const auto second = b.plane(media::Plane::Luma);
    const auto [width, height] = a.size();
    double sum = 0;
    int blocks = 0;
    for (int top = 0; top + block <= height; top += block) {
        for (int left = 0; left + block <= width; left += block, ++blocks) {
            Moments x, y;
            double both = 0;
            for (int i = 0; i < block * block; ++i) {
                const auto at =
                    static_cast<std::size_t>((top + i / block) * width + left + i % block);
                x.mean += first[at] / count;
                y.mean += second[at] / count;
                x.variance += first[at] * first[at] / count;
                y.variance += second[at] * second[at] / count;
                both += first[at] * second[at] / count;
            }
            x.variance -= x.mean * x.mean;
            y.variance -= y.mean * y.mean;
            both -= x.mean * y.mean;
            constexpr double c1 = 6.5025;
            constexpr double c2 = 58.5225;
            sum += (2 * x.mean * y.mean + c1) * (2 * both + c2) /
                   ((x.mean * x.mean + y.mean * y.mean + c1) * (x.variance + y.variance + c2));
        }
    }
    return sum / blocks;
}

}  // namespace

/// Two softphones with a picture call each other by the office's Kamailio over TLS. Each sends a
/// pattern with a number, and reads the other's number out of what it shows.
class VideoTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;

    using Change = std::function<void(telephony::LineSettings&)>;
    [[nodiscard]] bool startPhones(Phone::Video ben, const Change& change = {}) {
        anna_ = std::make_unique<Phone>(office_, 600, Phone::Video::SendAndReceive);
        ben_ = std::make_unique<Phone>(office_, 1000, ben);
        auto annas = Phone::lineOf(office_, 1);
        auto bens = Phone::lineOf(office_, 2);
        if (change) change(annas);
        if (change) change(bens);
        if (!(*anna_)->start(annas) || !(*ben_)->start(bens)) return false;
        return QTest::qWaitFor([&] { return anna_->isRegistered() && ben_->isRegistered(); },
                               patience);
    }
    [[nodiscard]] bool connect() {
        if (!(*anna_)->dial("ben")) return false;
        if (!QTest::qWaitFor([&] { return ben_->state() == CallState::Incoming; }, patience)) {
            return false;
        }
        if (!(*ben_)->answer(ben_->newest().id)) return false;
        return QTest::qWaitFor(
            [&] {
                return anna_->state() == CallState::Connected &&
                       ben_->state() == CallState::Connected;
            },
            patience);
    }
    /// The number goes up.
    [[nodiscard]] static bool sees(const Phone& phone) {
        std::optional<int> first;
        return QTest::qWaitFor(
            [&] {
                const auto now = phone.sees();
                if (!first) first = now;
                return now && *now > *first;
            },
            patience);
    }
    [[nodiscard]] static const telephony::VideoState& video(Phone& phone) {
        static telephony::VideoState state;
        state = phone.newest().video;
        return state;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }
    void cleanup() {
        anna_.reset();
        ben_.reset();
    }
    void bothSeeEachOther();
    void videoGoesOffAndOn();
    void holdShowsNothing();
    void whoHasNoVideoGetsSound();
    void whoHasNoCameraSees();
    void theRegionsMaximumIsKept();
    void theRegionsMaximumChoosesTheSize_data();
    void theRegionsMaximumChoosesTheSize();
};

void VideoTest::bothSeeEachOther() {
    QVERIFY(startPhones(Phone::Video::SendAndReceive));
    QVERIFY(connect());
    for (auto* phone : {anna_.get(), ben_.get()}) {
        QTRY_VERIFY_WITH_TIMEOUT(video(*phone).sending && video(*phone).receiving, patience);
        QVERIFY(sees(*phone));
        QTRY_VERIFY_WITH_TIMEOUT(video(*phone).statistics.picturesShown > 30, patience);
        const auto call = phone->newest();
        QVERIFY(call.protection == telephony::MediaProtection::Srtp);
        QVERIFY(call.video.statistics.localPort >= 24576);
        QVERIFY(call.video.statistics.localPort <= 32766);
        QVERIFY(call.statistics.localPort >= 16384 && call.statistics.localPort <= 24574);
    }
    QVERIFY(QTest::qWaitFor([&] { return anna_->hears(1000) && ben_->hears(600); }, patience));
    // It starts low and gets clear.
    QTRY_VERIFY_WITH_TIMEOUT(video(*anna_).statistics.receivedWidth >= 768, patience);
    QVERIFY((*ben_)->hangUp(ben_->newest().id));
    QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
}

void VideoTest::videoGoesOffAndOn() {
    QVERIFY(startPhones(Phone::Video::SendAndReceive,
                        [](telephony::LineSettings& line) { line.startsWithVideo = false; }));
    QVERIFY(connect());
    QVERIFY(!video(*anna_).sending && !video(*ben_).sending);
    // Whoever called shows herself first, then whoever was called.
    QVERIFY((*anna_)->setVideo(anna_->newest().id, OwnVideo::On));
    QTRY_VERIFY_WITH_TIMEOUT(video(*anna_).sending && video(*ben_).receiving, patience);
    QVERIFY(sees(*ben_));
    QVERIFY(!video(*anna_).receiving);
    QVERIFY((*ben_)->setVideo(ben_->newest().id, OwnVideo::On));
    QTRY_VERIFY_WITH_TIMEOUT(video(*ben_).sending && video(*anna_).receiving, patience);
    QVERIFY(sees(*anna_));
    QVERIFY(sees(*ben_));
    // And off again.
    QVERIFY((*anna_)->setVideo(anna_->newest().id, OwnVideo::Off));
    QTRY_VERIFY_WITH_TIMEOUT(!video(*anna_).sending && !video(*ben_).receiving, patience);
    QTRY_COMPARE_WITH_TIMEOUT(video(*ben_).statistics.receivedBits, 0, patience);
    QVERIFY(sees(*anna_));
    QVERIFY((*anna_)->setVideo(anna_->newest().id, OwnVideo::On));
    QTRY_VERIFY_WITH_TIMEOUT(video(*anna_).sending, patience);
    QVERIFY(sees(*ben_));
    QVERIFY(anna_->hears(1000) && ben_->hears(600));
}

void VideoTest::holdShowsNothing() {
    QVERIFY(startPhones(Phone::Video::SendAndReceive));
    QVERIFY(connect());
    QVERIFY(sees(*anna_) && sees(*ben_));
    QVERIFY((*anna_)->hold(anna_->newest().id));
    QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::HeldThere, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!video(*anna_).sending && !video(*ben_).sending, patience);
    for (auto* phone : {anna_.get(), ben_.get()}) {
        QTRY_COMPARE_WITH_TIMEOUT(video(*phone).statistics.receivedBits, 0, patience);
    }
    QVERIFY((*anna_)->resume(anna_->newest().id));
    QTRY_VERIFY_WITH_TIMEOUT(ben_->state() == CallState::Connected, patience);
    QVERIFY(sees(*anna_) && sees(*ben_));
}

void VideoTest::whoHasNoVideoGetsSound() {
    QVERIFY(startPhones(Phone::Video::None));
    QVERIFY(connect());
    QVERIFY(QTest::qWaitFor([&] { return anna_->hears(1000) && ben_->hears(600); }, patience));
    QVERIFY(!video(*anna_).agreed && !video(*ben_).possible);
    QVERIFY(!(*ben_)->setVideo(ben_->newest().id, OwnVideo::On));
    // A section that was refused keeps its place through hold and back.
    QVERIFY((*ben_)->hold(ben_->newest().id));
    QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::HeldThere, patience);
    QVERIFY((*ben_)->resume(ben_->newest().id));
    QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
    QVERIFY(QTest::qWaitFor([&] { return anna_->hears(1000); }, patience));
}

void VideoTest::whoHasNoCameraSees() {
    QVERIFY(startPhones(Phone::Video::ReceiveOnly));
    QVERIFY(connect());
    QVERIFY(sees(*ben_));
    QVERIFY(!video(*ben_).sending && !video(*anna_).receiving);
    QVERIFY(!(*ben_)->setVideo(ben_->newest().id, OwnVideo::On));
}

void VideoTest::theRegionsMaximumIsKept() {
    // 384 kbit/s for the call: sound takes 64, the picture has 320 of payload.
    QVERIFY(startPhones(Phone::Video::SendAndReceive,
                        [](telephony::LineSettings& line) { line.mostCallBits = 384'000; }));
    QVERIFY(connect());
    QTRY_VERIFY_WITH_TIMEOUT(video(*anna_).statistics.receivedWidth == 512, patience);
    QVERIFY(sees(*anna_));
    // Thirty pictures a second come, and look like those that were taken.
    QTRY_VERIFY_WITH_TIMEOUT(video(*anna_).statistics.receivedFrames >= 29, patience);
    std::optional<double> alike;
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            const auto shown = anna_->shown();
            const auto number = shown ? media::readTestPicture(*shown) : std::nullopt;
            if (!number) return false;
            alike = similarity(*shown, *media::drawTestPicture(media::defaultPictureSize, *number));
            return true;
        }(),
        patience);
    qInfo("SSIM %.3f at %d bit/s", *alike, video(*ben_).statistics.sentBits);
    QVERIFY(*alike > 0.95);
    for (int i = 0; i < 3; ++i) {
        const auto shown = video(*anna_).statistics.picturesShown;
        QTRY_VERIFY_WITH_TIMEOUT(video(*anna_).statistics.picturesShown > shown, patience);
        QVERIFY(video(*anna_).statistics.sentBits < 320'000 + 2 * 30 * 50 * 8);
        QVERIFY(video(*anna_).statistics.sentWidth <= 512);
    }
}

/// High definition needs more than 1024 kbit/s.
void VideoTest::theRegionsMaximumChoosesTheSize_data() {
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("200 kbit/s, w144p") << 200'000 << 256 << 144;
    QTest::newRow("384 kbit/s, w288p") << 384'000 << 512 << 288;
    QTest::newRow("700 kbit/s, w448p") << 700'000 << 768 << 448;
    QTest::newRow("1024 kbit/s, w576p") << 1'024'000 << 1024 << 576;
    QTest::newRow("2000 kbit/s, 720p") << 2'000'000 << 1280 << 720;
}

void VideoTest::theRegionsMaximumChoosesTheSize() {
    QFETCH(int, most);
    QFETCH(int, width);
    QFETCH(int, height);
    QVERIFY(startPhones(Phone::Video::ReceiveOnly,
                        [&](telephony::LineSettings& line) { line.mostCallBits = most; }));
    QVERIFY(connect());
    QTRY_VERIFY_WITH_TIMEOUT(video(*ben_).statistics.receivedWidth >= width, patience);
    // And stays there.
    const auto shown = video(*ben_).statistics.picturesShown;
    int largest = 0;
    QTRY_VERIFY_WITH_TIMEOUT((largest = std::max(largest, video(*ben_).statistics.receivedWidth),
                              video(*ben_).statistics.picturesShown > shown + 60 &&
                                  video(*ben_).statistics.receivedWidth == width),
                             patience);
    QCOMPARE(largest, width);
    const auto received = video(*ben_).statistics;
    QCOMPARE(received.receivedHeight, height);
    qInfo("%d x %d, %d a second, %d bit/s with all headers", width, height, received.receivedFrames,
          received.receivedBits);
    QVERIFY(video(*anna_).statistics.sentBits < most);
    // However large it comes, it is seen in the size of the window, and can be read.
    const auto picture = ben_->shown();
    QVERIFY(picture && picture->size() == media::defaultPictureSize);
    QVERIFY(sees(*ben_));
}

QTEST_GUILESS_MAIN(VideoTest)
#include "VideoTest.moc"
