// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QImage>
#include <QStandardPaths>
#include <QTest>

#include "OtherPhone.h"
#include "Phone.h"
#include "Rows.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;

ROWS("VID-01");

/// Calls with pictures with baresip, both ways: it shows a file of numbered pictures and takes a
/// picture of what it sees; so both programs have to decode what the other one codes.
class BaresipVideoTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 30'000;
    static constexpr std::uint16_t firstOfBen = 20'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<OtherPhone> ben_;

    void writeSettings() {
        ben_->writeTone("tone.wav", 8000, 1000);
        ben_->writePattern("pattern.y4m", firstOfBen);
        ben_->write("config",
                    "poll_method epoll\nnet_interface 127.0.0.1\nsip_listen 127.0.0.1:0\n"
                    "call_max_calls 4\naudio_path /usr/share/baresip\n"
                    "audio_source aufile," +
                        ben_->path("tone.wav") +
                        "\naudio_player aubridge,nowhere\naudio_alert aubridge,nowhere2\n"
                        "ausrc_srate 8000\nauplay_srate 8000\nausrc_channels 1\n"
                        "auplay_channels 1\naudio_buffer 20-160\n"
                        "video_source avformat," +
                        ben_->path("pattern.y4m") +
                        "\nvideo_display fakevideo,nil\nvideo_size 320x180\n"
                        "video_bitrate 400000\nvideo_fps 15\nvideo_fullscreen no\n"
                        "videnc_format yuv420p\nrtp_ports 26000-26100\n"
                        "jitter_buffer_delay 2-10\ndns_server " +
                        office_.nameServer() + "\nsip_cafile " + office_.caFile() +
                        "\nmodule_path /usr/lib/baresip/modules\nmodule stdio.so\n"
                        "module g711.so\nmodule aufile.so\nmodule aubridge.so\nmodule srtp.so\n"
                        "module avcodec.so\nmodule avformat.so\nmodule fakevideo.so\n"
                        "module snapshot.so\nmodule_tmp uuid.so\nmodule_tmp account.so\n"
                        "module_app menu.so\n");
        ben_->write("contacts", "");
        const auto server = "sip:cucm1." + office_.domain() + ":5061;transport=tls";
        ben_->write("accounts", "<sip:" + office_.user(2) + ";transport=tls>;auth_pass=" +
                                    office_.password(2).reveal() + ";outbound=\"" + server +
                                    "\";audio_codecs=PCMU/8000/1;video_codecs=h264"
                                    ";mediaenc=srtp-mand;answermode=auto;regint=600;ptime=20\n");
    }
    [[nodiscard]] bool startBoth() {
        anna_ = std::make_unique<Phone>(office_, 600, Phone::Video::SendAndReceive);
        ben_ = std::make_unique<OtherPhone>();
        writeSettings();
        if (!(*anna_)->start(Phone::lineOf(office_, 1))) return false;
        if (!ben_->start(QStringLiteral("baresip"),
                         {QStringLiteral("-f"), QString::fromStdString(ben_->path(""))})) {
            return false;
        }
        return QTest::qWaitFor([&] { return anna_->isRegistered() && ben_->hasSaid("200 OK"); },
                               patience);
    }
    /// The number in what baresip saw lately.
    [[nodiscard]] std::optional<std::uint16_t> bensView() {
        const auto file = QString::fromStdString(ben_->path("seen.png"));
        QFile::remove(file);
        ben_->say("/snapshot_recv " + file.toStdString());
        QImage image;
        static_cast<void>(QTest::qWaitFor([&] { return image.load(file); }, 1000));
        if (image.isNull()) return {};
        media::Picture picture({image.width(), image.height()});
        auto luma = picture.plane(media::Plane::Luma);
        for (int y = 0; y < picture.size().height; ++y) {
            for (int x = 0; x < picture.size().width; ++x) {
                luma[static_cast<std::size_t>(y * picture.size().width + x)] =
                    static_cast<std::uint8_t>(qGray(image.pixel(x, y)));
            }
        }
        return media::readTestPicture(picture);
    }
    void seeEachOther() {
        QTRY_VERIFY_WITH_TIMEOUT(anna_->newest().video.sending && anna_->newest().video.receiving,
                                 patience);
        std::optional<int> seen;
        QTRY_VERIFY_WITH_TIMEOUT((seen = anna_->sees()).has_value() && *seen >= firstOfBen,
                                 patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->newest().video.statistics.picturesShown > 15, patience);
        QVERIFY(anna_->newest().protection == telephony::MediaProtection::Srtp);
        std::optional<std::uint16_t> first;
        QTRY_VERIFY_WITH_TIMEOUT((first = bensView()).has_value(), patience);
        std::optional<std::uint16_t> later;
        QTRY_VERIFY_WITH_TIMEOUT((later = bensView()).has_value() && *later > *first, patience);
        QVERIFY(*later < firstOfBen);
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("baresip")).isEmpty()) {
            QSKIP("baresip is not installed (package baresip-core)");
        }
        for (const char* module : {"avcodec", "avformat", "snapshot"}) {
            const auto file =
                QStringLiteral("/usr/lib/baresip/modules/%1.so").arg(QString::fromLatin1(module));
            if (!QFile::exists(file)) {
                QSKIP("baresip has no video (package baresip-ffmpeg)");
            }
        }
        QVERIFY2(office_.start(), office_.failure().c_str());
    }
    void cleanup() {
        if (QTest::currentTestFailed() && ben_) qWarning("%s", ben_->output().constData());
        anna_.reset();
        ben_.reset();
    }
    void weCall() {
        QVERIFY(startBoth());
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        seeEachOther();
        QVERIFY((*anna_)->hangUp(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->hasSaid("terminated"), patience);
    }
    void theyCall() {
        QVERIFY(startBoth());
        ben_->say("/dial sip:" + office_.user(1));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Incoming, patience);
        QVERIFY(anna_->newest().video.offered);
        QVERIFY((*anna_)->answer(anna_->newest().id));
        seeEachOther();
        ben_->say("/hangup");
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
    }
};

QTEST_GUILESS_MAIN(BaresipVideoTest)
#include "BaresipVideoTest.moc"
