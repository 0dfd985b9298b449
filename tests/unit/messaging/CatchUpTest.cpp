// SPDX-License-Identifier: GPL-3.0-or-later
// Reading what was missed from the server's archive, page by page, by archive id.
#include <QTest>

#include "MessagingScript.h"

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
        QVERIFY(has(lastQuery(script), "<after>a2</after>"));
        script.answerArchive({{"a3", script.archived("m3", "three")}});
        QVERIFY(script.messaging->isCaughtUp());
        QCOMPARE(script.bodies(), (Texts{"one", "two", "three"}));
        QCOMPARE(script.unread, (Texts{"juliet 2", "juliet 3"}));
        QVERIFY(script.added[0].origin == messaging::Origin::Archive);
        script.loseSession();
        startSession(script);
        QVERIFY(has(lastQuery(script), "<after>a3</after>"));
    }
    void liveMessagesMoveThePosition() {
        MessagingScript script;
        script.signIn();
        script.server(script.message("m1", "one", "a7"));
        script.loseSession();
        startSession(script);
        QVERIFY(has(lastQuery(script), "<after>a7</after>"));
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
        startSession(script);
        QVERIFY(has(lastQuery(script), "<after>a3</after>"));
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
        startSession(script);
        QVERIFY(has(lastQuery(script), "<after>a2</after>"));
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
        startSession(script);
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
        script.answerArchive({{"a1", script.archived("m1", "one")}}, Page::More);
        script.answerArchive({{"a1", script.archived("m1", "one")}}, Page::More);
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
        QVERIFY(has(lastQuery(script), "<after>a0</after>"));
        script.answerArchive({{"a1", script.archived("m1", "one")}});
        QVERIFY(script.messaging->isCaughtUp());
        QCOMPARE(script.bodies().size(), std::size_t(2));
    }
    void aLossInTheMiddleBeginsAgainWhereItWas() {
        MessagingScript script;
        startSession(script);
        script.answerArchive({{"a1", script.archived("m1", "one")}}, Page::More);
        script.loseSession();
        startSession(script);
        QVERIFY(has(lastQuery(script), "<after>a1</after>"));
        script.answerArchive({{"a2", script.archived("m2", "two")}});
        QCOMPARE(script.bodies(), (Texts{"one", "two"}));
    }
};

QTEST_GUILESS_MAIN(CatchUpTest)
#include "CatchUpTest.moc"
