// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/frame.h>
}

#include "FakeKernel.h"
#include "media/camera/CameraDevices.h"
#include "media/camera/CameraPreview.h"
#include "media/camera/CameraSource.h"
#include "media/video/TestPattern.h"

using namespace sidetone;
using namespace sidetone::media;
using test::FakeCamera;

namespace {

using Cameras = std::map<std::string, std::shared_ptr<FakeCamera>>;
using Bytes = std::vector<std::uint8_t>;

/// The planes of a picture with rows of that length, as planar 4:2:0.
Bytes planar(const Picture& picture, std::uint32_t stride) {
    const auto row = stride == 0 ? static_cast<std::size_t>(picture.size().width) : stride;
    Bytes out;
    for (const auto plane : {Plane::Luma, Plane::Blue, Plane::Red}) {
        const auto width = static_cast<std::size_t>(picture.width(plane));
        const auto octets = plane == Plane::Luma ? row : row / 2;
        const auto from = picture.plane(plane);
        for (int y = 0; y < picture.height(plane); ++y) {
            const auto at = from.subspan(static_cast<std::size_t>(y) * width, width);
            out.insert(out.end(), at.begin(), at.end());
            out.resize(out.size() + octets - width, 0x55);
        }
    }
    return out;
}

Bytes semiPlanar(const Picture& picture) {
    const auto luma = picture.plane(Plane::Luma);
    Bytes out(luma.begin(), luma.end());
    const auto blue = picture.plane(Plane::Blue);
    const auto red = picture.plane(Plane::Red);
    for (std::size_t i = 0; i < blue.size(); ++i) {
        out.push_back(blue[i]);
        out.push_back(red[i]);
    }
    return out;
}

Bytes packed(const Picture& picture) {
    Bytes out;
    const auto [width, height] = picture.size();
    const auto luma = picture.plane(Plane::Luma);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; x += 2) {
            const auto at = static_cast<std::size_t>(y * width + x);
            const auto colour = static_cast<std::size_t>(y / 2 * (width / 2) + x / 2);
            out.insert(out.end(), {luma[at], picture.plane(Plane::Blue)[colour], luma[at + 1],
                                   picture.plane(Plane::Red)[colour]});
        }
    }
    return out;
}

/// By libavcodec's own encoder, as many cameras send it.
Bytes motionJpeg(const Picture& picture) {
    auto* context = avcodec_alloc_context3(avcodec_find_encoder(AV_CODEC_ID_MJPEG));
    context->width = picture.size().width;
    context->height = picture.size().height;
    context->pix_fmt = AV_PIX_FMT_YUVJ420P;
    context->time_base = {1, 30};
    Bytes out;
    auto* frame = av_frame_alloc();
    auto* packet = av_packet_alloc();
    frame->format = context->pix_fmt;
    frame->width = context->width;
    frame->height = context->height;
    if (avcodec_open2(context, nullptr, nullptr) >= 0 && av_frame_get_buffer(frame, 0) >= 0) {
        int i = 0;
        for (const auto plane : {Plane::Luma, Plane::Blue, Plane::Red}) {
            const auto width = static_cast<std::size_t>(picture.width(plane));
            for (int y = 0; y < picture.height(plane); ++y) {
                std::memcpy(frame->data[i] + std::ptrdiff_t{y} * frame->linesize[i],
                            picture.plane(plane).data() + static_cast<std::size_t>(y) * width,
                            width);
            }
            ++i;
        }
        if (avcodec_send_frame(context, frame) >= 0 &&
            avcodec_receive_packet(context, packet) >= 0) {
            out.assign(packet->data, packet->data + packet->size);
        }
    }
    av_packet_free(&packet);
    av_frame_free(&frame);
    avcodec_free_context(&context);
    return out;
}

PicturePointer patternFor(const v4l2_pix_format& format, std::uint16_t number) {
    return drawTestPicture({static_cast<int>(format.width), static_cast<int>(format.height)},
                           number);
}

}  // namespace

/// Cameras on a kernel that the test plays: every format, and devices that come, go and lie.
class CameraTest : public QObject {
    Q_OBJECT

    struct Machine {
        std::shared_ptr<Cameras> cameras = std::make_shared<Cameras>();
        std::shared_ptr<CameraDirectory> directory =
            std::make_shared<CameraDirectory>(std::make_unique<test::FakeKernel>(cameras));

        std::shared_ptr<FakeCamera> plug(const std::string& node, std::uint16_t number = 7) {
            auto camera = std::make_shared<FakeCamera>();
            camera->bus = "usb-" + node;
            camera->picture = [number](const v4l2_pix_format& format) {
                return packed(*patternFor(format, number));
            };
            (*cameras)[node] = camera;
            directory->look();
            return camera;
        }
    };
    static std::optional<std::uint16_t> numberOf(const PicturePointer& picture) {
        return picture ? readTestPicture(*picture) : std::nullopt;
    }
    /// Until the source gives a picture again: it asks for its camera once a second.
    static PicturePointer waitFor(CameraSource& source) {
        PicturePointer picture;
        static_cast<void>(QTest::qWaitFor(
            [&] {
                picture = source.next({});
                return picture != nullptr;
            },
            10'000));
        return picture;
    }

private Q_SLOTS:
    void takesEachFormat_data() {
        QTest::addColumn<quint32>("format");
        QTest::addColumn<quint32>("stride");
        QTest::newRow("YUYV") << quint32(V4L2_PIX_FMT_YUYV) << 1280U;
        QTest::newRow("NV12") << quint32(V4L2_PIX_FMT_NV12) << 640U;
        QTest::newRow("I420") << quint32(V4L2_PIX_FMT_YUV420) << 640U;
        QTest::newRow("I420 with gaps") << quint32(V4L2_PIX_FMT_YUV420) << 704U;
        QTest::newRow("driver that names no stride") << quint32(V4L2_PIX_FMT_YUV420) << 0U;
        QTest::newRow("Motion JPEG") << quint32(V4L2_PIX_FMT_MJPEG) << 0U;
    }
    void takesEachFormat() {
        QFETCH(quint32, format);
        QFETCH(quint32, stride);
        Machine machine;
        auto camera = machine.plug("/dev/video0");
        camera->modes = {{format, 640, 360, {30}}};
        camera->stride = stride;
        camera->picture = [=](const v4l2_pix_format& asked) {
            const auto picture = patternFor(asked, 4660);
            if (format == V4L2_PIX_FMT_YUYV) return packed(*picture);
            if (format == V4L2_PIX_FMT_NV12) return semiPlanar(*picture);
            if (format == V4L2_PIX_FMT_MJPEG) return motionJpeg(*picture);
            return planar(*picture, stride);
        };
        machine.directory->look();
        CameraSource source(machine.directory);
        const auto picture = source.next({});
        QVERIFY(picture);
        QVERIFY((picture->size() == PictureSize{640, 360}));
        QCOMPARE(numberOf(picture), std::optional(std::uint16_t{4660}));
        // The colours as well: the pattern goes from one to the other.
        const auto blue = picture->plane(Plane::Blue);
        const auto red = picture->plane(Plane::Red);
        QVERIFY(std::abs(blue[0] - 96) < 8 && std::abs(blue[319] - 160) < 8);
        QVERIFY(std::abs(red[0] - 160) < 8 && std::abs(red[319] - 96) < 8);
    }
    void choosesTheBestMode_data() {
        QTest::addColumn<QList<int>>("modes");  // format, width, height, rate
        QTest::addColumn<int>("best");
        QTest::newRow("smooth before clear")
            << QList{2, 1280, 720, 10, 3, 1280, 720, 30, 2, 640, 480, 30} << 1;
        QTest::newRow("not clearer than is sent")
            << QList{3, 1920, 1080, 30, 3, 1280, 720, 30, 3, 640, 480, 30} << 1;
        QTest::newRow("what costs least") << QList{3, 1280, 720, 30, 1, 1280, 720, 30} << 1;
        QTest::newRow("slow cameras too") << QList{2, 640, 480, 15, 2, 320, 240, 15} << 0;
        QTest::newRow("nothing smaller") << QList{2, 1920, 1080, 30, 2, 1600, 1200, 30} << 1;
    }
    void choosesTheBestMode() {
        QFETCH(QList<int>, modes);
        QFETCH(int, best);
        std::vector<CameraMode> list;
        for (int i = 0; i < modes.size(); i += 4) {
            list.push_back(
                {static_cast<PixelFormat>(modes[i]), {modes[i + 1], modes[i + 2]}, modes[i + 3]});
        }
        QVERIFY(bestMode(list) == std::optional(list[static_cast<std::size_t>(best)]));
        QVERIFY(!bestMode({}));
    }
    void listsCamerasAlone() {
        Machine machine;
        machine.plug("/dev/video0")->card = "Desk Camera";
        machine.plug("/dev/video1")->abilities = V4L2_CAP_META_CAPTURE | V4L2_CAP_STREAMING;
        machine.plug("/dev/video2")->modes = {{V4L2_PIX_FMT_H264, 640, 480, {30}}};
        machine.plug("/dev/video3")->isGone = true;
        machine.directory->look();
        const auto cameras = machine.directory->cameras();
        QCOMPARE(cameras.size(), 1U);
        QCOMPARE(cameras[0].name, std::string("Desk Camera"));
        QCOMPARE(cameras[0].node, std::string("/dev/video0"));
        QVERIFY(!machine.directory->look());
    }
    void changesToTheChosenOneAtOnce() {
        Machine machine;
        const auto first = machine.plug("/dev/video0", 1);
        const auto second = machine.plug("/dev/video1", 2);
        CameraSource source(machine.directory);
        QCOMPARE(numberOf(source.next({})), std::optional(std::uint16_t{1}));
        machine.directory->choose(machine.directory->cameras()[1].id);
        QCOMPARE(numberOf(source.next({})), std::optional(std::uint16_t{2}));
        QVERIFY(!first->isOn && second->isOn);
        // One that is not there leaves the first.
        machine.directory->choose("usb-7 Old Camera");
        QCOMPARE(numberOf(source.next({})), std::optional(std::uint16_t{1}));
        QVERIFY(!source.takeError());
    }
    void saysOnceThatItWasTakenOutAndComesBack() {
        Machine machine;
        const auto camera = machine.plug("/dev/video0");
        CameraSource source(machine.directory);
        QVERIFY(source.next({}));
        camera->isGone = true;
        machine.cameras->clear();
        PicturePointer picture;
        QTRY_VERIFY(!(picture = source.next({})));
        const auto error = source.takeError();
        QVERIFY(error.has_value());
        QVERIFY(error->sentence().find("is not there any more") != std::string::npos);
        machine.directory->look();
        QVERIFY(!source.next({}));
        QVERIFY(!source.takeError());
        machine.plug("/dev/video3", 9);
        QCOMPARE(numberOf(waitFor(source)), std::optional(std::uint16_t{9}));
        QVERIFY(!source.takeError());
    }
    void saysThatAnotherProgramHasIt() {
        Machine machine;
        machine.plug("/dev/video0")->busy = -EBUSY;
        CameraSource source(machine.directory);
        QVERIFY(!source.next({}));
        QVERIFY(source.takeError()->sentence().find("another program") != std::string::npos);
    }
    void goesOffWhenNobodyLooks() {
        Machine machine;
        const auto camera = machine.plug("/dev/video0");
        CameraSource call(machine.directory);
        CameraSource settings(machine.directory);
        QVERIFY(call.next({}) && settings.next({}));
        // Both look through the same opened camera.
        QCOMPARE(camera->opened, 1);
        call.rest();
        QVERIFY(camera->isOn);
        QVERIFY(settings.next({}));
        settings.rest();
        QVERIFY(!camera->isOn);
        QVERIFY(call.next({}));
        QVERIFY(camera->isOn);
    }
    void survivesWhatBrokenDevicesSay_data() {
        QTest::addColumn<int>("octets");
        QTest::addColumn<quint32>("format");
        QTest::addColumn<quint32>("wrongIndex");
        QTest::newRow("empty") << 0 << quint32(V4L2_PIX_FMT_YUYV) << 0U;
        QTest::newRow("short") << 1000 << quint32(V4L2_PIX_FMT_NV12) << 0U;
        QTest::newRow("no JPEG") << 5000 << quint32(V4L2_PIX_FMT_MJPEG) << 0U;
        QTest::newRow("buffer that is none") << 5000 << quint32(V4L2_PIX_FMT_YUYV) << 77U;
    }
    void survivesWhatBrokenDevicesSay() {
        QFETCH(int, octets);
        QFETCH(quint32, format);
        QFETCH(quint32, wrongIndex);
        Machine machine;
        const auto camera = machine.plug("/dev/video0");
        camera->modes = {{format, 640, 360, {30}}};
        camera->wrongIndex = wrongIndex;
        camera->picture = [octets](const v4l2_pix_format&) {
            return Bytes(static_cast<std::size_t>(octets), 0xD8);
        };
        machine.directory->look();
        CameraSource source(machine.directory);
        for (int i = 0; i < 3; ++i) QVERIFY(!source.next({}));
        QCOMPARE(source.takeError().has_value(), wrongIndex > 0);
    }
    void previewsOnAThreadOfItsOwn() {
        Machine machine;
        const auto camera = machine.plug("/dev/video0", 33);
        auto feed = std::make_shared<PictureFeed>();
        std::atomic<int> troubles = 0;
        {
            CameraPreview preview(
                std::make_unique<CameraSource>(machine.directory), feed,
                [&](const std::optional<core::Error>& error) { troubles += error ? 1 : 0; });
            QTRY_COMPARE(numberOf(feed->newest()), std::optional(std::uint16_t{33}));
            {
                const std::lock_guard lock(camera->mutex);
                camera->isGone = true;
            }
            QTRY_VERIFY(!feed->newest());
            QTRY_COMPARE(troubles.load(), 1);
        }
        QVERIFY(!camera->isOn);
    }
    void hasASourceWhileThereIsACamera() {
        Machine machine;
        class Nowhere final : public VideoDevices {
            bool hasSource() const override { return false; }
            std::unique_ptr<VideoSource> openSource() override { return nullptr; }
            std::unique_ptr<VideoSink> openSink() override { return nullptr; }
            std::string text() const override { return {}; }
        };
        CameraDevices devices(machine.directory, std::make_shared<Nowhere>());
        QVERIFY(!devices.hasSource());
        QCOMPARE(devices.text(), std::string("no camera"));
        const auto source = devices.openSource();
        machine.plug("/dev/video0", 3);
        QVERIFY(devices.hasSource());
        QCOMPARE(numberOf(source->next({})), std::optional(std::uint16_t{3}));
    }
};

QTEST_GUILESS_MAIN(CameraTest)
#include "CameraTest.moc"
