// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QTest>
#include <vector>

#include "OfficeFixture.h"
#include "config/JabberConfig.h"
#include "config/Uds.h"
#include "office/ca/Authority.h"
#include "office/supervisor/TextFile.h"

using namespace sidetone;
using test::basic;
using test::OfficeFixture;
using test::WebClient;

/// How the contracts' process lives: changes of its files, many clients, hostile ones, its end.
class ContractProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        office_ = std::make_unique<OfficeFixture>();
        QVERIFY(office_->start());
    }
    void cleanup() { office_.reset(); }

    void hearsOfNewPeople() {
        auto client = office_->uds();
        const auto carol = basic("carol", OfficeFixture::passwordOf("carol"));
        QCOMPARE(client.get("/cucm-uds/user/carol", carol).status, 401);
        QVERIFY(office_->users().add({OfficeFixture::person("carol", "New", "2010")}).has_value());
        QCOMPARE(client.get("/cucm-uds/user/carol", carol).status, 200);
        QCOMPARE(office_->files().get("/CSFCAROL.cnf.xml").status, 200);
        QVERIFY(office_->users().remove("carol").has_value());
        QCOMPARE(client.get("/cucm-uds/user/carol", carol).status, 401);
        QCOMPARE(office_->files().get("/CSFCAROL.cnf.xml").status, 404);
    }
    void forgetsOldPasswords() {
        auto client = office_->uds();
        const auto old = basic("anna", OfficeFixture::passwordOf("anna"));
        QCOMPARE(client.get("/cucm-uds/user/anna", old).status, 200);
        auto anna = *office_->users().find("anna");
        anna.credentials =
            office::makeCredentials("anna", "office.example", core::Secret("new one"));
        QVERIFY(office_->users().remove("anna").has_value());
        QVERIFY(office_->users().add({anna}).has_value());
        QCOMPARE(client.get("/cucm-uds/user/anna", old).status, 401);
        QCOMPARE(client.get("/cucm-uds/user/anna", basic("anna", "new one")).status, 200);
    }
    void servesWhatWasUploaded() {
        auto files = office_->files();
        const std::string config =
            "<config><Policies><EnableVideo>false</EnableVideo>"
            "</Policies></config>";
        QVERIFY(office::writeFile(office_->path("files/jabber-config.xml"), config).has_value());
        QCOMPARE(files.get("/jabber-config.xml").body, config);
        QVERIFY(office::makeFolder(office_->path("files/teams")).has_value());
        QVERIFY(office::writeFile(office_->path("files/teams/sales.xml"), "<config/>").has_value());
        QCOMPARE(files.get("/teams/sales.xml").body, std::string("<config/>"));
        // Broken on the way: served as it lies there, and refused by who reads it.
        QVERIFY(office::writeFile(office_->path("files/jabber-config.xml"), "<config><Pol")
                    .has_value());
        QVERIFY(!config::parseJabberConfig(files.get("/jabber-config.xml").body).has_value());
    }
    void keepsToItsFolder_data() {
        QTest::addColumn<QByteArray>("target");
        for (const auto* target :
             {"/../layout.json", "/..%2flayout.json", "/%2e%2e/users/users.json",
              "/files/../../users/users.json", "/.hidden", "//etc/passwd", "/a/b/c.xml",
              "/jabber-config.xml%00.txt", "/JABBER-CONFIG.XML", "/csfanna.cnf.xml",
              "/CSFNOBODY.cnf.xml", "/.cnf.xml", "/", "/%ff%fe"}) {
            QTest::newRow(target) << QByteArray(target);
        }
    }
    void keepsToItsFolder() {
        QFETCH(QByteArray, target);
        QVERIFY(office::writeFile(office_->path("files/.hidden"), "x").has_value());
        const auto answer = office_->files().get(target.toStdString());
        QVERIFY2(answer.status == 404 || answer.status == 400 || answer.status == 403 ||
                     answer.status == 0,
                 std::to_string(answer.status).c_str());
        QVERIFY(answer.body.find("directoryPassword") == std::string::npos);
        QCOMPARE(office_->files().ask("PUT", "/jabber-config.xml", {}, "x").status, 405);
    }
    void takesANewCertificate() {
        const auto before = office_->uds().certificate();
        QVERIFY(!before.isNull());
        const office::Authority authority(office_->layout());
        QVERIFY(authority.issue("contracts", office::CertificateKind::WrongName).has_value());
        QVERIFY(!office_->uds().isConnected() || !office_->uds().error().isEmpty());
        QVERIFY(authority.issue("contracts", office::CertificateKind::Good).has_value());
        auto client = office_->uds();
        QCOMPARE(client.get("/cucm-uds/version").status, 200);
        QVERIFY(client.certificate().digest() != before.digest());
    }
    void keepsItsCertificateWhenTheNewOneIsBroken() {
        const auto before = office_->uds().certificate();
        QVERIFY(office::writeFile(office_->layout().privateKey("contracts"), "no key").has_value());
        auto client = office_->uds();
        QCOMPARE(client.get("/cucm-uds/version").status, 200);
        QCOMPARE(client.certificate().digest(), before.digest());
        kill(static_cast<pid_t>(office_->process().processId()), SIGHUP);
        QCOMPARE(office_->uds().get("/cucm-uds/version").status, 200);
    }
    void servesFiftyAtOnce() {
        std::vector<WebClient> clients;
        for (int i = 0; i < 50; ++i) clients.push_back(office_->uds());
        const std::string request =
            "GET /cucm-uds/user/anna HTTP/1.1\r\nHost: cucm1.office.example\r\n" +
            basic("anna", OfficeFixture::passwordOf("anna")) + "\r\n";
        for (int round = 0; round < 3; ++round) {
            for (auto& client : clients) client.write(request);
            for (auto& client : clients) {
                const auto answer = client.read();
                QCOMPARE(answer.status, 200);
                QVERIFY(config::parseUdsUser(answer.body).has_value());
            }
        }
    }
    void outlivesHostileClients() {
        auto silent = WebClient(office_->address(), office_->layout().ports.uds);
        auto huge = office_->uds();
        const auto answer =
            huge.get("/cucm-uds/version", "X: " + std::string(12'000, 'x') + "\r\n");
        QVERIFY(answer.status == 0 || answer.status >= 400);
        auto body = office_->uds();
        body.write("POST /cucm-uds/users HTTP/1.1\r\nHost: h\r\nContent-Length: 900000000\r\n\r\n");
        QCOMPARE(body.read().status, 413);
        auto plain = WebClient(office_->address(), office_->layout().ports.uds);
        plain.write("GET / HTTP/1.1\r\n\r\n");
        auto deep = office_->uds();
        QCOMPARE(deep.get("/cucm-uds" + std::string(2000, '/') + "version").status, 200);
        QCOMPARE(office_->uds().get("/cucm-uds/version").status, 200);
        QVERIFY(silent.isClosedByServer());
    }
    void logsRequestsWithoutSecrets() {
        auto client = office_->uds();
        QCOMPARE(client.get("/cucm-uds/user/anna", basic("anna", "wr0ng-secret")).status, 401);
        QCOMPARE(client.get("/cucm-uds/users?name=hidden-query").status, 200);
        QCOMPARE(client.get("/x%0AGET%20/forged").status, 404);
        QTRY_VERIFY_WITH_TIMEOUT(office_->log().find("GET /x") != std::string::npos, 20'000);
        const auto log = office_->log();
        QVERIFY(log.find("GET /cucm-uds/user/anna 401 ") != std::string::npos);
        QVERIFY(log.find("GET /cucm-uds/users 200 ") != std::string::npos);
        QVERIFY(log.find("wr0ng") == std::string::npos);
        QVERIFY(log.find("hidden-query") == std::string::npos);
        QVERIFY(log.find("\nGET /forged") == std::string::npos);
    }
    void endsWhenTold() {
        auto waiting = office_->uds();
        QCOMPARE(office_->stop(), 0);
        QVERIFY(waiting.isClosedByServer());
    }
    void saysWhyItCannotStart() {
        QProcess second;
        second.start(QStringLiteral(SIDETONE_BIN_DIR "/sidetone-office"),
                     {QStringLiteral("contracts"), QStringLiteral("--folder"),
                      QString::fromStdString(office_->layout().folder)});
        QVERIFY(second.waitForFinished(20'000));
        QCOMPARE(second.exitCode(), 1);
        QVERIFY(second.readAllStandardError().contains("8443"));
    }

private:
    std::unique_ptr<OfficeFixture> office_;
};

QTEST_GUILESS_MAIN(ContractProcessTest)
#include "ContractProcessTest.moc"
