// SPDX-License-Identifier: GPL-3.0-or-later
#include "Talk.h"

using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using sidetone::sip::test::Talk;
using std::chrono_literals::operator""s;

/// RFC 4028 in both roles, and UPDATE (RFC 3311).
class SessionTimerTest : public QObject {
    Q_OBJECT
    /// Our call to Ben, answered with these headers.
    struct OurCall {
        explicit OurCall(const std::vector<std::pair<std::string, std::string>>& headers) {
            isReady = server.registerLine();
            session = server.agent.makeSession();
            InviteSession::Handlers handlers;
            handlers.ended = [this](const SessionEnd& how) { end = how; };
            session->setHandlers(std::move(handlers));
            isReady = isReady && session->call(*Uri::parse("sip:ben@office.example"), "offer");
            invite = server.request();
            auto all = headers;
            all.emplace_back("Contact", "<sip:ben@192.0.2.77>");
            server.reply(invite, 200, all, "answer", "ben");
            isReady = isReady && server.request().method == "ACK";
        }
        ScriptedServer server;
        std::shared_ptr<InviteSession> session;
        Request invite;
        std::optional<SessionEnd> end;
        bool isReady = false;
    };

private Q_SLOTS:
    void weOfferATimer() {
        OurCall call({});
        QVERIFY(call.isReady);
        QVERIFY(call.invite.headers.lists("Supported", "timer"));
        QCOMPARE(std::string(call.invite.headers.first("Session-Expires")), std::string("1800"));
        QCOMPARE(std::string(call.invite.headers.first("Min-SE")), std::string("90"));
        // They know of none: nothing is ever sent.
        call.server.clock.advance(std::chrono::seconds(3));
        QVERIFY(!call.end);
    }
    void weRefreshAtHalfTime() {
        OurCall call({{"Session-Expires", "100;refresher=uac"}, {"Allow", "INVITE, UPDATE"}});
        QVERIFY(call.isReady);
        call.server.clock.advance(49s);
        QVERIFY(call.server.isQuiet());
        call.server.clock.advance(2s);
        const auto update = call.server.request();
        QCOMPARE(update.method, std::string("UPDATE"));
        QCOMPARE(std::string(update.headers.first("Session-Expires")),
                 std::string("100;refresher=uac"));
        call.server.reply(update, 200, {{"Session-Expires", "100;refresher=uac"}}, {}, "ben");
        call.server.clock.advance(51s);
        QCOMPARE(call.server.request().method, std::string("UPDATE"));
        QVERIFY(!call.end);
    }
    void whoKnowsNoUpdateGetsAReinvite() {
        OurCall call({{"Session-Expires", "100;refresher=uac"}, {"Allow", "INVITE, BYE"}});
        call.server.clock.advance(51s);
        const auto again = call.server.request();
        QCOMPARE(again.method, std::string("INVITE"));
        QCOMPARE(again.body, std::string("offer"));
    }
    void theyRefreshOrTheCallEnds() {
        OurCall call({{"Session-Expires", "120;refresher=uas"}, {"Require", "timer"}});
        call.server.clock.advance(87s);
        QVERIFY(!call.end && call.server.isQuiet());
        call.server.clock.advance(2s);  // 120 - 32
        QVERIFY(call.end);
        const auto bye = call.server.request();
        QCOMPARE(bye.method, std::string("BYE"));
        QVERIFY(bye.headers.has("Reason"));
    }
    /// Its server is gone: nothing is sent in it and nothing ends it but a person.
    void aStrandedCallIsLeftAlone() {
        for (const char* refresher : {"100;refresher=uac", "100;refresher=uas"}) {
            OurCall call({{"Session-Expires", refresher}, {"Allow", "INVITE, UPDATE"}});
            QVERIFY(call.isReady);
            call.session->strand();
            call.server.clock.advance(400s);
            QVERIFY(call.server.isQuiet() && !call.end);
            const auto held = call.session->reoffer("hold");
            QVERIFY(!held && held.error().code == sidetone::core::ErrorCode::Unavailable);
            QVERIFY(call.server.isQuiet());
            call.session->hangUp();
            QVERIFY(call.end);
            QCOMPARE(call.server.request().method, std::string("BYE"));
        }
    }
    void theirRefreshKeepsIt() {
        Talk talk({{"Session-Expires", "120;refresher=uac"}, {"Supported", "timer"}});
        QCOMPARE(std::string(talk.ok.headers.first("Session-Expires")),
                 std::string("120;refresher=uac"));
        QVERIFY(talk.ok.headers.lists("Require", "timer"));
        talk.server.clock.advance(80s);
        auto update = talk.within("UPDATE", 8, "u8");
        update.headers.set("Session-Expires", "120;refresher=uac");
        talk.server.inject(update);
        const auto answer = talk.server.response();
        QCOMPARE(answer.status, 200);
        QCOMPARE(std::string(answer.headers.first("Session-Expires")),
                 std::string("120;refresher=uac"));
        QVERIFY(answer.headers.has("Contact"));
        talk.server.clock.advance(80s);
        QVERIFY(!talk.end);
        talk.server.clock.advance(10s);
        QVERIFY(talk.end);
    }
    void weRefreshForThem() {
        Talk talk({{"Session-Expires", "100;refresher=uas"},
                   {"Supported", "timer"},
                   {"Allow", "INVITE, UPDATE"}});
        QCOMPARE(std::string(talk.ok.headers.first("Session-Expires")),
                 std::string("100;refresher=uas"));
        talk.server.clock.advance(51s);
        const auto update = talk.server.request();
        QCOMPARE(update.method, std::string("UPDATE"));
        QCOMPARE(std::string(update.headers.first("Session-Expires")),
                 std::string("100;refresher=uac"));
    }
    void tooShortATimeIsNotTaken() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        auto invite = ScriptedServer::invite("offer");
        invite.headers.add("Session-Expires", "60");
        server.inject(invite);
        const auto answer = server.response();
        QCOMPARE(answer.status, 422);
        QCOMPARE(std::string(answer.headers.first("Min-SE")), std::string("90"));
        QVERIFY(server.incoming.empty());
    }
    void aLongerTimeIsTakenWhenAsked() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto session = server.agent.makeSession();
        QVERIFY(session->call(*Uri::parse("sip:ben@office.example"), "offer"));
        const auto first = server.request();
        server.reply(first, 422, {{"Min-SE", "3600"}});
        QCOMPARE(server.request().method, std::string("ACK"));
        const auto second = server.request();
        QCOMPARE(second.method, std::string("INVITE"));
        QCOMPARE(callIdOf(second.headers), callIdOf(first.headers));
        QCOMPARE(cseqOf(second.headers).number, cseqOf(first.headers).number + 1);
        QCOMPARE(std::string(second.headers.first("Session-Expires")), std::string("3600"));
        QCOMPARE(std::string(second.headers.first("Min-SE")), std::string("3600"));
        // The same demand again leads nowhere.
        server.reply(second, 422, {{"Min-SE", "3600"}});
        QVERIFY(session->isEnded());
    }
    void anUpdateMayOffer() {
        Talk talk;
        auto update = talk.within("UPDATE", 8, "u8");
        update.headers.add("Content-Type", "application/sdp");
        update.body = "new";
        talk.server.inject(update);
        const auto answer = talk.server.response();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("answer to new"));
        QCOMPARE(talk.offers, std::vector<std::string>{"new"});
    }
    void anUpdateSaysWhoTheyAre() {
        Talk talk;
        auto update = talk.within("UPDATE", 8, "u8");
        update.headers.add("Remote-Party-ID",
                           "\"Carla\" <sip:2003@office.example>;party=calling;privacy=off");
        talk.server.inject(update);
        QCOMPARE(talk.identified, 1);
        QCOMPARE(talk.session->remote().display, std::string("Carla"));
    }
};

QTEST_GUILESS_MAIN(SessionTimerTest)
#include "SessionTimerTest.moc"
