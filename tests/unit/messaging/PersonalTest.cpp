// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "MessagingScript.h"
#include "messaging/personal/PersonalItems.h"

using namespace sidetone;
using namespace sidetone::test;

/// Texts of the person's own in a node of their account.
class PersonalTest : public QObject {
    Q_OBJECT

    static constexpr const char* node = "urn:sidetone:personal:0";

    struct Person {
        MessagingScript script;
        core::Owner owner;
        [[nodiscard]] messaging::PersonalItems& items() const {
            return script.messaging->personalItems();
        }
        /// The id of the last request about the node.
        std::string lastId() {
            script.client();
            const auto at = script.seen.rfind(node);
            const auto begin = script.seen.find(" id='", script.seen.rfind("<iq", at)) + 5;
            return script.seen.substr(begin, script.seen.find('\'', begin) - begin);
        }
        void answer(const std::string& content) {
            script.server("<iq type='result' id='" + lastId() + "'>" + content + "</iq>");
        }
        void refuse(const std::string& condition) {
            script.server("<iq type='error' id='" + lastId() + "'><error type='cancel'><" +
                          condition +
                          " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        }
        void put(const std::string& id, const std::string& text) {
            items().put(id, text).then(owner, [](const core::Status&) {});
        }
    };
    static std::string found(const std::string& items) {
        return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" +
               std::string(node) + "'>" + items + "</items></pubsub>";
    }
    static std::string item(const std::string& id, const std::string& text) {
        return "<item id='" + id + "'><item xmlns='" + node + "'>" + text + "</item></item>";
    }
    static std::string event(const std::string& from, const std::string& content) {
        return "<message from='" + from +
               "' to='romeo@example.net/desk' type='headline'>"
               "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" +
               node + "'>" + content + "</items></event></message>";
    }

private Q_SLOTS:
    void theServersCount() {
        Person person;
        person.script.signIn();
        person.answer(found(item("card-1", "Anna") + item("groups", "Work")));
        QCOMPARE(person.items().items().size(), std::size_t(2));
        QCOMPARE(person.items().items().at("card-1").text, std::string("Anna"));
        QVERIFY(!person.items().items().at("card-1").isOnlyHere);
    }
    void anotherDeviceIsHeardAndNobodyElse() {
        Person person;
        person.script.signIn();
        person.answer(found(item("card-1", "Anna")));
        person.script.server(event("mallory@example.net", item("card-2", "Forged")));
        QCOMPARE(person.items().items().size(), std::size_t(1));
        person.script.server(event("romeo@example.net", item("card-2", "Ben")));
        QCOMPARE(person.items().items().at("card-2").text, std::string("Ben"));
        person.script.server(event("mallory@example.net", "<retract id='card-1'/>"));
        QVERIFY(person.items().items().contains("card-1"));
        person.script.server(event("romeo@example.net", "<retract id='card-1'/>"));
        QVERIFY(!person.items().items().contains("card-1"));
    }
    void keptHereUntilTheServerTakesIt() {
        Person person;
        person.script.signIn();
        person.refuse("item-not-found");
        person.put("card-1", "Anna");
        QVERIFY(person.items().items().at("card-1").isOnlyHere);
        // The program ends before the server has answered.
        person.script.client();
        person.script.killProgram();
        person.script.startProgram();
        QCOMPARE(person.items().items().at("card-1").text, std::string("Anna"));
        QVERIFY(person.items().items().at("card-1").isOnlyHere);
        person.script.signIn();
        person.answer(found(item("card-2", "Ben")));
        person.script.client();
        QVERIFY(person.script.seen.find("<publish node='" + std::string(node)) !=
                std::string::npos);
        person.answer({});
        QVERIFY(!person.items().items().at("card-1").isOnlyHere);
        QCOMPARE(person.items().items().size(), std::size_t(2));
    }
    void aServerWithoutPlaceIsSaid() {
        Person person;
        person.script.signIn();
        person.refuse("feature-not-implemented");
        QVERIFY(!person.items().whyOnlyHere().empty());
        person.put("card-1", "Anna");
        QVERIFY(person.items().items().at("card-1").isOnlyHere);
    }
    /// Another program of the person's, or a server gone wrong.
    void whatIsTooLongIsNotTaken() {
        Person person;
        person.script.signIn();
        const std::string endless(40'000, 'a');
        person.answer(found(item("card-1", endless) + item("card-2", "Ben")));
        QCOMPARE(person.items().items().size(), std::size_t(1));
        person.script.server(event("romeo@example.net", item("card-2", endless)));
        QCOMPARE(person.items().items().at("card-2").text, std::string("Ben"));
    }
    void whereThereIsNoRoomOneCanStillBeChanged() {
        Person person;
        person.script.signIn();
        std::string all;
        for (int i = 0; i < 5'001; ++i) all += item("c" + std::to_string(i), "x");
        person.answer(found(all));
        QCOMPARE(person.items().items().size(), std::size_t(5'000));
        QVERIFY(!person.script.now(person.items().put("another", "y")));
        person.put("c17", "y");
        QCOMPARE(person.items().items().at("c17").text, std::string("y"));
        person.script.server(event("romeo@example.net", item("c18", "z")));
        QCOMPARE(person.items().items().at("c18").text, std::string("z"));
    }
    void tooLong() {
        Person person;
        person.script.signIn();
        const auto done = person.script.now(person.items().put("a", std::string(40'000, 'a')));
        QVERIFY(!done);
        QVERIFY(done.error().code == core::ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(PersonalTest)
#include "PersonalTest.moc"
