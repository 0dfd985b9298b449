// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "MessagingScript.h"

using namespace sidetone;
using messaging::ChatState;
using test::countOf;
using test::MessagingScript;
using std::chrono_literals::operator""s;
using Texts = std::vector<std::string>;

namespace {

std::string state(const std::string& name) {
    return "<message type='chat' from='juliet@example.net/balcony'><" + name +
           " xmlns='http://jabber.org/protocol/chatstates'/></message>";
}

/// Time passes on a link that the server keeps alive.
void pass(MessagingScript& script, int seconds) {
    for (int i = 0; i < seconds; i += 5) {
        script.clock.advance(5s);
        script.server("<presence from='juliet@example.net/balcony'/>");
    }
}

void seeJuliet(MessagingScript& script) {
    script.signIn();
    script.server("<presence from='juliet@example.net/balcony'/>");
    script.client();
}

}  // namespace

class ChatStatesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void composingEndsByItself() {
        MessagingScript script;
        seeJuliet(script);
        script.messaging->sendChatState(script.juliet, ChatState::Composing);
        QCOMPARE(countOf(script.client(), "<composing "), 1);
        pass(script, 20);
        script.messaging->sendChatState(script.juliet, ChatState::Composing);
        pass(script, 20);
        QCOMPARE(countOf(script.client(), "<composing "), 0);
        pass(script, 10);
        QCOMPARE(countOf(script.client(), "<paused "), 1);
        pass(script, 60);
        QCOMPARE(countOf(script.client(), "<paused "), 0);
    }
    void aTextEndsComposing() {
        MessagingScript script;
        seeJuliet(script);
        script.messaging->sendChatState(script.juliet, ChatState::Composing);
        QVERIFY(script.now(script.messaging->sendMessage(script.juliet, "done")).has_value());
        QCOMPARE(countOf(script.client(), "<active "), 1);
        pass(script, 60);
        QCOMPARE(countOf(script.client(), "<paused "), 0);
    }
    void nobodyToSeeItNothingSent() {
        MessagingScript script;
        script.signIn();
        script.messaging->sendChatState(script.juliet, ChatState::Composing);
        QCOMPARE(countOf(script.client(), "chatstates"), 0);
        script.server(state("active"));
        script.messaging->sendChatState(script.juliet, ChatState::Composing);
        QCOMPARE(countOf(script.client(), "<composing "), 1);
    }
    void theirsAreToldAndEnd() {
        MessagingScript script;
        script.signIn();
        script.server(state("composing"));
        script.server(state("composing"));
        QCOMPARE(script.chatStates, Texts{"juliet 1"});
        pass(script, 70);
        QCOMPARE(script.chatStates, (Texts{"juliet 1", "juliet 2"}));
        script.server(script.message("m1", "text", "a1",
                                     "<active xmlns='http://jabber.org/protocol/chatstates'/>"));
        QCOMPARE(script.chatStates.back(), "juliet 0");
    }
    void anOldOneSaysNothing() {
        MessagingScript script;
        script.signIn();
        script.server(
            "<message type='chat' from='juliet@example.net/balcony'><composing "
            "xmlns='http://jabber.org/protocol/chatstates'/><delay "
            "xmlns='urn:xmpp:delay' stamp='2025-12-31T23:50:00Z'/></message>");
        QVERIFY(script.chatStates.empty());
    }
};

QTEST_GUILESS_MAIN(ChatStatesTest)
#include "ChatStatesTest.moc"
