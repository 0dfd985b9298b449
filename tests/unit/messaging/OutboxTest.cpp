// SPDX-License-Identifier: GPL-3.0-or-later
// What goes out: stored, then sent, Sent when acknowledged; nothing lost or doubled.
#include <QTest>

#include "MessagingScript.h"

using namespace sidetone;
using messaging::Delivery;
using test::countOf;
using test::MessagingScript;
using std::chrono_literals::operator""s;
using Texts = std::vector<std::string>;

namespace {

/// Acknowledges everything that the client has sent so far.
void acknowledgeAll(MessagingScript& script) {
    const auto pending = script.session->unacknowledged();
    int count = 0;
    for (const auto* name : {"<message", "<presence", "<iq"}) count += countOf(script.seen, name);
    QVERIFY(pending > 0);
    // The iq that binds came before counting began.
    script.server("<a xmlns='urn:xmpp:sm:3' h='" + std::to_string(count - 1) + "'/>");
}

std::string receipt(const std::string& id) {
    return "<message type='chat' from='juliet@example.net/balcony' id='r'>"
           "<received xmlns='urn:xmpp:receipts' id='" +
           id + "'/></message>";
}

messaging::Message send(MessagingScript& script, const std::string& body) {
    return script.now(script.messaging->sendMessage(script.juliet, body)).value();
}

}  // namespace

class OutboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void queuedThenSentThenDelivered() {
        MessagingScript script;
        script.signIn();
        const auto message = send(script, "hello & <goodbye>");
        QVERIFY(message.delivery == Delivery::Queued);
        QCOMPARE(script.added.size(), std::size_t(1));
        const auto written = script.client();
        QCOMPARE(countOf(written, "to='juliet@example.net'"), 1);
        QCOMPARE(countOf(written, "<body>hello &amp; &lt;goodbye&gt;</body>"), 1);
        QCOMPARE(countOf(written, "<origin-id xmlns='urn:xmpp:sid:0' id='" + message.stanzaId), 1);
        QCOMPARE(countOf(written, "<request xmlns='urn:xmpp:receipts'/>"), 1);
        QVERIFY(script.changed.empty());
        acknowledgeAll(script);
        QCOMPARE(script.changed.size(), std::size_t(1));
        QVERIFY(script.changed[0].delivery == Delivery::Sent);
        script.server(receipt(message.stanzaId));
        QCOMPARE(script.changed.size(), std::size_t(2));
        QVERIFY(script.changed[1].delivery == Delivery::Delivered);
    }
    void aStrangersReceiptChangesNothing() {
        MessagingScript script;
        script.signIn();
        const auto message = send(script, "hello");
        script.server(
            "<message type='chat' from='eve@example.net/x'>"
            "<received xmlns='urn:xmpp:receipts' id='" +
            message.stanzaId + "'/></message>");
        QVERIFY(script.changed.empty());
    }
    void aStrangersRefusalStopsNothing() {
        MessagingScript script;
        script.signIn();
        const auto message = send(script, "hello");
        script.client();
        script.server("<message type='error' from='eve@example.net' id='" + message.stanzaId +
                      "'><error type='cancel'><service-unavailable "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QVERIFY(script.changed.empty());
        acknowledgeAll(script);
        QCOMPARE(script.changed.size(), std::size_t(1));
        QVERIFY(script.changed[0].delivery == Delivery::Sent);
    }
    void anErrorSaysWhyInASentence() {
        MessagingScript script;
        script.signIn();
        const auto message = send(script, "hello");
        script.server("<message type='error' from='juliet@example.net' id='" + message.stanzaId +
                      "'><body>hello</body><error type='cancel'><service-unavailable "
                      "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        QCOMPARE(script.changed.size(), std::size_t(1));
        QVERIFY(script.changed[0].delivery == Delivery::Failed);
        QVERIFY(!script.changed[0].failure.empty());
        QCOMPARE(script.added.size(), std::size_t(1));
        script.client();
        const auto again = script.now(script.messaging->resendMessage(message.id));
        QVERIFY(again && again->delivery == Delivery::Queued);
        QCOMPARE(countOf(script.client(), message.stanzaId) > 0, true);
        QVERIFY(!script.now(script.messaging->resendMessage(message.id)).has_value());
    }
    void nothingImpossibleIsTaken() {
        MessagingScript script;
        QVERIFY(!script.now(script.messaging->sendMessage(script.juliet, " \n")).has_value());
        QVERIFY(!script.now(script.messaging->sendMessage({}, "x")).has_value());
        QVERIFY(!script.now(script.messaging->sendMessage(script.juliet, std::string(70'000, 'x')))
                     .has_value());
        QVERIFY(script.added.empty());
    }
    void whatIsWrittenOfflineIsSentInOrderAfterTheArchiveWasRead() {
        MessagingScript script;
        const auto one = send(script, "one");
        const auto two = send(script, "two");
        script.bind();
        script.answerRoster();
        script.answerCarbons();
        QCOMPARE(countOf(script.client() + script.seen, "<body>"), 0);
        script.answerArchive({});
        const auto written = script.client();
        QCOMPARE(countOf(written, "<body>"), 2);
        QVERIFY(written.find(one.stanzaId) < written.find(two.stanzaId));
    }
    void theOutboxOutlivesTheProgram() {
        MessagingScript script;
        script.signIn();
        const auto message = send(script, "hello");
        script.killProgram();
        script.startProgram();
        script.signIn();
        const auto at = script.seen.find(message.stanzaId);
        QVERIFY(at != std::string::npos);
        acknowledgeAll(script);
        QCOMPARE(script.changed.size(), std::size_t(1));
        QVERIFY(script.changed[0].delivery == Delivery::Sent);
        script.killProgram();
        script.startProgram();
        script.signIn();
        QCOMPARE(countOf(script.seen, "<body>"), 0);
    }
    void whatTheArchiveHasIsNotSentAgain() {
        MessagingScript script;
        script.signIn();
        const auto arrived = send(script, "arrived");
        const auto lost = send(script, "lost");
        script.client();
        script.loseSession();
        script.bind();
        script.answerRoster();
        script.answerCarbons();
        script.answerArchive(
            {{"a1", script.archived(arrived.stanzaId, "arrived", "romeo@example.net/desk")}});
        const auto written = script.client();
        QCOMPARE(countOf(written, "<body>arrived</body>"), 0);
        QCOMPARE(countOf(written, "<body>lost</body>"), 1);
        QVERIFY(written.find(lost.stanzaId) != std::string::npos);
        QCOMPARE(script.changed.size(), std::size_t(1));
        QVERIFY(script.changed[0].delivery == Delivery::Sent);
        QCOMPARE(script.changed[0].archiveId, "a1");
        QCOMPARE(script.bodies(), (Texts{"arrived", "lost"}));
    }
    void aDoubtfulOneIsSentOnceMoreToAPeerThatAnswersReceipts() {
        MessagingScript script;
        script.signIn();
        const auto first = send(script, "first");
        script.server(receipt(first.stanzaId));
        const auto doubtful = send(script, "doubtful");
        script.client();
        script.loseSession();
        script.bind();
        script.answerRoster();
        script.answerCarbons();
        script.answerArchive(
            {{"a1", script.archived(doubtful.stanzaId, "doubtful", "romeo@example.net/desk")}});
        QCOMPARE(countOf(script.client(), "<body>"), 0);
        script.clock.advance(4s);
        QCOMPARE(countOf(script.client(), "<body>"), 0);
        script.clock.advance(2s);
        QCOMPARE(countOf(script.client(), doubtful.stanzaId) > 0, true);
        script.clock.advance(5s);
        QCOMPARE(countOf(script.client(), "<body>"), 0);
    }
    void aReceiptEndsTheDoubt() {
        MessagingScript script;
        script.signIn();
        const auto doubtful = send(script, "doubtful");
        script.client();
        script.loseSession();
        script.bind();
        script.answerRoster();
        script.answerCarbons();
        script.answerArchive(
            {{"a1", script.archived(doubtful.stanzaId, "doubtful", "romeo@example.net/desk")}});
        script.server(receipt(doubtful.stanzaId));
        script.client();
        script.clock.advance(17s);
        QCOMPARE(countOf(script.client(), "<body>"), 0);
    }
    void aResumptionSendsNothingByItself() {
        MessagingScript script;
        script.signIn();
        send(script, "hello");
        script.client();
        script.connections.last().breakDown();
        script.clock.settle();
        send(script, "while away");
        QCOMPARE(countOf(script.connections.last().written(), "while away"), 0);
        QCOMPARE(script.changed.size(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "OutboxTest.moc"
