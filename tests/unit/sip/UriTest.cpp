// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "sip/message/NameAddress.h"
#include "sip/message/Uri.h"
#include "sip/message/Via.h"

using namespace sidetone;
using namespace sidetone::sip;

class UriTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("written");
        const auto row = [](const char* text, const char* scheme, const char* user,
                            const char* host, int port, const char* written = nullptr) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(scheme)
                                << QString::fromUtf8(user) << QString::fromUtf8(host) << port
                                << QString::fromUtf8(written != nullptr ? written : text);
        };
        row("sip:anna@office.example", "sip", "anna", "office.example", 0);
        row("SIP:anna@OFFICE.example:5070", "sip", "anna", "office.example", 5070,
            "sip:anna@office.example:5070");
        row("sips:1001@192.0.2.4;transport=tcp", "sips", "1001", "192.0.2.4", 0);
        row("sip:office.example", "sip", "", "office.example", 0);
        row("sip:%61nna@h", "sip", "anna", "h", 0, "sip:anna@h");
        row("sip:+1-212-555;ext=2@h;user=phone", "sip", "+1-212-555;ext=2", "h", 0);
        row("sip:a@[2001:db8::10]:5060;lr", "sip", "a", "[2001:db8::10]", 5060);
        row("sip:j%40s0n@h", "sip", "j@s0n", "h", 0, "sip:j%40s0n@h");
        row("sip:a:secret@h?Subject=x", "sip", "a", "h", 0);
    }
    void reads() {
        QFETCH(QString, text);
        const auto uri = Uri::parse(text.toStdString());
        QVERIFY(uri);
        QTEST(QString::fromStdString(uri->scheme), "scheme");
        QTEST(QString::fromStdString(uri->user), "user");
        QTEST(QString::fromStdString(uri->host), "host");
        QTEST(int(uri->port), "port");
        QTEST(QString::fromStdString(uri->text()), "written");
    }
    void refuses_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "anna", "sip:", "sip:@h", "sip:a@", "sip:a@h:0",
                                 "sip:a@h:65536", "sip:a@h:x", "sip:a b@h", "sip:%4@h", "sip:%zz@h",
                                 "sip:a@h;x=", "sip:a@ho<st", "sip:a@h\r\n", "1 2:x", "tel:"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
        QTest::newRow("long") << QStringLiteral("sip:") + QString(3000, QLatin1Char('a')) +
                                     QStringLiteral("@h");
    }
    void refuses() {
        QFETCH(QString, text);
        QVERIFY(!Uri::parse(text.toStdString()));
    }
    /// RFC 3261 19.1.4 gives these pairs.
    void compares_data() {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* a, const char* b, bool same) {
            QTest::newRow(a) << QString::fromUtf8(a) << QString::fromUtf8(b) << same;
        };
        row("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp", true);
        row("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true);
        row("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;newparam=5", true);
        row("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
            "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true);
        row("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false);
        row("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false);
        row("sip:bob@biloxi.com;user=phone", "sip:bob@biloxi.com", false);
        row("sip:carol@chicago.com?Subject=a", "sip:carol@chicago.com", false);
        row("sip:bob@biloxi.com", "sips:bob@biloxi.com", false);
        row("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off", false);
    }
    void compares() {
        QFETCH(QString, a);
        QFETCH(QString, b);
        const auto first = Uri::parse(a.toStdString());
        const auto second = Uri::parse(b.toStdString());
        QVERIFY(first && second);
        QTEST(equivalent(*first, *second), "same");
        QTEST(equivalent(*second, *first), "same");
    }
    void readsNameAddresses() {
        const auto quoted = NameAddress::parse("\"A. \\\"Q\\\" <x>\" <sip:a@h;lr>;tag=7;q=\"0;1\"");
        QVERIFY(quoted);
        QCOMPARE(quoted->display, std::string("A. \"Q\" <x>"));
        QVERIFY(quoted->uri.parameters.has("LR"));
        QCOMPARE(quoted->tag(), std::string("7"));
        QCOMPARE(quoted->parameters.value("q"), std::string("0;1"));
        const auto tokens = NameAddress::parse("Anna Berg <sip:a@h>");
        QVERIFY(tokens);
        QCOMPARE(tokens->display, std::string("Anna Berg"));
        // RFC 3261 20: without brackets the parameter is the header's.
        const auto bare = NameAddress::parse("sip:a@h;tag=9");
        QVERIFY(bare);
        QCOMPARE(bare->tag(), std::string("9"));
        QVERIFY(!bare->uri.parameters.has("tag"));
    }
    void refusesBrokenNameAddresses() {
        for (const char* text : {"\"a <sip:a@h>", "<sip:a@h", "a\" <sip:a@h>", "<sip:a@h>x",
                                 "sip:a@h?x=y", "", "<>"}) {
            QVERIFY2(!NameAddress::parse(text), text);
        }
    }
    void readsVia() {
        const auto via = Via::parse("SIP / 2.0 / udp  h.example : 5070 ; branch = z9hG4bKx;rport");
        QVERIFY(via);
        QCOMPARE(via->transport, std::string("UDP"));
        QCOMPARE(via->host, std::string("h.example"));
        QCOMPARE(int(via->port), 5070);
        QCOMPARE(via->branch(), std::string("z9hG4bKx"));
        QVERIFY(via->parameters.has("rport"));
        for (const char* text : {"SIP/2.0/UDP", "SIP/3.0/UDP h", "HTTP/2.0/UDP h", "h", ""}) {
            QVERIFY2(!Via::parse(text), text);
        }
    }
};

QTEST_GUILESS_MAIN(UriTest)
#include "UriTest.moc"
