// SPDX-License-Identifier: GPL-3.0-or-later
#include "Talk.h"
#include "sip/call/identity.h"

using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

/// Reliable provisional responses (RFC 3262), both ways; who is calling (RFC 3325).
class ReliableTest : public QObject {
    Q_OBJECT
    static std::vector<std::pair<std::string, std::string>> reliable(const std::string& number) {
        return {{"Require", "100rel"},
                {"RSeq", number},
                {"Contact", "<sip:ben@192.0.2.77>"},
                {"Record-Route", "<sip:192.0.2.1;lr>"}};
    }

private Q_SLOTS:
    void weAcknowledgeProgress() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto session = server.agent.makeSession();
        std::vector<std::string> answers;
        InviteSession::Handlers handlers;
        handlers.answered = [&](const std::string& text) { answers.push_back(text); };
        session->setHandlers(std::move(handlers));
        QVERIFY(session->call(*Uri::parse("sip:ben@office.example"), "offer"));
        const auto invite = server.request();
        QVERIFY(invite.headers.lists("Supported", "100rel"));
        server.reply(invite, 183, reliable("500"), "early answer", "ben");
        const auto prack = server.request();
        QCOMPARE(prack.method, std::string("PRACK"));
        QCOMPARE(std::string(prack.headers.first("RAck")),
                 "500 " + std::string(invite.headers.first("CSeq")));
        QCOMPARE(prack.uri.text(), std::string("sip:ben@192.0.2.77"));
        QCOMPARE(std::string(prack.headers.first("Route")), std::string("<sip:192.0.2.1;lr>"));
        server.reply(prack, 200, {}, {}, "ben");
        // The same again, and one behind a gap, are not acknowledged.
        server.reply(invite, 183, reliable("500"), "early answer", "ben");
        server.reply(invite, 180, reliable("502"), {}, "ben");
        QVERIFY(server.isQuiet());
        server.reply(invite, 180, reliable("501"), {}, "ben");
        const auto second = server.request();
        QCOMPARE(second.method, std::string("PRACK"));
        QCOMPARE(cseqOf(second.headers).number, cseqOf(prack.headers).number + 1);
        // The answer came early, so the 200 needs none.
        server.reply(invite, 200, {{"Contact", "<sip:ben@192.0.2.77>"}}, {}, "ben");
        QCOMPARE(server.request().method, std::string("ACK"));
        QCOMPARE(answers, std::vector<std::string>{"early answer"});
        // Numbers go on where the early dialog stopped.
        session->hangUp();
        QCOMPARE(cseqOf(server.request().headers).number, cseqOf(second.headers).number + 1);
    }
    void weRingReliablyWhereTheyDemandIt() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        auto invite = ScriptedServer::invite("offer");
        invite.headers.add("Require", "100rel");
        server.inject(invite);
        server.incoming.front()->ring();
        const auto ringing = server.response();
        QCOMPARE(ringing.status, 180);
        QVERIFY(ringing.headers.lists("Require", "100rel"));
        const auto number = std::string(ringing.headers.first("RSeq"));
        server.clock.advance(600ms);
        QCOMPARE(server.response().status, 180);
        auto prack = ScriptedServer::within(invite, ringing, "PRACK", 8, "p8");
        prack.headers.remove("Require");
        prack.headers.add("RAck", "1 7 INVITE");
        server.inject(prack);
        QCOMPARE(server.response().status, 481);
        prack.headers.set("RAck", number + " 7 INVITE");
        prack.headers.set("CSeq", "9 PRACK");
        prack.headers.set("Via", "SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKp9");
        server.inject(prack);
        QCOMPARE(server.response().status, 200);
        server.clock.advance(60s);
        QVERIFY(server.isQuiet());
        server.incoming.front()->accept("answer");
        QCOMPARE(server.response().status, 200);
    }
    void whoNeverAcknowledgesIsRefused() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        auto invite = ScriptedServer::invite("offer");
        invite.headers.add("Require", "100rel");
        server.inject(invite);
        server.incoming.front()->ring();
        server.clock.advance(33s);
        Response last;
        while (!server.isQuiet()) last = server.response();
        QCOMPARE(last.status, 504);
    }
    void theServerSaysWhoCalls_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("call manager")
            << QStringLiteral("Remote-Party-ID")
            << QStringLiteral("\"Carla\" <sip:2003@x>;party=calling;screen=yes;privacy=off")
            << QStringLiteral("Carla sip:2003@x");
        QTest::newRow("private") << QStringLiteral("Remote-Party-ID")
                                 << QStringLiteral(
                                        "\"Carla\" <sip:2003@x>;party=calling;privacy=full")
                                 << QStringLiteral("Anonymous sip:anonymous@anonymous.invalid");
        QTest::newRow("asserted") << QStringLiteral("P-Asserted-Identity")
                                  << QStringLiteral("<tel:+4971100>, \"C\" <sip:2003@x>")
                                  << QStringLiteral("C sip:2003@x");
        QTest::newRow("preferred only") << QStringLiteral("P-Preferred-Identity")
                                        << QStringLiteral("<sip:2003@x>") << QString();
    }
    void theServerSaysWhoCalls() {
        QFETCH(QString, header);
        QFETCH(QString, value);
        QFETCH(QString, shown);
        Headers headers;
        headers.add(header.toStdString(), value.toStdString());
        const auto known = assertedIdentity(headers);
        const auto text = known ? known->display + " " + known->uri.shortText() : std::string();
        QCOMPARE(QString::fromStdString(text), shown);
        headers.add("Privacy", "id");
        if (known) QCOMPARE(assertedIdentity(headers)->display, std::string("Anonymous"));
    }
    void whoSentItOnIsSaid() {
        Headers headers;
        headers.add("Referred-By", "<sip:ben@x>");
        QCOMPARE(forwarderOf(headers), std::string("sip:ben@x"));
        headers.add("Diversion", "\"Dora\" <sip:2004@x>;reason=no-answer");
        QCOMPARE(forwarderOf(headers), std::string("Dora"));
    }
};

QTEST_GUILESS_MAIN(ReliableTest)
#include "ReliableTest.moc"
