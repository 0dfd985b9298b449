// SPDX-License-Identifier: GPL-3.0-or-later
#include <openssl/x509_vfy.h>

#include <QTest>

#include "OfficeFixture.h"
#include "Peer.h"
#include "office/servers/probes.h"

using sidetone::test::countServiceRecords;
using sidetone::test::OfficeFixture;
using sidetone::test::verifyCertificate;
namespace net = sidetone::net;

/// What tests do to an office's servers.
class FaultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bringsBackWhatWasKilled_data();
    void bringsBackWhatWasKilled();
    void stopsAndStartsAServer();
    void freezesAndThaws();
    void changesRecords();
    void answersLate();
    void swapsCertificates_data();
    void swapsCertificates();
    void refusesUnknownNames();

private:
    [[nodiscard]] std::string statusLine(const std::string& server) const;
    [[nodiscard]] bool prosodyAnswers() const;

    OfficeFixture office_{SIDETONE_BIN_DIR};
};

void FaultTest::initTestCase() {
    QVERIFY2(office_.start(), office_.failure().c_str());
}

std::string FaultTest::statusLine(const std::string& server) const {
    const std::string all = office_.run({"status"}).output;
    const auto at = all.find("\n" + server + " ");
    return at == std::string::npos ? std::string()
                                   : all.substr(at + 1, all.find('\n', at + 1) - at);
}

bool FaultTest::prosodyAnswers() const {
    const std::string opening =
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        "version='1.0' to='" +
        office_.domain() + "'>";
    return !sidetone::office::askByTcp({office_.insideAddress(21), 5222}, opening, "<starttls", 300)
                .empty();
}

void FaultTest::bringsBackWhatWasKilled_data() {
    QTest::addColumn<QString>("server");
    for (const char* server : {"prosody", "kamailio", "contracts", "knot-inside"}) {
        QTest::newRow(server) << QString::fromLatin1(server);
    }
}

void FaultTest::bringsBackWhatWasKilled() {
    QFETCH(QString, server);
    const std::string name = server.toStdString();
    QVERIFY(office_.done({"fault", name, "kill"}));
    const std::string line = statusLine(name);
    QVERIFY2(line.find("ended 1 time, last: killed by signal 9") != std::string::npos,
             line.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(statusLine(name).find(" ready ") != std::string::npos, 10000);
}

void FaultTest::stopsAndStartsAServer() {
    QVERIFY(office_.done({"fault", "prosody", "stop"}));
    QVERIFY(statusLine("prosody").find(" stopped ") != std::string::npos);
    QVERIFY(!prosodyAnswers());
    QVERIFY(office_.done({"fault", "prosody", "start"}));
    QVERIFY(prosodyAnswers());
}

void FaultTest::freezesAndThaws() {
    QVERIFY(office_.done({"fault", "prosody", "freeze"}));
    QVERIFY(statusLine("prosody").find(" frozen ") != std::string::npos);
    QVERIFY(!prosodyAnswers());
    QVERIFY(office_.done({"fault", "prosody", "thaw"}));
    QVERIFY(prosodyAnswers());
}

void FaultTest::changesRecords() {
    const std::string name = "_cuplogin._tcp." + office_.domain();
    QCOMPARE(countServiceRecords(office_.nameServer(), name), 0);
    QVERIFY(office_.done({"dns", "set", name, "SRV", "1 1 8443 imp1.office.example.",
                          "2 1 8443 cucm2.office.example."}));
    QCOMPARE(countServiceRecords(office_.nameServer(), name), 2);
    QVERIFY(office_.done({"fault", "knot-inside", "kill"}));
    QTRY_COMPARE_WITH_TIMEOUT(countServiceRecords(office_.nameServer(), name), 2, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(statusLine("knot-inside").find(" ready ") != std::string::npos, 10000);
    QVERIFY(office_.done({"dns", "unset", "_cuplogin._tcp", "SRV"}));
    QCOMPARE(countServiceRecords(office_.nameServer(), name), 0);
    QVERIFY(!office_.done({"dns", "unset", "_cuplogin._tcp", "SRV"}));
    QVERIFY(!office_.done({"dns", "set", "_cuplogin._tcp", "SOA", "x"}));
}

void FaultTest::answersLate() {
    const std::string name = "_sips._tcp." + office_.domain();
    QVERIFY(office_.done({"dns", "delay", "1500"}));
    QCOMPARE(countServiceRecords(office_.nameServer(), name, 500), -1);
    QCOMPARE(countServiceRecords(office_.nameServer(), name, 10000), 1);
    QVERIFY(office_.done({"dns", "delay", "0"}));
    QCOMPARE(countServiceRecords(office_.nameServer(), name), 1);
}

void FaultTest::swapsCertificates_data() {
    QTest::addColumn<QString>("server");
    QTest::addColumn<int>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("prosody") << QStringLiteral("prosody") << 21 << 5223;
    QTest::newRow("kamailio") << QStringLiteral("kamailio") << 11 << 5061;
    QTest::newRow("contracts") << QStringLiteral("contracts") << 11 << 8443;
}

void FaultTest::swapsCertificates() {
    QFETCH(QString, server);
    QFETCH(int, host);
    QFETCH(int, port);
    const net::Endpoint endpoint{office_.insideAddress(host), static_cast<std::uint16_t>(port)};
    const std::string name =
        server == QLatin1String("prosody") ? office_.domain() : "cucm1." + office_.domain();
    const auto verdict = [&] { return verifyCertificate(endpoint, name, office_.caFile()); };
    QCOMPARE(verdict(), long{X509_V_OK});
    for (const auto& [kind, expected] :
         {std::pair{"expired", X509_V_ERR_CERT_HAS_EXPIRED},
          std::pair{"wrong-name", X509_V_ERR_HOSTNAME_MISMATCH},
          std::pair{"self-signed", X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT},
          std::pair{"other-ca", X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN},
          std::pair{"good", X509_V_OK}}) {
        QVERIFY(office_.done({"cert", server.toStdString(), kind}));
        QCOMPARE(verdict(), static_cast<long>(expected));
    }
}

void FaultTest::refusesUnknownNames() {
    const auto result = office_.run({"fault", "postman", "kill"});
    QCOMPARE(result.status, 1);
    QVERIFY(result.error.find("prosody") != std::string::npos);
    QCOMPARE(office_.run({"fault", "prosody", "tickle"}).status, 1);
    QCOMPARE(office_.run({"cert", "prosody", "golden"}).status, 1);
    QCOMPARE(office_.run({"dance"}).status, 2);
}

QTEST_GUILESS_MAIN(FaultTest)
#include "FaultTest.moc"
