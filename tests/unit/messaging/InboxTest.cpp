// SPDX-License-Identifier: GPL-3.0-or-later
// What comes in: stored, then shown, then acknowledged; copies known; receipts answered.
#include <QTest>

#include "MessagingScript.h"

using namespace sidetone;
using messaging::Direction;
using messaging::Origin;
using test::countOf;
using test::MessagingScript;
using std::chrono_literals::operator""s;
using Texts = std::vector<std::string>;

namespace {

constexpr auto ask = "<r xmlns='urn:xmpp:sm:3'/>";
constexpr auto receiptWanted = "<request xmlns='urn:xmpp:receipts'/>";

std::string handled(int h) {
    return "<a xmlns='urn:xmpp:sm:3' h='" + std::to_string(h) + "'/>";
}

std::string carbon(const std::string& kind, const std::string& inner,
                   const std::string& from = "romeo@example.net") {
    return "<message from='" + from + "' to='romeo@example.net/desk'><" + kind +
           " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + inner +
           "</forwarded></" + kind + "></message>";
}

}  // namespace

class InboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void storesThenShowsThenAcknowledges() {
        MessagingScript script;
        script.signIn();
        script.server(ask);
        const auto before = countOf(script.client(), "<a ");
        QCOMPARE(before, 1);
        script.server(script.message("m1", "hello", "a1"));
        QCOMPARE(script.added.size(), std::size_t(1));
        QVERIFY(script.added[0].direction == Direction::In);
        QVERIFY(script.added[0].origin == Origin::Live);
        QVERIFY(script.added[0].id > 0);
        QCOMPARE(script.added[0].body, "hello");
        QCOMPARE(script.unread, Texts{"juliet 1"});
        QCOMPARE(script.bodies(), Texts{"hello"});
    }
    void acknowledgesNothingThatIsNotStored() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m0", "before", "a0"));
        script.client();
        script.server(ask);
        QCOMPARE(countOf(script.client(), handled(4)), 1);
        script.sql("PRAGMA max_page_count=1");  // the store refuses as with a full disk
        script.server(script.message("m1", std::string(300'000, 'x'), "a1"));
        QCOMPARE(script.storageFailures, 1);
        QCOMPARE(script.added.size(), std::size_t(1));
        script.server(ask);
        script.clock.advance(4s);
        // Contact list, carbons, archive, and the first message: four were handled, not the fifth.
        QCOMPARE(countOf(script.client(), handled(5)), 0);
        script.sql("PRAGMA max_page_count=1000000");
        script.clock.advance(2s);
        QCOMPARE(script.added.size(), std::size_t(2));
        script.server(ask);
        QVERIFY(countOf(script.client(), handled(5)) > 0);
        QCOMPARE(script.storageFailures, 1);
    }
    void aFullDiskKeepsTheOrder() {
        MessagingScript script;
        script.signIn();
        script.sql("PRAGMA max_page_count=1");
        script.server(script.message("m1", std::string(300'000, 'x'), "a1"));
        script.server(script.message("m2", "second", "a2"));
        QVERIFY(script.added.empty());
        script.sql("PRAGMA max_page_count=1000000");
        script.clock.advance(5s);
        QCOMPARE(script.added.size(), std::size_t(2));
        QCOMPARE(script.added[1].body, "second");
    }
    void aCopyWithTheSameArchiveIdIsNotShown() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m1", "hello", "a1"));
        script.server(script.message("m1", "hello", "a1"));
        QCOMPARE(script.added.size(), std::size_t(1));
        QCOMPARE(script.unread.size(), std::size_t(1));
    }
    void theSendersIdAloneProvesNothing() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("1", "again", "a1"));
        script.server(script.message("1", "again", "a2"));
        QCOMPARE(script.added.size(), std::size_t(2));
    }
    void aStanzaIdOfSomebodyElseProvesNothing() {
        MessagingScript script;
        script.signIn();
        const std::string forged =
            "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.net' id='a1'/>";
        script.server(script.message("1", "one", {}, forged));
        script.server(script.message("2", "two", {}, forged));
        QCOMPARE(script.added.size(), std::size_t(2));
    }
    void whatAnotherDeviceSentIsOurs() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m1", "question", "a1"));
        script.server(carbon("sent", script.archived("m2", "answer", "romeo@example.net/phone")));
        QCOMPARE(script.added.size(), std::size_t(2));
        QVERIFY(script.added[1].direction == Direction::Out);
        QVERIFY(script.added[1].delivery == messaging::Delivery::Sent);
        QVERIFY(script.added[1].origin == Origin::Carbon);
        QCOMPARE(script.added[1].peer.user(), "juliet");
        QCOMPARE(script.unread, (Texts{"juliet 1", "juliet 0"}));
    }
    void aForgedCarbonIsDropped() {
        MessagingScript script;
        script.signIn();
        script.server(carbon("sent", script.archived("m2", "I owe you", "romeo@example.net/x"),
                             "mallory@example.net/x"));
        QVERIFY(script.added.empty());
    }
    void receiptsGoToTheDeviceThatAsks() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m1", "hello", "a1", receiptWanted));
        const auto written = script.client();
        QVERIFY(written.find("to='juliet@example.net/balcony'") != std::string::npos);
        QCOMPARE(countOf(written, "<received xmlns='urn:xmpp:receipts' id='m1'/>"), 1);
        // A repeated one is answered again: the first answer may have been lost.
        script.server(script.message("m1", "hello", "a1", receiptWanted));
        QCOMPARE(countOf(script.client(), "<received"), 1);
        QCOMPARE(script.added.size(), std::size_t(1));
    }
    void aReceiptThatWentDownWithItsSessionIsSentAgain() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m1", "hello", "a1", receiptWanted));
        QCOMPARE(countOf(script.client(), "<received"), 1);
        script.loseSession();
        script.seen.clear();
        script.signIn();
        script.clock.settle();
        const auto written = script.seen + script.client();
        QCOMPARE(countOf(written, "<received xmlns='urn:xmpp:receipts' id='m1'/>"), 1);
        // To whichever device is there now.
        QVERIFY(written.find("to='juliet@example.net'") != std::string::npos);
    }
    void noReceiptsForCopiesAndStrangers() {
        MessagingScript script;
        script.signIn();
        auto inner = script.message("m1", "hello", {}, receiptWanted);
        inner.insert(8, " xmlns='jabber:client'");
        script.server(carbon("received", inner));
        QCOMPARE(script.added.size(), std::size_t(1));
        script.server(
            "<message type='chat' from='eve@elsewhere.example/x' id='e1'><body>x</body>"
            "<request xmlns='urn:xmpp:receipts'/></message>");
        QCOMPARE(script.added.size(), std::size_t(2));
        QCOMPARE(countOf(script.client(), "<received"), 0);
    }
    void readingClearsTheCounter() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m1", "one", "a1"));
        script.server(script.message("m2", "two", "a2"));
        script.messaging->markRead(script.juliet);
        script.clock.settle();
        QCOMPARE(script.unread, (Texts{"juliet 1", "juliet 2", "juliet 0"}));
        script.messaging->markRead(script.juliet);
        script.clock.settle();
        QCOMPARE(script.unread.size(), std::size_t(3));
        const auto list = script.now(script.messaging->conversations()).value();
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(list[0].lastText, "two");
        QCOMPARE(list[0].name, "juliet");
        QCOMPARE(list[0].unread, 0);
    }
    void whatIsNoTextIsNotStored() {
        MessagingScript script;
        script.signIn();
        script.server(
            "<message type='groupchat' from='room@muc.example.net/x'><body>x</body>"
            "</message>");
        script.server("<message type='headline' from='example.net'><body>news</body></message>");
        script.server("<message type='chat' from='juliet@example.net/balcony'/>");
        QVERIFY(script.added.empty());
    }
};

QTEST_GUILESS_MAIN(InboxTest)
#include "InboxTest.moc"
