// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ScriptedServer.h"

using namespace sidetone;
using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

/// RFC 3261 12.2, 14 as transcripts: what happens within a call.
class WithinCallTest : public QObject {
    Q_OBJECT

    /// A call of Ben's that we have answered.
    struct Talk {
        Talk() : invite(ScriptedServer::invite("offer")) {
            server.registerLine();
            server.inject(invite);
            session = server.incoming.back();
            session->setHandlers({{},
                                  [this](const std::string& text) { answers.push_back(text); },
                                  [this](const std::string& text) { offers.push_back(text); },
                                  {},
                                  [this](const core::Error&) { ++failures; },
                                  [this](const SessionEnd& how) { end = how; }});
            session->accept("answer");
            ok = server.response();
            server.inject(within("ACK", 7, "ack"));
        }
        Request within(const std::string& method, int number, const std::string& branch) const {
            return ScriptedServer::within(invite, ok, method, number, branch);
        }
        Request reinvite(int number, const std::string& sdp) const {
            auto request = within("INVITE", number, "re" + std::to_string(number));
            if (!sdp.empty()) request.headers.add("Content-Type", "application/sdp");
            request.body = sdp;
            return request;
        }
        ScriptedServer server;
        Request invite;
        Response ok;
        std::shared_ptr<InviteSession> session;
        std::vector<std::string> answers;
        std::vector<std::string> offers;
        int failures = 0;
        std::optional<SessionEnd> end;
    };

private Q_SLOTS:
    void weOfferAnew() {
        Talk talk;
        QVERIFY(talk.session->reoffer("hold"));
        const auto request = talk.server.request();
        QCOMPARE(request.method, std::string("INVITE"));
        QCOMPARE(request.body, std::string("hold"));
        QCOMPARE(toOf(request.headers).tag(), std::string("ben"));
        QVERIFY(!talk.session->reoffer("resume"));  // one at a time
        talk.server.reply(request, 200, {{"Contact", "<sip:ben@192.0.2.99>"}}, "held", "ben");
        const auto ack = talk.server.request();
        QCOMPARE(ack.method, std::string("ACK"));
        QCOMPARE(talk.answers, std::vector<std::string>{"held"});
        // The target is refreshed (12.2.1.2).
        talk.session->hangUp();
        QCOMPARE(talk.server.request().uri.text(), std::string("sip:ben@192.0.2.99"));
    }
    void theyOfferAnew() {
        Talk talk;
        talk.server.inject(talk.reinvite(8, "hold"));
        QCOMPARE(talk.offers, std::vector<std::string>{"hold"});
        talk.session->accept("held");
        QCOMPARE(talk.server.response().body, std::string("held"));
        talk.server.inject(talk.within("ACK", 8, "ack8"));
        talk.server.clock.advance(60s);
        QVERIFY(talk.server.isQuiet() && !talk.end);
    }
    void ourOfferWaitsForTheirAck() {
        Talk talk;
        talk.server.inject(talk.reinvite(8, "hold"));
        talk.session->accept("held");
        QCOMPARE(talk.server.response().status, 200);
        QVERIFY(talk.session->reoffer("ours"));
        QVERIFY(!talk.session->reoffer("another"));
        QVERIFY(talk.server.isQuiet());
        talk.server.inject(talk.within("ACK", 8, "ack8"));
        QCOMPARE(talk.server.request().body, std::string("ours"));
    }
    void theyAskForAnOffer() {
        Talk talk;
        talk.server.inject(talk.reinvite(8, ""));
        QCOMPARE(talk.offers, std::vector<std::string>{""});
        talk.session->accept("our offer");
        talk.server.response();
        auto ack = talk.within("ACK", 8, "ack8");
        ack.headers.add("Content-Type", "application/sdp");
        ack.body = "their answer";
        talk.server.inject(ack);
        QCOMPARE(talk.answers, std::vector<std::string>{"their answer"});
    }
    void aRefusedOfferLeavesTheCallAsItWas() {
        Talk talk;
        talk.server.inject(talk.reinvite(8, "odd"));
        talk.session->refuse(488);
        QCOMPARE(talk.server.response().status, 488);
        QVERIFY(!talk.end && talk.session->isEstablished());
        QVERIFY(talk.session->reoffer("hold"));
        talk.server.reply(talk.server.request(), 488, {}, {}, "ben");
        QCOMPARE(talk.failures, 1);
        QVERIFY(!talk.end);
    }
    void glareIsAnsweredWith491AndTriedAgain() {
        Talk talk;
        QVERIFY(talk.session->reoffer("hold"));
        const auto ours = talk.server.request();
        talk.server.inject(talk.reinvite(8, "their hold"));
        QCOMPARE(talk.server.response().status, 491);
        QVERIFY(talk.offers.empty());
        talk.server.reply(ours, 491, {}, {}, "ben");
        QCOMPARE(talk.server.request().method, std::string("ACK"));
        QCOMPARE(talk.failures, 0);
        // Ben made the Call-ID, so we wait up to 2 s.
        talk.server.clock.advance(2s);
        const auto again = talk.server.request();
        QCOMPARE(again.method, std::string("INVITE"));
        QCOMPARE(again.body, std::string("hold"));
        QCOMPARE(cseqOf(again.headers).number, cseqOf(ours.headers).number + 1);
    }
    void aSecondOfferOfTheirsIsPutOff() {
        Talk talk;
        talk.server.inject(talk.reinvite(8, "one"));
        talk.server.inject(talk.reinvite(9, "two"));
        const auto response = talk.server.response();
        QCOMPARE(response.status, 500);
        QVERIFY(response.headers.has("Retry-After"));
        QCOMPARE(talk.offers.size(), std::size_t(1));
    }
    void aFurtherOfferStandsForAnAckThatWasLost() {
        Talk talk;
        talk.server.inject(talk.reinvite(8, "one"));
        talk.session->accept("answer to one");
        QCOMPARE(talk.server.response().status, 200);
        talk.server.inject(talk.reinvite(9, "two"));
        QCOMPARE(talk.offers, (std::vector<std::string>{"one", "two"}));
        talk.session->accept("answer to two");
        QCOMPARE(talk.server.response().body, std::string("answer to two"));
        talk.server.inject(talk.within("ACK", 9, "ack9"));
        // The first answer is not repeated, and nobody misses its ACK.
        talk.server.clock.advance(60s);
        QVERIFY(talk.server.isQuiet() && !talk.end);
    }
    void aWayThatTheLineLeftIsNotWaitedFor() {
        Talk talk;
        QVERIFY(talk.session->reoffer("from the old address"));
        const auto lost = talk.server.request();
        talk.server.agent.networkChanged();
        const auto registration = talk.server.request();
        QCOMPARE(registration.method, std::string("REGISTER"));
        talk.server.reply(
            registration, 200,
            {{"Contact", std::string(registration.headers.first("Contact")) + ";expires=600"}});
        talk.server.clock.settle();
        QVERIFY(talk.session->reoffer("from the new address"));
        const auto request = talk.server.request();
        QCOMPARE(request.body, std::string("from the new address"));
        QCOMPARE(cseqOf(request.headers).number, cseqOf(lost.headers).number + 1);
        talk.server.reply(request, 200, {}, "fine", "ben");
        QCOMPARE(talk.answers, std::vector<std::string>{"fine"});
        talk.server.clock.advance(60s);
        QCOMPARE(talk.failures, 0);
    }
    void anOldNumberIsOutOfOrder() {
        Talk talk;
        talk.server.inject(talk.within("OPTIONS", 9, "o1"));
        QCOMPARE(talk.server.response().status, 200);
        talk.server.inject(talk.within("OPTIONS", 8, "o2"));
        QCOMPARE(talk.server.response().status, 500);
    }
    void anUnknownCallIs481() {
        Talk talk;
        auto request = talk.within("BYE", 9, "bye");
        request.headers.set("Call-ID", "another");
        talk.server.inject(request);
        QCOMPARE(talk.server.response().status, 481);
        QVERIFY(!talk.end);
    }
    void a481ToOurOfferEndsTheCall() {
        Talk talk;
        QVERIFY(talk.session->reoffer("hold"));
        talk.server.reply(talk.server.request(), 481, {}, {}, "ben");
        QVERIFY(talk.end && talk.end->cause == SessionEnd::Cause::Failed);
    }
    void a408FromAServerBetweenDoesNot() {
        Talk talk;
        QVERIFY(talk.session->reoffer("hold"));
        talk.server.reply(talk.server.request(), 408, {}, {}, "ben");
        QVERIFY(!talk.end);
        QCOMPARE(talk.failures, 1);
    }
    void theirByeAnswersWhatIsOpen() {
        Talk talk;
        talk.server.inject(talk.reinvite(8, "one"));
        talk.server.inject(talk.within("BYE", 9, "bye"));
        QCOMPARE(talk.server.response().status, 200);
        const auto open = talk.server.response();
        QCOMPARE(open.status, 487);
        QCOMPARE(cseqOf(open.headers).number, 8U);
        QVERIFY(talk.end && talk.end->cause == SessionEnd::Cause::Remote);
    }
    void withoutALineNothingCanBeChanged() {
        Talk talk;
        talk.server.connections.refuseAll(core::fail(core::ErrorCode::Refused, "x", "y"));
        talk.server.connections.last().breakDown();
        talk.server.clock.settle();
        const auto status = talk.session->reoffer("hold");
        QVERIFY(!status && status.error().code == core::ErrorCode::Unavailable);
        QVERIFY(!talk.end);
        talk.session->hangUp();
        QVERIFY(talk.end && talk.session->isOver());
    }
};

QTEST_GUILESS_MAIN(WithinCallTest)
#include "WithinCallTest.moc"
