// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>

#include "SessionScript.h"
#include "xmpp/Extensions.h"

using namespace sidetone;
using namespace sidetone::test;

namespace {

constexpr auto node = "urn:example:node";

/// A session with a Pep in it, signed in.
struct PepScript {
    SessionScript script;
    xmpp::Pep pep{*script.session};
    std::optional<core::Status> answer;
    std::vector<xmpp::PepEvent> events;
    core::Owner owner;

    PepScript() {
        pep.watch(node, [this](const xmpp::PepEvent& event) { events.push_back(event); });
        script.signIn();
        script.client();
    }
    void publish(xmpp::PepOptions::Items items) {
        xmpp::PepOptions options;
        options.items = items;
        options.access = xmpp::PepOptions::Access::Whitelist;
        options.sendLast = xmpp::PepOptions::SendLast::Never;
        pep.publish(node, {"one", core::XmlElement("thing", "urn:example")}, options)
            .then(owner, [this](const core::Status& status) { answer = status; });
    }
    /// Answers the iq that the client wrote last; gives what it was.
    std::string refuse(const std::string& condition) {
        const auto written = script.client();
        script.server("<iq type='error' id='" + SessionScript::attribute(written, "<iq", "id") +
                      "'><error type='cancel'><" + condition +
                      " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        return written;
    }
    std::string accept() {
        const auto written = script.client();
        script.server("<iq type='result' id='" + SessionScript::attribute(written, "<iq", "id") +
                      "'/>");
        return written;
    }
    void event(const std::string& attributes) {
        script.server("<message " + attributes +
                      "><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" +
                      node +
                      "'><item id='a'><thing xmlns='urn:example'/></item><retract id='b'/></items>"
                      "</event></message>");
    }
};

}  // namespace

class PepTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishesWithAllOptions() {
        PepScript script;
        script.publish(xmpp::PepOptions::Items::Many);
        const auto written = script.accept();
        QVERIFY(written.find("<publish node='urn:example:node'><item id='one'>"
                             "<thing xmlns='urn:example'/></item></publish>") != std::string::npos);
        QVERIFY(written.find("<field var='pubsub#max_items'><value>max</value>") !=
                std::string::npos);
        QVERIFY(written.find("<value>whitelist</value>") != std::string::npos);
        QVERIFY(written.find("<value>never</value>") != std::string::npos);
        QVERIFY(script.answer && *script.answer);
    }
    void setsUpANodeThatIsOtherwiseAndPublishesAgain() {
        PepScript script;
        script.publish(xmpp::PepOptions::Items::Many);
        script.refuse("conflict");
        const auto setup = script.accept();
        QVERIFY(setup.find("<configure node='urn:example:node'>") != std::string::npos);
        QVERIFY(setup.find("pubsub#owner") != std::string::npos);
        QVERIFY(script.accept().find("<publish ") != std::string::npos);
        QVERIFY(script.answer && *script.answer);
    }
    void createsTheNodeWhereOptionsAreNotTaken() {
        for (const auto* condition :
             {"resource-constraint", "bad-request", "not-acceptable", "feature-not-implemented"}) {
            PepScript script;
            script.publish(xmpp::PepOptions::Items::Many);
            script.refuse(condition);
            const auto created = script.refuse("bad-request");
            QVERIFY(created.find("<create node='urn:example:node'/>") != std::string::npos);
            QVERIFY(created.find("<value>max</value>") != std::string::npos);
            QVERIFY(script.refuse("conflict").find("<value>255</value>") != std::string::npos);
            const auto last = script.accept();
            QVERIFY(last.find("<publish ") != std::string::npos);
            QVERIFY(last.find("max_items") == std::string::npos);
            QVERIFY(script.answer && *script.answer);
        }
    }
    void endsWithTheRefusalAfterBothDetours() {
        PepScript script;
        script.publish(xmpp::PepOptions::Items::One);
        script.refuse("conflict");
        script.accept();
        script.refuse("conflict");
        QVERIFY(script.answer && !*script.answer);
        QCOMPARE(script.script.client(), "");
    }
    void hearsOnlyOfAccountsThemselves() {
        PepScript script;
        script.event("from='juliet@example.net'");
        QCOMPARE(script.events.size(), std::size_t(1));
        QCOMPARE(script.events[0].from.text(), "juliet@example.net");
        QCOMPARE(script.events[0].items.at(0).id, "a");
        QCOMPARE(script.events[0].items.at(0).payload.name, "thing");
        QCOMPARE(script.events[0].retracted.at(0), "b");
        // A client's stanza has its resource: these are made up.
        script.event("from='juliet@example.net/balcony'");
        script.event("from='romeo@example.net/desk'");
        script.event("from='room@rooms.example.net/nick' type='groupchat'");
        script.event("from='juliet@example.net' type='error'");
        QCOMPARE(script.events.size(), std::size_t(1));
        QVERIFY(script.script.messages.empty());
    }
};

QTEST_GUILESS_MAIN(PepTest)
#include "PepTest.moc"
