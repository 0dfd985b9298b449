// SPDX-License-Identifier: GPL-3.0-or-later
// What may go with a text: corrections, replies, reactions, markers, hints, labels, formatted text.
#include <QTest>

#include "xmpp/ChatMessage.h"
#include "xmpp/StreamParser.h"
#include "xmpp/stanzas.h"

using namespace sidetone;
using xmpp::ChatMessage;
using xmpp::Jid;

namespace {

const Jid self = *Jid::parse("romeo@example.net/desk");

core::XmlElement parsed(const std::string& xml) {
    xmpp::StreamParser parser;
    parser.feed(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>" +
        xml);
    [[maybe_unused]] const auto header = parser.take();
    auto event = parser.take();
    return event ? event->element : core::XmlElement();
}

ChatMessage read(const std::string& inner) {
    const auto message =
        ChatMessage::read(parsed("<message from='juliet@example.net/balcony' type='chat' "
                                 "to='romeo@example.net' id='m1'>" +
                                 inner + "</message>"),
                          self);
    return message.value_or(ChatMessage());
}

/// As a receiver sees what we wrote.
ChatMessage roundTrip(ChatMessage message) {
    message.to = *Jid::parse("juliet@example.net");
    auto read = ChatMessage::read(parsed(xmpp::serialize(message.toStanza())), self);
    return read.value_or(ChatMessage());
}

std::string rich(const std::string& body, const std::string& html) {
    return read("<body>" + body +
                "</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                "<body xmlns='http://www.w3.org/1999/xhtml'>" +
                html + "</body></html>")
        .text();
}

const std::string reply = "<reply xmlns='urn:xmpp:reply:0' to='romeo@example.net' id='o1'/>";

std::string fallback(const std::string& body, const std::string& meant = "urn:xmpp:reply:0") {
    return "<fallback xmlns='urn:xmpp:fallback:0' for='" + meant + "'>" + body + "</fallback>";
}

}  // namespace

class MessageExtrasTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void carriesEverythingThereAndBack() {
        ChatMessage sent;
        sent.id = "m2";
        sent.body = "second *line*";
        sent.replaces = "m1";
        sent.markable = true;
        sent.isUnstyled = true;
        sent.reply = xmpp::Reply{"o1", *Jid::parse("anna@example.net/x"), "first\nwörds"};
        sent.reactions = xmpp::Reactions{"m0", {"\U0001F44D", "❤️"}};
        sent.hints = {true, false, true, true};
        const auto got = roundTrip(sent);
        QCOMPARE(got.replaces, std::string("m1"));
        QVERIFY(got.markable && got.isUnstyled);
        QCOMPARE(got.reply->id, std::string("o1"));
        QCOMPARE(got.reply->to.text(), std::string("anna@example.net/x"));
        QCOMPARE(got.body, std::string("> first\n> wörds\nsecond *line*"));
        QCOMPARE(got.text(), std::string("second *line*"));
        QVERIFY(got.reactions == sent.reactions);
        QVERIFY(got.hints == sent.hints);
    }
    void aMarkerSaysWhatWasSeen() {
        ChatMessage sent;
        sent.displayedFor = "m1";
        const auto got = roundTrip(sent);
        QCOMPARE(got.displayedFor, std::string("m1"));
        QVERIFY(got.body.empty());
    }
    void takesAwayOnlyWhatStandsForWhatItKnows() {
        const std::string body = "<body>&gt; äöü\nanswer</body>";
        QCOMPARE(read(body + reply + fallback("<body start='0' end='6'/>")).text(), "answer");
        QCOMPARE(read(body + reply).text(), "> äöü\nanswer");
        // Without the element that it stands for it is what a person wrote.
        QCOMPARE(read(body + fallback("<body start='0' end='6'/>")).text(), "> äöü\nanswer");
        QCOMPARE(read(body + reply + fallback("<body start='0' end='6'/>", "urn:x")).text(),
                 "> äöü\nanswer");
        QCOMPARE(read(body + reply + fallback("<body start='4' end='3'/>")).text(),
                 "> äöü\nanswer");
        QCOMPARE(read(body + reply + fallback("<body start='x' end='3'/>")).text(),
                 "> äöü\nanswer");
        QCOMPARE(read(body + reply + fallback("<body start='-1' end='3'/>")).text(),
                 "> äöü\nanswer");
        QCOMPARE(read(body + reply + fallback("<body start='7' end='99999999999'/>")).text(),
                 "> äöü\na");
        QCOMPARE(read(body + reply + fallback("<subject/>")).text(), "> äöü\nanswer");
        QVERIFY(read(body + reply + fallback("<body/>")).text().empty());
        QVERIFY(read(body + reply + fallback("")).text().empty());
        QCOMPARE(read(body + reply + fallback("<body start='0' end='3'/>") +
                      fallback("<body start='2' end='6'/>"))
                     .text(),
                 "answer");
    }
    void readsReactionsByTheRules() {
        const auto reactions = [](const std::string& inner, const std::string& id = "m0") {
            return read("<reactions xmlns='urn:xmpp:reactions:0' id='" + id + "'>" + inner +
                        "</reactions>")
                .reactions;
        };
        using Emojis = std::vector<std::string>;
        QVERIFY(reactions("").has_value());
        QVERIFY(reactions("")->emojis.empty());
        QVERIFY(!reactions("<reaction>x</reaction>", "").has_value());
        QCOMPARE(reactions("<reaction> a </reaction><reaction>b</reaction><reaction>a</reaction>"
                           "<reaction>two words</reaction><reaction/><other>c</other>")
                     ->emojis,
                 (Emojis{"a", "b"}));
        QVERIFY(reactions("<reaction>" + std::string(65, 'x') + "</reaction>")->emojis.empty());
        std::string many;
        for (int i = 0; i < 100; ++i) many += "<reaction>" + std::to_string(i) + "</reaction>";
        QCOMPARE(reactions(many)->emojis.size(), std::size_t(20));
    }
    void showsLabels() {
        const auto label = [](const std::string& marking) {
            return read("<body>x</body><securitylabel xmlns='urn:xmpp:sec-label:0'>" + marking +
                        "<label/></securitylabel>")
                .label;
        };
        QCOMPARE(
            label("<displaymarking fgcolor='black' bgcolor='RED'>SECRET</displaymarking>")->marking,
            "SECRET");
        QCOMPARE(
            label("<displaymarking fgcolor='black' bgcolor='RED'>S</displaymarking>")->background,
            "#ff0000");
        QCOMPARE(label("<displaymarking fgcolor='#0aF9a0'>S</displaymarking>")->foreground,
                 "#0af9a0");
        QVERIFY(label("<displaymarking fgcolor='url(x)'>S</displaymarking>")->foreground.empty());
        QVERIFY(label("")->marking.empty());
        QVERIFY(label("<displaymarking>" + std::string(500, 'x') + "</displaymarking>")
                    ->marking.size() <= 103);
        QVERIFY(!read("<body>x</body>").label.has_value());
    }
    void readsTheCatalogueOfLabels() {
        std::string items;
        for (int i = 0; i < 20; ++i) {
            items += "<item selector='Class|" + std::to_string(i) +
                     "'><securitylabel><displaymarking bgcolor='red'>C" + std::to_string(i) +
                     "</displaymarking><label/></securitylabel></item>";
        }
        const auto labels =
            xmpp::readLabels(parsed("<catalogue xmlns=''>" + items + "<item/></catalogue>"));
        QCOMPARE(labels.size(), std::size_t(17));
        QCOMPARE(labels[2].selector, std::string("Class|2"));
        QCOMPARE(labels[2].marking, std::string("C2"));
        ChatMessage sent;
        sent.body = "x";
        sent.label = labels[2];
        QCOMPARE(roundTrip(sent).label->marking, std::string("C2"));
    }
    void readsFormattedText_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* body, const char* html,
                            const char* text) {
            QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(html)
                                << QString::fromUtf8(text);
        };
        row("strong", "hello", "<p><strong>hello</strong></p>", "*hello*");
        row("in order", "a b c", "a <em>b</em> c", "a _b_ c");
        row("nested", "a b", "<strong>a <em>b</em></strong>", "*a _b_*");
        row("both", "a", "<strong><em>a</em></strong>", "*_a_*");
        row("style", "a b", "<span style='font-weight: bold; color:red'>a</span> b", "*a* b");
        row("struck", "a", "<span style='text-decoration:line-through'>a</span>", "~a~");
        row("within a word", "hello", "hel<b>lo</b>", "hello");
        row("two lines", "a b", "<strong>a<br/>b</strong>", "a\nb");
        row("paragraphs", "a b", "<p>a</p><p>b</p>", "a\nb");
        row("quote", "a b", "<blockquote>a</blockquote>b", "> a\nb");
        row("list", "a b", "<ul><li>a</li><li>b</li></ul>", "- a\n- b");
        row("link", "here", "<a href='https://a.example/'>here</a>", "here (https://a.example/)");
        row("honest link", "https://a.example/",
            "<a href='https://a.example/'>https://a.example/</a>", "https://a.example/");
        row("false link", "https://good.example",
            "<a href='https://bad.example'>https://good.example</a>",
            "https://good.example (https://bad.example)");
        row("picture", "smile", "<img src='http://spy.example/x.png' alt='smile'/>", "smile");
        row("script", "a", "a<script>steal()</script>", "a");
        row("handler", "a", "<p onclick='steal()'>a</p>", "a");
        row("unknown elements", "a b", "<table><tr><td>a</td> <td>b</td></tr></table>", "a b");
        row("other words", "good", "<p>evil</p>", "good");
        row("more words", "good", "<p>good and evil</p>", "good");
        row("hidden words", "good evil", "<p>good</p>", "good evil");
        row("none", "plain", "", "plain");
        row("space inside", "a b", "<b>a </b>b", "*a* b");
        row("empty", "a", "<b></b>a<i> </i>", "a");
    }
    void readsFormattedText() {
        QFETCH(QString, body);
        QFETCH(QString, html);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(rich(body.toStdString(), html.toStdString())), text);
    }
    void formattedTextBesideSomethingSealedIsNobodysWord() {
        const auto message = read(
            "<body>sealed</body><encrypted xmlns='eu.siacs.conversations.axolotl'/>"
            "<html xmlns='http://jabber.org/protocol/xhtml-im'>"
            "<body xmlns='http://www.w3.org/1999/xhtml'><b>sealed</b></body></html>");
        QCOMPARE(message.text(), std::string("sealed"));
    }
};

QTEST_GUILESS_MAIN(MessageExtrasTest)
#include "MessageExtrasTest.moc"
