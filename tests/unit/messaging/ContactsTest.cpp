// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "MessagingScript.h"

using namespace sidetone;
using messaging::Availability;
using messaging::Presence;
using test::countOf;
using test::MessagingScript;
using Texts = std::vector<std::string>;

namespace {

constexpr auto julietItem =
    "<item jid='juliet@example.net' name='Juliet C' subscription='both'>"
    "<group>Verona</group></item>";

void signInWithJuliet(MessagingScript& script) {
    script.bind();
    script.answerRoster(julietItem);
    script.answerCarbons();
    script.answerArchive({});
    script.client();
}

std::string presence(const std::string& inner, const std::string& more = {}) {
    return "<presence from='juliet@example.net/balcony'" + more + ">" + inner + "</presence>";
}

}  // namespace

class ContactsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aContactIsRosterAndPresence() {
        MessagingScript script;
        signInWithJuliet(script);
        auto juliet = script.messaging->contact(script.juliet);
        QVERIFY(juliet.has_value());
        QCOMPARE(juliet->name, "Juliet C");
        QCOMPARE(juliet->groups, Texts{"Verona"});
        QVERIFY(juliet->subscribedTo);
        QVERIFY(juliet->presence.availability == Availability::Offline);
        script.contacts.clear();
        script.server(presence("<show>dnd</show><status>In the vault</status>"));
        QCOMPARE(script.contacts, Texts{"juliet"});
        juliet = script.messaging->contact(script.juliet);
        QCOMPARE(juliet->presence, (Presence{Availability::DoNotDisturb, "In the vault"}));
        script.server(presence("", " type='unavailable'"));
        juliet = script.messaging->contact(script.juliet);
        QVERIFY(juliet->presence.availability == Availability::Offline);
    }
    void everyAvailabilityGoesBothWays() {
        MessagingScript script;
        signInWithJuliet(script);
        struct Case {
            Availability availability;
            std::string show;
        };
        for (const auto& [availability, show] :
             {Case{Availability::Away, "away"}, Case{Availability::ExtendedAway, "xa"},
              Case{Availability::DoNotDisturb, "dnd"}}) {
            script.server(presence("<show>" + show + "</show>"));
            QVERIFY(script.messaging->contact(script.juliet)->presence.availability ==
                    availability);
            script.messaging->setPresence({availability, "words"});
            const auto written = script.client();
            QCOMPARE(countOf(written, "<show>" + show + "</show>"), 1);
            QCOMPARE(countOf(written, "<status>words</status>"), 1);
        }
        script.messaging->setPresence({Availability::Available, {}});
        QCOMPARE(countOf(script.client(), "<priority>1</priority>"), 1);
        script.messaging->setPresence({Availability::Offline, {}});
        QCOMPARE(countOf(script.client(), "type='unavailable'"), 1);
    }
    void nothingIsKnownWhileSignedOut() {
        MessagingScript script;
        signInWithJuliet(script);
        script.server(presence(""));
        QVERIFY(script.messaging->presence().availability == Availability::Available);
        script.session->stop();
        QVERIFY(script.messaging->contact(script.juliet)->presence.availability ==
                Availability::Unknown);
        QVERIFY(script.messaging->presence().availability == Availability::Offline);
    }
    void ourPresenceOutlivesTheSession() {
        MessagingScript script;
        signInWithJuliet(script);
        script.messaging->setPresence({Availability::Away, "Mantua"});
        script.client();
        script.loseSession();
        script.bind();
        QCOMPARE(countOf(script.seen, "<status>Mantua</status>"), 1);
    }
    void theListIsThereAtTheNextStart() {
        MessagingScript script;
        signInWithJuliet(script);
        script.killProgram();
        script.startProgram();
        QCOMPARE(script.messaging->contacts().size(), std::size_t(1));
        QCOMPARE(script.messaging->contact(script.juliet)->name, "Juliet C");
        QVERIFY(script.messaging->contact(script.juliet)->presence.availability ==
                Availability::Unknown);
        script.bind();
        QCOMPARE(countOf(script.seen, "ver='v1'"), 1);
    }
    void aPushIsToldAndKept() {
        MessagingScript script;
        signInWithJuliet(script);
        script.contacts.clear();
        script.server(
            "<iq type='set' id='p1'><query xmlns='jabber:iq:roster' ver='v2'><item "
            "jid='juliet@example.net' name='Mrs M' subscription='both'/></query></iq>");
        QCOMPARE(script.contacts, Texts{"juliet"});
        script.server(
            "<iq type='set' id='p2'><query xmlns='jabber:iq:roster' ver='v3'><item "
            "jid='nurse@example.net' subscription='none'/></query></iq>");
        QCOMPARE(script.contacts, (Texts{"juliet", "*"}));
        QVERIFY(script.messaging->contact(*core::Address::parse("nurse@example.net"))
                    ->presence.availability == Availability::Unknown);
        script.killProgram();
        script.startProgram();
        QCOMPARE(script.messaging->contact(script.juliet)->name, "Mrs M");
        QCOMPARE(script.messaging->contacts().size(), std::size_t(2));
        script.bind();
        QCOMPARE(countOf(script.seen, "ver='v3'"), 1);
        script.answerRoster();
        QVERIFY(script.messaging->contacts().empty());
    }
    void colleaguesMaySeeUsOthersAreAskedAbout() {
        MessagingScript script;
        signInWithJuliet(script);
        Texts asked;
        QObject::connect(script.messaging.get(), &messaging::Messaging::subscriptionRequested,
                         [&](const core::Address& address, const std::string& text) {
                             asked.push_back(address.text() + " " + text);
                         });
        script.server("<presence type='subscribe' from='nurse@example.net'/>");
        QCOMPARE(countOf(script.client(), "to='nurse@example.net' type='subscribed'") +
                     countOf(script.seen, "type='subscribed' to='nurse@example.net'"),
                 1);
        script.server(
            "<presence type='subscribe' from='paris@elsewhere.example'>"
            "<status>marry me</status></presence>");
        QCOMPARE(asked, Texts{"paris@elsewhere.example marry me"});
        QCOMPARE(countOf(script.client(), "paris"), 0);
        script.messaging->denySubscription(*core::Address::parse("paris@elsewhere.example"));
        QCOMPARE(countOf(script.client(), "type='unsubscribed'"), 1);
    }
    void addingAlsoAsks() {
        MessagingScript script;
        signInWithJuliet(script);
        const auto nurse = *core::Address::parse("nurse@example.net");
        core::Owner owner;
        script.messaging->addContact(nurse, "Nurse", {"House"}).then(owner, [](const auto&) {});
        const auto written = script.client();
        QCOMPARE(countOf(written, "<group>House</group>"), 1);
        script.answerRoster();  // answers the newest roster request, which is this one
        QCOMPARE(countOf(script.client(), "type='subscribe'"), 1);
    }
};

QTEST_GUILESS_MAIN(ContactsTest)
#include "ContactsTest.moc"
