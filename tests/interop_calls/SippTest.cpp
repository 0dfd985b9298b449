// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include "Phone.h"
#include "Rows.h"

using namespace sidetone;
using namespace sidetone::test;
using telephony::CallEnd;
using telephony::CallState;

/// Session timers (RFC 4028) against sipp over the office's call server, in both roles. Our clock
/// runs faster, since no timer may be shorter than ninety seconds.
class SippTest : public QObject {
    Q_OBJECT
    static constexpr int patience = 20'000;
    static constexpr int hurry = 25;
    OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Phone> anna_;
    QProcess sipp_;
    QTemporaryDir folder_;
    QString scenario_;
    QString port_;
    QStringList matrix_;

    [[nodiscard]] QStringList arguments(const QString& scenario) const {
        return {QString::fromStdString(office_.insideAddress(11)) + QStringLiteral(":5060"),
                QStringLiteral("-sf"),
                QStringLiteral(SIDETONE_SOURCE_DIR "/tests/interop_calls/sipp/") + scenario,
                QStringLiteral("-s"),
                QStringLiteral("cara"),
                QStringLiteral("-au"),
                QStringLiteral("cara"),
                QStringLiteral("-ap"),
                QStringLiteral("wordy"),
                QStringLiteral("-key"),
                QStringLiteral("domain"),
                QString::fromStdString(office_.domain()),
                QStringLiteral("-i"),
                QStringLiteral("127.0.0.1"),
                QStringLiteral("-p"),
                port_,
                QStringLiteral("-m"),
                QStringLiteral("1"),
                QStringLiteral("-nostdin"),
                QStringLiteral("-trace_msg"),
                QStringLiteral("-message_file"),
                folder_.filePath(scenario + QStringLiteral(".log")),
                QStringLiteral("-message_overwrite"),
                QStringLiteral("true")};
    }
    /// How many messages with these words went over the line of the scenario that runs.
    [[nodiscard]] qsizetype sippGot(const QByteArray& words) const {
        QFile file(folder_.filePath(scenario_ + QStringLiteral(".log")));
        return file.open(QIODevice::ReadOnly) ? file.readAll().count(words) : 0;
    }
    void startSipp(const QString& scenario) {
        scenario_ = scenario;
        sipp_.setProcessChannelMode(QProcess::MergedChannels);
        sipp_.start(QStringLiteral("sipp"), arguments(scenario));
        QVERIFY(sipp_.waitForStarted(patience));
    }
    /// Every message came in its place, with what the scenario looks for in it.
    bool sippIsContent() {
        const bool ended =
            QTest::qWaitFor([this] { return sipp_.state() == QProcess::NotRunning; }, patience);
        const auto said = sipp_.readAll();
        const bool content =
            ended && sipp_.exitStatus() == QProcess::NormalExit && sipp_.exitCode() == 0;
        if (!content) qWarning("%s", said.right(3000).constData());
        return content;
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("sipp")).isEmpty()) {
            QSKIP("sipp is not installed (packaging/packages/test.txt)");
        }
        QVERIFY2(office_.start(), office_.failure().c_str());
        QVERIFY(office_.done({"user", "add", "cara", "--number", "2007", "--password", "wordy"}));
        QUdpSocket free;
        QVERIFY(free.bind(QHostAddress::LocalHost, 0));
        port_ = QString::number(free.localPort());
        free.close();
        anna_ = std::make_unique<Phone>(office_, 600);
        auto line = Phone::lineOf(office_, 1);
        line.mediaSecurity = telephony::MediaSecurity::Off;
        QVERIFY((*anna_)->start(line));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isRegistered(), patience);
        startSipp(QStringLiteral("register.xml"));
        QVERIFY(sippIsContent());
        anna_->hurry(hurry);
    }
    void cleanup() {
        if (sipp_.state() != QProcess::NotRunning) {
            sipp_.kill();
            sipp_.waitForFinished(3'000);
        }
    }
    void cleanupTestCase() {
        qInfo("%s", qPrintable(QStringLiteral("\n  sipp over the office's call server:\n    ") +
                               matrix_.join(QStringLiteral("\n    "))));
    }

    void asksAgainWhereTheTimerIsTooSmall() {
        ROWS("NONE-13");
        startSipp(QStringLiteral("called-422.xml"));
        QVERIFY((*anna_)->dial("cara"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QVERIFY((*anna_)->hangUp(anna_->newest().id));
        QVERIFY(sippIsContent());
        matrix_ << QStringLiteral("422 to our call: it goes out again with their least time");
    }
    void refreshesWhatWeCalled() {
        startSipp(QStringLiteral("called-kept.xml"));
        QVERIFY((*anna_)->dial("cara"));
        // Two refreshes, then the hang-up that the scenario waits for.
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QTRY_VERIFY_WITH_TIMEOUT(sippGot("UPDATE sip:") == 2, patience);
        QVERIFY(anna_->state() == CallState::Connected);
        QVERIFY((*anna_)->hangUp(anna_->newest().id));
        QVERIFY(sippIsContent());
        matrix_ << QStringLiteral("refresher=uac in our call: UPDATE at half time, twice");
    }
    void endsWhatNobodyRefreshes() {
        startSipp(QStringLiteral("called-silent.xml"));
        QVERIFY((*anna_)->dial("cara"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QCOMPARE(int(anna_->records.back().end), int(CallEnd::Failed));
        QVERIFY(sippIsContent());
        matrix_ << QStringLiteral("refresher=uas in our call, none comes: BYE before the end");
    }
    void refusesATimerThatIsTooSmall() {
        ROWS("NONE-13");
        startSipp(QStringLiteral("calls.xml"));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Incoming, patience);
        QVERIFY((*anna_)->answer(anna_->newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Connected, patience);
        QTRY_VERIFY_WITH_TIMEOUT(anna_->state() == CallState::Ended, patience);
        QVERIFY(sippIsContent());
        matrix_ << QStringLiteral("30 s in their call: 422 with Min-SE 90, then they refresh");
        matrix_ << QStringLiteral("refresher=uac in their call, none comes any more: BYE");
    }
};

QTEST_GUILESS_MAIN(SippTest)
#include "SippTest.moc"
