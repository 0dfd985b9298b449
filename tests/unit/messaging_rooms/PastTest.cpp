// SPDX-License-Identifier: GPL-3.0-or-later
// What a room said before, what came while we were away, and whose words those are.
#include <QTest>
#include <algorithm>

#include "RoomScript.h"
#include "messaging/MessageControl.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::Delivery;
using messaging::Direction;
using Texts = std::vector<std::string>;

namespace {

std::string archived(const std::string& nick, const std::string& id, const std::string& body,
                     const std::string& more = {}) {
    return "<message xmlns='jabber:client' type='groupchat' from='lab@rooms.example.net/" + nick +
           "' id='" + id + "'><body>" + body + "</body>" + more + "</message>";
}

std::string itemOf(const std::string& user) {
    return "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='" + user +
           "@example.net/x'/></x>";
}

const std::string invitation =
    "<message xmlns='jabber:client' from='den@rooms.example.net' to='romeo@example.net'>"
    "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='juliet@example.net/x'/></x>"
    "<body>Come</body></message>";

/// Comes in and stops before the room's archive has answered.
void comeToTheArchive(RoomScript& script) {
    script.rooms().join(script.lab, "romeo", {}).then(script.owner, [](const core::Status&) {});
    script.answerFacts(RoomScript::Archive::Yes);
    script.presence("romeo", "romeo");
    script.look();
}

}  // namespace

class PastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRoomIsMadeWhenTheServerHasTold() {
        RoomScript script;
        script.signIn();
        script.written = script.seen;
        std::optional<core::Result<core::Address>> made;
        script.rooms().create({}).then(script.owner, [&](auto result) { made = result; });
        QVERIFY(!made);
        QCOMPARE(countOf(script.look(), "<x xmlns='http://jabber.org/protocol/muc'"), 0);
        script.answerConferenceServer();
        QCOMPARE(countOf(script.look(), "<x xmlns='http://jabber.org/protocol/muc'"), 1);
    }
    void aServerThatDoesNotTellIsNotWaitedForForEver() {
        RoomScript script;
        script.signIn();
        std::optional<core::Result<core::Address>> made;
        script.rooms().create({}).then(script.owner, [&](auto result) { made = result; });
        script.clock.advance(std::chrono::seconds(21));
        QVERIFY(made && !*made);
        QVERIFY(made->error().code == core::ErrorCode::Timeout);
    }
    void whatIsSaidWhileTheArchiveIsReadIsNews() {
        RoomScript script;
        script.signInWithRooms();
        comeToTheArchive(script);
        script.groupMessage("juliet", "n1", "now", "r9");
        QVERIFY(script.talk().empty());
        script.answerRoomArchive({{"r1", archived("juliet", "o1", "then")}});
        QCOMPARE(script.texts(), (Texts{"then", "now"}));
        QVERIFY(script.talk().at(0).isRead);
        QVERIFY(!script.talk().at(1).isRead);
        QCOMPARE(script.unread.back(), "lab 1");
    }
    /// The newest page alone begins in the middle of what is said meanwhile.
    void whatIsSaidMeanwhileKeepsItsOrder() {
        RoomScript script;
        script.signInWithRooms();
        comeToTheArchive(script);
        script.groupMessage("juliet", "n1", "one", "r1");
        script.groupMessage("juliet", "n2", "two", "r2");
        script.groupMessage("juliet", "n3", "three", "r3");
        script.answerRoomArchive(
            {{"r0", archived("juliet", "n0", "then")}, {"r2", archived("juliet", "n2", "two")}});
        QCOMPARE(script.texts(), (Texts{"then", "one", "two", "three"}));
        QCOMPARE(script.unread.back(), "lab 3");
    }
    void anInvitationOfTheArchiveIsShown() {
        RoomScript script;
        script.bind();
        script.answerRoster();
        script.answerCarbons();
        script.answerArchive({{"a1", MessagingScript::archived("1", "hello")}, {"a2", invitation}});
        QVERIFY(script.rooms().invitations().empty());  // of a first look into the past
        script.loseSession();
        script.bind();
        script.answerRoster();
        script.answerCarbons();
        script.answerArchive({{"a3", invitation}});
        QCOMPARE(script.invited, (Texts{"den@rooms.example.net juliet@example.net"}));
        QCOMPARE(script.bodies(), (Texts{"hello"}));
    }
    void whatTheRoomDoesNotPassOnGoesDirectly() {
        RoomScript script;
        script.signInWithRooms();
        script.join();
        QVERIFY(script.now(script.rooms().invite(script.lab, {script.juliet}, "Come")));
        const auto id = script.idOf("message", "<invite to='juliet@example.net'>");
        QCOMPARE(countOf(script.written, "jabber:x:conference"), 0);
        script.server("<message type='error' from='lab@rooms.example.net' id='" + id +
                      "'><error type='auth'><forbidden "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        const auto written = script.look();
        QVERIFY2(written.find("to='juliet@example.net'") != std::string::npos, written.c_str());
        QVERIFY(written.find("jid='lab@rooms.example.net' reason='Come'") != std::string::npos);
    }
    void fromOutsideOfARoomItGoesDirectly() {
        RoomScript script;
        script.signInWithRooms();
        QVERIFY(script.now(script.rooms().invite(script.lab, {script.juliet}, {})));
        QVERIFY(script.look().find("<x xmlns='jabber:x:conference'") != std::string::npos);
    }
    void writesToOneAlone() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        messaging::Outgoing whisper{"psst"};
        whisper.occupant = "juliet";
        const auto sent = script.now(script.messaging->chats()->send(script.lab, whisper));
        QVERIFY(sent && sent->kind == messaging::MessageKind::Private);
        const auto written = script.look();
        QVERIFY(written.find("to='lab@rooms.example.net/juliet' type='chat'") != std::string::npos);
        QCOMPARE(countOf(written, "<x xmlns='http://jabber.org/protocol/muc#user'/>"), 1);
        QCOMPARE(countOf(written, "urn:xmpp:receipts"), 0);
        script.server("<message type='error' from='lab@rooms.example.net/juliet' id='" +
                      sent->stanzaId +
                      "'><error type='cancel'><item-not-found "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QVERIFY(script.talk().at(0).delivery == Delivery::Failed);
    }
    void ourNameAloneDoesNotMakeItOurs() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        const auto said = script.now(script.messaging->sendMessage(script.lab, "mine")).value();
        script.look();
        const int before = countOf(script.written, "<field var='start'>");
        script.loseSession();
        script.signInAgain();
        script.answerFacts(RoomScript::Archive::Yes);
        script.presence("romeo", "romeo");
        script.look();
        QVERIFY(countOf(script.written, "<field var='start'>") > before);
        script.answerRoomArchive({
            {"r1", archived("romeo", said.stanzaId, "mine")},
            {"r2", archived("romeo", "x", "somebody else's")},
            {"r3", archived("romeo", "y", "from my telephone", itemOf("romeo"))},
            {"r4", archived("romeo", "z", "not from me", itemOf("eve"))},
        });
        QCOMPARE(script.texts(),
                 (Texts{"mine", "somebody else's", "from my telephone", "not from me"}));
        const auto talk = script.talk();
        QVERIFY(talk.at(0).direction == Direction::Out && talk.at(0).delivery == Delivery::Sent);
        QVERIFY(talk.at(1).direction == Direction::In && !talk.at(1).isRead);
        QVERIFY(talk.at(2).direction == Direction::Out);
        QVERIFY(talk.at(3).direction == Direction::In);
    }
    void oursIsOursWhenTheRoomHasGivenUsAnotherId() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        const auto first = script.now(script.messaging->sendMessage(script.lab, "one")).value();
        const auto second = script.now(script.messaging->sendMessage(script.lab, "two")).value();
        script.loseSession();
        script.signInAgain();
        script.answerFacts(RoomScript::Archive::Yes);
        script.server(
            "<presence from='lab@rooms.example.net/romeo' to='romeo@example.net/desk'>"
            "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member'"
            " role='participant'/><status code='110'/></x>"
            "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='after'/></presence>");
        script.look();
        const std::string before = "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='before'/>";
        script.answerRoomArchive({
            {"r1", archived("romeo", first.stanzaId, "one", before)},
            {"r2", archived("romeo", second.stanzaId, "never said that", before)},
        });
        const auto texts = script.texts();
        QCOMPARE(std::count(texts.begin(), texts.end(), "one"), 1);
        for (const auto& message : script.talk()) {
            const bool isOurs = message.direction == Direction::Out;
            QCOMPARE(isOurs, message.body != "never said that");
            QCOMPARE(message.delivery == Delivery::Queued, message.body == "two");
        }
        QCOMPARE(texts.size(), std::size_t(3));
    }
    void oursStandsWhereTheRoomPutsIt() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        const auto said = script.now(script.messaging->sendMessage(script.lab, "mine")).value();
        script.groupMessage("juliet", "1", "hers", "r1");
        QCOMPARE(script.texts(), (Texts{"mine", "hers"}));
        script.groupMessage("romeo", said.stanzaId, "mine", "r2",
                            "<origin-id xmlns='urn:xmpp:sid:0' id='" + said.stanzaId + "'/>");
        QCOMPARE(script.texts(), (Texts{"hers", "mine"}));
        script.groupMessage("juliet", "2", "hers again", "r3");
        QCOMPARE(script.texts(), (Texts{"hers", "mine", "hers again"}));
    }
};

QTEST_GUILESS_MAIN(PastTest)
#include "PastTest.moc"
