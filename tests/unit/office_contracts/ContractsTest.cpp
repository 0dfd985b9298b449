// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "OfficeFixture.h"
#include "config/DeviceConfig.h"
#include "config/JabberConfig.h"
#include "config/ServiceProfile.h"
#include "config/Uds.h"

using namespace sidetone;
using namespace sidetone::config;
using test::basic;
using test::OfficeFixture;

namespace {

std::string pathOf(const std::string& url) {
    return url.substr(url.find('/', url.find("://") + 3));
}

std::string credentials(const std::string& user) {
    return basic(user, OfficeFixture::passwordOf(user));
}

}  // namespace

/// The real process, asked over its real sockets; answers are read with the client's readers.
class ContractsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(office_.start()); }

    void discoversTheHomeCluster() {
        auto client = office_.uds();
        const auto version = parseUdsVersion(client.get("/cucm-uds/version").body);
        QVERIFY(version.has_value());
        QVERIFY(version->major >= 12);
        QVERIFY(!version->usersNeedCredentials);
        const auto answer = client.get("/cucm-uds/clusterUser?username=ANNA");
        QCOMPARE(answer.headers.at("content-type"), std::string("application/xml"));
        QCOMPARE(answer.headers.at("cache-control"), std::string("private"));
        const auto home = parseClusterUser(answer.body);
        QVERIFY(home.has_value());
        QVERIFY(home->found);
        QCOMPARE(home->userId, std::string("anna"));
        QCOMPARE(home->homeCluster, std::string("cucm1.office.example"));
        const auto servers = parseUdsServers(client.get(pathOf(home->serversUri)).body);
        QVERIFY(servers.has_value());
        QCOMPARE(servers->front(), home->homeCluster);
    }
    void findsPeopleByTheirOtherNames_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("user");
        QTest::newRow("mail") << QByteArray("email=Ben.Mail%40office.example") << QByteArray("ben");
        QTest::newRow("principal")
            << QByteArray("useridentifier=ben@office.example") << QByteArray("ben");
        QTest::newRow("nobody") << QByteArray("username=nobody") << QByteArray();
        QTest::newRow("no mail") << QByteArray("email=anna") << QByteArray();
        QTest::newRow("markup") << QByteArray("username=%3Ca%3E%22%26") << QByteArray();
    }
    void findsPeopleByTheirOtherNames() {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, user);
        auto client = office_.uds();
        const auto answer = client.get("/cucm-uds/clusterUser?" + query.toStdString());
        QCOMPARE(answer.status, 200);
        const auto found = parseClusterUser(answer.body);
        QVERIFY(found.has_value());
        QCOMPARE(found->found, !user.isEmpty());
        QCOMPARE(found->userId, user.toStdString());
    }
    void leadsFromTheUserToTheDeviceFile() {
        auto client = office_.uds();
        const auto user = parseUdsUser(client.get("/cucm-uds/user/anna", credentials("anna")).body);
        QVERIFY(user.has_value());
        QCOMPARE(user->person.title, std::string("Engineer & <Pilot>"));
        QVERIFY(user->isAtHome);
        QCOMPARE(user->presenceServers, (std::vector<std::string>{"imp1.office.example"}));
        QCOMPARE(user->primaryExtension.directoryNumber, std::string("2001"));
        const auto devices =
            parseUdsDevices(client.get(pathOf(user->devicesUri), credentials("anna")).body);
        QVERIFY(devices.has_value());
        QCOMPARE(devices->size(), std::size_t(1));
        const auto device =
            parseUdsDevice(client.get(pathOf(devices->front().uri), credentials("anna")).body);
        QVERIFY(device.has_value());
        QCOMPARE(device->name, std::string("CSFANNA"));
        const auto file = office_.files().get(pathOf(device->provisionUris.front()));
        QCOMPARE(file.status, 200);
        const auto config = parseDeviceConfig(file.body);
        QVERIFY2(config.has_value(), config ? "" : config.error().sentence().c_str());
        QCOMPARE(config->callManagers.front().host, std::string("cucm1.office.example"));
        QCOMPARE(config->callManagers.front().securedSipPort, office_.layout().ports.sipTls);
        QVERIFY(config->usesTls());
        QCOMPARE(config->lines.front().number, std::string("2001"));
        QCOMPARE(config->lines.front().authName, std::string("anna"));
        QVERIFY(config->lines.front().authPassword.isEmpty());
        QCOMPARE(config->topLevelDomain, std::string("office.example"));
        QCOMPARE(config->mediaPorts.first, office_.layout().mediaPorts.first);
        QCOMPARE(config->mediaPorts.last, office_.layout().mediaPorts.last);
        QCOMPARE(config->marking.audio, 46);
        QCOMPARE(config->ownerId, std::string("anna"));
    }
    void listsExtensions() {
        auto client = office_.uds();
        for (const std::string path : {"/cucm-uds/user/ben/extensions",
                                       "/cucm-uds/user/ben/device/"
                                       "da1b2c3d-1111-4222-8333-000000002002/extensions"}) {
            const auto extensions = parseUdsExtensions(client.get(path, credentials("ben")).body);
            QVERIFY(extensions.has_value());
            QCOMPARE(extensions->size(), std::size_t(1));
            QVERIFY(extensions->front().isPrimary);
            QCOMPARE(extensions->front().directoryNumber, std::string("2002"));
        }
    }
    void servesProfileAndConfiguration() {
        auto client = office_.uds();
        const auto user = parseUdsUser(client.get("/cucm-uds/user/anna", credentials("anna")).body);
        QVERIFY(user.has_value());
        auto files = office_.tls(office_.layout().ports.filesTls);
        const auto profile =
            parseServiceProfile(files.get(pathOf(user->serviceProfileUris.front())).body);
        QVERIFY(profile.has_value());
        QVERIFY(profile->authenticator == ProfileAuthenticator::ImAndPresence);
        QCOMPARE(profile->imAndPresence.front().address, std::string("imp1.office.example"));
        QCOMPARE(profile->directory.front().port, office_.layout().ports.ldap);
        QVERIFY(profile->voicemail.empty());
        const auto config = parseJabberConfig(files.get("/jabber-config.xml").body);
        QVERIFY(config.has_value());
        QVERIFY(config->remarks.empty());
        QVERIFY(!config->settings.empty());
        QCOMPARE(files.get("/CUPC/AppDialRules.xml").status, 200);
    }
    void asksForThePassword_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("header");
        const QByteArray anna("/cucm-uds/user/anna");
        const auto line = [](const char* user, const char* password) {
            return QByteArray::fromStdString(basic(user, password));
        };
        QTest::newRow("none") << anna << QByteArray();
        QTest::newRow("wrong") << anna << line("anna", "guess");
        QTest::newRow("empty") << anna << line("anna", "");
        QTest::newRow("other's") << anna << QByteArray::fromStdString(credentials("ben"));
        QTest::newRow("unknown user") << QByteArray("/cucm-uds/user/nobody") << line("nobody", "x");
        QTest::newRow("directory only") << QByteArray("/cucm-uds/user/zoe") << line("zoe", "");
        QTest::newRow("no base64") << anna << QByteArray("Authorization: Basic ###\r\n");
        QTest::newRow("no colon") << anna << QByteArray("Authorization: Basic YW5uYQ==\r\n");
        QTest::newRow("bearer") << anna << QByteArray("Authorization: Bearer abc\r\n");
        QTest::newRow("below") << QByteArray("/cucm-uds/user/anna/devices") << line("anna", "x");
    }
    void asksForThePassword() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, header);
        auto client = office_.uds();
        const auto answer = client.get(path.toStdString(), header.toStdString());
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.headers.at("www-authenticate"),
                 std::string("Basic realm=\"Cisco Web Services Realm\""));
        QVERIFY(answer.headers.at("content-type").starts_with("text/html"));
        QVERIFY(answer.body.find("custom Cisco error page") != std::string::npos);
        QCOMPARE(client.get("/cucm-uds/user/anna", credentials("anna")).status, 200);
    }
    void refuses_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const char* method, const char* target, int status) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(target) << status;
        };
        row("unknown path", "GET", "/cucm-uds/nothing", 404);
        row("root", "GET", "/", 404);
        row("bulk look-up", "POST", "/cucm-uds/private/users", 404);
        row("method", "DELETE", "/cucm-uds/version", 405);
        row("no question", "GET", "/cucm-uds/clusterUser", 400);
        row("two questions", "GET", "/cucm-uds/clusterUser?username=a&email=b", 400);
        row("max", "GET", "/cucm-uds/users?max=0", 400);
        row("max too large", "GET", "/cucm-uds/users?max=501", 400);
        row("start", "GET", "/cucm-uds/users?start=-1", 400);
        row("device", "GET", "/cucm-uds/user/anna/device/1", 404);
    }
    void refuses() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        auto client = office_.uds();
        const auto answer =
            client.ask(method.toStdString(), target.toStdString(), credentials("anna"));
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.headers.at("content-type"), std::string("application/xml"));
        QVERIFY(answer.body.find("<status>" + std::to_string(status)) != std::string::npos);
        if (status == 405) QCOMPARE(answer.headers.at("allow"), std::string("GET"));
        // Without an announced body a POST ends its connection; all others live on.
        QCOMPARE(client.get("/cucm-uds/version").status, method == "POST" ? 0 : 200);
    }

private:
    OfficeFixture office_;
};

QTEST_GUILESS_MAIN(ContractsTest)
#include "ContractsTest.moc"
