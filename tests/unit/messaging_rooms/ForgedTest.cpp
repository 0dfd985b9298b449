// SPDX-License-Identifier: GPL-3.0-or-later
// What others could make up, and that nothing comes of it; and that the same from who may say it
// does something (XEP-0280 11, RFC 6121 2.1.6, XEP-0313 8.3, RFC 6120 8.1.2.1).
#include <QTest>
#include <map>

#include "RoomScript.h"
#include "forgedStanzas.h"
#include "messaging/MessageControl.h"
#include "messaging/PrivacyControl.h"

using namespace sidetone;
using namespace sidetone::test;
using std::chrono_literals::operator""s;
using Texts = std::vector<std::string>;

namespace {

const std::string user = "<x xmlns='http://jabber.org/protocol/muc#user'>";

using Names = std::map<std::string, std::string>;

std::string filledIn(std::string stanza, const Names& names) {
    for (const auto& [name, value] : names) {
        for (auto at = stanza.find(name); at != std::string::npos; at = stanza.find(name)) {
            stanza.replace(at, name.size(), value);
        }
    }
    return stanza;
}

std::string queryIn(const std::string& written) {
    const auto at = written.rfind("queryid='") + 9;
    return written.substr(at, written.find('\'', at) - at);
}

/// The state of the table's first comment, with a question open to each who can be asked.
class Situation : public RoomScript {
public:
    Situation() {
        signIn();
        written = seen;
        answerConferenceServer();
        answerBookmarks("<feature var='urn:xmpp:bookmarks:1#compat'/>", {});
        answer("<blocklist", "<blocklist xmlns='urn:xmpp:blocking'/>");
        server(
            "<iq type='set' id='r1'><query xmlns='jabber:iq:roster' ver='v2'>"
            "<item jid='juliet@example.net' name='Juliet' subscription='both'/></query></iq>");
        server("<presence from='juliet@example.net/balcony'><show>away</show></presence>");
        server(message("m1", "hello", "a1"));
        join({"juliet", "eve"});
        groupMessage("juliet", "g1", "good evening", "r1");
        const auto ours = now(messaging->sendMessage(juliet, "our answer")).value();
        names["{ours}"] = ours.stanzaId;
        look();
        messaging->chats()->fetchOlder(juliet).then(owner, [](const core::Result<int>&) {});
        names["{iq}"] = idOf("iq", "<query xmlns='urn:xmpp:mam:2'");
        names["{query}"] = queryIn(written);
        messaging->chats()->fetchOlder(lab).then(owner, [](const core::Result<int>&) {});
        names["{room-iq}"] = idOf("iq", "<query xmlns='urn:xmpp:mam:2'");
        names["{room-query}"] = queryIn(written);
        messaging->addContact(*core::Address::parse("nurse@example.net"), "Nurse", {})
            .then(owner, [this](const core::Status& done) {
                ended.push_back(done ? "contact kept" : "contact not kept");
            });
        names["{roster}"] = idOf("iq", "jabber:iq:roster");
        look();
        clock.advance(1s);  // what is told in batches
        look();
    }

    void receive(const char* stanza) {
        server(filledIn(stanza, names));
        clock.advance(1s);
    }

    /// Everything that our person can see, and what was said to others since the last look.
    Texts picture() {
        Texts lines;
        for (const auto& contact : messaging->contacts()) {
            lines.push_back("contact " + contact.address.text() + " " + contact.name + " " +
                            std::to_string(int(contact.presence.availability)) + " " +
                            std::to_string(int(contact.presence.activity)));
        }
        for (const auto& blocked : messaging->privacy()->blocked()) {
            lines.push_back("blocked " + blocked.text());
        }
        for (const auto& invitation : rooms().invitations()) {
            lines.push_back("invited to " + invitation.room.text());
        }
        addRooms(lines);
        addTalk(lines);
        for (const auto& what : ended) lines.push_back("ended: " + what);
        for (const auto& state : chatStates) lines.push_back("state " + state);
        addSaid(lines);
        return lines;
    }

    Names names;
    Texts ended;  ///< the change of the contact list

private:
    void addRooms(Texts& lines) {
        for (const auto& one : rooms().rooms()) {
            lines.push_back("room " + one.address.text() + " " + std::to_string(int(one.state)) +
                            " " + one.subject + (one.isBookmarked ? " kept" : ""));
            for (const auto& occupant : rooms().occupants(one.address)) {
                lines.push_back("occupant " + occupant.nickname + " " +
                                std::to_string(int(occupant.role)) + " " +
                                std::to_string(int(occupant.affiliation)));
            }
        }
    }
    void addTalk(Texts& lines) {
        const auto conversations = now(messaging->conversations()).value();
        for (const auto& conversation : conversations) {
            lines.push_back("conversation " + conversation.peer.text() + " " +
                            std::to_string(int(conversation.kind)) + " unread " +
                            std::to_string(conversation.unread));
            const auto talk = now(messaging->messages(conversation.peer, 0, 1000)).value();
            for (const auto& one : talk) {
                lines.push_back("message " + one.sender + " " + one.body + " " +
                                std::to_string(int(one.delivery)) + (one.isRead ? " read" : ""));
                for (const auto& reaction : one.reactions) lines.push_back(reaction.emoji);
            }
        }
    }
    /// A request is always answered, and refusing it tells nothing.
    void addSaid(Texts& lines) {
        auto said = client();
        for (const char* name :
             {"<message", "<presence", "<iq type='set'", "<iq type='get'", "<iq type='result'"}) {
            if (said.find(name) != std::string::npos) lines.push_back("said: " + said);
        }
    }
};

}  // namespace

class ForgedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingComesOfIt_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < int(std::size(forgeries)); ++row) {
            QTest::newRow(forgeries[row].what) << row;
        }
    }
    void nothingComesOfIt() {
        QFETCH(int, row);
        Situation forged;
        const auto before = forged.picture();
        forged.receive(forgeries[row].forged);
        QCOMPARE(forged.picture(), before);
    }
    void theGenuineOneCounts_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < int(std::size(forgeries)); ++row) {
            if (*forgeries[row].genuine != '\0') QTest::newRow(forgeries[row].what) << row;
        }
    }
    void theGenuineOneCounts() {
        QFETCH(int, row);
        Situation genuine;
        const auto before = genuine.picture();
        genuine.receive(forgeries[row].genuine);
        QVERIFY(genuine.picture() != before);
    }
    void aPersonWithARoomsMarkStaysAPerson() {
        RoomScript script;
        script.signInWithRooms();
        script.server("<message type='chat' from='eve@example.net/x' id='1'><body>hi</body>" +
                      user + "</x></message>");
        const auto conversations = script.now(script.messaging->conversations()).value();
        QCOMPARE(conversations.size(), std::size_t(1));
        QVERIFY(conversations.at(0).kind == messaging::ConversationKind::Person);
        QVERIFY(script.added.at(0).kind == messaging::MessageKind::Text);
    }
    void aStanzaIdCountsOnlyFromTheRoomItself() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        script.groupMessage("juliet", "1", "one", "r1");
        script.groupMessage("juliet", "2", "two", {},
                            "<stanza-id xmlns='urn:xmpp:sid:0' by='eve@example.net' id='r1'/>");
        QCOMPARE(script.texts(), (std::vector<std::string>{"one", "two"}));
        QCOMPARE(script.talk().at(1).archiveId, "");
    }
    void ourNameWithAnotherOnesIdIsNotOurs() {
        RoomScript script;
        script.signInWithRooms();
        script.rooms().join(script.lab, "romeo", {}).then(script.owner, [](const core::Status&) {});
        script.answerFacts(RoomScript::Archive::No);
        script.server("<presence from='lab@rooms.example.net/romeo'>" + user +
                      "<item role='participant'/><status code='110'/></x>"
                      "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='us'/></presence>");
        script.groupMessage("romeo", "1", "not us", "r1",
                            "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='eve'/>");
        script.groupMessage("romeo", "2", "us", "r2",
                            "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='us'/>");
        const auto talk = script.talk();
        QVERIFY(talk.at(0).direction == messaging::Direction::In);
        QVERIFY(talk.at(1).direction == messaging::Direction::Out);
    }
};

QTEST_GUILESS_MAIN(ForgedTest)
#include "ForgedTest.moc"
