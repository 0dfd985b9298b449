// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <thread>

#include "media/video/PictureFeed.h"
#include "media/video/PicturePainter.h"
#include "media/video/TestPattern.h"

using namespace sidetone;
using namespace sidetone::media;

class PictureViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void feedKeepsTheNewestAndTells() {
        PictureFeed feed;
        int told = 0;
        const auto watcher = feed.watch([&] { ++told; });
        QVERIFY(!feed.newest());
        const auto first = drawTestPicture({64, 36}, 1);
        const auto second = drawTestPicture({64, 36}, 2);
        feed.show(first);
        feed.show(second);
        QVERIFY(feed.newest() == second);
        QCOMPARE(told, 2);
        // Passed over pictures are let go: only the test holds the first.
        QCOMPARE(first.use_count(), 1L);
        feed.show(nullptr);
        QVERIFY(!feed.newest());
        feed.unwatch(watcher);
        feed.show(second);
        QCOMPARE(told, 3);
    }
    void nothingIsToldAfterUnwatch() {
        PictureFeed feed;
        const auto picture = drawTestPicture({64, 36}, 1);
        std::atomic<bool> stop = false;
        std::thread camera([&] {
            while (!stop) feed.show(picture);
        });
        for (int i = 0; i < 200; ++i) {
            auto alive = std::make_unique<int>(0);
            const auto watcher = feed.watch([at = alive.get()] { ++*at; });
            feed.unwatch(watcher);
            alive.reset();
        }
        stop = true;
        camera.join();
    }
    void fits_data() {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("box");
        QTest::addColumn<QSize>("inside");
        QTest::newRow("same") << QSize(1280, 720) << QSize(640, 360) << QSize(640, 360);
        QTest::newRow("bars beside") << QSize(1280, 720) << QSize(1000, 360) << QSize(640, 360);
        QTest::newRow("bars above") << QSize(1280, 720) << QSize(640, 600) << QSize(640, 360);
        QTest::newRow("upright") << QSize(360, 640) << QSize(640, 320) << QSize(180, 320);
        QTest::newRow("nothing") << QSize(0, 0) << QSize(640, 320) << QSize(0, 0);
        QTest::newRow("no place") << QSize(640, 320) << QSize(0, 320) << QSize(0, 0);
        QTest::newRow("a line") << QSize(4096, 2) << QSize(100, 100) << QSize(100, 1);
    }
    void fits() {
        QFETCH(QSize, picture);
        QFETCH(QSize, box);
        QFETCH(QSize, inside);
        const auto size = fitted({picture.width(), picture.height()}, {box.width(), box.height()});
        QCOMPARE(QSize(size.width, size.height), inside);
    }
    void paintsColoursAndSizes() {
        Picture red({64, 48});
        std::ranges::fill(red.plane(Plane::Luma), std::uint8_t{81});
        std::ranges::fill(red.plane(Plane::Blue), std::uint8_t{90});
        std::ranges::fill(red.plane(Plane::Red), std::uint8_t{240});
        PicturePainter painter;
        for (const auto& size : {PictureSize{64, 48}, PictureSize{320, 240}, PictureSize{33, 21}}) {
            // Rows longer than needed: what lies between is not touched.
            const auto stride = static_cast<std::size_t>(size.width) * 4 + 32;
            std::vector<std::uint8_t> pixels(stride * static_cast<std::size_t>(size.height), 7);
            QVERIFY(painter.paint(red, size, pixels.data(), std::ptrdiff_t(stride)));
            const auto* middle = pixels.data() +
                                 static_cast<std::size_t>(size.height / 2) * stride +
                                 static_cast<std::size_t>(size.width / 2) * 4;
            QVERIFY(middle[0] < 16 && middle[1] < 16 && middle[2] > 240 && middle[3] == 255);
        }
    }
};

QTEST_GUILESS_MAIN(PictureViewTest)
#include "PictureViewTest.moc"
