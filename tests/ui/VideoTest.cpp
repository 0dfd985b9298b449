// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <algorithm>

#include "Stage.h"
#include "fake/PictureStory.h"

using namespace sidetone;
using test::Stage;

/// The picture of a call in the window: that it is really drawn, where, and what can be done.
class VideoTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    [[nodiscard]] telephony::CallId open(Stage& stage, QSize size = QSize(1120, 720)) {
        test::fill(stage.client, stage.clock.wallTime());
        if (!stage.show(*host_, size)) return 0;
        stage.window->requestActivate();
        static_cast<void>(QTest::qWaitForWindowActive(stage.window));
        stage.openChat();
        auto& phone = stage.client.phone();
        const auto id = phone.dial("elif.demir@office.example").value_or(0);
        phone.move(id, telephony::CallState::Connected);
        test::startPictures(stage, id);
        return id;
    }
    /// What the window shows of an item.
    [[nodiscard]] static QImage seen(const Stage& stage, const char* name) {
        auto* item = stage.find(name);
        if (item == nullptr) return {};
        const auto part = item->mapRectToScene(item->boundingRect()).toRect();
        return stage.window->grabWindow().copy(part);
    }
    /// The number of the test picture in a part of an image.
    [[nodiscard]] static std::optional<std::uint16_t> numberIn(const QImage& image) {
        const auto even = QSize(image.width() / 2 * 2, image.height() / 2 * 2);
        media::Picture picture({even.width(), even.height()});
        auto luma = picture.plane(media::Plane::Luma);
        for (int y = 0; y < even.height(); ++y) {
            for (int x = 0; x < even.width(); ++x) {
                luma[static_cast<std::size_t>(y * even.width() + x)] =
                    static_cast<std::uint8_t>(qGray(image.pixel(x, y)));
            }
        }
        return media::readTestPicture(picture);
    }
    [[nodiscard]] static QImage pictureOf(const Stage& stage, const char* name) {
        const auto* item = stage.find(name);
        if (item == nullptr) return {};
        return seen(stage, name).copy(item->property("pictureRect").toRectF().toRect());
    }

private Q_SLOTS:
    void initTestCase() { host_ = std::make_unique<desktop::WindowHost>(*qGuiApp); }

    void showsTheOtherSideInItsProportions() {
        Stage stage;
        QVERIFY(open(stage) != 0);
        const auto rect = stage.find("remotePicture")->property("pictureRect").toRectF();
        // In the window's first size it is w288p.
        QCOMPARE(rect.size(), QSizeF(512, 288));
        QCOMPARE(numberIn(pictureOf(stage, "remotePicture")), std::optional(test::pictureNumber));
    }
    void showsOneselfInAMirrorUnlessHidden() {
        Stage stage;
        QVERIFY(open(stage) != 0);
        const auto own = pictureOf(stage, "ownPicture");
        QVERIFY(!own.isNull());
        QCOMPARE(numberIn(own.mirrored(true, false)), std::optional(std::uint16_t{77}));
        QVERIFY(!numberIn(own));
        const auto keys = Qt::ControlModifier | Qt::ShiftModifier;
        stage.press(Qt::Key_I, keys);
        QVERIFY(!stage.find("ownPicture")->isVisible());
        stage.press(Qt::Key_I, keys);
        QVERIFY(stage.find("ownPicture")->isVisible());
    }
    void followsNewPictures() {
        Stage stage;
        QVERIFY(open(stage) != 0);
        auto& remote = *stage.client.phone().views.remote;
        remote.show(media::drawTestPicture({640, 360}, 4321));
        QTRY_COMPARE(numberIn(pictureOf(stage, "remotePicture")),
                     std::optional(std::uint16_t{4321}));
        // Upright pictures, as phones send them.
        remote.show(media::drawTestPicture({288, 512}, 99));
        QTRY_COMPARE(numberIn(pictureOf(stage, "remotePicture")), std::optional(std::uint16_t{99}));
        // Beside it there is black.
        const auto rect = stage.find("remotePicture")->property("pictureRect").toRectF();
        QVERIFY(rect.left() > 50);
        const auto whole = seen(stage, "remotePicture");
        QCOMPARE(whole.pixelColor(20, whole.height() / 2).lightness(), 0);
    }
    void saysWhyThereIsNoPicture() {
        Stage stage;
        const auto id = open(stage);
        auto& phone = stage.client.phone();
        phone.edit(id).video.receiving = false;
        phone.edit(id).video.trouble = "Using the camera failed: it was taken out.";
        phone.views.remote->show(nullptr);
        phone.tell(id);
        test::waitForPicture(stage);
        auto* video = stage.desktop.calls()->video();
        QVERIFY(video->words().contains(QLatin1String("shows no picture")));
        QVERIFY(!stage.find("remotePicture")->property("showing").toBool());
        QVERIFY(stage.find("videoTrouble")
                    ->property("text")
                    .toString()
                    .contains(QLatin1String("taken out")));
        phone.move(id, telephony::CallState::HeldThere);
        stage.settle();
        QVERIFY(video->words().contains(QLatin1String("on hold")));
        QVERIFY(video->shown());
        phone.end(id, telephony::CallEnd::HungUpThere);
        stage.settle();
        QVERIFY(!video->shown());
        QVERIFY(stage.find("videoStage") == nullptr);
    }
    void startsAndStopsByKeyAndButton() {
        Stage stage;
        QVERIFY(open(stage) != 0);
        const auto keys = Qt::ControlModifier | Qt::ShiftModifier;
        stage.press(Qt::Key_V, keys);
        QCOMPARE(stage.client.phone().log.back(), std::string("unseen 1"));
        auto* button = stage.find("videoButton");
        QCOMPARE(button->property("text").toString(), QStringLiteral("Start video"));
        QMetaObject::invokeMethod(button, "clicked");
        QCOMPARE(stage.client.phone().log.back(), std::string("seen 1"));
        QCOMPARE(button->property("text").toString(), QStringLiteral("Stop video"));
    }
    void hasTheWholeScreen() {
        Stage stage;
        const auto id = open(stage);
        stage.press(Qt::Key_F11);
        test::waitForPicture(stage);
        QVERIFY(stage.find("fullPicture") != nullptr);
        QCOMPARE(stage.window->visibility(), QWindow::FullScreen);
        QCOMPARE(numberIn(pictureOf(stage, "remotePicture")), std::optional(test::pictureNumber));
        stage.press(Qt::Key_Escape);
        QVERIFY(stage.find("fullPicture") == nullptr);
        QVERIFY(stage.window->visibility() != QWindow::FullScreen);
        QVERIFY(stage.desktop.chat()->isOpen());
        stage.press(Qt::Key_F11);
        stage.client.phone().end(id, telephony::CallEnd::HungUpThere);
        stage.settle();
        QVERIFY(stage.find("fullPicture") == nullptr);
    }
    void choosesACameraAndSeesIt() {
        Stage stage;
        test::fill(stage.client, stage.clock.wallTime());
        QVERIFY(stage.show(*host_));
        stage.go("settings");
        QMetaObject::invokeMethod(stage.find("cameraRow"), "clicked");
        stage.settle();
        QVERIFY(stage.client.webcams.isOn);
        QTRY_COMPARE(numberIn(pictureOf(stage, "cameraPreview").mirrored(true, false)),
                     std::optional(std::uint16_t{5}));
        auto& camera = *stage.desktop.camera();
        QCOMPARE(camera.inUse(), 0);
        camera.choose(1);
        QCOMPARE(stage.client.webcams.chosen(), std::string("usb-2 Desk Camera 4K"));
        QCOMPARE(camera.summary(), QStringLiteral("Desk Camera 4K"));
        // The chosen one is taken out: the other takes its place.
        stage.client.webcams.plug({stage.client.webcams.cameras().front()});
        QCOMPARE(camera.inUse(), 0);
        stage.client.webcams.fail("Using the camera failed: it is not there any more.");
        QTRY_VERIFY(stage.find("previewWords")->isVisible());
        QVERIFY(stage.find("previewWords")
                    ->property("text")
                    .toString()
                    .contains(QLatin1String("not there any more")));
        stage.go("contacts");
        QTRY_VERIFY(!stage.client.webcams.isOn);
    }
    void answersWithAndWithout_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("logged");
        QTest::newRow("without") << int(Qt::Key_S) << QStringLiteral("unseen 1");
        QTest::newRow("as calls begin") << int(Qt::Key_A) << QString();
    }
    void answersWithAndWithout() {
        QFETCH(int, key);
        QFETCH(QString, logged);
        Stage stage;
        test::fill(stage.client, stage.clock.wallTime());
        QVERIFY(stage.show(*host_));
        stage.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(stage.window));
        auto& phone = stage.client.phone();
        const auto id = phone.ring("sip:camille.moreau@office.example", "");
        phone.edit(id).video.offered = phone.edit(id).video.canSend = true;
        phone.tell(id);
        stage.settle();
        QVERIFY(stage.find("answerUnseenButton")->isVisible());
        stage.press(static_cast<Qt::Key>(key), Qt::ControlModifier | Qt::ShiftModifier);
        std::vector<std::string> wanted{"answer 1"};
        if (!logged.isEmpty()) wanted.insert(wanted.begin(), logged.toStdString());
        QCOMPARE(phone.log, wanted);
    }
};

QTEST_MAIN(VideoTest)
#include "VideoTest.moc"
