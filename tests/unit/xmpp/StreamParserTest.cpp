// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "xmpp/StreamParser.h"

using sidetone::xmpp::StreamEvent;
using sidetone::xmpp::StreamLimits;
using sidetone::xmpp::StreamParser;
using Kind = StreamEvent::Kind;

namespace {

const std::string header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' id='a'>";

std::vector<StreamEvent> read(StreamParser& parser, const std::string& text) {
    parser.feed(text);
    std::vector<StreamEvent> events;
    while (auto event = parser.take()) events.push_back(std::move(*event));
    return events;
}

/// What the stream's last event is after the header and this.
StreamEvent lastOf(const std::string& text) {
    StreamParser parser;
    auto events = read(parser, header + text);
    return events.back();
}

std::string nested(int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "<a>";
    for (int i = 0; i < depth; ++i) text += "</a>";
    return text;
}

}  // namespace

class StreamParserTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsHeaderStanzasAndEnd() {
        StreamParser parser;
        const auto events = read(
            parser, header +
                        " \n<message from='a@b' xml:lang='de' foreign:x='1' "
                        "xmlns:foreign='urn:f'><body>5 &lt; 6</body></message></stream:stream>");
        QCOMPARE(events.size(), std::size_t(3));
        QCOMPARE(events[0].kind, Kind::Header);
        QCOMPARE(events[0].element.attribute("id"), std::string_view("a"));
        QCOMPARE(events[1].kind, Kind::Element);
        const auto& message = events[1].element;
        QVERIFY(message.is("message", "jabber:client"));
        QCOMPARE(message.attribute("xml:lang"), std::string_view("de"));
        QCOMPARE(message.attributes.size(), std::size_t(2));
        QCOMPARE(message.childText("body"), std::string("5 < 6"));
        QCOMPARE(events[2].kind, Kind::Closed);
    }
    void readsTheSameInAnyPieces() {
        const std::string stanza =
            "<message id='1'><body>h\xc3\xa4llo &amp; more</body><x xmlns='urn:x'/></message>";
        for (std::size_t piece = 1; piece < stanza.size(); ++piece) {
            StreamParser parser;
            parser.feed(header);
            for (std::size_t at = 0; at < stanza.size(); at += piece) {
                parser.feed(std::string_view(stanza).substr(at, piece));
            }
            QVERIFY(parser.take()->kind == Kind::Header);
            const auto event = parser.take();
            QVERIFY(event.has_value());  // at once: nothing waits for bytes that may never come
            QCOMPARE(event->element.childText("body"), std::string("h\xc3\xa4llo & more"));
        }
    }
    void refusesWhatIsNoXmpp_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("condition");
        const auto row = [](const char* name, const char* text, const char* condition) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(condition);
        };
        row("comment", "<!-- x -->", "restricted-xml");
        row("instruction", "<?php x?>", "restricted-xml");
        row("document type", "<!DOCTYPE a>", "not-well-formed");
        row("wrong nesting", "<a><b></a>", "not-well-formed");
        row("undefined entity", "<a>&x;</a>", "not-well-formed");
        row("control character", "<a>\x01</a>", "not-well-formed");
        row("bad UTF-8", "<a>\xc3\x28</a>", "not-well-formed");
        row("double attribute", "<a b='1' b='2'/>", "not-well-formed");
        row("unbound prefix", "<x:a/>", "not-well-formed");
        row("text between stanzas", "hello", "bad-format");
    }
    void refusesWhatIsNoXmpp() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, condition);
        const auto event = lastOf(text.toStdString());
        QCOMPARE(event.kind, Kind::Refused);
        QCOMPARE(QByteArray::fromStdString(event.condition), condition);
    }
    void refusesEntityBombsBeforeTheyGrow() {
        StreamParser parser;
        std::string bomb = "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'lol'>";
        for (char c = 'b'; c < 'k'; ++c) {
            const std::string before(1, char(c - 1));
            bomb += "<!ENTITY " + std::string(1, c) + " '";
            for (int i = 0; i < 10; ++i) bomb += "&" + before + ";";
            bomb += "'>";
        }
        const auto events = read(parser, bomb + "]><stream:stream>&j;");
        QCOMPARE(events.size(), std::size_t(1));
        QCOMPARE(events[0].condition, std::string("restricted-xml"));
    }
    void refusesAnotherRoot() {
        StreamParser parser;
        const auto events = read(parser, "<html xmlns='http://www.w3.org/1999/xhtml'>");
        QCOMPARE(events.back().condition, std::string("invalid-namespace"));
    }
    void dropsWhatIsTooDeepAndGoesOn() {
        StreamParser parser;
        const auto events = read(parser, header + "<message id='1' from='x@y'>" + nested(9000) +
                                             "</message><message id='2'/>");
        QCOMPARE(events.size(), std::size_t(3));
        QCOMPARE(events[1].kind, Kind::Trimmed);
        QCOMPARE(events[1].element.attribute("id"), std::string_view("1"));
        QVERIFY(events[1].element.children.empty());
        QCOMPARE(events[2].kind, Kind::Element);
    }
    void keepsWhatIsJustDeepEnough() {
        StreamParser parser;
        QCOMPARE(read(parser, header + nested(64)).back().kind, Kind::Element);
        QCOMPARE(read(parser, nested(65)).back().kind, Kind::Trimmed);
    }
    void dropsTooManyElementsAndGoesOn() {
        StreamLimits limits;
        limits.elements = 100;
        StreamParser parser(limits);
        std::string crowd = "<iq id='1'>";
        for (int i = 0; i < 200; ++i) crowd += "<a/>";
        const auto events = read(parser, header + crowd + "</iq><iq id='2'><a/></iq>");
        QCOMPARE(events[1].kind, Kind::Trimmed);
        QCOMPARE(events[2].kind, Kind::Element);
        QCOMPARE(events[2].element.children.size(), std::size_t(1));
    }
    void refusesAStanzaOverTheLimit() {
        StreamLimits limits;
        limits.stanzaBytes = 100'000;
        StreamParser parser(limits);
        QCOMPARE(read(parser, header + "<a>" + std::string(90'000, 'x') + "</a>").back().kind,
                 Kind::Element);
        QCOMPARE(read(parser, "<a>" + std::string(90'000, 'x') + "</a>").back().kind,
                 Kind::Element);
        const auto events = read(parser, "<a>" + std::string(120'000, 'x'));
        QCOMPARE(events.back().condition, std::string("policy-violation"));
    }
    void refusesAnEndlessTag() {
        StreamParser parser;
        const auto events = read(parser, header + "<a b='" + std::string(300'000, 'x'));
        QCOMPARE(events.back().condition, std::string("policy-violation"));
    }
    void takesAContactListOfTenThousand() {
        StreamParser parser;
        std::string list = "<iq id='r'><query xmlns='jabber:iq:roster'>";
        for (int i = 0; i < 10'000; ++i) {
            list += "<item jid='contact" + std::to_string(i) +
                    "@example.net' name='A name of some length' subscription='both'>"
                    "<group>Sales</group></item>";
        }
        const auto events = read(parser, header + list + "</query></iq>");
        QCOMPARE(events.back().kind, Kind::Element);
        QCOMPARE(events.back().element.children.front().children.size(), std::size_t(10'000));
    }
    void forgetsEverythingOnReset() {
        StreamParser parser;
        parser.feed(header + "<message/>");
        parser.reset();
        QVERIFY(!parser.take());
        QCOMPARE(read(parser, header).size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(StreamParserTest)
#include "StreamParserTest.moc"
