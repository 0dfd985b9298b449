// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Rows.h"
#include "VirtualClock.h"
#include "client/links/LinkGate.h"
#include "client/links/ProtocolLink.h"
#include "config/Settings.h"
#include "linkTable.h"

using namespace sidetone;
using client::LinkAction;
using client::ProtocolLink;

namespace {

std::string joined(const ProtocolLink& link) {
    std::string text;
    for (const auto& address : link.addresses) text += (text.empty() ? "" : " ") + address.text();
    for (const auto& target : link.targets) text += (text.empty() ? "" : " ") + target;
    return text;
}

}  // namespace

/// Links of other programs (chapter, Protocol Handlers).
class LinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_data();
    void golden();
    void neverHoldsControlCharacters_data();
    void neverHoldsControlCharacters();
    void endsAtItsLimits();
    void isSwitchedOffByPolicy();
    void mayNotDialWithoutEnd();
    void mayNotOpenChatsWithoutEnd();
    void asksBeforeItDials();
};

void LinksTest::golden_data() {
    QTest::addColumn<int>("row");
    for (std::size_t i = 0; i < std::size(test::linkTable); ++i) {
        QTest::newRow(test::linkTable[i].link) << int(i);
    }
}

void LinksTest::golden() {
    ROWS("URI-02");
    QFETCH(int, row);
    const auto& expected = test::linkTable[row];
    const auto link = client::parseLink(expected.link);
    if (!expected.action) {
        QVERIFY(!link);
        QVERIFY(!link.error().sentence().empty());
        return;
    }
    QVERIFY2(link.has_value(), link ? "" : link.error().sentence().c_str());
    QCOMPARE(int(link->action), int(*expected.action));
    QCOMPARE(joined(*link), std::string(expected.targets));
    QCOMPARE(link->subject, std::string(expected.subject));
    QCOMPARE(link->body, std::string(expected.body));
}

void LinksTest::neverHoldsControlCharacters_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nul") << QByteArray("xmpp:a@b.example?message;body=x%00y;subject=p%00q");
    QTest::newRow("escape") << QByteArray("xmpp:a@b.example?message;body=x%1B[2Jy");
    QTest::newRow("return") << QByteArray("im:a@b.example?subject=x%0D%0Ay");
    QTest::newRow("no UTF-8") << QByteArray("im:a@b.example?body=%FF%FE%C3");
}

void LinksTest::neverHoldsControlCharacters() {
    QFETCH(QByteArray, text);
    const auto link = client::parseLink(text.toStdString());
    QVERIFY(link.has_value());
    for (const auto& part : {link->subject, link->body}) {
        QVERIFY(QString::fromStdString(part).toStdString() == part);
        for (const char letter : part)
            QVERIFY(letter == '\n' || static_cast<unsigned char>(letter) >= 0x20);
    }
    QVERIFY(link->subject.find('\n') == std::string::npos);
}

void LinksTest::endsAtItsLimits() {
    std::string people = "xmpp:";
    for (int i = 0; i < 101; ++i) people += "p" + std::to_string(i) + "@b.example;";
    QVERIFY(!client::parseLink(people));
    QVERIFY(!client::parseLink("xmpp:a@b.example?message;body=" + std::string(40'000, 'x')));
    std::string calls = "ciscotelconf:";
    for (int i = 0; i < 101; ++i) calls += std::to_string(1000 + i) + ";";
    QVERIFY(!client::parseLink(calls));
}

void LinksTest::isSwitchedOffByPolicy() {
    test::VirtualClock clock;
    client::LinkGate gate(clock);
    config::Settings settings;
    const auto chat = client::parseLink("XMPP:a@b.example");
    QVERIFY(gate.pass(*chat, settings).has_value());
    settings.set(config::Layer::GlobalFile, "EnableXMPPProtocol", "false");
    const auto refused = gate.pass(*chat, settings);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(core::ErrorCode::Forbidden));
    QVERIFY(gate.pass(*client::parseLink("im:a@b.example"), settings).has_value());
}

void LinksTest::mayNotDialWithoutEnd() {
    test::VirtualClock clock;
    client::LinkGate gate(clock);
    config::Settings settings;
    const auto call = client::parseLink("tel:2001");
    QVERIFY(gate.pass(*call, settings).has_value());
    QVERIFY(gate.pass(*call, settings).has_value());
    QVERIFY(!gate.pass(*call, settings));
    clock.advance(std::chrono::seconds(10));
    QVERIFY(gate.pass(*call, settings).has_value());
    settings.set(config::Layer::GlobalFile, "TelephonyProtocolRateLimit", "4");
    for (int i = 0; i < 3; ++i) QVERIFY(gate.pass(*call, settings).has_value());
    QVERIFY(!gate.pass(*call, settings));
    settings.set(config::Layer::GlobalFile, "EnableTelephonyProtocolRateLimit", "false");
    QVERIFY(gate.pass(*call, settings).has_value());
}

void LinksTest::mayNotOpenChatsWithoutEnd() {
    test::VirtualClock clock;
    client::LinkGate gate(clock);
    const config::Settings settings;
    const auto chat = client::parseLink("im:a@b.example");
    for (int i = 0; i < 3; ++i) QVERIFY(gate.pass(*chat, settings).has_value());
    const auto refused = gate.pass(*chat, settings);
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(core::ErrorCode::Busy));
    clock.advance(std::chrono::seconds(15));
    QVERIFY(gate.pass(*chat, settings).has_value());
}

void LinksTest::asksBeforeItDials() {
    config::Settings settings;
    const auto call = client::parseLink("ciscotel:2001");
    QVERIFY(client::LinkGate::asksFirst(*call, settings));
    QVERIFY(!client::LinkGate::asksFirst(*client::parseLink("im:a@b.example"), settings));
    settings.set(config::Layer::GlobalFile, "CiscoTelProtocolPermissionEnabled", "false");
    QVERIFY(!client::LinkGate::asksFirst(*call, settings));
    QVERIFY(client::LinkGate::asksFirst(*client::parseLink("clicktocall:2001"), settings));
}

QTEST_GUILESS_MAIN(LinksTest)
#include "LinksTest.moc"
