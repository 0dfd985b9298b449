// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <atomic>

#include "FakeKernel.h"
#include "Phone.h"
#include "media/camera/CameraDevices.h"
#include "media/video/FileVideoDevices.h"
#include "media/video/TestPattern.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;
using telephony::OwnVideo;

namespace {

using Cameras = std::map<std::string, std::shared_ptr<FakeCamera>>;

/// A camera whose pictures have numbers from `first` on.
std::shared_ptr<FakeCamera> camera(const std::string& name, std::uint16_t first) {
    auto made = std::make_shared<FakeCamera>();
    made->card = name;
    made->bus = "usb-" + name;
    made->modes = {{V4L2_PIX_FMT_YUV420, 640, 360, {30}}};
    made->picture = [next = std::make_shared<std::uint16_t>(first)](const v4l2_pix_format& format) {
        const auto picture = media::drawTestPicture(
            {static_cast<int>(format.width), static_cast<int>(format.height)}, (*next)++);
        const auto bytes = picture->bytes();
        return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
    };
    return made;
}

}  // namespace

/// A call by the office's call server, with two cameras that are chosen, taken out and put in
/// again in the midst of it. The kernel is played by the test; all above its system calls is real.
class CameraCallTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    /// Numbers from here on are the second camera's.
    static constexpr int second = 30'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::shared_ptr<Cameras> cameras_ = std::make_shared<Cameras>();
    std::shared_ptr<media::CameraDirectory> directory_;
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<Phone> ben_;

    FakeCamera& at(const char* node) { return *cameras_->at(node); }
    [[nodiscard]] bool isOn(const char* node) {
        const std::lock_guard lock(at(node).mutex);
        return at(node).isOn;
    }
    void take(const char* node, bool out) {
        {
            const std::lock_guard lock(at(node).mutex);
            at(node).isGone = out;
            at(node).isOn = false;
        }
        directory_->look();
    }
    [[nodiscard]] static std::optional<int> numberIn(
        const std::shared_ptr<media::PictureFeed>& feed) {
        const auto picture = feed ? feed->newest() : nullptr;
        const auto number = picture ? media::readTestPicture(*picture) : std::nullopt;
        return number ? std::optional<int>(*number) : std::nullopt;
    }
    [[nodiscard]] media::VideoViews annasViews() { return (*anna_)->pictures(anna_->newest().id); }
    /// Ben sees new pictures of that camera, and Anna sees herself by the same one.
    [[nodiscard]] bool sees(bool isSecond) {
        std::optional<int> first;
        return QTest::qWaitFor(
            [&] {
                const auto bens = (*ben_)->pictures(ben_->newest().id);
                const auto there = numberIn(bens.remote);
                const auto here = numberIn(annasViews().own);
                if (!there || !here || (*there >= second) != isSecond ||
                    (*here >= second) != isSecond) {
                    return false;
                }
                if (!first) first = *there;
                return *there > *first + 10;
            },
            patience);
    }
    [[nodiscard]] std::string trouble() const { return anna_->newest().video.trouble; }
    [[nodiscard]] bool connect() {
        auto none = media::FileVideoDevices::create({}, {});
        if (!none) return false;
        anna_ = std::make_unique<Phone>(
            office_, 600,
            Phone::Pictures{std::make_shared<media::CameraDevices>(directory_, std::move(*none))});
        ben_ = std::make_unique<Phone>(office_, 1000, Phone::Video::ReceiveOnly);
        if (!(*anna_)->start(Phone::lineOf(office_, 1)) ||
            !(*ben_)->start(Phone::lineOf(office_, 2)) ||
            !QTest::qWaitFor([&] { return anna_->isRegistered() && ben_->isRegistered(); },
                             patience) ||
            !(*anna_)->dial("ben") ||
            !QTest::qWaitFor([&] { return ben_->state() == CallState::Incoming; }, patience) ||
            !(*ben_)->answer(ben_->newest().id)) {
            return false;
        }
        return QTest::qWaitFor([&] { return anna_->state() == CallState::Connected; }, patience);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }
    void init() {
        (*cameras_)["/dev/video0"] = camera("Desk", 1000);
        (*cameras_)["/dev/video1"] = camera("Lid", second);
        directory_ =
            std::make_shared<media::CameraDirectory>(std::make_unique<FakeKernel>(cameras_));
        directory_->look();
    }
    void cleanup() {
        anna_.reset();
        ben_.reset();
        directory_.reset();
    }

    void isOnOnlyWhileItIsSeen() {
        QVERIFY(connect());
        QVERIFY(sees(false));
        QVERIFY(isOn("/dev/video0") && !isOn("/dev/video1"));
        const auto id = anna_->newest().id;
        QVERIFY((*anna_)->setVideo(id, OwnVideo::Off));
        QTRY_VERIFY_WITH_TIMEOUT(!isOn("/dev/video0"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!annasViews().own->newest(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!ben_->newest().video.receiving, patience);
        QVERIFY((*anna_)->setVideo(id, OwnVideo::On));
        QVERIFY(sees(false));
        QVERIFY((*anna_)->hold(id));
        QTRY_VERIFY_WITH_TIMEOUT(!isOn("/dev/video0"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::HeldHere, patience);
        QVERIFY((*anna_)->resume(id));
        QVERIFY(sees(false));
        QVERIFY((*ben_)->hangUp(ben_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(!isOn("/dev/video0"), patience);
    }
    void anotherOneIsChosen() {
        QVERIFY(connect());
        QVERIFY(sees(false));
        directory_->choose(directory_->cameras()[1].id);
        QVERIFY(sees(true));
        QVERIFY(!isOn("/dev/video0") && isOn("/dev/video1"));
        directory_->choose(directory_->cameras()[0].id);
        QVERIFY(sees(false));
        QVERIFY(isOn("/dev/video0") && !isOn("/dev/video1"));
        QVERIFY(trouble().empty());
    }
    void isTakenOutAndPutInAgain() {
        QVERIFY(connect());
        QVERIFY(sees(false));
        // The other one takes its place.
        take("/dev/video0", true);
        QVERIFY(sees(true));
        QTRY_VERIFY_WITH_TIMEOUT(trouble().empty(), patience);
        // Then there is none: Anna is told, and the sound goes on.
        take("/dev/video1", true);
        QTRY_VERIFY_WITH_TIMEOUT(trouble().find("Plug") != std::string::npos, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!annasViews().own->newest(), patience);
        QVERIFY(anna_->state() == CallState::Connected);
        QVERIFY(QTest::qWaitFor([&] { return ben_->hears(600) && anna_->hears(1000); }, patience));
        take("/dev/video0", false);
        QVERIFY(sees(false));
        QTRY_VERIFY_WITH_TIMEOUT(trouble().empty(), patience);
    }
    /// Who has none at first is seen as soon as one is plugged in.
    void comesInTheMidstOfTheCall() {
        take("/dev/video0", true);
        take("/dev/video1", true);
        QVERIFY(connect());
        QVERIFY(!anna_->newest().video.sending);
        take("/dev/video1", false);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->newest().video.canSend, patience);
        QVERIFY((*anna_)->setVideo(anna_->newest().id, OwnVideo::On));
        QVERIFY(sees(true));
    }
};

QTEST_GUILESS_MAIN(CameraCallTest)
#include "CameraCallTest.moc"
