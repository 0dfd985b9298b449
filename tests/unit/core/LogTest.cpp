// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/Log.h"
#include "core/XmlElement.h"
#include "core/secretForms.h"
#include "core/text.h"

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
                              << R"({"password":"[removed]","x":1})";
        QTest::newRow("digest") << R"(Digest response="00ff", uri="a")"
                                << R"(Digest response="[removed]", uri="a")";
        QTest::newRow("json with commas") << "{\"access_token\" : \"a,\\\"b c\", \"y\":2}"
                                          << "{\"access_token\" : \"[removed]\", \"y\":2}";
        QTest::newRow("attribute") << "<line authPassword=\"a b\" x='1'/>"
                                   << "<line authPassword=\"[removed]\" x='1'/>";
        QTest::newRow("element") << "<ConnectionPassword>a&amp;b</ConnectionPassword>"
                                 << "<ConnectionPassword>[removed]</ConnectionPassword>";
        QTest::newRow("settings") << "X: 1\nConnectionPassword: a b c\nY: 2"
                                  << "X: 1\nConnectionPassword: [removed]\nY: 2";
        QTest::newRow("photo address") << "<UdsPhotoUriWithToken>http://a/b</UdsPhotoUriWithToken>"
                                       << "<UdsPhotoUriWithToken>http://a/b</UdsPhotoUriWithToken>";
        QTest::newRow("url") << "by http://anna:secret@proxy:3128/"
                             << "by http://anna:[removed]@proxy:3128/";
        QTest::newRow("plain url") << "https://cucm1:8443/a@b"
                                   << "https://cucm1:8443/a@b";
        QTest::newRow("code") << "GET /cb?code=xyz&state=1"
                              << "GET /cb?code=[removed]&state=1";
        QTest::newRow("prose") << "checking the password: it is wrong"
                               << "checking the password: it is wrong";
        QTest::newRow("cookie") << "Set-Cookie: a=b; Secure\r\nX: y"
                                << "Set-Cookie:[removed]\r\nX: y";
        QTest::newRow("nothing") << "SRV _cisco-uds._tcp.office.example"
                                 << "SRV _cisco-uds._tcp.office.example";
    }
    void hidesWhatTheWireCarries() {
        QFETCH(QString, line);
        QFETCH(QString, clean);
        QCOMPARE(QString::fromStdString(redact(line.toStdString())), clean);
    }
    void hidesSecretsInAllTheirForms() {
        const std::string password = "k\u00F6nig&\"7/+";
        Log log;
        log.hide(Secret(password));
        std::string text = "percent k%C3%B6nig%26%227%2F%2B k%c3%b6nig%26%227%2f%2b";
        for (const auto& before : {std::string(), std::string("u:"), std::string("us:"),
                                   std::string("use:"), std::string("\0anna\0", 6)}) {
            text += " " + toBase64(before + password) + " " + toBase64(before + password + "|x");
        }
        text += " xml " + escapeXml(password) + " json k\u00F6nig&\\\"7/+";
        log.info("core", text);
        const auto line = log.recent().back().text;
        for (const auto& form : secretForms(password)) {
            QVERIFY2(line.find(form) == std::string::npos, form.c_str());
        }
        std::size_t removed = 0;
        for (auto at = line.find("[removed]"); at != std::string::npos;
             at = line.find("[removed]", at + 1)) {
            ++removed;
        }
        QVERIFY2(removed == 14, line.c_str());
        QCOMPARE(log.clean(password), std::string("[removed]"));
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
