// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QStandardPaths>
#include <QTest>

#include "OtherPhone.h"
#include "Phone.h"
#include "Rows.h"
#include "waitUntil.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallState;
using telephony::MediaProtection;

ROWS("AUD-01", "AUD-02", "CODEC-01", "CODEC-02", "CODEC-05", "ENC-08");

/// Calls with baresip, both ways: each codec, with SRTP demanded, on a best-effort basis, and
/// not known at all.
class BaresipTest : public QObject {
    Q_OBJECT
    static constexpr double annaTone = 600;
    static constexpr double benTone = 1000;
    static constexpr int patience = 15'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<OtherPhone> ben_;

    void writeSettings(int rate) {
        const auto r = std::to_string(rate);
        ben_->writeTone("tone.wav", rate, benTone);
        QDir().mkpath(QString::fromStdString(ben_->path("heard")));
        ben_->write("config",
                    "poll_method epoll\nnet_interface 127.0.0.1\nsip_listen 127.0.0.1:0\n"
                    "call_max_calls 4\naudio_path /usr/share/baresip\n"
                    "audio_source aufile," +
                        ben_->path("tone.wav") +
                        "\n"
                        "audio_player aubridge,nowhere\naudio_alert aubridge,nowhere2\n"
                        "ausrc_srate " +
                        r + "\nauplay_srate " + r +
                        "\n"
                        "ausrc_channels 1\nauplay_channels 1\naudio_buffer 20-160\n"
                        "rtp_ports 26000-26100\njitter_buffer_delay 2-10\n"
                        "dns_server " +
                        office_.nameServer() + "\nsip_cafile " + office_.caFile() + "\nsnd_path " +
                        ben_->path("heard") +
                        "\n"
                        "module_path /usr/lib/baresip/modules\nmodule stdio.so\nmodule g711.so\n"
                        "module g722.so\nmodule opus.so\nmodule aufile.so\nmodule aubridge.so\n"
                        "module sndfile.so\nmodule srtp.so\nmodule_tmp uuid.so\n"
                        "module_tmp account.so\nmodule_app menu.so\n");
        ben_->write("contacts", "");
    }
    [[nodiscard]] bool startBoth(const std::string& codec, const std::string& protection) {
        anna_ = std::make_unique<Phone>(office_, annaTone);
        ben_ = std::make_unique<OtherPhone>();
        writeSettings(codec.starts_with("opus")   ? 48'000
                      : codec.starts_with("G722") ? 16'000
                                                  : 8'000);
        const auto server = "sip:cucm1." + office_.domain() + ":5061;transport=tls";
        ben_->write("accounts", "<" + std::string("sip:") + office_.user(2) +
                                    ";transport=tls>;auth_pass=" + office_.password(2).reveal() +
                                    ";outbound=\"" + server + "\";audio_codecs=" + codec +
                                    (protection.empty() ? "" : ";mediaenc=" + protection) +
                                    ";answermode=auto;regint=600;ptime=20\n");
        if (!(*anna_)->start(Phone::lineOf(office_, 1))) return false;
        if (!ben_->start(QStringLiteral("baresip"),
                         {QStringLiteral("-f"), QString::fromStdString(ben_->path(""))})) {
            return false;
        }
        return QTest::qWaitFor([&] { return anna_->isRegistered() && ben_->hasSaid("200 OK"); },
                               patience);
    }
    [[nodiscard]] QString recording() const {
        QString newest;
        QDirIterator each(QString::fromStdString(ben_->path("heard")),
                          {QStringLiteral("*-dec.wav")}, QDir::Files);
        while (each.hasNext()) newest = each.next();
        return newest;
    }
    [[nodiscard]] bool bothHear() {
        return QTest::qWaitFor(
            [&] { return anna_->hears(benTone) && OtherPhone::hears(recording(), annaTone); },
            patience);
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("baresip")).isEmpty()) {
            QSKIP("baresip is not installed (package baresip-core)");
        }
        QVERIFY2(office_.start(), office_.failure().c_str());
    }
    void cleanup() {
        if (QTest::currentTestFailed() && ben_) qWarning("%s", ben_->output().constData());
        anna_.reset();
        ben_.reset();
    }

    void weCall_data() {
        QTest::addColumn<QString>("codec");
        QTest::addColumn<QString>("protection");
        QTest::addColumn<QString>("used");
        QTest::addColumn<bool>("encrypted");
        const auto row = [](const char* codec, const char* protection, const char* used,
                            bool lock) {
            QTest::newRow(qPrintable(QString::fromUtf8(codec) + QLatin1Char(' ') +
                                     QString::fromUtf8(protection)))
                << QString::fromUtf8(codec) << QString::fromUtf8(protection)
                << QString::fromUtf8(used) << lock;
        };
        row("opus/48000/2", "srtp-mand", "opus/48000", true);
        row("G722/16000/1", "srtp-mand", "G722/8000", true);
        row("PCMU/8000/1", "srtp-mand", "PCMU/8000", true);
        row("PCMA/8000/1", "srtp", "PCMA/8000", true);
        row("PCMU/8000/1", "", "PCMU/8000", false);
    }
    void weCall() {
        QFETCH(QString, codec);
        QFETCH(QString, protection);
        QFETCH(bool, encrypted);
        QVERIFY(startBoth(codec.toStdString(), protection.toStdString()));
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QVERIFY(bothHear());
        QTRY_VERIFY_WITH_TIMEOUT(!anna_->newest().statistics.codec.empty(), patience);
        QTEST(QString::fromStdString(anna_->newest().statistics.codec), "used");
        QCOMPARE(anna_->newest().protection == MediaProtection::Srtp, encrypted);
        QVERIFY((*anna_)->hold(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::HeldHere, patience);
        WAIT_UNTIL(anna_->hearsNothing(), patience);
        QVERIFY((*anna_)->resume(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QVERIFY(bothHear());
        ben_->forgetOutput();
        QVERIFY((*anna_)->hangUp(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->hasSaid("terminated"), patience);
    }
    void theyCall_data() { weCall_data(); }
    void theyCall() {
        QFETCH(QString, codec);
        QFETCH(QString, protection);
        QFETCH(bool, encrypted);
        QVERIFY(startBoth(codec.toStdString(), protection.toStdString()));
        ben_->say("/dial sip:" + office_.user(1));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Incoming, patience);
        QVERIFY((*anna_)->answer(anna_->newest().id));
        QVERIFY(bothHear());
        QTRY_VERIFY_WITH_TIMEOUT(!anna_->newest().statistics.codec.empty(), patience);
        QTEST(QString::fromStdString(anna_->newest().statistics.codec), "used");
        QCOMPARE(anna_->newest().protection == MediaProtection::Srtp, encrypted);
        ben_->say("/hangup");
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QVERIFY(anna_->newest().end == telephony::CallEnd::HungUpThere);
    }
};

QTEST_GUILESS_MAIN(BaresipTest)
#include "BaresipTest.moc"
