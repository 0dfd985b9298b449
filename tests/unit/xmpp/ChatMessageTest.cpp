// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/XmlReader.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/extensions/Delay.h"
#include "xmpp/extensions/Receipts.h"
#include "xmpp/stanzas.h"

using namespace sidetone;
using xmpp::CarbonKind;
using xmpp::ChatMessage;
using xmpp::ChatState;
using xmpp::Jid;
using xmpp::MessageKind;

namespace {

const Jid self = *Jid::parse("romeo@example.net/desk");

std::optional<ChatMessage> read(const std::string& xml) {
    const auto element = core::readXml(xml);
    return element ? ChatMessage::read(*element, self) : std::nullopt;
}

std::string message(const std::string& from, const std::string& inner,
                    const std::string& more = "type='chat' id='m1'") {
    return "<message xmlns='jabber:client' from='" + from + "' to='romeo@example.net/desk' " +
           more + ">" + inner + "</message>";
}

std::string carbon(const std::string& from, const std::string& kind) {
    return message(from,
                   "<" + kind +
                       " xmlns='urn:xmpp:carbons:2'><forwarded "
                       "xmlns='urn:xmpp:forward:0'>" +
                       message("juliet@example.net/balcony", "<body>wherefore</body>") +
                       "</forwarded></" + kind + ">",
                   "");
}

}  // namespace

class ChatMessageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsEverything() {
        const auto m = read(message(
            "Juliet@Example.net/balcony",
            "<body> art thou </body><thread>t1</thread>"
            "<active xmlns='http://jabber.org/protocol/chatstates'/>"
            "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>"
            "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/>"
            "<stanza-id xmlns='urn:xmpp:sid:0' by='romeo@example.net' id='a1'/>"
            "<replace xmlns='urn:xmpp:message-correct:0' id='m0'/>"
            "<delay xmlns='urn:xmpp:delay' stamp='2026-11-22T14:50:35.25Z'/>"));
        QVERIFY(m.has_value());
        QCOMPARE(m->kind, MessageKind::Chat);
        QCOMPARE(m->from.text(), std::string("juliet@example.net/balcony"));
        QCOMPARE(m->peer(self).text(), std::string("juliet@example.net"));
        QCOMPARE(m->body, std::string(" art thou "));
        QCOMPARE(m->thread, std::string("t1"));
        QVERIFY(m->chatState == ChatState::Active);
        QVERIFY(m->receiptRequested && m->markable);
        QCOMPARE(m->id, std::string("m1"));
        QCOMPARE(m->originId, std::string("o1"));
        QCOMPARE(m->archiveId, std::string("a1"));
        QCOMPARE(m->replaces, std::string("m0"));
        QCOMPARE(xmpp::writeTime(*m->sent), std::string("2026-11-22T14:50:35.250Z"));
        QVERIFY(m->carbon == CarbonKind::None);
    }
    void writesWhatItReads() {
        ChatMessage out;
        out.to = *Jid::parse("juliet@example.net");
        out.id = "m2";
        out.body = "<soft> & \"light\"\nnew line \x01";
        out.chatState = ChatState::Active;
        out.receiptRequested = true;
        auto stanza = out.toStanza();
        stanza.setAttribute("from", "romeo@example.net/desk");
        const auto xml = xmpp::serialize(stanza, {});
        const auto back = ChatMessage::read(*core::readXml(xml), *Jid::parse("juliet@example.net"));
        QCOMPARE(back->body, std::string("<soft> & \"light\"\nnew line "));
        QCOMPARE(back->originId, std::string("m2"));
        QVERIFY(back->receiptRequested);
        QVERIFY(back->chatState == ChatState::Active);
    }
    void writesAStateAlone() {
        ChatMessage out;
        out.to = *Jid::parse("juliet@example.net");
        out.chatState = ChatState::Composing;
        QCOMPARE(xmpp::serialize(out.toStanza()),
                 std::string("<message to='juliet@example.net' type='chat'><composing "
                             "xmlns='http://jabber.org/protocol/chatstates'/></message>"));
    }
    void unpacksCopiesOfOurOwnAccount() {
        const auto received = read(carbon("romeo@example.net", "received"));
        QVERIFY(received->carbon == CarbonKind::Received);
        QCOMPARE(received->body, std::string("wherefore"));
        QCOMPARE(received->from.user, std::string("juliet"));
        QVERIFY(read(carbon("romeo@example.net", "sent"))->carbon == CarbonKind::Sent);
    }
    void ignoresCopiesThatAStrangerMadeUp() {
        QVERIFY(!read(carbon("mallory@evil.example", "received")));
        QVERIFY(!read(carbon("romeo@example.net.evil.example", "received")));
        QVERIFY(!read(carbon("romeo@example.net/other", "sent")));
        QVERIFY(!read(carbon("example.net", "sent")));
    }
    void believesOnlyItsOwnArchive() {
        const auto claim = [](const std::string& by) {
            return read(message("juliet@example.net/b", "<stanza-id xmlns='urn:xmpp:sid:0' by='" +
                                                            by + "' id='x'/><body>b</body>"))
                ->archiveId;
        };
        QCOMPARE(claim("romeo@example.net"), std::string("x"));
        QCOMPARE(claim("juliet@example.net"), std::string());
        QCOMPARE(claim("example.net"), std::string());
    }
    void asksForReceiptsByTheRules() {
        const std::string ask = "<request xmlns='urn:xmpp:receipts'/>";
        QVERIFY(read(message("j@example.net/b", ask))->receiptRequested);
        QVERIFY(!read(message("j@example.net/b", ask, "type='chat'"))->receiptRequested);
        QVERIFY(
            !read(message("j@example.net/b", ask + "<received xmlns='urn:xmpp:receipts' id='1'/>"))
                 ->receiptRequested);
    }
    void givesReceiptsByTheRules() {
        const std::string ask = "<body>b</body><request xmlns='urn:xmpp:receipts'/>";
        auto m = *read(message("juliet@example.net/balcony", ask));
        const auto receipt = xmpp::receiptFor(m, "r1");
        QCOMPARE(xmpp::serialize(receipt->toStanza()),
                 std::string("<message to='juliet@example.net/balcony' type='chat' id='r1'>"
                             "<received xmlns='urn:xmpp:receipts' id='m1'/></message>"));
        QVERIFY(!receipt->receiptRequested);
        m.carbon = CarbonKind::Received;
        QVERIFY(!xmpp::receiptFor(m, "r1"));
        m.carbon = CarbonKind::None;
        m.kind = MessageKind::GroupChat;
        QVERIFY(!xmpp::receiptFor(m, "r1"));
    }
    void readsErrorsAsSentences() {
        const auto m = read(message("juliet@example.net",
                                    "<error type='cancel'><service-unavailable "
                                    "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text "
                                    "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Blocked</text>"
                                    "</error>",
                                    "type='error' id='m1'"));
        QVERIFY(m->error.has_value());
        QVERIFY(m->error->sentence().find("Blocked") != std::string::npos);
        QVERIFY(m->error->sentence().find("juliet@example.net") != std::string::npos);
    }
    void readsTimes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("utc");
        QTest::newRow("seconds") << QByteArray("2026-11-22T14:50:35Z")
                                 << QByteArray("2026-11-22T14:50:35.000Z");
        QTest::newRow("offset") << QByteArray("2026-11-22T14:50:35+02:00")
                                << QByteArray("2026-11-22T12:50:35.000Z");
        QTest::newRow("none") << QByteArray("yesterday") << QByteArray();
    }
    void readsTimes() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, utc);
        const auto time = xmpp::readTime(text.toStdString());
        QCOMPARE(QByteArray::fromStdString(time ? xmpp::writeTime(*time) : ""), utc);
    }
    void comparesAddresses() {
        QCOMPARE(*Jid::parse("A@B.example/Desk"), *Jid::parse("a@b.example/Desk"));
        QVERIFY(*Jid::parse("a@b.example/desk") != *Jid::parse("a@b.example/Desk"));
        for (const auto* bad : {"", "@b", "a@", "a@b/", "a@b@c", "/r"}) QVERIFY(!Jid::parse(bad));
        QCOMPARE(Jid::parse("example.net")->address().text(), std::string("@"));
    }
};

QTEST_GUILESS_MAIN(ChatMessageTest)
#include "ChatMessageTest.moc"
