// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the screen: by a portal on a bus of its own, and of a real X11 screen; and how they
// are sent from a chat.
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QRasterWindow>
#include <QTemporaryDir>
#include <QTimer>

#include "Stage.h"
#include "host/PortalScreenCapture.h"
#include "host/RegionChooser.h"
#include "host/X11ScreenCapture.h"

using namespace sidetone;
using test::Stage;

namespace {

const QColor red(200, 30, 40);

/// A desktop that answers with the picture that it was given.
class FakePortal : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Screenshot")
public:
    QString picture;
    uint code = 0;
    QVariantMap options;
public Q_SLOTS:
    QDBusObjectPath Screenshot(const QString&, const QVariantMap& asked) {
        options = asked;
        auto sender = message().service().mid(1);
        sender.replace(QLatin1Char('.'), QLatin1Char('_'));
        const auto path = QStringLiteral("/org/freedesktop/portal/desktop/request/%1/%2")
                              .arg(sender, asked.value(QStringLiteral("handle_token")).toString());
        auto answer = QDBusMessage::createSignal(
            path, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        answer << code
               << QVariantMap{{QStringLiteral("uri"), QUrl::fromLocalFile(picture).toString()}};
        // Some desktops are as fast as this: before the call itself is answered.
        connection().send(answer);
        return QDBusObjectPath(path);
    }
};

/// Something red on the screen.
class RedWindow : public QRasterWindow {
protected:
    void paintEvent(QPaintEvent*) override {
        QPainter(this).fillRect(QRect(QPoint(0, 0), size()), red);
    }
};

}  // namespace

class CaptureTest : public QObject {
    Q_OBJECT
    QProcess daemon_;
    QString address_;
    QTemporaryDir folder_;
    std::unique_ptr<desktop::WindowHost> host_;
    core::Owner owner_;
    std::optional<core::Result<std::filesystem::path>> taken_;

    void take(desktop::ScreenCapture& capture) {
        taken_.reset();
        capture.capture().then(
            owner_, [this](core::Result<std::filesystem::path> file) { taken_ = std::move(file); });
    }
    [[nodiscard]] QDBusConnection bus(const char* name) const {
        return QDBusConnection::connectToBus(address_, QString::fromLatin1(name));
    }

private Q_SLOTS:
    void initTestCase() {
        daemon_.start(QStringLiteral("dbus-daemon"),
                      {QStringLiteral("--session"), QStringLiteral("--nofork"),
                       QStringLiteral("--print-address")});
        if (!daemon_.waitForStarted() || !daemon_.waitForReadyRead()) {
            QSKIP("there is no dbus-daemon");
        }
        address_ = QString::fromLatin1(daemon_.readLine()).trimmed();
        host_ = std::make_unique<desktop::WindowHost>(*qGuiApp);
    }
    void cleanupTestCase() {
        daemon_.kill();
        daemon_.waitForFinished();
    }

    void thePortalsPictureIsSentWithOnePress() {
        FakePortal portal;
        portal.picture = folder_.filePath(QStringLiteral("screen.png"));
        QImage picture(320, 200, QImage::Format_RGB32);
        picture.fill(red);
        QVERIFY(picture.save(portal.picture));
        auto far = bus("far");
        far.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                           QDBusConnection::ExportAllSlots);
        QVERIFY(far.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
        desktop::PortalScreenCapture capture(bus("near"));

        Stage stage;
        test::fill(stage.client, stage.clock.wallTime());
        QVERIFY(stage.show(*host_));
        stage.openChat();
        stage.desktop.files()->setCapture(&capture);
        stage.settle();
        auto* button = stage.find("captureButton");
        QVERIFY(button != nullptr && button->isEnabled());
        QMetaObject::invokeMethod(button, "clicked");
        QTRY_VERIFY(stage.find("sendCaptureButton") != nullptr);
        QVERIFY(portal.options.value(QStringLiteral("interactive")).toBool());
        QVERIFY(QString::fromStdString(stage.client.log.empty() ? "" : stage.client.log.back()) !=
                QStringLiteral("file screen.png"));
        auto* shown = stage.find("capturePicture");
        QVERIFY(shown != nullptr);
        QTRY_COMPARE(shown->property("status").toInt(), 1);
        stage.settle();
        if (const auto place = qEnvironmentVariable("SIDETONE_SCREENSHOTS"); !place.isEmpty()) {
            QVERIFY(stage.window->grabWindow().save(place + QStringLiteral("/capture.png")));
        }
        QMetaObject::invokeMethod(stage.find("sendCaptureButton"), "clicked");
        stage.settle();
        QCOMPARE(stage.client.log.back(), std::string("file screen.png"));
        QTRY_VERIFY(stage.find("sendCaptureButton") == nullptr);
        QVERIFY(stage.desktop.files()->captured().isEmpty());

        // Who thinks better of it hears nothing, and nothing waits.
        portal.code = 1;
        take(capture);
        QTRY_VERIFY(taken_.has_value());
        QVERIFY(!*taken_);
        QCOMPARE(taken_->error().code, core::ErrorCode::Cancelled);
        far.unregisterService(QStringLiteral("org.freedesktop.portal.Desktop"));
        take(capture);
        QTRY_VERIFY(taken_.has_value());
        QVERIFY(!*taken_);
        QCOMPARE(taken_->error().code, core::ErrorCode::Unsupported);
    }

    void aPartOfTheX11Screen() {
        if (QGuiApplication::platformName() != QLatin1String("xcb")) QSKIP("there is no Xvfb");
        RedWindow window;
        window.setFlags(Qt::BypassWindowManagerHint);
        window.setGeometry(100, 120, 300, 200);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        desktop::X11ScreenCapture capture;
        // What was painted is on the screen a moment later.
        QTRY_COMPARE(QGuiApplication::primaryScreen()->grabWindow(0).toImage().pixelColor(200, 200),
                     red);
        take(capture);
        auto* chooser = capture.chooser();
        QVERIFY(chooser != nullptr && QTest::qWaitForWindowExposed(chooser));
        QTest::mousePress(chooser, Qt::LeftButton, {}, QPoint(150, 150));
        QTest::mouseMove(chooser, QPoint(250, 200));
        QTest::mouseRelease(chooser, Qt::LeftButton, {}, QPoint(249, 199));
        QTRY_VERIFY(taken_.has_value());
        QVERIFY(taken_->has_value());
        const auto path = QString::fromStdString(taken_->value().string());
        const QImage picture(path);
        QCOMPARE(picture.size(), QSize(100, 50));
        QCOMPARE(picture.pixelColor(0, 0), red);
        QCOMPARE(picture.pixelColor(99, 49), red);
        QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QFile::remove(path);

        take(capture);
        QTest::keyClick(capture.chooser(), Qt::Key_Escape);
        QTRY_VERIFY(taken_.has_value());
        QCOMPARE(taken_->error().code, core::ErrorCode::Cancelled);
    }
};

/// A screen of its own; the display's number, or nothing.
static QByteArray startScreen(QProcess& server) {
    server.start(QStringLiteral("Xvfb"),
                 {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                  QStringLiteral("0"), QStringLiteral("1280x800x24"), QStringLiteral("-nolisten"),
                  QStringLiteral("tcp"), QStringLiteral("-noreset")});
    if (!server.waitForStarted() || !server.waitForReadyRead(20'000)) return {};
    return ":" + server.readLine().trimmed();
}

int main(int argc, char* argv[]) {
    QProcess server;
    if (const auto display = startScreen(server); !display.isEmpty()) {
        qputenv("DISPLAY", display);
        qputenv("QT_QPA_PLATFORM", "xcb");
    }
    int status = 0;
    {
        desktop::chooseRenderer(desktop::Renderer::Software);
        const QGuiApplication application(argc, argv);
        CaptureTest test;
        status = QTest::qExec(&test, argc, argv);
    }
    server.terminate();
    server.waitForFinished(5000);
    return status;
}
#include "CaptureTest.moc"
