// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <fstream>

#include "OfficeFixture.h"
#include "Peer.h"
#include "office/supervisor/Folder.h"
#include "office/supervisor/ProcessTable.h"

using sidetone::test::OfficeFixture;
namespace office = sidetone::office;

namespace {

/// The process that holds the folder's lock.
int ownerOf(const OfficeFixture& fixture) {
    int process = 0;
    std::ifstream(fixture.folder() + "/lock") >> process;
    return process;
}

std::size_t processCount(const OfficeFixture& fixture) {
    return office::processesOf(office::Folder::tag(fixture.folder())).size();
}

}  // namespace

/// An office from its start to its end.
class LifeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsAndSaysWhatItIs();
    void staysInItsLimits();
    void refusesASecondStart();
    void standsBesideAnother();
    void leavesNothingWhenKilled_data();
    void leavesNothingWhenKilled();
    void stops();
    void refusesAPrefixWithoutPrograms();
};

void LifeTest::startsAndSaysWhatItIs() {
    OfficeFixture fixture(SIDETONE_BIN_DIR);
    QVERIFY2(fixture.start(), fixture.failure().c_str());
    QCOMPARE(fixture.domain(), std::string("office.example"));
    QCOMPARE(fixture.user(1), std::string("anna@office.example"));
    QCOMPARE(fixture.number(2), std::string("2002"));
    QVERIFY(!fixture.password(1).isEmpty());
    QVERIFY(fixture.password(1).reveal() != fixture.password(2).reveal());
    QCOMPARE(
        sidetone::test::countServiceRecords(fixture.nameServer(), "_cisco-uds._tcp.office.example"),
        1);
    QCOMPARE(
        sidetone::test::countServiceRecords(fixture.nameServer(), "_cuplogin._tcp.office.example"),
        0);
    QCOMPARE(sidetone::test::countServiceRecords(fixture.variable("SIDETONE_NAMESERVER_OUTSIDE"),
                                                 "_collab-edge._tls.office.example"),
             1);
}

void LifeTest::staysInItsLimits() {
    OfficeFixture fixture(SIDETONE_BIN_DIR);
    QVERIFY2(fixture.start({"--people", "50"}), fixture.failure().c_str());
    const auto said = fixture.run({"status", "--json"});
    QCOMPARE(said.status, 0);
    const QJsonObject status =
        QJsonDocument::fromJson(QByteArray::fromStdString(said.output)).object();
    QCOMPARE(status[QLatin1String("users")].toInt(), 52);
    QVERIFY(status[QLatin1String("memory")].toInt() < 150 * 1024);
    const QJsonArray servers = status[QLatin1String("servers")].toArray();
    QCOMPARE(servers.size(), 8);
    for (const QJsonValue server : servers) {
        QCOMPARE(server[QLatin1String("state")].toString(), QStringLiteral("ready"));
        QVERIFY(server[QLatin1String("memory")].toInt() > 0);
    }
}

void LifeTest::refusesASecondStart() {
    OfficeFixture fixture(SIDETONE_BIN_DIR);
    QVERIFY2(fixture.start(), fixture.failure().c_str());
    const auto second = fixture.run({"start"});
    QCOMPARE(second.status, 1);
    QVERIFY2(second.error.find("already runs") != std::string::npos, second.error.c_str());
    QVERIFY(fixture.done({"status"}));
}

void LifeTest::standsBesideAnother() {
    OfficeFixture one(SIDETONE_BIN_DIR);
    OfficeFixture other(SIDETONE_BIN_DIR);
    QVERIFY2(one.start(), one.failure().c_str());
    QVERIFY2(other.start({"--domain", "other.example"}), other.failure().c_str());
    QVERIFY(one.nameServer() != other.nameServer());
    QCOMPARE(other.user(1), std::string("anna@other.example"));
    const std::string name = "_xmpp-client._tcp.";
    using sidetone::test::countServiceRecords;
    QCOMPARE(countServiceRecords(one.nameServer(), name + one.domain()), 1);
    QCOMPARE(countServiceRecords(other.nameServer(), name + other.domain()), 1);
}

void LifeTest::leavesNothingWhenKilled_data() {
    QTest::addColumn<QString>("option");
    QTest::newRow("in namespaces") << QStringLiteral("--contacts=100");
    QTest::newRow("where namespaces are forbidden") << QStringLiteral("--no-namespaces");
}

void LifeTest::leavesNothingWhenKilled() {
    QFETCH(QString, option);
    OfficeFixture fixture(SIDETONE_BIN_DIR);
    QVERIFY2(fixture.start({option.toStdString()}), fixture.failure().c_str());
    QVERIFY(processCount(fixture) >= 8);
    QCOMPARE(::kill(ownerOf(fixture), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(processCount(fixture), std::size_t{0}, 5000);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.run({"status"}).status, 1, 5000);
    QVERIFY2(fixture.start(), fixture.failure().c_str());
}

void LifeTest::stops() {
    OfficeFixture fixture(SIDETONE_BIN_DIR);
    QVERIFY2(fixture.start(), fixture.failure().c_str());
    const auto stopped = fixture.run({"stop"});
    QCOMPARE(stopped.status, 0);
    QVERIFY(stopped.output.rfind("stopped after ", 0) == 0);
    QCOMPARE(processCount(fixture), std::size_t{0});
    const auto again = fixture.run({"stop"});
    QCOMPARE(again.status, 1);
    QVERIFY(again.error.find("none runs there") != std::string::npos);
}

void LifeTest::refusesAPrefixWithoutPrograms() {
    const QTemporaryDir empty;
    OfficeFixture fixture(SIDETONE_BIN_DIR);
    const auto result =
        fixture.run({"start", "--no-namespaces", "--prefix", empty.path().toStdString()});
    QCOMPARE(result.status, 1);
    QVERIFY2(result.error.find("knotd") != std::string::npos, result.error.c_str());
    QVERIFY(result.error.find("unpack") != std::string::npos);
    QCOMPARE(fixture.run({"start", "--media-ports", "9-7"}).status, 2);
}

QTEST_GUILESS_MAIN(LifeTest)
#include "LifeTest.moc"
