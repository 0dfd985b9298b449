// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ScriptedServer.h"

using namespace sidetone;
using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

/// RFC 3261 13.2, 9.1, 15 as transcripts: we call.
class OutgoingCallTest : public QObject {
    Q_OBJECT

    /// A registered line with one call under way.
    struct Caller {
        Caller() {
            registered = server.registerLine();
            session = server.agent.makeSession();
            session->setHandlers({[this](int status, const std::string& sdp) {
                                      progress.push_back(std::to_string(status) + sdp);
                                  },
                                  [this](const std::string& sdp) { answers.push_back(sdp); },
                                  {},
                                  [this] { ++established; },
                                  {},
                                  [this](const SessionEnd& how) { end = how; }});
            const auto called = session->call(*Uri::parse("sip:ben@office.example"), "offer");
            registered = registered && called;
        }
        void ring(const Request& invite, const char* tag = "b") {
            server.reply(invite, 180, {{"Contact", "<sip:ben@192.0.2.77>"}}, {}, tag);
        }
        void answer(const Request& invite, const char* tag = "b") {
            server.reply(invite, 200,
                         {{"Contact", "<sip:ben@192.0.2.77:5070>"},
                          {"Record-Route", "<sip:192.0.2.2;lr>, <sip:192.0.2.1;lr>"}},
                         "answer", tag);
        }
        ScriptedServer server;
        std::shared_ptr<InviteSession> session;
        bool registered = false;
        std::vector<std::string> progress;
        std::vector<std::string> answers;
        int established = 0;
        std::optional<SessionEnd> end;
    };

private Q_SLOTS:
    void isAnsweredAndHungUp() {
        Caller caller;
        QVERIFY(caller.registered);
        const auto invite = caller.server.request();
        QCOMPARE(invite.method, std::string("INVITE"));
        QCOMPARE(invite.body, std::string("offer"));
        QCOMPARE(fromOf(invite.headers).uri.text(), std::string("sip:2001@office.example"));
        QCOMPARE(fromOf(invite.headers).display, std::string("Anna"));
        caller.server.reply(invite, 100, {}, {}, "");
        caller.ring(invite);
        QCOMPARE(caller.progress, std::vector<std::string>{"180"});
        caller.answer(invite);
        QCOMPARE(caller.answers, std::vector<std::string>{"answer"});
        QCOMPARE(caller.established, 1);
        const auto ack = caller.server.request();
        QCOMPARE(ack.method, std::string("ACK"));
        QCOMPARE(ack.uri.text(), std::string("sip:ben@192.0.2.77:5070"));
        // 12.1.2: the caller's route set is the Record-Route backwards.
        QCOMPARE(ack.headers.values("Route").front(), std::string_view("<sip:192.0.2.1;lr>"));
        QCOMPARE(cseqOf(ack.headers).number, cseqOf(invite.headers).number);
        QVERIFY(topVia(ack.headers).branch() != topVia(invite.headers).branch());
        caller.session->hangUp();
        QVERIFY(caller.end && caller.end->cause == SessionEnd::Cause::Local);
        const auto bye = caller.server.request();
        QCOMPARE(bye.method, std::string("BYE"));
        QCOMPARE(cseqOf(bye.headers).number, cseqOf(invite.headers).number + 1);
        QCOMPARE(toOf(bye.headers).tag(), std::string("b"));
        caller.server.reply(bye, 200);
        QVERIFY(caller.session->isEnded());
    }
    void aLostAckIsSentAgain() {
        Caller caller;
        const auto invite = caller.server.request();
        caller.answer(invite);
        const auto ack = caller.server.request();
        caller.answer(invite);
        const auto again = caller.server.request();
        QCOMPARE(again.method, std::string("ACK"));
        QCOMPARE(toOf(again.headers).tag(), toOf(ack.headers).tag());
        QCOMPARE(caller.established, 1);
    }
    void credentialsGoIntoInviteAndAck() {
        Caller caller;
        const auto first = caller.server.request();
        caller.server.reply(first, 407,
                            {{"Proxy-Authenticate", "Digest realm=\"r\", nonce=\"n\""}});
        QCOMPARE(caller.server.request().method, std::string("ACK"));
        const auto second = caller.server.request();
        QCOMPARE(second.method, std::string("INVITE"));
        QCOMPARE(cseqOf(second.headers).number, cseqOf(first.headers).number + 1);
        QCOMPARE(fromOf(second.headers).tag(), fromOf(first.headers).tag());
        QVERIFY(second.headers.has("Proxy-Authorization"));
        caller.answer(second);
        const auto ack = caller.server.request();
        QCOMPARE(ack.headers.first("Proxy-Authorization"),
                 second.headers.first("Proxy-Authorization"));
        QCOMPARE(cseqOf(ack.headers).number, cseqOf(second.headers).number);
    }
    void theFirstOfSeveralAnswersWins() {
        Caller caller;
        const auto invite = caller.server.request();
        caller.ring(invite, "b");
        caller.ring(invite, "c");
        caller.answer(invite, "c");
        QCOMPARE(toOf(caller.server.request().headers).tag(), std::string("c"));
        caller.answer(invite, "b");
        const auto ack = caller.server.request();
        QCOMPARE(ack.method, std::string("ACK"));
        QCOMPARE(toOf(ack.headers).tag(), std::string("b"));
        const auto bye = caller.server.request();
        QCOMPARE(bye.method, std::string("BYE"));
        QCOMPARE(toOf(bye.headers).tag(), std::string("b"));
        QCOMPARE(caller.answers.size(), std::size_t(1));
        QVERIFY(!caller.end);
    }
    void cancelWaitsForTheFirstSign() {
        Caller caller;
        const auto invite = caller.server.request();
        caller.session->hangUp();
        QVERIFY(caller.end && caller.end->cause == SessionEnd::Cause::Local);
        QVERIFY(caller.server.isQuiet());
        caller.server.reply(invite, 100, {}, {}, "");
        const auto cancel = caller.server.request();
        QCOMPARE(cancel.method, std::string("CANCEL"));
        QCOMPARE(topVia(cancel.headers).branch(), topVia(invite.headers).branch());
        QCOMPARE(cseqOf(cancel.headers).number, cseqOf(invite.headers).number);
        QVERIFY(toOf(cancel.headers).tag().empty());
        caller.server.reply(cancel, 200);
        caller.server.reply(invite, 487);
        QCOMPARE(caller.server.request().method, std::string("ACK"));
        QVERIFY(caller.session->isEnded());
    }
    void anAnswerThatCrossesTheCancelIsHungUp() {
        Caller caller;
        const auto invite = caller.server.request();
        caller.ring(invite);
        caller.session->hangUp();
        QCOMPARE(caller.server.request().method, std::string("CANCEL"));
        caller.answer(invite);
        QCOMPARE(caller.server.request().method, std::string("ACK"));
        QCOMPARE(caller.server.request().method, std::string("BYE"));
        QCOMPARE(caller.established, 0);
    }
    void refusalsAreTold() {
        Caller caller;
        caller.server.reply(caller.server.request(), 486);
        QVERIFY(caller.end && caller.end->cause == SessionEnd::Cause::Refused);
        QCOMPARE(caller.end->status, 486);
        QCOMPARE(caller.server.request().method, std::string("ACK"));
    }
    void earlyMediaIsTold() {
        Caller caller;
        caller.server.reply(caller.server.request(), 183, {}, "early");
        QCOMPARE(caller.progress, std::vector<std::string>{"183early"});
    }
    void anAnswerWithoutDescriptionIsHungUp() {
        Caller caller;
        caller.server.reply(caller.server.request(), 200, {{"Contact", "<sip:ben@192.0.2.77>"}});
        QCOMPARE(caller.server.request().method, std::string("ACK"));
        const auto bye = caller.server.request();
        QCOMPARE(bye.method, std::string("BYE"));
        QVERIFY(bye.headers.first("Reason").starts_with("SIP;cause=488"));
    }
    void aSilentServerFailsTheCall() {
        Caller caller;
        caller.server.clock.advance(32s);
        QVERIFY(caller.end && caller.end->error);
        QVERIFY(caller.end->error->code == core::ErrorCode::Timeout);
    }
    void theirByeEndsIt() {
        Caller caller;
        const auto invite = caller.server.request();
        caller.answer(invite);
        caller.server.request();
        Request bye;
        bye.method = "BYE";
        bye.uri = *Uri::parse("sip:c0ffee@127.0.0.1:40000");
        bye.headers.add("Via", "SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKbye");
        bye.headers.add("From", "<sip:ben@office.example>;tag=b");
        bye.headers.add("To", std::string(invite.headers.first("From")));
        bye.headers.add("Call-ID", std::string(callIdOf(invite.headers)));
        bye.headers.add("CSeq", "1 BYE");
        caller.server.inject(bye);
        QCOMPARE(caller.server.response().status, 200);
        QVERIFY(caller.end && caller.end->cause == SessionEnd::Cause::Remote);
        // Once more by another branch: the call is unknown now.
        bye.headers.set("Via", "SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKbye2");
        caller.server.inject(bye);
        QCOMPARE(caller.server.response().status, 481);
    }
    void theCallOutlivesItsConnection() {
        Caller caller;
        const auto invite = caller.server.request();
        caller.answer(invite);
        caller.server.request();
        caller.server.connections.last().breakDown();
        caller.server.clock.advance(100ms);
        QVERIFY(!caller.end);
        const auto request = caller.server.request();
        caller.server.reply(request, 200,
                            {{"Contact", std::string(request.headers.first("Contact"))}});
        caller.session->hangUp();
        QCOMPARE(caller.server.request().method, std::string("BYE"));
    }
};

QTEST_GUILESS_MAIN(OutgoingCallTest)
#include "OutgoingCallTest.moc"
