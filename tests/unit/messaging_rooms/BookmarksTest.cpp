// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "RoomScript.h"

using namespace sidetone;
using namespace sidetone::test;

namespace {

constexpr auto compat = "<feature var='urn:xmpp:bookmarks:1#compat'/>";

std::string item(const std::string& room, bool joins, const std::string& more = {}) {
    return "<item id='" + room + "'><conference xmlns='urn:xmpp:bookmarks:1' name='A room' " +
           "autojoin='" + (joins ? "true" : "false") + "'><nick>Monty</nick>" + more +
           "</conference></item>";
}

void signInWith(RoomScript& script, const std::string& features, const std::string& items) {
    script.signIn();
    script.written = script.seen;
    script.answerConferenceServer();
    script.answerBookmarks(features, items);
    script.look();
}

}  // namespace

class BookmarksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinsWhatItSaysAndShowsTheRest() {
        RoomScript script;
        signInWith(script, compat,
                   item("lab@rooms.example.net", true) + item("den@rooms.example.net", false) +
                       item("nonsense", true));
        QCOMPARE(script.rooms().rooms().size(), std::size_t(2));
        const auto den = *script.rooms().room(*core::Address::parse("den@rooms.example.net"));
        QVERIFY(den.isBookmarked && !den.joinsBySelf);
        QCOMPARE(den.name, "A room");
        QCOMPARE(countOf(script.written, "to='den@rooms.example.net"), 0);
        script.answerFacts(RoomScript::Archive::No);
        QVERIFY(script.look().find("to='lab@rooms.example.net/Monty'") != std::string::npos);
    }
    void joinsFiveAtATime() {
        RoomScript script;
        std::string items;
        for (int i = 0; i < 12; ++i) {
            items += item("r" + std::to_string(i) + "@rooms.example.net", true);
        }
        signInWith(script, compat, items);
        QCOMPARE(countOf(script.written, "@rooms.example.net' type='get'"), 5);
        script.refuse("@rooms.example.net' type='get'", "item-not-found");
        script.look();
        script.server(
            "<presence type='error' from='r4@rooms.example.net/Monty'><error type='auth'>"
            "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>");
        script.look();
        QCOMPARE(countOf(script.written, "@rooms.example.net' type='get'"), 6);
    }
    void keepsWhatOthersWroteBeside() {
        RoomScript script;
        signInWith(script, compat,
                   item("lab@rooms.example.net", false,
                        "<extensions><pinned xmlns='urn:example'/></extensions>"));
        script.rooms()
            .setBookmark(script.lab, true, true)
            .then(script.owner, [](const core::Status&) {});
        const auto written = script.look();
        QVERIFY(written.find("<publish node='urn:xmpp:bookmarks:1'><item "
                             "id='lab@rooms.example.net'>") != std::string::npos);
        QVERIFY(written.find("<pinned xmlns='urn:example'/>") != std::string::npos);
        QVERIFY(written.find("autojoin='true'") != std::string::npos);
        QVERIFY(written.find("<value>whitelist</value>") != std::string::npos);
    }
    void followsAnotherDevice() {
        RoomScript script;
        signInWith(script, compat, {});
        script.server(
            "<message from='romeo@example.net'><event "
            "xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:bookmarks:1'>" +
            item("lab@rooms.example.net", true) + "</items></event></message>");
        QVERIFY(script.room().isBookmarked);
        script.answerFacts(RoomScript::Archive::No);
        script.look();
        script.presence("Monty", "romeo");
        QVERIFY(script.room().state == messaging::RoomState::Joined);
        // Not from anybody else.
        const std::string retraction =
            "<event xmlns='http://jabber.org/protocol/pubsub#event'>"
            "<items node='urn:xmpp:bookmarks:1'><retract id='lab@rooms.example.net'/></items>"
            "</event></message>";
        script.server("<message from='eve@example.net'>" + retraction);
        script.server("<message from='romeo@example.net/x'>" + retraction);
        QVERIFY(script.room().isBookmarked);
        script.server("<message from='romeo@example.net'>" + retraction);
        QVERIFY(!script.room().isBookmarked);
        QVERIFY(script.look().find("type='unavailable'") != std::string::npos);
    }
    void keepsThemInPrivateXmlWhereNothingIsMirrored() {
        RoomScript script;
        const std::string storage =
            "<conference jid='den@rooms.example.net' name='Den' autojoin='1'>"
            "<nick>Monty</nick><colour xmlns='urn:example'>red</colour></conference>"
            "<url name='Page' url='https://example.net/'/>";
        signInWith(script, {}, storage);
        QCOMPARE(script.rooms().rooms().size(), std::size_t(1));
        script.rooms()
            .setBookmark(script.lab, true, false)
            .then(script.owner, [](const core::Status&) {});
        script.look();
        script.answer("jabber:iq:private",
                      "<query xmlns='jabber:iq:private'>"
                      "<storage xmlns='storage:bookmarks'>" +
                          storage + "</storage></query>");
        const auto written = script.look();
        QVERIFY(written.find("type='set'") != std::string::npos);
        QVERIFY(written.find("jid='den@rooms.example.net'") != std::string::npos);
        QVERIFY(written.find("<colour xmlns='urn:example'>red</colour>") != std::string::npos);
        QVERIFY(written.find("url='https://example.net/'") != std::string::npos);
        QVERIFY(written.find("jid='lab@rooms.example.net'") != std::string::npos);
    }
    void keepsNoMoreThanAllowed() {
        RoomScript script;
        std::string items;
        for (int i = 0; i < 30; ++i) {
            items += item("r" + std::to_string(i) + "@rooms.example.net", false);
        }
        signInWith(script, compat, items);
        const auto kept = script.now(script.rooms().setBookmark(script.lab, true, false));
        QVERIFY(!kept);
        QVERIFY(kept.error().sentence().find("MaxNumberOfBookmarks") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(BookmarksTest)
#include "BookmarksTest.moc"
