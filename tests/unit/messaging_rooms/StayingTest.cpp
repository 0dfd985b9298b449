// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "RoomScript.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::RoomState;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;

namespace {

std::string goneWith(const std::string& codes, const std::string& more = {}) {
    return "<presence type='unavailable' from='lab@rooms.example.net/romeo'>"
           "<x xmlns='http://jabber.org/protocol/muc#user'><item role='none'/>" +
           more + codes + "<status code='110'/></x></presence>";
}

/// Time goes by, and the server is there all along.
void pass(RoomScript& script, core::Milliseconds time) {
    for (auto gone = core::Milliseconds(0); gone < time; gone += 10s) {
        script.clock.advance(10s);
        script.server("<r xmlns='urn:xmpp:sm:3'/>");
    }
}

struct Ending {
    const char* codes;
    const char* words;
};

constexpr Ending endings[] = {
    {"<status code='301'/>", "banned"},
    {"<status code='307'/>", "taken out"},
    {"<status code='321'/>", "not a member"},
    {"<status code='322'/>", "members only now"},
};

}  // namespace

class StayingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhyItIsOut() {
        for (const auto& ending : endings) {
            RoomScript script;
            script.signInWithRooms();
            script.join({"juliet"});
            script.server(goneWith(ending.codes));
            const auto room = script.room();
            QVERIFY(room.state == RoomState::Failed);
            QVERIFY2(room.error->sentence().find(ending.words) != std::string::npos, ending.words);
            script.clock.advance(10min);
            QCOMPARE(countOf(script.look(), "lab@rooms.example.net"), 0);
        }
    }
    void aDestroyedRoomTellsWhereTheTalkGoesOn() {
        RoomScript script;
        script.signInWithRooms();
        script.join();
        script.server(goneWith({},
                               "<destroy jid='den@rooms.example.net'><reason>moved</reason>"
                               "</destroy>"));
        const auto sentence = script.room().error->sentence();
        QVERIFY(sentence.find("moved") != std::string::npos);
        QVERIFY(sentence.find("den@rooms.example.net") != std::string::npos);
    }
    void comesBackAfterAnAccident() {
        for (const auto* code : {"332", "333"}) {
            RoomScript script;
            script.signInWithRooms();
            script.join();
            script.server(
                goneWith("<status code='307'/><status code='" + std::string(code) + "'/>"));
            QVERIFY(script.room().state == RoomState::Joining);
            script.look();
            script.clock.advance(6s);
            script.answerFacts(RoomScript::Archive::No);
            script.look();
            script.presence("romeo", "romeo");
            QVERIFY(script.room().state == RoomState::Joined);
        }
    }
    void asksASilentRoomWhetherItIsStillIn() {
        RoomScript script;
        script.signInWithRooms();
        script.join();
        pass(script, 14min);
        QCOMPARE(countOf(script.look(), "urn:xmpp:ping"), 0);
        script.groupMessage("juliet", "1", "hi", "r1");
        pass(script, 14min);
        QCOMPARE(countOf(script.look(), "to='lab@rooms.example.net/romeo'"), 0);
        pass(script, 2min);
        QCOMPARE(countOf(script.look(), "to='lab@rooms.example.net/romeo'"), 1);
        script.refuse("to='lab@rooms.example.net/romeo'", "service-unavailable");
        QVERIFY(script.room().state == RoomState::Joined);
        // The next question, answered while it waits.
        for (int i = 0; i < 100; ++i) {
            pass(script, 10s);
            if (countOf(script.look(), "urn:xmpp:ping") > 0) break;
        }
        script.refuse("to='lab@rooms.example.net/romeo'", "not-acceptable");
        QVERIFY(script.room().state == RoomState::Joining);
        script.clock.advance(6s);
        QVERIFY(script.look().find("disco#info") != std::string::npos);
    }
    void tellsOfAMessageThatTheRoomRefusedAndComesInAgain() {
        RoomScript script;
        script.signInWithRooms();
        script.join();
        const auto message = script.now(script.messaging->sendMessage(script.lab, "hi")).value();
        script.look();
        script.server("<message type='error' from='lab@rooms.example.net' id='" + message.stanzaId +
                      "'><error type='modify'><not-acceptable "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QVERIFY(script.changed.empty());
        script.clock.advance(6s);
        script.answerFacts(RoomScript::Archive::Yes);
        script.look();
        script.presence("romeo", "romeo");
        script.answerRoomArchive({});
        QCOMPARE(countOf(script.look(), "<body>hi</body>"), 1);
    }
    void aRoomThatVanishedBeginsAnewAsItWas() {
        RoomScript script;
        script.signInWithRooms();
        script.join();
        script.loseSession();
        script.signInAgain();
        script.refuse("to='lab@rooms.example.net' type='get'", "item-not-found");
        script.look();
        script.server(
            "<presence from='lab@rooms.example.net/romeo'>"
            "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' "
            "role='moderator'/><status code='110'/><status code='201'/></x></presence>");
        script.answer("muc#owner",
                      "<query xmlns='http://jabber.org/protocol/muc#owner'>"
                      "<x xmlns='jabber:x:data' type='form'>"
                      "<field var='muc#roomconfig_roomname'/></x></query>");
        QVERIFY(script.look().find("<value>The Lab</value>") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(StayingTest)
#include "StayingTest.moc"
