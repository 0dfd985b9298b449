// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/Log.h"

using namespace sidetone::core;

class LogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hidesWhatItWasTold() {
        Log log;
        log.hide(Secret("correct horse"));
        log.info("signin", "sent correct horse to the server, correct horse");
        QCOMPARE(log.recent().back().text, std::string("sent [removed] to the server, [removed]"));
    }
    void hidesWhatTheWireCarries_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("clean");
        QTest::newRow("basic") << "GET /\r\nAuthorization: Basic QQ==\r\nHost: a"
                               << "GET /\r\nAuthorization:[removed]\r\nHost: a";
        QTest::newRow("sasl") << "<auth mechanism='PLAIN'>AGEAYg==</auth>"
                              << "<auth mechanism='PLAIN'>[removed]</auth>";
        QTest::newRow("sdes") << "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc|2^20"
                              << "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[removed]|2^20";
        QTest::newRow("form") << "user=a&password=b&x=1"
                              << "user=a&password=[removed]&x=1";
        QTest::newRow("json") << R"({"password":"b","x":1})"
                              << R"({"password":[removed],"x":1})";
        QTest::newRow("digest") << R"(Digest response="00ff", uri="a")"
                                << R"(Digest response="[removed]", uri="a")";
        QTest::newRow("nothing") << "SRV _cisco-uds._tcp.office.example"
                                 << "SRV _cisco-uds._tcp.office.example";
    }
    void hidesWhatTheWireCarries() {
        QFETCH(QString, line);
        QFETCH(QString, clean);
        QCOMPARE(QString::fromStdString(redact(line.toStdString())), clean);
    }
    void keepsTheNewest() {
        Log log;
        for (int i = 0; i < 2500; ++i) log.info("core", std::to_string(i));
        const auto lines = log.recent();
        QCOMPARE(lines.size(), std::size_t(2000));
        QCOMPARE(lines.back().text, std::string("2499"));
    }
};

QTEST_GUILESS_MAIN(LogTest)
#include "LogTest.moc"
