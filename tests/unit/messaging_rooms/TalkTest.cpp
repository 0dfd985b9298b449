// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "RoomScript.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::Delivery;
using messaging::Direction;
using messaging::MessageKind;
using Texts = std::vector<std::string>;

namespace {

messaging::Message say(RoomScript& script, const std::string& body) {
    return script.now(script.messaging->sendMessage(script.lab, body)).value();
}

std::string archived(const std::string& nick, const std::string& id, const std::string& body) {
    return "<message xmlns='jabber:client' type='groupchat' from='lab@rooms.example.net/" + nick +
           "' id='" + id + "'><body>" + body + "</body></message>";
}

}  // namespace

class TalkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTheRoomSaysAgainIsSent() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        const auto message = say(script, "hello");
        QVERIFY(message.delivery == Delivery::Queued);
        const auto written = script.look();
        QCOMPARE(countOf(written, "type='groupchat'"), 1);
        QCOMPARE(countOf(written, "urn:xmpp:receipts"), 0);
        script.groupMessage("romeo", message.stanzaId, "hello", "r1",
                            "<origin-id xmlns='urn:xmpp:sid:0' id='" + message.stanzaId + "'/>");
        QCOMPARE(script.changed.size(), std::size_t(1));
        QVERIFY(script.changed[0].delivery == Delivery::Sent);
        QCOMPARE(script.talk().size(), std::size_t(1));
        QCOMPARE(script.talk()[0].archiveId, "r1");
    }
    void othersAreStoredOnceWithTheirNames() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        script.groupMessage("juliet", "1", "hi", "r1");
        script.groupMessage("juliet", "1", "hi", "r1");
        script.groupMessage("juliet", "1", "hi", "r2");
        QCOMPARE(script.texts(), (Texts{"hi", "hi"}));
        const auto message = script.talk().at(0);
        QCOMPARE(message.sender, "juliet");
        QCOMPARE(message.senderAddress.text(), "juliet@example.net");
        QVERIFY(message.direction == Direction::In);
        QCOMPARE(script.unread.back(), "lab 2");
        const auto list = script.now(script.messaging->conversations()).value();
        QCOMPARE(list.size(), std::size_t(1));
        QVERIFY(list[0].kind == messaging::ConversationKind::Room);
        QCOMPARE(list[0].name, "The Lab");
    }
    void knowsWhenOurPersonIsNamed() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        script.groupMessage("juliet", "1", "Romeo, wherefore", "r1");
        script.groupMessage("juliet", "2", "romeos of this world", "r2");
        const auto talk = script.talk();
        QVERIFY(talk.at(0).mentionsUs);
        QVERIFY(!talk.at(1).mentionsUs);
        QCOMPARE(script.now(script.messaging->conversations()).value().at(0).mentions, 1);
    }
    void readsTheRoomsArchiveFromWhereItWas() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        script.groupMessage("juliet", "1", "before", "r7");
        const auto mine = say(script, "lost?");
        script.look();
        script.loseSession();
        script.signInAgain();
        script.answerFacts(RoomScript::Archive::Yes);
        script.look();
        script.presence("romeo", "romeo");
        QVERIFY(script.look().find("<after>r7</after>") != std::string::npos);
        script.answerRoomArchive({{"r7", archived("juliet", "1", "before")},
                                  {"r8", archived("romeo", mine.stanzaId, "lost?")},
                                  {"r9", archived("juliet", "1", "after")}});
        QCOMPARE(script.texts().size(), std::size_t(3));
        QVERIFY(script.changed.back().delivery == Delivery::Sent);
        // The room has it: it is not sent again.
        QCOMPARE(countOf(script.look(), "lost?"), 0);
    }
    void whatTheRoomHasNotSaidAgainIsSentWhenInAgain() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        const auto one = say(script, "one");
        script.look();
        script.loseSession();
        say(script, "two");
        script.signInAgain();
        QCOMPARE(countOf(script.written, "<body>"), 0);
        script.answerFacts(RoomScript::Archive::Yes);
        script.look();
        script.presence("romeo", "romeo");
        QCOMPARE(countOf(script.look(), "<body>"), 0);
        script.answerRoomArchive({});
        const auto written = script.look();
        QCOMPARE(countOf(written, "<body>one</body>"), 1);
        QCOMPARE(countOf(written, "<body>two</body>"), 1);
        QVERIFY(written.find("<body>one") < written.find("<body>two"));
        script.groupMessage("romeo", one.stanzaId, "one", "r1");
        QVERIFY(script.changed.back().delivery == Delivery::Sent);
    }
    void nothingIsSentToARoomThatWeAreNotIn() {
        RoomScript script;
        script.signInWithRooms();
        script.join();
        script.rooms().leave(script.lab);
        QVERIFY(script.look().find("type='unavailable'") != std::string::npos);
        const auto sent = script.now(script.messaging->sendMessage(script.lab, "x"));
        QVERIFY(!sent);
        QVERIFY(sent.error().sentence().find("not in that room") != std::string::npos);
    }
    void aPrivateMessageIsNobodysButTheOccupants() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        script.server(
            "<message type='chat' from='lab@rooms.example.net/juliet' id='p1'><body>psst</body>"
            "<request xmlns='urn:xmpp:receipts'/></message>");
        const auto talk = script.talk();
        QCOMPARE(talk.size(), std::size_t(1));
        QVERIFY(talk[0].kind == MessageKind::Private);
        QCOMPARE(talk[0].sender, "juliet");
        QVERIFY(script.now(script.messaging->messages(script.juliet, 0, 10)).value().empty());
        QCOMPARE(countOf(script.look(), "urn:xmpp:receipts"), 0);
    }
    void subjectsAndEventsAreTold() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        script.server(
            "<message type='groupchat' from='lab@rooms.example.net/juliet'>"
            "<subject>Verona</subject></message>");
        QCOMPARE(script.room().subject, "Verona");
        script.server(
            "<message type='groupchat' from='lab@rooms.example.net'>"
            "<x xmlns='http://jabber.org/protocol/muc#user'><status code='170'/></x></message>");
        script.server(
            "<presence type='unavailable' from='lab@rooms.example.net/juliet'>"
            "<x xmlns='http://jabber.org/protocol/muc#user'><item role='none'>"
            "<actor nick='nurse'/><reason>late</reason></item><status code='307'/></x></presence>");
        Texts events;
        for (const auto& message : script.talk()) {
            QVERIFY(message.kind == MessageKind::Event);
            events.push_back(message.body);
        }
        QCOMPARE(events,
                 (Texts{"juliet set the topic: Verona", "The room's talk is recorded from now on.",
                        "juliet was taken out by nurse: late."}));
        QVERIFY(script.unread.empty());
    }
    void anotherDeviceOfOursSpeaksForUs() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        script.groupMessage("romeo", "other-device", "from the phone", "r1");
        QCOMPARE(script.talk().size(), std::size_t(1));
        QVERIFY(script.talk()[0].direction == Direction::Out);
        QVERIFY(script.unread.empty());
    }
};

QTEST_GUILESS_MAIN(TalkTest)
#include "TalkTest.moc"
