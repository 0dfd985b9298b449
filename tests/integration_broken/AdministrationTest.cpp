// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include "Rows.h"
#include "integration_broken/Terminal.h"

ROWS("NONE-21", "ADM-05", "DISC-11", "DISC-18", "DISC-23", "DISC-32", "PROV-11");

using namespace Qt::StringLiterals;
using namespace sidetone;

/// What an administrator does with sidetonectl and with files in /etc, against a real office whose
/// domain is not the address's own: only what they configured leads there.
class AdministrationTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;

    [[nodiscard]] QString path(const QString& name) const { return folder_.filePath(name); }
    void write(const QString& name, const QString& text) const {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
    }
    [[nodiscard]] test::TerminalRun terminal(const QStringList& words,
                                             const QString& profile = u"p"_s,
                                             const QString& etc = u"none"_s) const {
        auto environment = test::environmentOf(office_);
        environment.insert(u"SIDETONE_CONFIGURATION"_s, path(etc));
        return test::runTerminal(words, path(profile), environment);
    }
    /// Anna under a mail domain that has no records: the services domain must come from elsewhere.
    [[nodiscard]] test::TerminalRun explain(const QString& profile, const QString& etc) const {
        return terminal({u"explain"_s, u"anna@mail.example"_s}, profile, etc);
    }
    [[nodiscard]] QString domain() const { return QString::fromStdString(office_.domain()); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void withoutConfigurationNothingIsFound() { QCOMPARE(explain(u"a"_s, u"none"_s).status, 1); }
    void theBootstrapFileCountsOnTheFirstLaunchAlone() {
        const auto file = u"etc-b/jabber-bootstrap.properties"_s;
        write(file, u"SERVICES_DOMAIN: %1\nNOT_SPECIFIED\n"_s.arg(domain()));
        const auto first = explain(u"b"_s, u"etc-b"_s);
        QVERIFY2(first.output.contains(u"_cisco-uds._tcp."_s + domain()), qPrintable(first.output));
        write(file, u"SERVICES_DOMAIN: elsewhere.example\n"_s);
        const auto second = explain(u"b"_s, u"etc-b"_s);
        QVERIFY2(second.output.contains(u"_cisco-uds._tcp."_s + domain()),
                 qPrintable(second.output));
        QVERIFY(!second.output.contains(u"elsewhere.example"_s));
        // A profile that begins now reads the edited file.
        QVERIFY(explain(u"b2"_s, u"etc-b"_s).output.contains(u"elsewhere.example"_s));
    }
    void thePolicyFileCountsAtEachStart() {
        write(u"etc-c/policy.d/10-office.conf"_s,
              u"ServicesDomain: %1\nlocked: ServicesDomain\n"_s.arg(domain()));
        const auto first = explain(u"c"_s, u"etc-c"_s);
        QVERIFY2(first.output.contains(u"_cisco-uds._tcp."_s + domain()), qPrintable(first.output));
        write(u"etc-c/policy.d/10-office.conf"_s, u"ServicesDomain: moved.example\n"_s);
        QVERIFY(explain(u"c"_s, u"etc-c"_s).output.contains(u"moved.example"_s));
    }
    void filesAreValidatedByLine() {
        write(u"bad.xml"_s,
              u"<config>\n<Policies>\n<Telephony_Enabled>perhaps"
              "</Telephony_Enabled>\n<Nonsense>1</Nonsense>\n</Policies></config>"_s);
        const auto run = terminal({u"validate"_s, path(u"bad.xml"_s), u"--json"_s});
        QCOMPARE(run.status, 1);
        const auto findings = run.json().value(u"findings"_s).toArray();
        QCOMPARE(findings.size(), 2);
        QCOMPARE(findings[0].toObject().value(u"line"_s).toInt(), 3);
        QCOMPARE(findings[0].toObject().value(u"kind"_s).toString(), u"wrong-type"_s);
        QCOMPARE(findings[1].toObject().value(u"line"_s).toInt(), 4);
        write(u"broken.xml"_s, u"<config>\n<Directory>&bad</Directory></config>"_s);
        const auto broken = terminal({u"validate"_s, path(u"broken.xml"_s)});
        QCOMPARE(broken.status, 1);
        QVERIFY2(broken.output.contains(u"broken.xml:2:"_s), qPrintable(broken.output));
        // What the office itself serves and what its documents show is in order.
        write(u"jabber-bootstrap.properties"_s, u"AUTHENTICATOR: CUP\nCUP_ADDRESS: imp1\n"_s);
        QCOMPARE(terminal({u"validate"_s, path(u"jabber-bootstrap.properties"_s)}).status, 0);
        write(u"10.conf"_s, u"ServicesDomain: a.example\nlocked: ServicesDomain\n"_s);
        QCOMPARE(terminal({u"validate"_s, path(u"10.conf"_s)}).status, 0);
        QCOMPARE(terminal({u"validate"_s, u"ciscojabber://provision?Nonsense=1"_s}).status, 1);
    }
    void theSchemaIsOne() {
        const auto run = terminal({u"parameters"_s, u"--schema"_s});
        QCOMPARE(run.status, 0);
        const auto properties = run.json().value(u"properties"_s).toObject();
        QVERIFY(properties.size() > 200);
        QCOMPARE(properties.value(u"Telephony_Enabled"_s).toObject().value(u"type"_s).toString(),
                 u"boolean"_s);
    }
    /// The page for people, served on loopback and read by two browsers, holds the link that the
    /// client understands.
    void theLinkPageWorksInTwoBrowsers() {
        const auto run = terminal({u"link"_s, u"--domain"_s, domain(), u"--html"_s,
                                   u"ServiceDiscoveryExcludedServices=WEBEX,CUCM"_s});
        QVERIFY2(run.status == 0, qPrintable(run.error));
        const auto link = terminal({u"link"_s, u"--domain"_s, domain(),
                                    u"ServiceDiscoveryExcludedServices=WEBEX,CUCM"_s})
                              .output.trimmed();
        QCOMPARE(terminal({u"validate"_s, link}).status, 0);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            auto* socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &run] {
                if (!socket->readAll().contains("\r\n\r\n")) return;
                const auto page = run.output.toUtf8();
                socket->write(
                    "HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                    "Content-Length: " +
                    QByteArray::number(page.size()) + "\r\n\r\n" + page);
                socket->disconnectFromHost();
            });
        });
        const auto url = u"http://127.0.0.1:%1/provision.html"_s.arg(server.serverPort());
        for (const auto& browser :
             {QStringList{u"lynx"_s, u"-dump"_s, u"-listonly"_s, url},
              QStringList{u"w3m"_s, u"-dump"_s, u"-o"_s, u"display_link_number=1"_s, url}}) {
            QProcess process;
            process.start(browser.first(), browser.mid(1));
            QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, 20'000);
            auto shown = QString::fromUtf8(process.readAllStandardOutput()).remove(u'\n');
            // lynx writes an empty path as a slash, which the client understands.
            QVERIFY2(shown.replace(u"provision/?"_s, u"provision?"_s).contains(link),
                     qPrintable(browser.first() + u": "_s + shown));
        }
    }
    void badLinksAreNotMade() {
        QCOMPARE(terminal({u"link"_s, u"--domain"_s, u"no domain"_s}).status, 1);
        QCOMPARE(terminal({u"link"_s, u"--domain"_s, u"a.example"_s, u"TftpServer1=x"_s}).status,
                 1);
    }
};

QTEST_GUILESS_MAIN(AdministrationTest)
#include "AdministrationTest.moc"
