// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ScriptedEdge.h"
#include "signin/edge/EdgeConfig.h"

using namespace sidetone;
using signin::parseEdgeConfig;

class EdgeConfigTest : public QObject {
    Q_OBJECT

    static std::string replaced(std::string text, const std::string& what,
                                const std::string& with) {
        const auto at = text.find(what);
        return at == std::string::npos ? std::string() : text.replace(at, what.size(), with);
    }

private Q_SLOTS:
    void readsAnOffice() {
        const auto config = parseEdgeConfig(test::edgeConfigDocument());
        QVERIFY2(config.has_value(), config ? "" : config.error().sentence().c_str());
        QCOMPARE(config->ciscoUds.size(), 2U);
        QCOMPARE(config->ciscoUds[1].target, std::string("cucm1.example.com"));
        QCOMPARE(int(config->ciscoUds[1].priority), 1);
        QCOMPARE(int(config->ciscoUds[0].weight), 20);
        QCOMPARE(config->missing, std::vector<std::string>{"_cuplogin"});
        QCOMPARE(config->tftpServers, std::vector<std::string>{"cucm1.example.com"});
        QCOMPARE(config->sip.front().text(), std::string("expe1.example.com:5061"));
        QCOMPARE(config->sipRoutes,
                 std::vector<std::string>{"<sip:192.0.2.100:5061;transport=tls;lr>"});
        QCOMPARE(config->xmpp.front().text(), std::string("expe1.example.com:5222"));
        QCOMPARE(config->http.front().text(), std::string("expe1.example.com:8443"));
        QVERIFY(config->turn.empty());
        QCOMPARE(config->homeUds.front().text(), std::string("cucm1.example.com:8443"));
    }
    void readsOtherSpellings() {
        auto text = replaced(test::edgeConfigDocument(), "<sipEdgeServer>", "<SipEdgeServer>");
        text = replaced(text, "</sipEdgeServer>", "</SipEdgeServer>");
        text = replaced(text, "<tlsPort>5222</tlsPort>", "");
        text = replaced(text, "<address>cucm1.example.com</address></server></service>",
                        "<address>CUCM1.example.com.</address><new/></server></service><other/>");
        const auto config = parseEdgeConfig(text);
        QVERIFY2(config.has_value(), config ? "" : config.error().sentence().c_str());
        QCOMPARE(config->sip.size(), 1U);
        QCOMPARE(int(config->xmpp.front().port), 5222);
        QCOMPARE(config->ciscoUds[1].target, std::string("cucm1.example.com"));
    }
    void wantsTheInternalRecordsAndAHome_data() {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("answer");
        const auto good = test::edgeConfigDocument();
        const auto row = [](const char* name, const std::string& text, const char* answer) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(answer);
        };
        const auto begin = good.find("<service><name>_cisco-uds");
        const auto end = good.find("</service>", begin) + 10;
        row("no _cisco-uds", std::string(good).erase(begin, end - begin),
            "the name servers inside have no _cisco-uds record");
        row("_cisco-uds does not exist",
            std::string(good).replace(
                begin, end - begin,
                "<service><name>_cisco-uds</name><error>NameError</error></service>"),
            "the name servers inside have no _cisco-uds record");
        const auto home = good.find("<userUdsServer>");
        row("empty home",
            good.substr(0, home) + "<userUdsServer/></edgeConfig></getEdge" + "ConfigResponse>",
            "userUdsServer is empty");
        row("another document", "<html><body>Welcome</body></html>", "no edge configuration");
        row("no XML", "{\"a\":1}", "");
        row("nothing", "", "");
        row("cut off", good.substr(0, good.size() / 2), "");
        row("entities", "<!DOCTYPE a [<!ENTITY b 'c'>]>" + good, "");
        std::string deep;
        for (int i = 0; i < 1000; ++i) deep += "<serviceConfig>";
        row("deep", deep, "");
    }
    void wantsTheInternalRecordsAndAHome() {
        QFETCH(QByteArray, document);
        QFETCH(QByteArray, answer);
        const auto config = parseEdgeConfig(document.toStdString());
        QVERIFY(!config);
        QVERIFY(!config.error().advice.empty());
        QVERIFY2(config.error().answer.find(answer.toStdString()) != std::string::npos,
                 config.error().sentence().c_str());
    }
    void letsNoHeaderIn() {
        const auto good = test::edgeConfigDocument();
        const auto evil = replaced(good, "<route>", "<route>&#13;&#10;Evil: yes");
        const auto config = parseEdgeConfig(evil);
        QVERIFY(config.has_value());
        for (const auto& route : config->sipRoutes) {
            QVERIFY(route.find_first_of("\r\n") == std::string::npos);
        }
        const auto host =
            parseEdgeConfig(replaced(good, "<address>expe1.example.com</address><tlsPort>5222",
                                     "<address>expe1.example.com/evil</address><tlsPort>5222"));
        QVERIFY(host.has_value());
        QVERIFY(host->xmpp.empty());
    }
};

QTEST_GUILESS_MAIN(EdgeConfigTest)
#include "EdgeConfigTest.moc"
