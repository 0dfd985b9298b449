// SPDX-License-Identifier: GPL-3.0-or-later
// Encrypted both ways with python-omemo, an implementation that shares nothing with ours.
#include <QProcess>
#include <QTest>

#include "../integration_encryption/EncryptedPeople.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::Protection;

namespace {

/// The other program, talked to by lines.
class OtherProgram {
public:
    bool start(const EncryptedPeople& people, int number, const QString& scheme) {
        const auto server = people.server();
        process_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process_.start(
            QStringLiteral("/usr/bin/python3"),
            {QStringLiteral(SIDETONE_SOURCE_DIR "/tests/interop_encryption/omemo_peer.py"),
             QString::fromStdString(people.address(number).text()),
             QString::fromStdString(people.passwordFile(number)),
             QString::fromStdString(server.host + ":" + std::to_string(server.port)),
             QString::fromStdString(people.office.caFile()), scheme});
        return process_.waitForStarted() && says("ready", 30'000);
    }
    ~OtherProgram() {
        process_.write("quit\n");
        if (!process_.waitForFinished(5'000)) process_.kill();
        process_.waitForFinished(5'000);
    }
    void send(const core::Address& peer, const std::string& text) {
        process_.write(("send " + peer.text() + " " + text + "\n").c_str());
    }
    /// True as soon as a line has these words.
    bool says(const QByteArray& words, int timeout = 15'000) {
        return QTest::qWaitFor(
            [&] {
                while (process_.canReadLine()) lines_ += process_.readLine();
                return lines_.contains(words);
            },
            timeout);
    }
    /// All that it said.
    [[nodiscard]] const QByteArray& lines() {
        process_.waitForReadyRead(100);
        while (process_.canReadLine()) lines_ += process_.readLine();
        return lines_;
    }

private:
    QProcess process_;
    QByteArray lines_;
};

}  // namespace

class InteropTest : public QObject {
    Q_OBJECT

    EncryptedPeople people_;
    std::unique_ptr<Person> anna_;

private Q_SLOTS:
    void initTestCase() {
        if (QProcess::execute(QStringLiteral("/usr/bin/python3"),
                              {QStringLiteral("-c"),
                               QStringLiteral("import oldmemo.etree, twomemo.etree, slixmpp")}) !=
            0) {
            QSKIP("python3-oldmemo, python3-twomemo or python3-slixmpp is not installed");
        }
        QVERIFY2(people_.start(3), people_.office.failure().c_str());
        anna_ = people_.device(1, "anna");
        QVERIFY2(anna_->start(), anna_->failure().c_str());
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isReady(), 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*anna_, anna_->address()), 1, 20'000);
    }
    void cleanupTestCase() { anna_.reset(); }

    void talksBothWays_data() {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("protection");
        QTest::newRow("urn:xmpp:omemo:2") << "omemo" << 2 << int(Protection::Omemo);
        QTest::newRow("legacy") << "legacy" << 3 << int(Protection::LegacyOmemo);
    }
    void talksBothWays() {
        QFETCH(QString, scheme);
        QFETCH(int, number);
        QFETCH(int, protection);
        const auto peer = people_.address(number);
        OtherProgram other;
        QVERIFY2(other.start(people_, number, scheme), other.lines().constData());
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*anna_, peer), 1, 20'000);
        // It writes first in one form, we in the other.
        if (scheme == QStringLiteral("omemo")) {
            other.send(anna_->address(), "hello from afar");
            QTRY_VERIFY2_WITH_TIMEOUT(
                hasLast(*anna_, peer, "hello from afar", Protection(protection)),
                other.lines().constData(), 15'000);
        }
        for (int i = 0; i < 5; ++i) {
            const auto text = "hello " + std::to_string(i);
            anna_->send(peer, text);
            QVERIFY2(other.says(QByteArray::fromStdString(text)), other.lines().constData());
            const auto answer = "answer " + std::to_string(i);
            other.send(anna_->address(), answer);
            QTRY_VERIFY2_WITH_TIMEOUT(hasLast(*anna_, peer, answer, Protection(protection)),
                                      other.lines().constData(), 15'000);
        }
        // Both show the same fingerprint of our device.
        auto link = encryptionOf(*anna_).ownLink();
        const auto fingerprint = link.substr(link.rfind('=') + 1);
        QVERIFY2(other.lines().contains(QByteArray::fromStdString(fingerprint)),
                 other.lines().constData());
        QVERIFY2(!other.lines().contains("failed"), other.lines().constData());
    }
};

QTEST_GUILESS_MAIN(InteropTest)
#include "InteropTest.moc"
