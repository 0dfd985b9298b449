// SPDX-License-Identifier: GPL-3.0-or-later
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

ROWS("AUD-01", "AUD-02", "CODEC-01", "CODEC-04", "CODEC-05", "ENC-08");

/// Calls with linphonec, both ways, with SRTP demanded and without.
class LinphoneTest : public QObject {
    Q_OBJECT
    static constexpr double annaTone = 600;
    static constexpr double benTone = 1000;
    static constexpr int patience = 20'000;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    std::unique_ptr<OtherPhone> ben_;

    [[nodiscard]] std::string settings(const std::string& codec, bool srtp) const {
        // By address: linphone asks the system's name server alone.
        const auto server = "<sip:" + office_.insideAddress(11) + ":5061;transport=tls>";
        const auto user = office_.user(2).substr(0, office_.user(2).find('@'));
        std::string text =
            "[sip]\ndefault_proxy=0\nroot_ca=" + office_.caFile() +
            "\nverify_server_certs=1\nverify_server_cn=0\nmedia_encryption=" +
            (srtp ? "srtp" : "none") + "\nmedia_encryption_mandatory=" + (srtp ? "1" : "0") +
            "\nsip_port=-1\nsip_tcp_port=-1\nsip_tls_port=-1\nuse_ipv6=0\n"
            "register_only_when_network_is_up=0\n"
            "[net]\nmtu=1300\n[rtp]\naudio_rtp_port=26200-26299\n"
            "[proxy_0]\nreg_proxy=" +
            server + "\nreg_route=" + server + "\nreg_identity=sip:" + office_.user(2) +
            "\nreg_expires=600\nreg_sendregister=1\npublish=0\n"
            "[auth_info_0]\nusername=" +
            user + "\npasswd=" + office_.password(2).reveal() + "\nrealm=" + office_.domain() +
            "\ndomain=" + office_.domain() +
            "\n[sound]\nechocancellation=0\n[video]\nenabled=0\ncapture=0\ndisplay=0\n";
        int index = 0;
        for (const auto& [mime, rate] :
             {std::pair{"opus", 48'000}, std::pair{"PCMU", 8'000}, std::pair{"PCMA", 8'000},
              std::pair{"speex", 8'000}, std::pair{"speex", 16'000}, std::pair{"speex", 32'000},
              std::pair{"GSM", 8'000}, std::pair{"G722", 8'000}, std::pair{"G729", 8'000},
              std::pair{"BV16", 8'000}}) {
            text += "[audio_codec_" + std::to_string(index++) + "]\nmime=" + mime +
                    "\nrate=" + std::to_string(rate) +
                    "\nchannels=" + (std::string(mime) == "opus" ? "2" : "1") +
                    "\nenabled=" + (codec == mime ? "1" : "0") + "\n";
        }
        return text;
    }
    [[nodiscard]] bool startBoth(const std::string& codec, bool srtp, bool answers) {
        anna_ = std::make_unique<Phone>(office_, annaTone);
        ben_ = std::make_unique<OtherPhone>();
        ben_->write("rc", settings(codec, srtp));
        ben_->writeTone("tone.wav", 8'000, benTone);
        QStringList arguments{QStringLiteral("-c"), QString::fromStdString(ben_->path("rc"))};
        if (answers) arguments << QStringLiteral("-a");
        arguments << QStringLiteral("-d") << QStringLiteral("0");
        if (!(*anna_)->start(Phone::lineOf(office_, 1))) return false;
        if (!ben_->start(QStringLiteral("linphonec"), arguments)) return false;
        ben_->say("soundcard use files");
        ben_->say("play " + ben_->path("tone.wav"));
        return QTest::qWaitFor(
            [&] {
                ben_->say("status register");
                QTest::qWait(200);
                return anna_->isRegistered() && ben_->hasSaid("registered, identity");
            },
            patience);
    }
    [[nodiscard]] bool bothHear(const QString& codec) {
        const int rate = codec == QStringLiteral("opus")   ? 48'000
                         : codec == QStringLiteral("G722") ? 16'000
                                                           : 8'000;
        const auto recording = QString::fromStdString(ben_->path("heard.wav"));
        return QTest::qWaitFor(
            [&] { return anna_->hears(benTone) && OtherPhone::hears(recording, annaTone, rate); },
            patience);
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("linphonec")).isEmpty()) {
            QSKIP("linphonec is not installed (package linphone-cli)");
        }
        QVERIFY2(office_.start(), office_.failure().c_str());
    }
    void cleanup() {
        if (QTest::currentTestFailed() && ben_) {
            qWarning("%s", ben_->output().constData());
        }
        anna_.reset();
        ben_.reset();
    }

    void weCall_data() {
        QTest::addColumn<QString>("codec");
        QTest::addColumn<bool>("srtp");
        QTest::newRow("opus, SRTP") << QStringLiteral("opus") << true;
        QTest::newRow("PCMU, SRTP") << QStringLiteral("PCMU") << true;
        QTest::newRow("PCMA, RTP") << QStringLiteral("PCMA") << false;
        QTest::newRow("G729, SRTP") << QStringLiteral("G729") << true;
        QTest::newRow("G722, SRTP") << QStringLiteral("G722") << true;
    }
    void weCall() {
        QFETCH(QString, codec);
        QFETCH(bool, srtp);
        QVERIFY(startBoth(codec.toStdString(), srtp, true));
        QVERIFY((*anna_)->dial("ben"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        // It records only what is connected already.
        WAIT_UNTIL(anna_->hears(benTone), patience);
        ben_->say("record " + ben_->path("heard.wav"));
        QVERIFY(bothHear(codec));
        if (srtp) QVERIFY(anna_->newest().protection == MediaProtection::Srtp);
        QVERIFY((*anna_)->hold(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::HeldHere, patience);
        WAIT_UNTIL(anna_->hearsNothing(), patience);
        QVERIFY((*anna_)->resume(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        WAIT_UNTIL(anna_->hears(benTone), patience);
        ben_->say("terminate");
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
    }
    void theyCall_data() { weCall_data(); }
    void theyCall() {
        QFETCH(QString, codec);
        QFETCH(bool, srtp);
        QVERIFY(startBoth(codec.toStdString(), srtp, false));
        ben_->say("call sip:" + office_.user(1));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Incoming, patience);
        QVERIFY((*anna_)->answer(anna_->newest().id));
        // It records only what is connected already.
        WAIT_UNTIL(anna_->hears(benTone), patience);
        ben_->say("record " + ben_->path("heard.wav"));
        QVERIFY(bothHear(codec));
        QCOMPARE(anna_->newest().protection == MediaProtection::Srtp, srtp);
        QVERIFY((*anna_)->hangUp(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(ben_->output().contains("ended"), patience);
    }
};

QTEST_GUILESS_MAIN(LinphoneTest)
#include "LinphoneTest.moc"
