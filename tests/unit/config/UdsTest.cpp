// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Sample.h"
#include "config/Uds.h"

using namespace sidetone::config;

class UdsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheVersion() {
        const auto version = parseUdsVersion(
            "<versionInformation version='11.5.1'><version>11.5.1</version><capabilities>"
            "<usersResourceAuthEnabled>true</usersResourceAuthEnabled></capabilities>"
            "</versionInformation>");
        QVERIFY(version.has_value());
        QCOMPARE(version->major, 11);
        QVERIFY(version->usersNeedCredentials);
        const auto old = parseUdsVersion("<versionInformation version='9.1.2'/>");
        QVERIFY(old.has_value());
        QCOMPARE(old->major, 9);
        QVERIFY(!old->usersNeedCredentials);
        QVERIFY(!parseUdsVersion("<versionInformation><version>new</version>"
                                 "</versionInformation>")
                     .has_value());
    }
    void readsServers() {
        const auto servers = parseUdsServers(
            "<servers><server> a.x </server><server/><server>b.x</server></servers>");
        QVERIFY(servers.has_value());
        QCOMPARE(*servers, (std::vector<std::string>{"a.x", "b.x"}));
        QVERIFY(!parseUdsServers("<servers/>").has_value());
    }
    void readsTheHomeCluster() {
        const auto user = parseClusterUser(
            "<clusterUser><result found='TRUE' uri='https://b.x:8443/cucm-uds/user/j%C3%B6rg%2Fx'/>"
            "<homeCluster serversUri='https://b.x:8443/cucm-uds/servers'>b.x</homeCluster>"
            "</clusterUser>");
        QVERIFY(user.has_value());
        QVERIFY(user->found);
        QCOMPARE(user->userId, std::string("jörg/x"));
        QCOMPARE(user->homeCluster, std::string("b.x"));
        const auto nobody = parseClusterUser("<clusterUser><result found='false'/></clusterUser>");
        QVERIFY(nobody.has_value());
        QVERIFY(!nobody->found);
        QVERIFY(!parseClusterUser("<clusterUser/>").has_value());
        QVERIFY(!parseClusterUser("<clusterUser><result found='true' uri='u'/></clusterUser>")
                     .has_value());
    }
    void readsTheUser() {
        const auto user = parseUdsUser(sample("user.xml"));
        QVERIFY(user.has_value());
        QCOMPARE(user->person.lastName, std::string("Łukasiewicz"));
        QVERIFY(user->isAtHome);
        QVERIFY(user->hasImAndPresence);
        QVERIFY(user->usesLdapPassword);
        QCOMPARE(user->presenceServers.size(), std::size_t(2));
        QCOMPARE(user->serviceProfileUris.size(), std::size_t(2));
        QCOMPARE(user->jabberProfileUris.size(), std::size_t(1));
        QCOMPARE(user->primaryExtension.forwardsAllTo, std::string("2002"));
        QCOMPARE(user->primaryExtension.voicemailPilot, std::string("5000"));
        QCOMPARE(user->locale, std::string("English, United States"));
    }
    void readsTheOlderProfileForm() {
        const auto user = parseUdsUser(
            "<user><userName>a</userName><homeCluster>false</homeCluster>"
            "<serviceProfile uri='http://c:6970/SPDefault.cnf.xml'/></user>");
        QVERIFY(user.has_value());
        QCOMPARE(user->serviceProfileUris,
                 (std::vector<std::string>{"http://c:6970/SPDefault.cnf.xml"}));
        QVERIFY(!user->isAtHome);
    }
    void readsDevicesAndExtensions() {
        const auto devices = parseUdsDevices(
            "<devices><device uri='u1'><id>1</id><name>CSFANNA</name><model>m</model></device>"
            "<device><id>2</id></device></devices>");
        QVERIFY(devices.has_value());
        QCOMPARE(devices->size(), std::size_t(1));
        const auto device = parseUdsDevice(
            "<device><name>CSFANNA</name><deep><provision><uri>http://a/x</uri>"
            "<uri>http://b/x</uri></provision></deep></device>");
        QVERIFY(device.has_value());
        QCOMPARE(device->provisionUris.size(), std::size_t(2));
        const auto extensions = parseUdsExtensions(
            "<extensions><extension isPrimary='true'><directoryNumber>2001</directoryNumber>"
            "<callForwardAllDestination><sendToVoiceMailPilotNumber>true"
            "</sendToVoiceMailPilotNumber><sendToCustomDestination>2002"
            "</sendToCustomDestination></callForwardAllDestination></extension></extensions>");
        QVERIFY(extensions.has_value());
        QVERIFY(extensions->front().isPrimary);
        QVERIFY(extensions->front().forwardsAllToVoicemail);
        QCOMPARE(extensions->front().forwardsAllTo, std::string("2002"));
    }
    void readsAPageOfPeople() {
        const auto page = parseUdsUsers(
            "<users start='10' requestedCount='x' totalCount='99999999999'>"
            "<user><userName>a</userName></user><other/><user/></users>");
        QVERIFY(page.has_value());
        QCOMPARE(page->start, 10);
        QCOMPARE(page->requestedCount, 0);
        QCOMPARE(page->totalCount, 0);
        QCOMPARE(page->people.size(), std::size_t(2));
    }
    void keepsThePortThatWasAsked_data() {
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("no port") << QByteArray("https://c1.x/cucm-uds/user/a")
                                 << QByteArray("https://c1.x:8443/cucm-uds/user/a");
        QTest::newRow("own port") << QByteArray("https://c2.x:9443/a")
                                  << QByteArray("https://c2.x:9443/a");
        QTest::newRow("path") << QByteArray("/cucm-uds/b")
                              << QByteArray("https://c1.x:8443/cucm-uds/b");
        QTest::newRow("relative") << QByteArray("b") << QByteArray("https://c1.x:8443/cucm-uds/b");
        QTest::newRow("six") << QByteArray("https://[::1]:1/a") << QByteArray("https://[::1]:1/a");
    }
    void keepsThePortThatWasAsked() {
        QFETCH(QByteArray, uri);
        QFETCH(QByteArray, expected);
        QCOMPARE(resolveUdsUri(uri.toStdString(), "https://c1.x:8443/cucm-uds/a"),
                 expected.toStdString());
    }
};

QTEST_GUILESS_MAIN(UdsTest)
#include "UdsTest.moc"
