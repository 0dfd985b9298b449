// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with messages: corrected, answered, reacted to, read; by us and by others.
#include <QTest>

#include "MessagingScript.h"
#include "messaging/MessageControl.h"

using namespace sidetone;
using messaging::Message;
using messaging::MessageControl;
using test::countOf;
using test::MessagingScript;
using Texts = std::vector<std::string>;

namespace {

/// A session with one message of each side: "hello" by juliet (m1), "hi" by us.
struct Conversation : MessagingScript {
    Conversation() {
        signIn();
        server(message("m1", "hello", "a1", "<origin-id xmlns='urn:xmpp:sid:0' id='m1'/>"));
        theirs = added.back();
        ours = now(messaging->sendMessage(juliet, "hi")).value();
        client();
        clear();
    }
    void clear() {
        added.clear();
        changed.clear();
        unread.clear();
        client();
    }
    MessageControl& chats() { return *messaging->chats(); }
    Message again(std::int64_t id) {
        const auto page = now(messaging->messages(juliet, 0, 100)).value();
        for (const auto& stored : page) {
            if (stored.id == id) return stored;
        }
        return {};
    }
    /// A message of juliet without a text of its own.
    void bare(const std::string& inner, const std::string& from = "juliet@example.net/balcony") {
        server("<message type='chat' from='" + from + "' to='romeo@example.net' id='x" +
               std::to_string(++count) + "'>" + inner + "</message>");
    }
    void correction(const std::string& id, const std::string& body,
                    const std::string& from = "juliet@example.net/balcony") {
        bare("<body>" + body + "</body><replace xmlns='urn:xmpp:message-correct:0' id='" + id +
                 "'/>",
             from);
    }
    void reaction(const std::string& id, const std::string& emojis,
                  const std::string& from = "juliet@example.net/balcony") {
        std::string all;
        for (const char c : emojis) all += std::string("<reaction>") + c + "</reaction>";
        bare("<reactions xmlns='urn:xmpp:reactions:0' id='" + id + "'>" + all + "</reactions>",
             from);
    }
    Message theirs;
    Message ours;
    int count = 0;
};

std::string carbon(const std::string& inner) {
    return "<message from='romeo@example.net' to='romeo@example.net/desk'><sent "
           "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message "
           "xmlns='jabber:client' type='chat' from='romeo@example.net/phone' "
           "to='juliet@example.net' id='c1'>" +
           inner + "</message></forwarded></sent></message>";
}

}  // namespace

class ChatsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCorrectionTakesTheTextsPlace() {
        Conversation script;
        script.correction("m1", "hello there");
        QVERIFY(script.added.empty());
        QCOMPARE(script.changed.size(), std::size_t(1));
        QCOMPARE(script.changed[0].id, script.theirs.id);
        QCOMPARE(script.changed[0].body, "hello there");
        QVERIFY(script.changed[0].isEdited);
        QCOMPARE(script.bodies(), (Texts{"hello there", "hi"}));
    }
    void nobodyCorrectsAnothersWords() {
        Conversation script;
        script.correction(script.ours.stanzaId, "I owe you money");
        script.correction("m1", "forged", "mallory@example.net/x");
        QCOMPARE(script.bodies(), (Texts{"hello", "hi"}));
        QVERIFY(script.changed.empty());
    }
    void oursIsCorrectedHereAndThere() {
        Conversation script;
        const auto done = script.now(script.chats().correct(script.ours.id, "hi Juliet"));
        QCOMPARE(done.value().body, "hi Juliet");
        QVERIFY(done.value().isEdited);
        const auto written = script.client();
        QCOMPARE(countOf(written, "<body>hi Juliet</body>"), 1);
        QCOMPARE(countOf(written, "<replace xmlns='urn:xmpp:message-correct:0' id='" +
                                      script.ours.stanzaId + "'/>"),
                 1);
        QVERIFY(!script.now(script.chats().correct(script.theirs.id, "x")).has_value());
        QVERIFY(!script.now(script.chats().correct(script.ours.id, "  ")).has_value());
        QVERIFY(!script.now(script.chats().correct(9999, "x")).has_value());
    }
    void whatWaitsLeavesWithItsNewText() {
        MessagingScript script;
        const auto waiting = script.now(script.messaging->sendMessage(script.juliet, "frist"));
        auto& chats = *script.messaging->chats();
        QVERIFY(script.now(chats.correct(waiting->id, "first")).has_value());
        script.signIn();
        script.client();
        const auto& written = script.seen;
        QCOMPARE(countOf(written, "<body>first</body>"), 1);
        QCOMPARE(countOf(written, "frist"), 0);
        QCOMPARE(countOf(written, "<replace"), 0);
    }
    void aCorrectionWithoutSessionIsSentInTheNext() {
        Conversation script;
        script.server("<a xmlns='urn:xmpp:sm:3' h='100'/>");
        script.loseSession();
        QVERIFY(script.now(script.chats().correct(script.ours.id, "later")).has_value());
        QVERIFY(script.now(script.chats().correct(script.ours.id, "latest")).has_value());
        script.signIn();
        script.client();
        const auto& written = script.seen;
        QCOMPARE(countOf(written, "<body>latest</body>"), 1);
        QCOMPARE(countOf(written, "<body>later</body>"), 0);
    }
    void reactionsAreTheWholeOfThem() {
        Conversation script;
        script.reaction(script.ours.stanzaId, "ab");
        QCOMPARE(script.changed.size(), std::size_t(1));
        QCOMPARE(script.changed[0].reactions.size(), std::size_t(2));
        QCOMPARE(script.changed[0].reactions[0].senders, Texts{"juliet"});
        QVERIFY(!script.changed[0].reactions[0].isOurs);
        script.reaction(script.ours.stanzaId, "b");
        QCOMPARE(script.again(script.ours.id).reactions.size(), std::size_t(1));
        script.reaction(script.ours.stanzaId, "");
        QVERIFY(script.again(script.ours.id).reactions.empty());
        QCOMPARE(script.bodies().size(), std::size_t(2));
    }
    void weReactToo() {
        Conversation script;
        script.reaction("m1", "a");
        const auto done = script.now(script.chats().react(script.theirs.id, {"a", "b"}));
        QCOMPARE(done.value().reactions.size(), std::size_t(2));
        QVERIFY(done.value().reactions[0].isOurs);
        const auto written = script.client();
        QCOMPARE(countOf(written, "<reactions xmlns='urn:xmpp:reactions:0' id='m1'>"), 1);
        QCOMPARE(countOf(written, "<store xmlns='urn:xmpp:hints'/>"), 1);
        QVERIFY(!script.now(script.chats().react(script.theirs.id, {"two words"})).has_value());
        // Another device of ours takes them back.
        script.server(carbon("<reactions xmlns='urn:xmpp:reactions:0' id='m1'/>"));
        QCOMPARE(script.again(script.theirs.id).reactions.size(), std::size_t(1));
    }
    void anAnswerNamesAndQuotesWhatItAnswers() {
        Conversation script;
        const auto sent =
            script.now(script.chats().send(script.juliet, {"I do", {}, script.theirs.id}));
        QCOMPARE(sent->replyTo, script.theirs.id);
        QCOMPARE(sent->body, "I do");
        // What is written behind it stays behind it.
        script.now(script.messaging->sendMessage(script.juliet, "next")).value();
        const auto written = script.client();
        QCOMPARE(countOf(written, "<body>&gt; hello\nI do</body>"), 1);
        QCOMPARE(countOf(written,
                         "<reply xmlns='urn:xmpp:reply:0' to='juliet@example.net' "
                         "id='m1'/>"),
                 1);
        QCOMPARE(countOf(written, "<body start='0' end='8'/>"), 1);
        QVERIFY(written.find("I do") < written.find("next"));
        QVERIFY(!script.now(script.chats().send(script.juliet, {"x", {}, 9999})).has_value());
    }
    void anAnswerOfTheirsIsReadWithoutItsQuote() {
        Conversation script;
        script.bare("<body>&gt; hi\nyes</body><reply xmlns='urn:xmpp:reply:0' id='" +
                    script.ours.stanzaId +
                    "'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'>"
                    "<body start='0' end='5'/></fallback>");
        QCOMPARE(script.added.size(), std::size_t(1));
        QCOMPARE(script.added[0].body, "yes");
        QCOMPARE(script.added[0].replyTo, script.ours.id);
    }
    void whatIsReadIsTold() {
        Conversation script;
        script.server(
            "<iq type='set' id='p1'><query xmlns='jabber:iq:roster'><item "
            "jid='juliet@example.net' subscription='both'/></query></iq>");
        script.messaging->markRead(script.juliet);
        const auto written = script.client();
        QCOMPARE(countOf(written, "<displayed xmlns='urn:xmpp:chat-markers:0' id='m1'/>"), 1);
        // And to our other devices, by the archive's name for it.
        QCOMPARE(countOf(written, "node='urn:xmpp:mds:displayed:0'"), 1);
        QCOMPARE(countOf(written, "id='a1'"), 1);
        QCOMPARE(script.unread, Texts{"juliet 0"});
        script.messaging->markRead(script.juliet);
        QCOMPARE(countOf(script.client(), "displayed"), 0);
    }
    void aStrangerLearnsNothing() {
        Conversation script;
        script.server(
            "<message type='chat' from='eve@evil.example/x' to='romeo@example.net' "
            "id='e1'><body>hi</body><markable xmlns='urn:xmpp:chat-markers:0'/>"
            "</message>");
        script.client();
        script.messaging->markRead(*core::Address::parse("eve@evil.example"));
        QCOMPARE(countOf(script.client(), "urn:xmpp:chat-markers:0"), 0);
    }
    void whatIsReadElsewhereIsReadHere() {
        Conversation script;
        script.server(script.message("m2", "second", "a2"));
        script.server(script.message("m3", "third", "a3"));
        script.clear();
        script.server(carbon("<displayed xmlns='urn:xmpp:chat-markers:0' id='m2'/>"));
        QCOMPARE(script.unread, Texts{"juliet 1"});
        script.clear();
        // By the node of our account.
        const std::string event =
            "' to='romeo@example.net/desk' type='headline'><event "
            "xmlns='http://jabber.org/protocol/pubsub#event'><items "
            "node='urn:xmpp:mds:displayed:0'><item id='juliet@example.net'><displayed "
            "xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' id='a3' "
            "by='romeo@example.net'/></displayed></item></items></event></message>";
        script.server("<message from='juliet@example.net" + event);
        QVERIFY(script.unread.empty());
        script.server("<message from='romeo@example.net" + event);
        QCOMPARE(script.unread, Texts{"juliet 0"});
    }
    void searchingGoesOverAll() {
        Conversation script;
        const auto found = script.now(script.chats().search({"hel", {}, 0, 10}));
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->front().message.id, script.theirs.id);
        QCOMPARE(found->front().conversation, "juliet");
        QCOMPARE(found->front().matches.size(), std::size_t(1));
        QCOMPARE(script.now(script.chats().around(script.theirs.id, 10))->size(), std::size_t(2));
        QVERIFY(script.now(script.chats().remove(script.theirs.id)).has_value());
        QCOMPARE(script.bodies(), Texts{"hi"});
        QVERIFY(script.now(script.chats().removeConversation(script.juliet)).has_value());
        QVERIFY(script.bodies().empty());
    }
    void saysWhatServersKeep() {
        Conversation script;
        const auto notices = script.chats().notices(script.juliet);
        QCOMPARE(notices.size(), std::size_t(2));
        QVERIFY(notices[0].find("server keeps messages") != std::string::npos);
        QVERIFY(notices[1].find("not switched on") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(ChatsTest)
#include "ChatsTest.moc"
