// SPDX-License-Identifier: GPL-3.0-or-later
// Reading what was missed from the server's archive, page by page, by archive id.
#include <QTest>

#include "MessagingScript.h"
#include "messaging/MessageControl.h"

using namespace sidetone;
using test::countOf;
using test::MessagingScript;
using std::chrono_literals::operator""s;
using Texts = std::vector<std::string>;
using Page = MessagingScript::Page;

namespace {

/// The last archive query, from its name space on; empty where there is none.
std::string lastQuery(MessagingScript& script) {
    script.client();
    const auto at = script.seen.rfind("urn:xmpp:mam:2' queryid");
    return at == std::string::npos ? std::string() : script.seen.substr(at);
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

void startSession(MessagingScript& script) {
    script.bind();
    script.answerRoster();
    script.answerCarbons();
}

/// From which archive id on a session that begins now fills the gap below the newest page.
std::string gapBeginsAt(MessagingScript& script) {
    startSession(script);
    const auto newest = lastQuery(script);
    if (!has(newest, "<before/>") || has(newest, "<after>")) return "not the newest page";
    script.answerArchive({{"z9", script.archived("z9", "newest")}}, Page::More);
    const auto query = lastQuery(script);
    const auto at = query.find("<after>");
    return at == std::string::npos ? query : query.substr(at + 7, query.find('<', at + 7) - at - 7);
}

}  // namespace

class CatchUpTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewStoreLooksTwoWeeksBack() {
        MessagingScript script;
        startSession(script);
        const auto query = lastQuery(script);
        QVERIFY2(has(query, "<value>2025-12-18T00:00:0"), query.c_str());
        QVERIFY(!has(query, "<after>"));
        QVERIFY(!script.messaging->isCaughtUp());
        script.answerArchive({});
        QVERIFY(script.messaging->isCaughtUp());
    }
    void pagesFollowByArchiveId() {
        MessagingScript script;
        startSession(script);
        script.answerArchive(
            {{"a1", script.archived("m1", "one")}, {"a2", script.archived("m2", "two")}},
            Page::More);
        // Below them everything is still to come.
        QVERIFY(!has(lastQuery(script), "<after>"));
        QVERIFY(!has(lastQuery(script), "<before"));
        script.answerArchive({{"a0", script.archived("m0", "zero")}}, Page::More);
        QVERIFY(has(lastQuery(script), "<after>a0</after>"));
        script.answerArchive(
            {{"a1", script.archived("m1", "one")}, {"a2", script.archived("m2", "two")}});
        QVERIFY(script.messaging->isCaughtUp());
        QCOMPARE(script.bodies(), (Texts{"zero", "one", "two"}));
        QCOMPARE(script.unread, (Texts{"juliet 2", "juliet 3"}));
        QVERIFY(script.added[0].origin == messaging::Origin::Archive);
        script.loseSession();
        QCOMPARE(gapBeginsAt(script), std::string("a2"));
    }
    void theNewestPageIsThereAtOnce() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m0", "zero", "a0"));
        script.loseSession();
        startSession(script);
        script.answerArchive({{"a8", script.archived("m8", "eight")}}, Page::More);
        QCOMPARE(script.bodies(), (Texts{"eight", "zero"}));  // by time: the archive's is earlier
        QVERIFY(!script.messaging->isCaughtUp());
        // What comes live is shown, and what is written goes out, before the gap is closed.
        script.server(script.message("m9", "nine", "a9"));
        QCOMPARE(script.added.size(), std::size_t(3));
        script.now(script.messaging->sendMessage(script.juliet, "hi")).value();
        QCOMPARE(countOf(script.client(), "<body>hi</body>"), 1);
        // A crash now: the gap is known, whatever came live.
        script.killProgram();
        script.startProgram();
        QCOMPARE(gapBeginsAt(script), std::string("a0"));
    }
    void aCrashAtAnyPageLosesNothing() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m0", "zero", "a0"));
        script.killProgram();
        script.startProgram();
        QCOMPARE(gapBeginsAt(script), std::string("a0"));
        script.answerArchive({{"a1", script.archived("m1", "one")}}, Page::More);
        script.killProgram();
        script.startProgram();
        QCOMPARE(gapBeginsAt(script), std::string("a1"));
        script.answerArchive(
            {{"a2", script.archived("m2", "two")}, {"z9", script.archived("z9", "newest")}});
        QVERIFY(script.messaging->isCaughtUp());
        QCOMPARE(script.bodies(), (Texts{"one", "two", "newest", "zero"}));
    }
    void whatWaitsIsNotSentBeforeTheGapIsRead() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m0", "zero", "a0"));
        script.loseSession();
        const auto sent = script.now(script.messaging->sendMessage(script.juliet, "hi")).value();
        startSession(script);
        script.answerArchive({{"a8", script.archived("m8", "eight")}}, Page::More);
        QCOMPARE(countOf(script.client(), "<body>hi</body>"), 0);
        script.answerArchive({{"a1", script.archived(sent.stanzaId, "hi", "romeo@example.net/x")},
                              {"a8", script.archived("m8", "eight")}});
        QCOMPARE(countOf(script.client(), "<body>hi</body>"), 0);
        QCOMPARE(script.bodies().size(), std::size_t(3));
    }
    void aGapThatFailsGoesOnLater() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m0", "zero", "a0"));
        script.loseSession();
        startSession(script);
        script.answerArchive({{"a8", script.archived("m8", "eight")}}, Page::More);
        script.seen.clear();
        int asked = 0;
        for (int i = 0; i < 40; ++i) {
            if (has(lastQuery(script), "<after>a0</after>")) {
                ++asked;
                script.refuseArchive("resource-constraint");
                script.seen.clear();
            }
            script.clock.advance(3s);
            script.server("<presence from='juliet@example.net/balcony'/>");
        }
        // 3, 6, 12, 24, 48 s: each wait twice the last.
        QVERIFY2(asked >= 5 && asked <= 7, std::to_string(asked).c_str());
        QVERIFY(script.messaging->isCaughtUp());  // the rest does not wait for it
        script.server(script.message("m9", "nine", "a9"));
        script.killProgram();
        script.startProgram();
        QCOMPARE(gapBeginsAt(script), std::string("a0"));
    }
    void theOrderHoldsWithinASecond() {
        // All of the archive's messages have the same whole second.
        MessagingScript script;
        startSession(script);
        script.answerArchive(
            {{"a3", script.archived("m3", "three")}, {"a4", script.archived("m4", "four")}},
            Page::More);
        script.answerArchive(
            {{"a1", script.archived("m1", "one")}, {"a2", script.archived("m2", "two")}},
            Page::More);
        script.answerArchive(
            {{"a3", script.archived("m3", "three")}, {"a4", script.archived("m4", "four")}});
        QCOMPARE(script.bodies(), (Texts{"one", "two", "three", "four"}));
    }
    void whatIsOlderIsFetchedOnWish() {
        MessagingScript script;
        startSession(script);
        script.answerArchive({{"a5", script.archived("m5", "five")}});
        script.unread.clear();
        std::optional<core::Result<int>> fetched;
        core::Owner owner;
        script.messaging->chats()->fetchOlder(script.juliet).then(owner, [&](auto count) {
            fetched.emplace(std::move(count));
        });
        script.clock.settle();
        const auto query = lastQuery(script);
        QVERIFY(has(query, "<before>a5</before>"));
        QVERIFY(has(query, "<value>juliet@example.net</value>"));
        script.answerArchive(
            {{"a3", script.archived("m3", "three")}, {"a4", script.archived("m4", "four")}});
        QVERIFY(fetched.has_value());
        QCOMPARE(fetched->value(), 2);
        QCOMPARE(script.bodies(), (Texts{"three", "four", "five"}));
        QVERIFY(script.unread.empty() || script.unread.back() == "juliet 1");
    }
    void liveMessagesMoveThePosition() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m1", "one", "a7"));
        script.loseSession();
        QCOMPARE(gapBeginsAt(script), std::string("a7"));
    }
    void liveMessagesWaitUntilTheArchiveWasRead() {
        MessagingScript script;
        startSession(script);
        script.server(script.message("m3", "three", "a3"));
        QVERIFY(script.added.empty());
        script.answerArchive(
            {{"a1", script.archived("m1", "one")}, {"a2", script.archived("m2", "two")}});
        QCOMPARE(script.bodies(), (Texts{"one", "two", "three"}));
        script.loseSession();
        QCOMPARE(gapBeginsAt(script), std::string("a3"));
    }
    void aMessageThatComesBothWaysIsOne() {
        MessagingScript script;
        startSession(script);
        script.server(script.message("m1", "one", "a1"));
        script.answerArchive(
            {{"a1", script.archived("m1", "one")}, {"a2", script.archived("m2", "two")}});
        QCOMPARE(script.bodies(), (Texts{"one", "two"}));
        // The copy did not move the position back.
        script.loseSession();
        QCOMPARE(gapBeginsAt(script), std::string("a2"));
    }
    void theyDoNotWaitForEver() {
        MessagingScript script;
        startSession(script);
        script.server(script.message("m1", "one", "a1"));
        for (int i = 0; i < 4; ++i) {
            script.clock.advance(5s);
            script.server("<presence from='juliet@example.net/balcony'/>");
        }
        QCOMPARE(script.added.size(), std::size_t(1));
    }
    void aForgottenPositionGoesByTime() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m1", "one", "a7"));
        script.loseSession();
        QCOMPARE(gapBeginsAt(script), std::string("a7"));
        script.refuseArchive("item-not-found");
        const auto query = lastQuery(script);
        QVERIFY2(has(query, "<value>2025-12-31T23:50:"), query.c_str());
        script.answerArchive({{"b1", script.archived("m1", "one")}});
        QVERIFY(script.messaging->isCaughtUp());
    }
    void aServerWithoutArchiveIsNoObstacle() {
        MessagingScript script;
        startSession(script);
        script.server(script.message("m1", "one"));
        script.refuseArchive("feature-not-implemented");
        QVERIFY(script.messaging->isCaughtUp());
        QCOMPARE(script.bodies(), Texts{"one"});
    }
    void receiptsInTheArchiveCount() {
        MessagingScript script;
        script.signIn();
        const auto sent = script.now(script.messaging->sendMessage(script.juliet, "hi")).value();
        script.loseSession();
        startSession(script);
        script.answerArchive(
            {{"a1", script.archived(sent.stanzaId, "hi", "romeo@example.net/desk")},
             {"a2",
              "<message xmlns='jabber:client' type='chat' from='juliet@example.net/balcony'>"
              "<received xmlns='urn:xmpp:receipts' id='" +
                  sent.stanzaId + "'/></message>"}});
        QVERIFY(!script.changed.empty());
        QVERIFY(script.changed.back().delivery == messaging::Delivery::Delivered);
    }
    void aServerThatRepeatsItselfIsLeft() {
        MessagingScript script;
        startSession(script);
        for (int i = 0; i < 3; ++i) {
            script.answerArchive({{"a1", script.archived("m1", "one")}}, Page::More);
        }
        QVERIFY(script.messaging->isCaughtUp());
        QCOMPARE(script.added.size(), std::size_t(1));
    }
    void aPageThatCannotBeStoredIsAskedForAgain() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m0", "zero", "a0"));
        script.loseSession();
        startSession(script);
        script.sql("PRAGMA max_page_count=1");
        script.answerArchive({{"a1", script.archived("m1", std::string(300'000, 'x'))}});
        QVERIFY(!script.messaging->isCaughtUp());
        script.sql("PRAGMA max_page_count=1000000");
        script.seen.clear();
        script.clock.advance(4s);
        QVERIFY(has(lastQuery(script), "<before/>"));
        script.answerArchive({{"a1", script.archived("m1", "one")}});
        QVERIFY(script.messaging->isCaughtUp());
        QCOMPARE(script.bodies().size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(CatchUpTest)
#include "CatchUpTest.moc"
