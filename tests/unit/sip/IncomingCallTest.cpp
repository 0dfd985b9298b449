// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ScriptedServer.h"

using namespace sidetone;
using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

/// RFC 3261 8.2, 9.2, 13.3 as transcripts: we are called.
class IncomingCallTest : public QObject {
    Q_OBJECT

    struct Called {
        explicit Called(const std::string& sdp = "offer") : invite(ScriptedServer::invite(sdp)) {
            server.registerLine();
            server.inject(invite);
            if (server.incoming.empty()) return;
            session = server.incoming.back();
            session->setHandlers({{},
                                  [this](const std::string& text) { answers.push_back(text); },
                                  {},
                                  [this] { ++established; },
                                  {},
                                  [this](const SessionEnd& how) { end = how; }});
        }
        Request ackOf(const Response& ok) {
            return ScriptedServer::within(invite, ok, "ACK", 7, "ack");
        }
        ScriptedServer server;
        Request invite;
        std::shared_ptr<InviteSession> session;
        std::vector<std::string> answers;
        int established = 0;
        std::optional<SessionEnd> end;
    };

    static Request outside(const std::string& method, const std::string& uri) {
        auto request = ScriptedServer::invite({}, "out");
        request.method = method;
        request.uri = *Uri::parse(uri);
        request.headers.set("CSeq", "1 " + method);
        return request;
    }

private Q_SLOTS:
    void ringsAndIsAnswered() {
        Called called;
        QVERIFY(called.session);
        QCOMPARE(called.session->firstOffer(), std::string("offer"));
        QCOMPARE(called.session->remote().display, std::string("Ben"));
        called.session->ring();
        const auto ringing = called.server.response();
        QCOMPARE(ringing.status, 180);
        QVERIFY(!toOf(ringing.headers).tag().empty());
        QVERIFY(ringing.headers.has("Record-Route"));
        called.session->accept("answer");
        const auto ok = called.server.response();
        QCOMPARE(ok.status, 200);
        QCOMPARE(ok.body, std::string("answer"));
        QCOMPARE(toOf(ok.headers).tag(), toOf(ringing.headers).tag());
        QVERIFY(contactOf(ok.headers));
        QCOMPARE(called.established, 0);
        called.server.inject(called.ackOf(ok));
        QCOMPARE(called.established, 1);
        called.server.clock.advance(60s);
        QVERIFY(called.server.isQuiet() && !called.end);
    }
    void theAnswerIsRepeatedUntilTheAck() {
        Called called;
        called.session->accept("answer");
        const auto ok = called.server.response();
        // Also over TLS: another hop may lose it (13.3.1.4). After 0.5, 1.5, 3.5 s.
        called.server.clock.advance(500ms);
        QCOMPARE(called.server.response().status, 200);
        called.server.clock.advance(999ms);
        QVERIFY(called.server.isQuiet());
        called.server.clock.advance(1ms);
        QCOMPARE(called.server.response().body, std::string("answer"));
        called.server.inject(called.ackOf(ok));
        called.server.clock.advance(60s);
        QVERIFY(called.server.isQuiet());
    }
    void withoutAnAckItIsHungUp() {
        Called called;
        called.session->accept("answer");
        called.server.clock.advance(32s);
        QVERIFY(called.end && called.end->cause == SessionEnd::Cause::Failed);
        Request last;
        for (auto one = called.server.response(); one.status == 200;) {
            one = called.server.response();
        }
        QVERIFY(called.session->isEnded() || called.server.isQuiet());
    }
    void hangingUpBeforeTheAckWaitsForIt() {
        Called called;
        called.session->accept("answer");
        const auto ok = called.server.response();
        called.session->hangUp();
        QVERIFY(called.end);
        QVERIFY(called.server.isQuiet());
        called.server.inject(called.ackOf(ok));
        const auto bye = called.server.request();
        QCOMPARE(bye.method, std::string("BYE"));
        // The called side's route set is the Record-Route as it stands.
        QCOMPARE(bye.headers.first("Route"), std::string_view("<sip:192.0.2.1;lr>"));
        QCOMPARE(bye.uri.text(), std::string("sip:ben@192.0.2.77:5070"));
    }
    void isDeclined() {
        Called called;
        called.session->ring();
        called.server.response();
        called.session->hangUp();
        QCOMPARE(called.server.response().status, 603);
        QVERIFY(called.end && called.end->cause == SessionEnd::Cause::Local);
    }
    void isCancelled() {
        Called called;
        called.session->ring();
        called.server.response();
        auto cancel = called.invite;
        cancel.method = "CANCEL";
        cancel.headers.set("CSeq", "7 CANCEL");
        called.server.inject(cancel);
        QCOMPARE(called.server.response().status, 200);
        const auto terminated = called.server.response();
        QCOMPARE(terminated.status, 487);
        QCOMPARE(cseqOf(terminated.headers).method, std::string("INVITE"));
        QVERIFY(called.end && called.end->cause == SessionEnd::Cause::Remote);
    }
    void aCancelSaysWhoHasTheCall_data() {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("status");  // 0: it is missed
        const auto row = [](const char* name, const char* reason, int status) {
            QTest::newRow(name) << QString::fromLatin1(reason) << status;
        };
        row("answered", "SIP;cause=200;text=\"Call completed elsewhere\"", 200);
        row("spaces and case", "sip ; text=\"x, y\" ; Cause=200", 200);
        row("declined", "SIP;cause=603;text=\"Decline\"", 603);
        row("busy everywhere", "SIP;cause=600", 603);
        row("behind another protocol", "Q.850;cause=26, SIP;cause=200", 200);
        row("given up", "SIP;cause=487;text=\"ORIGINATOR_CANCEL\"", 0);
        row("another protocol", "Q.850;cause=200", 0);
        row("a longer number", "SIP;cause=2000", 0);
        row("only in the text", "SIP;cause=487;text=\"cause=200\"", 0);
        row("no cause", "SIP", 0);
        row("garbage", ";;=\"", 0);
    }
    void aCancelSaysWhoHasTheCall() {
        QFETCH(QString, reason);
        QFETCH(int, status);
        Called called;
        called.session->ring();
        called.server.response();
        auto cancel = called.invite;
        cancel.method = "CANCEL";
        cancel.headers.set("CSeq", "7 CANCEL");
        cancel.headers.add("Reason", reason.toStdString());
        called.server.inject(cancel);
        QVERIFY(called.end.has_value());
        const bool elsewhere = called.end->cause == SessionEnd::Cause::Elsewhere;
        QCOMPARE(elsewhere, status != 0);
        if (elsewhere) QCOMPARE(called.end->status, status);
    }
    void aDelayedOfferIsAnsweredInTheAck() {
        Called called("");
        QVERIFY(called.session->firstOffer().empty());
        called.session->accept("our offer");
        const auto ok = called.server.response();
        auto ack = called.ackOf(ok);
        ack.headers.add("Content-Type", "application/sdp");
        ack.body = "their answer";
        called.server.inject(ack);
        QCOMPARE(called.answers, std::vector<std::string>{"their answer"});
        QCOMPARE(called.established, 1);
    }
    void aDelayedOfferWithoutAnswerIsHungUp() {
        Called called("");
        called.session->accept("our offer");
        called.server.inject(called.ackOf(called.server.response()));
        QCOMPARE(called.server.request().method, std::string("BYE"));
        QVERIFY(called.end && called.established == 0);
    }
    void theSameCallByTwoWaysIsTakenOnce() {
        Called called;
        auto second = called.invite;
        second.headers.set("Via", "SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKother");
        called.server.inject(second);
        QCOMPARE(called.server.response().status, 482);
        QCOMPARE(called.server.incoming.size(), std::size_t(1));
    }
    void aLostConnectionEndsTheRinging() {
        Called called;
        called.server.connections.last().breakDown();
        called.server.clock.settle();
        QVERIFY(called.end && called.end->cause == SessionEnd::Cause::Failed);
    }
    void refusesPrecisely_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("uri");
        QTest::addColumn<QString>("header");
        QTest::addColumn<int>("status");
        const auto row = [](const char* method, const char* uri, const char* header, int status) {
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(status).arg(
                QString::fromUtf8(method) + QString::fromUtf8(header))))
                << QString::fromUtf8(method) << QString::fromUtf8(uri) << QString::fromUtf8(header)
                << status;
        };
        const char* ours = "sip:c0ffee@127.0.0.1";
        row("MESSAGE", ours, "", 405);
        row("INFO", ours, "", 405);
        row("REFER", ours, "", 403);
        row("SUBSCRIBE", ours, "", 405);
        row("UPDATE", ours, "", 481);
        row("DANCE", ours, "", 501);
        row("INVITE", "sip:stranger@127.0.0.1", "", 404);
        row("INVITE", "tel:+1", "", 416);
        row("INVITE", ours, "Require: precondition", 420);
        row("INVITE", ours, "Content-Type: text/plain", 415);
        row("BYE", ours, "", 481);
        row("OPTIONS", ours, "", 200);
    }
    void refusesPrecisely() {
        QFETCH(QString, method);
        QFETCH(QString, uri);
        QFETCH(QString, header);
        ScriptedServer server;
        QVERIFY(server.registerLine());
        auto request = outside(method.toStdString(), uri.toStdString());
        const auto colon = header.indexOf(QLatin1Char(':'));
        if (colon > 0) {
            request.headers.add(header.left(colon).toStdString(),
                                header.mid(colon + 2).toStdString());
            request.body = "x";
        }
        server.inject(request);
        const auto response = server.response();
        QTEST(response.status, "status");
        if (response.status == 405 || response.status == 501 || response.status == 200) {
            QVERIFY(response.headers.lists("Allow", "INVITE"));
        }
        if (response.status == 420) QVERIFY(response.headers.lists("Unsupported", "precondition"));
        if (response.status == 415) QVERIFY(response.headers.has("Accept"));
        QVERIFY(server.incoming.empty());
    }
    void aBrokenRequestGets400() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        auto request = ScriptedServer::invite("x");
        request.headers.set("CSeq", "7 BYE");
        server.inject(request);
        QCOMPARE(server.response().status, 400);
        request = ScriptedServer::invite("x", "other");
        request.headers.remove("Contact");
        server.inject(request);
        QCOMPARE(server.response().status, 400);
    }
};

QTEST_GUILESS_MAIN(IncomingCallTest)
#include "IncomingCallTest.moc"
