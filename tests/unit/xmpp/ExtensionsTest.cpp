// SPDX-License-Identifier: GPL-3.0-or-later
// What the extensions send, and whom they believe.
#include <QSignalSpy>
#include <QTest>

#include "SessionScript.h"
#include "xmpp/Extensions.h"
#include "xmpp/extensions/Delay.h"
#include "xmpp/stanzas.h"

using namespace sidetone;
using test::SessionScript;
using xmpp::Show;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

core::Address address(const std::string& text) {
    return *core::Address::parse(text);
}

struct ExtendedScript : SessionScript {
    xmpp::Extensions extensions{*session};

    void answer(const std::string& id, const std::string& inner, const std::string& more = "") {
        server("<iq type='result' id='" + id + "'" + more + ">" + inner + "</iq>");
    }
    void push(const std::string& from, const std::string& item) {
        server("<iq type='set' id='p1'" + (from.empty() ? "" : " from='" + from + "'") +
               "><query xmlns='jabber:iq:roster' ver='v9'>" + item + "</query></iq>");
    }
};

std::string presence(const std::string& from, const std::string& inner,
                     const std::string& type = {}) {
    return "<presence from='" + from + "'" + (type.empty() ? "" : " type='" + type + "'") + ">" +
           inner + "</presence>";
}

}  // namespace

class ExtensionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void speakInOneFlightAfterBinding() {
        ExtendedScript script;
        script.signIn();
        const auto written = script.client();
        const auto enable = written.find("<enable xmlns='urn:xmpp:sm:3'");
        const auto roster = written.find("<query xmlns='jabber:iq:roster' ver=''/>");
        const auto carbons = written.find("<enable xmlns='urn:xmpp:carbons:2'/>");
        const auto presenceAt = written.find("<presence>");
        QVERIFY(enable < roster && roster < carbons && carbons < presenceAt);
        QVERIFY(presenceAt != std::string::npos);
        QVERIFY(has(written, "<priority>1</priority>"));
        QVERIFY(has(written, "<c xmlns='http://jabber.org/protocol/caps'"));
    }
    void readTheContactList() {
        ExtendedScript script;
        QSignalSpy loaded(&script.extensions.roster, &xmpp::Roster::loaded);
        script.signIn();
        const auto id = SessionScript::attribute(script.client(), "<iq type='get'", "id");
        script.answer(id,
                      "<query xmlns='jabber:iq:roster' ver='v1'><item jid='Juliet@example.net' "
                      "name='Juliet' subscription='both'><group>Friends</group></item>"
                      "<item jid='nurse@example.net' ask='subscribe'/><item jid='x.example.net'/>"
                      "</query>");
        QCOMPARE(loaded.count(), 1);
        QCOMPARE(script.extensions.roster.items().size(), std::size_t(2));
        QCOMPARE(script.extensions.roster.version(), std::string("v1"));
        const auto* juliet = script.extensions.roster.find(address("juliet@example.net"));
        QCOMPARE(juliet->name, std::string("Juliet"));
        QCOMPARE(juliet->groups, std::vector<std::string>{"Friends"});
        QVERIFY(juliet->seesThem());
        QVERIFY(script.extensions.roster.find(address("nurse@example.net"))->asked);
    }
    void keepTheListThatTheServerConfirms() {
        ExtendedScript script;
        script.extensions.roster.restore("v7",
                                         {{address("juliet@example.net"), "J", {}, {}, false}});
        script.signIn();
        const auto written = script.client();
        QVERIFY(has(written, "ver='v7'"));
        script.answer(SessionScript::attribute(written, "<iq type='get'", "id"), "");
        QVERIFY(script.extensions.roster.isLoaded());
        QCOMPARE(script.extensions.roster.items().size(), std::size_t(1));
    }
    void takePushesFromTheOwnServerAlone() {
        ExtendedScript script;
        script.signIn();
        script.client();
        const std::string item = "<item jid='new@example.net' subscription='both'/>";
        script.push("mallory@evil.example", item);
        QVERIFY(has(script.client(), "type='error'"));
        script.push("juliet@example.net/balcony", item);
        script.push("romeo@example.net/other", item);
        QVERIFY(script.extensions.roster.items().empty());
        QVERIFY(script.extensions.roster.version().empty());
        script.client();
        script.push("", item);
        QCOMPARE(script.client().substr(0, 26),
                 std::string("<iq type='result' id='p1'/>").substr(0, 26));
        QCOMPARE(script.extensions.roster.items().size(), std::size_t(1));
        script.push("romeo@example.net", "<item jid='two@example.net'/>");
        QCOMPARE(script.extensions.roster.items().size(), std::size_t(2));
        QSignalSpy removed(&script.extensions.roster, &xmpp::Roster::itemRemoved);
        script.push("example.net", "<item jid='new@example.net' subscription='remove'/>");
        QCOMPARE(removed.count(), 1);
        QCOMPARE(script.extensions.roster.version(), std::string("v9"));
    }
    void changeTheContactList() {
        ExtendedScript script;
        script.signIn();
        script.client();
        core::Owner owner;
        int done = 0;
        script.extensions.roster.set(address("nurse@example.net"), "The nurse", {"House"})
            .then(owner, [&](const core::Status& status) { done += status ? 1 : 0; });
        const auto written = script.client();
        QVERIFY(
            has(written, "<item jid='nurse@example.net' name='The nurse'><group>House</group>"));
        script.answer(SessionScript::attribute(written, "<iq", "id"), "");
        QCOMPARE(done, 1);
    }
    void believeAnAnswerOnlyFromWhomTheyAsked() {
        ExtendedScript script;
        script.signIn();
        script.client();
        core::Owner owner;
        int answers = 0;
        script.session->request(xmpp::stanza("iq", "get", "juliet@example.net/balcony"))
            .then(owner, [&](const auto&) { ++answers; });
        auto id = SessionScript::attribute(script.client(), "<iq", "id");
        QCOMPARE(id.size(), std::size_t(20));
        script.answer(id, "", " from='mallory@evil.example'");
        script.answer(id, "", " from='juliet@example.net'");
        script.answer(id, "");
        QCOMPARE(answers, 0);
        script.answer(id, "", " from='juliet@example.net/balcony'");
        QCOMPARE(answers, 1);
        script.session->request(xmpp::stanza("iq", "get")).then(owner, [&](const auto&) {
            ++answers;
        });
        id = SessionScript::attribute(script.client(), "<iq", "id");
        script.answer(id, "", " from='mallory@evil.example/x'");
        QCOMPARE(answers, 1);
        script.answer(id, "", " from='romeo@example.net'");
        QCOMPARE(answers, 2);
    }
    void giveUpOnAnAnswer() {
        ExtendedScript script;
        script.signIn();
        core::Owner owner;
        auto code = core::ErrorCode::Internal;
        script.session->request(xmpp::stanza("iq", "get"), std::chrono::seconds(5))
            .then(owner, [&](const auto& answer) { code = answer.error().code; });
        script.clock.advance(std::chrono::seconds(5));
        QCOMPARE(code, core::ErrorCode::Timeout);
    }
    void keepThePresenceOfEachDevice() {
        ExtendedScript script;
        script.signIn();
        auto& tracker = script.extensions.presence;
        const auto juliet = address("juliet@example.net");
        QSignalSpy changed(&tracker, &xmpp::PresenceTracker::changed);
        script.server(presence("juliet@example.net/a",
                               "<show>away</show><priority>1</priority>"
                               "<x xmlns='http://webex.com/connect/customstatus' var='oncall'/>"
                               "<idle xmlns='urn:xmpp:idle:1' since='2026-01-02T03:04:05Z'/>"));
        script.server(presence("juliet@example.net/b",
                               "<show>away</show><query xmlns='jabber:iq:last' seconds='60'/>"));
        const auto* devices = tracker.of(juliet);
        QVERIFY(devices != nullptr);
        QCOMPARE(devices->size(), std::size_t(2));
        const auto& first = devices->at("a").info;
        QCOMPARE(first.show, Show::Away);
        QCOMPARE(first.priority, 1);
        QCOMPARE(first.activity, std::string("oncall"));
        QCOMPARE(xmpp::writeTime(*first.idleSince), std::string("2026-01-02T03:04:05.000Z"));
        const auto now = script.session->clock().wallTime();
        QVERIFY(devices->at("b").info.idleSince == now - std::chrono::seconds(60));
        QCOMPARE(tracker.devices(juliet).size(), std::size_t(2));
        for (const auto* device : {"b", "a"}) {
            script.server(presence("juliet@example.net/" + std::string(device), "", "unavailable"));
        }
        QVERIFY(tracker.of(juliet) == nullptr);
        QCOMPARE(changed.count(), 4);
    }
    void sayHowLongNobodyWasThere() {
        ExtendedScript script;
        script.signIn();
        script.client();
        xmpp::PresenceInfo away{Show::Away, "lunch", 0};
        away.idleSince = script.session->clock().wallTime() - std::chrono::seconds(90);
        script.extensions.presence.setOwn(away);
        const auto written = script.client();
        QVERIFY(has(written, "<idle xmlns='urn:xmpp:idle:1' since='"));
        QVERIFY(has(written, "<query xmlns='jabber:iq:last' seconds='90'/>"));
    }
    void sayOurPresenceAgainInANewSession() {
        ExtendedScript script;
        script.signIn();
        script.client();
        script.extensions.presence.setOwn({Show::DoNotDisturb, "busy", 1});
        QVERIFY(has(script.client(), "<presence><show>dnd</show><status>busy</status>"));
        script.server(presence("juliet@example.net/a", ""));
        script.link().breakDown();
        script.signIn();
        QVERIFY(has(script.client(), "<presence><show>dnd</show><status>busy</status>"));
        QVERIFY(script.extensions.presence.of(address("juliet@example.net")) == nullptr);
    }
    void passOnRequestsToSeeUs() {
        ExtendedScript script;
        script.signIn();
        QSignalSpy asked(&script.extensions.presence,
                         &xmpp::PresenceTracker::subscriptionRequested);
        script.server(presence("nurse@example.net", "<status>please</status>", "subscribe"));
        QCOMPARE(asked.count(), 1);
        script.client();
        script.extensions.presence.approve(address("nurse@example.net"));
        QVERIFY(has(script.client(), "<presence to='nurse@example.net' type='subscribed'/>"));
    }
    void answerWhoAsks() {
        ExtendedScript script;
        script.signIn();
        script.client();
        script.server(
            "<iq type='get' id='1' from='example.net'><ping xmlns='urn:xmpp:ping'/></iq>");
        QVERIFY(has(script.client(), "<iq to='example.net' type='result' id='1'/>"));
        script.server(
            "<iq type='get' id='2' from='j@example.net/b'><query "
            "xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        QVERIFY(has(script.client(), "<feature var='urn:xmpp:receipts'/>"));
        script.server("<iq type='get' id='3' from='j@example.net/b'><query xmlns='urn:no'/></iq>");
        QVERIFY(has(script.client(), "<service-unavailable"));
    }
    void surviveDeepNestingFromAStranger() {
        ExtendedScript script;
        script.signIn();
        std::string deep = "<message from='mallory@evil.example' id='deep'>";
        for (int i = 0; i < 9000; ++i) deep += "<a>";
        for (int i = 0; i < 9000; ++i) deep += "</a>";
        script.enableManagement();
        script.client();
        script.server(deep + "</message><message from='j@example.net'/><r xmlns='urn:xmpp:sm:3'/>");
        script.messages.clear();
        QCOMPARE(script.session->state(), xmpp::SessionState::Online);
        QVERIFY(has(script.client(), "h='2'"));
    }
    void readTheArchiveInPages() {
        ExtendedScript script;
        script.signIn();
        script.client();
        core::Owner owner;
        xmpp::ArchivePage page;
        xmpp::ArchiveQuery query;
        query.after = "a1";
        query.most = 2;
        script.extensions.archive.page(query).then(
            owner, [&](core::Result<xmpp::ArchivePage> result) { page = *std::move(result); });
        const auto written = script.client();
        QVERIFY(has(written, "<after>a1</after>"));
        QVERIFY(has(written, "<max>2</max>"));
        const auto queryId = SessionScript::attribute(written, "<query", "queryid");
        const auto result = [&](const std::string& from, const std::string& id) {
            script.server("<message" + from + "><result xmlns='urn:xmpp:mam:2' queryid='" +
                          queryId + "' id='" + id +
                          "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
                          "stamp='2026-01-02T03:04:05Z'/><message xmlns='jabber:client' "
                          "from='juliet@example.net/b' id='x'><body>" +
                          id + "</body></message></forwarded></result></message>");
        };
        result("", "a2");
        result(" from='mallory@evil.example'", "a9");
        result(" from='romeo@example.net'", "a3");
        script.answer(SessionScript::attribute(written, "<iq", "id"),
                      "<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'>"
                      "<first>a2</first><last>a3</last></set></fin>");
        QCOMPARE(page.messages.size(), std::size_t(2));
        QCOMPARE(page.messages[1].archiveId, std::string("a3"));
        QCOMPARE(page.last, std::string("a3"));
        QVERIFY(!page.complete);
        QVERIFY(page.messages[0].sent.has_value());
        QVERIFY(script.messages.empty());
    }
};

QTEST_GUILESS_MAIN(ExtensionsTest)
#include "ExtensionsTest.moc"
