// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>

#include "Phone.h"
#include "PictureLine.h"
#include "media/video/FileVideoDevices.h"
#include "media/video/TestPattern.h"

using namespace sidetone;
using namespace sidetone::test;
using namespace std::chrono_literals;
using telephony::CallState;

/// Calls with pictures by the office's call server, over a line of the network laboratory that
/// loses packets and breaks. How fast all goes is measured in virtual time (media_VideoStream):
/// here it has to happen, however busy the machine is.
class VideoLineTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 40'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<PictureLine> line_;
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;

    [[nodiscard]] std::unique_ptr<Phone> phone(std::size_t end) {
        auto files = media::FileVideoDevices::create("test", {});
        if (!files) return nullptr;
        return std::make_unique<Phone>(
            office_, 600, Phone::Pictures{std::move(*files), [this, end](auto engine) {
                                              return line_->under(end, std::move(engine));
                                          }});
    }
    /// Anna calls Ben, and both send pictures.
    [[nodiscard]] bool call(const LinkSettings& line, int most) {
        line_ = std::make_unique<PictureLine>(line);
        anna_ = phone(0);
        ben_ = phone(1);
        if (!anna_ || !ben_) return false;
        auto annas = Phone::lineOf(office_, 1);
        auto bensLine = Phone::lineOf(office_, 2);
        annas.mostCallBits = bensLine.mostCallBits = most;
        if (!(*anna_)->start(annas) || !(*ben_)->start(bensLine)) return false;
        if (!QTest::qWaitFor([&] { return anna_->isRegistered() && ben_->isRegistered(); },
                             patience) ||
            !(*anna_)->dial("ben") ||
            !QTest::qWaitFor([&] { return ben_->state() == CallState::Incoming; }, patience) ||
            !(*ben_)->answer(ben_->newest().id)) {
            return false;
        }
        return QTest::qWaitFor([&] { return anna_->state() == CallState::Connected; }, patience);
    }
    [[nodiscard]] static media::PicturePointer shown(Phone& phone) {
        const auto views = phone->pictures(phone.newest().id);
        return views.remote ? views.remote->newest() : nullptr;
    }
    /// So many further pictures are shown, so whole that their numbers can be read.
    [[nodiscard]] static bool goesOn(Phone& phone, std::size_t pictures) {
        std::set<int> numbers;
        return QTest::qWaitFor(
            [&] {
                const auto picture = shown(phone);
                const auto number = picture ? media::readTestPicture(*picture) : std::nullopt;
                if (number) numbers.insert(*number);
                return numbers.size() > pictures;
            },
            patience);
    }
    [[nodiscard]] static telephony::VideoStatistics figures(const Phone& phone) {
        return phone.newest().video.statistics;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }
    void cleanup() {
        anna_.reset();
        ben_.reset();
        line_.reset();
    }
    void survivesLossesAndABreak();
};

void VideoLineTest::survivesLossesAndABreak() {
    LinkSettings bad;
    bad.delay = 50ms;
    bad.toBad = 0.02;
    bad.toGood = 0.3;
    bad.lossInBad = 0.5;
    QVERIFY(call(bad, 384'000));
    for (auto* phone : {anna_.get(), ben_.get()}) QVERIFY(goesOn(*phone, 90));
    // What was lost came when it was asked for.
    QTRY_VERIFY_WITH_TIMEOUT(
        figures(*anna_).packetsSentAgain > 0 && figures(*ben_).packetsSentAgain > 0, patience);
    // Nothing at all comes through, until that is seen.
    auto broken = bad;
    broken.lossInGood = broken.lossInBad = 1;
    line_->set(broken);
    for (auto* phone : {anna_.get(), ben_.get()}) {
        QTRY_COMPARE_WITH_TIMEOUT(figures(*phone).receivedBits, 0, patience);
    }
    line_->set(bad);
    for (auto* phone : {anna_.get(), ben_.get()}) {
        QVERIFY(goesOn(*phone, 60));
        QVERIFY(phone->newest().video.trouble.empty());
    }
    qInfo(
        "Ben: %d packets lost, %d sent again by Anna, %d key pictures asked, %d of %d pictures "
        "damaged",
        int(figures(*ben_).packetsLost), int(figures(*anna_).packetsSentAgain),
        int(figures(*ben_).keyPicturesAsked), int(figures(*ben_).picturesDamaged),
        int(figures(*ben_).picturesShown));
}

QTEST_GUILESS_MAIN(VideoLineTest)
#include "VideoLineTest.moc"
