// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <fstream>

#include "Malice.h"
#include "TestDns.h"

using namespace Qt::StringLiterals;
using namespace sidetone;

namespace {

const auto host = "cucm1.hostile.test";
const auto uds = "_cisco-uds._tcp.hostile.test";
const auto edge = "_collab-edge._tls.hostile.test";
const auto cuplogin = "_cuplogin._tcp.hostile.test";

}  // namespace

/// The whole client as a person runs it, against servers that wish it ill: it ends in time, with a
/// sentence, without a crash and without taking the machine's memory.
class HostileTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    test::Identity authority_ =
        test::makeCertificate({"Hostile Authority", "", -1, 300, 0, true}, nullptr);
    test::TestServer::Tls tls_{
        test::makeCertificate({host, "DNS:" + std::string(host)}, &authority_), {}};
    const std::vector<test::Malice> malice_ = test::allMalice();
    int run_ = 0;

    /// Runs sidetonectl while our name server goes on in this event loop.
    void attempt(const QStringList& words, const test::TestDns& dns) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"SIDETONE_NAMESERVER"_s, QString::fromStdString(dns.address()));
        environment.insert(u"SIDETONE_CA_FILE"_s, folder_.filePath(u"ca.pem"_s));
        environment.insert(u"SIDETONE_PASSWORD_FILE"_s, folder_.filePath(u"password"_s));
        environment.insert(u"SIDETONE_PROFILE"_s, folder_.filePath(u"p%1"_s.arg(++run_)));
        environment.insert(u"SIDETONE_CONFIGURATION"_s, folder_.filePath(u"etc"_s));
        environment.insert(u"SIDETONE_KEY_STORE"_s, u"memory"_s);
        QProcess process;
        process.setProcessEnvironment(environment);
        QElapsedTimer timer;
        timer.start();
        process.start(QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), words);
        const bool ended =
            QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 40'000);
        if (!ended) process.kill();
        const auto said =
            QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError());
        QVERIFY2(ended, "it hung");
        QVERIFY2(process.exitStatus() == QProcess::NormalExit, qPrintable(said));
        QVERIFY2(process.exitCode() == 1, qPrintable(said));
        QVERIFY(!said.contains(u"root:"_s) && !said.contains(u"a good password"_s));
        // What was tried, what came back, what to do: the first line of an explanation, the last
        // of a sign-in, which tells its steps before.
        const int line = words.first() == u"signin"_s ? -1 : 0;
        const auto first = said.trimmed().section(u'\n', line, line);
        QVERIFY2(first.contains(u": "_s) && first.endsWith(u'.') && first.size() < 1000,
                 qPrintable(first.left(2000)));
        qInfo("%lld ms: %s", timer.elapsed(), qPrintable(first));
    }
    void checkMemory() {
        rusage usage{};
        getrusage(RUSAGE_CHILDREN, &usage);
        QVERIFY2(usage.ru_maxrss < 300 * 1024, std::to_string(usage.ru_maxrss).c_str());
    }

private Q_SLOTS:
    void initTestCase() {
        std::signal(SIGPIPE, SIG_IGN);
        std::ofstream(folder_.filePath(u"ca.pem"_s).toStdString()) << authority_.pem();
        std::ofstream(folder_.filePath(u"password"_s).toStdString()) << "a good password\n";
    }
    void cleanup() { checkMemory(); }

    void hostileWebServer_data() {
        QTest::addColumn<std::string>("record");
        QTest::addColumn<QString>("command");
        QTest::addColumn<int>("malice");
        for (const auto& [record, command] :
             {std::pair{uds, u"explain"_s}, std::pair{uds, u"signin"_s},
              std::pair{edge, u"explain"_s}, std::pair{cuplogin, u"explain"_s}}) {
            for (std::size_t i = 0; i < malice_.size(); ++i) {
                QTest::addRow("%s, %s: %s", record, qPrintable(command), malice_[i].name)
                    << std::string(record) << command << static_cast<int>(i);
            }
        }
    }
    void hostileWebServer() {
        QFETCH(std::string, record);
        QFETCH(QString, command);
        QFETCH(int, malice);
        const auto chosen = malice_[static_cast<std::size_t>(malice)];
        std::atomic<bool> over = false;
        test::TestServer server(
            [&](test::TestStream& stream) {
                while (!over) {
                    const auto head = stream.readUntil("\r\n\r\n");
                    if (head.empty()) return;
                    chosen.answer(stream, head, over);
                }
            },
            tls_);
        test::TestDns dns;
        dns.addSrv(record, 1, 1, server.port(), host);
        dns.addAddress(host, "127.0.0.1");
        attempt({command, u"anna@hostile.test"_s}, dns);
        over = true;
        QVERIFY(server.accepted() > 0);
    }

    void recordsThatLeadToThemselves() {
        test::TestDns dns;
        dns.addSrv(uds, 1, 1, 8443, uds);
        attempt({u"explain"_s, u"anna@hostile.test"_s}, dns);
    }
    /// As many records as a message of 64 KiB holds, and ten thousand, which burst it.
    void recordsWithoutEnd_data() {
        QTest::addColumn<int>("count");
        QTest::newRow("a full message") << 1700;
        QTest::newRow("ten thousand") << 10'000;
    }
    void recordsWithoutEnd() {
        QFETCH(int, count);
        test::TestDns dns;
        dns.setMood(test::TestDns::Mood::OnlyTcp);
        for (int i = 0; i < count; ++i) {
            const auto name = "n" + std::to_string(i) + ".x.test";
            dns.addSrv(uds, i % 7, i % 100, 9, name);
            dns.addAddress(name, "127.0.0.1");
        }
        attempt({u"explain"_s, u"anna@hostile.test"_s}, dns);
        QVERIFY(dns.asked().size() < 300);
    }
    void brokenNameServers_data() {
        QTest::addColumn<int>("mood");
        QTest::newRow("silent") << static_cast<int>(test::TestDns::Mood::Silent);
        QTest::newRow("failing") << static_cast<int>(test::TestDns::Mood::ServerFailure);
        QTest::newRow("refusing") << static_cast<int>(test::TestDns::Mood::Refusing);
        QTest::newRow("garbage") << static_cast<int>(test::TestDns::Mood::Garbage);
    }
    void brokenNameServers() {
        QFETCH(int, mood);
        test::TestDns dns;
        dns.setMood(static_cast<test::TestDns::Mood>(mood));
        attempt({u"explain"_s, u"anna@hostile.test"_s}, dns);
    }
};

QTEST_GUILESS_MAIN(HostileTest)
#include "HostileTest.moc"
