// SPDX-License-Identifier: GPL-3.0-or-later
// Stream management (XEP-0198): counting, late tickets, resumption and its failure.
#include <QSignalSpy>
#include <QTest>

#include "SessionScript.h"
#include "xmpp/stanzas.h"

using namespace sidetone;
using test::SessionScript;
using xmpp::SessionState;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

core::XmlElement chat(const std::string& id) {
    auto message = xmpp::stanza("message", "chat", "juliet@example.net");
    message.setAttribute("id", id);
    message.add(core::XmlElement("body").setText("text " + id));
    return message;
}

std::string incoming(const std::string& id) {
    return "<message from='juliet@example.net/balcony' id='" + id + "'><body>hi</body></message>";
}

constexpr auto request = "<r xmlns='urn:xmpp:sm:3'/>";

std::string count(int h) {
    return "<a xmlns='urn:xmpp:sm:3' h='" + std::to_string(h) + "'/>";
}

struct Told {
    std::string text;
    xmpp::Session::Acknowledged as(char name) {
        return [this, name](const core::Status& status) {
            text += status
                        ? std::string(1, name)
                        : std::string(1, name) + "-" + std::string(core::name(status.error().code));
        };
    }
};

}  // namespace

class ManagementTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enablesInTheFirstFlight() {
        SessionScript script;
        script.signIn();
        QCOMPARE(script.client(), "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    }
    void tellsWhenTheServerTookAStanzaOver() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        script.client();
        Told told;
        script.session->send(chat("1"), told.as('a'));
        script.session->send(chat("2"), told.as('b'));
        const auto written = script.client();
        QVERIFY(written.ends_with(request));
        QCOMPARE(written.find(request), written.rfind(request));  // one question for both
        script.session->send(chat("3"), told.as('c'));
        QVERIFY(!has(script.client(), request));  // the first is unanswered
        QCOMPARE(told.text, std::string());
        script.server(count(2));
        QCOMPARE(told.text, std::string("ab"));
        QCOMPARE(script.client(), std::string(request));
        script.server(count(2));
        QCOMPARE(script.client(), std::string());  // nothing new: no spinning
        script.server(count(3));
        QCOMPARE(told.text, std::string("abc"));
        QCOMPARE(script.session->unacknowledged(), std::size_t(0));
    }
    void endsASessionThatIsMiscounted() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        Told told;
        script.session->send(chat("1"), told.as('a'));
        script.client();
        auto& link = script.link();
        link.inject(count(7));
        script.clock.settle();
        QVERIFY(has(link.written(), "undefined-condition"));
        QVERIFY(link.isClosed());
        QCOMPARE(told.text, std::string("a-unavailable"));
    }
    void acknowledgesOnlyWhatWasStored() {
        SessionScript script;
        script.signIn();
        script.server(incoming("before"));  // before <enabled/>: not counted
        script.enableManagement();
        script.client();
        script.server(
            incoming("1") + incoming("2") +
            "<iq type='get' id='p' from='example.net'><ping xmlns='urn:xmpp:ping'/></iq>" +
            request);
        QCOMPARE(script.messages.size(), std::size_t(3));
        QVERIFY(!has(script.client(), "<a "));  // asked, but the store is at work
        script.messages[2].ticket.reset();
        QVERIFY(!has(script.client(), "<a "));
        script.messages[1].ticket.reset();
        QCOMPARE(script.client(), count(3));
        script.server(request);
        QCOMPARE(script.client(), count(3));
    }
    void answersAfterASecondWithWhatIsStoredAndLaterWithTheRest() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        script.client();
        script.server(incoming("1") + incoming("2") + request);
        script.messages[0].ticket.reset();
        script.clock.advance(std::chrono::milliseconds(1100));
        QCOMPARE(script.client(), count(1));
        script.messages[1].ticket.reset();
        QCOMPARE(script.client(), count(2));
    }
    void resumesWithoutLossOrRepetition() {
        SessionScript script;
        script.signIn();
        script.enableManagement("id-1");
        Told told;
        script.session->send(chat("1"), told.as('a'));
        script.session->send(chat("2"), told.as('b'));
        script.server(incoming("x") + incoming("y"));
        script.messages[0].ticket.reset();  // y is still being stored
        QSignalSpy resumed(script.session.get(), &xmpp::Session::resumed);
        script.link().breakDown();
        script.clock.settle();
        script.session->send(chat("3"), told.as('c'));
        script.signInToFeatures();
        QCOMPARE(script.client(), "<resume xmlns='urn:xmpp:sm:3' previd='id-1' h='1'/>");
        script.server("<resumed xmlns='urn:xmpp:sm:3' previd='id-1' h='1'/>" + incoming("y") +
                      incoming("z"));
        QCOMPARE(script.session->state(), SessionState::Online);
        QCOMPARE(resumed.count(), 1);
        QCOMPARE(told.text, std::string("a"));
        const auto written = script.client();
        QVERIFY(!has(written, "id='1'"));
        QVERIFY(written.find("id='2'") < written.find("id='3'"));
        QVERIFY(written.ends_with(request));
        QCOMPARE(script.messages.size(), std::size_t(3));  // y came once
        QVERIFY(script.messages[2].stanza.attribute("id") == "z");
        script.server(count(3));
        QCOMPARE(told.text, std::string("abc"));
        script.messages.clear();
        script.server(request);
        QCOMPARE(script.client(), count(3));
    }
    void reportsWhatAFailedResumptionLeftOpen() {
        SessionScript script;
        script.signIn();
        script.enableManagement("id-1");
        Told told;
        script.session->send(chat("1"), told.as('a'));
        script.session->send(chat("2"), told.as('b'));
        core::Owner owner;
        std::string answer;
        script.session->request(xmpp::stanza("iq", "get", "example.net"))
            .then(owner, [&](const auto& result) {
                answer = std::string(core::name(result.error().code));
            });
        script.clock.settle();
        QSignalSpy started(script.session.get(), &xmpp::Session::started);
        script.link().breakDown();
        script.clock.settle();
        script.signInToFeatures();
        script.client();
        script.server(
            "<failed xmlns='urn:xmpp:sm:3' h='1'><item-not-found "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        QVERIFY(has(script.client(), "<bind"));
        QCOMPARE(told.text, std::string());
        script.server(
            "<iq type='result' id='bind'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<jid>romeo@example.net/desk</jid></bind></iq>");
        QCOMPARE(told.text, std::string("ab-unavailable"));
        QCOMPARE(answer, std::string("unavailable"));
        QCOMPARE(started.count(), 1);
        QCOMPARE(script.session->state(), SessionState::Online);
        // The counts begin anew.
        script.enableManagement("id-2");
        script.client();
        script.session->send(chat("3"), told.as('c'));
        script.clock.settle();
        script.server(count(1));
        QVERIFY(told.text.ends_with("c"));
    }
    void worksWithoutManagement() {
        SessionScript script;
        script.session->start();
        script.signInToFeatures("");
        script.client();
        script.server(
            "<iq type='result' id='bind'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<jid>romeo@example.net/desk</jid></bind></iq>");
        QCOMPARE(script.client(), std::string());
        Told told;
        script.session->send(chat("1"), told.as('a'));
        QCOMPARE(told.text, std::string());  // never from inside send()
        QVERIFY(has(script.client(), "id='1'"));
        QCOMPARE(told.text, std::string("a"));
    }
    void saysGoodbyeWithTheLastCount() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        script.server(incoming("1"));
        script.messages.clear();
        script.client();
        Told told;
        script.session->send(chat("1"), told.as('a'));
        script.session->stop();
        QCOMPARE(script.session->state(), SessionState::Offline);
        const auto written = script.client();
        QVERIFY(has(written, "id='1'"));
        QVERIFY(written.ends_with(count(1) + "</stream:stream>"));
        QVERIFY(script.link().isClosed());
        QCOMPARE(told.text, std::string("a-cancelled"));
        script.clock.advance(std::chrono::hours(1));
        QCOMPARE(script.connections.requests().size(), std::size_t(1));
    }
    void refusesToSendWithoutASession() {
        SessionScript script;
        Told told;
        script.session->send(chat("1"), told.as('a'));
        QCOMPARE(told.text, std::string());
        script.clock.settle();
        QCOMPARE(told.text, std::string("a-unavailable"));
    }
};

QTEST_GUILESS_MAIN(ManagementTest)
#include "ManagementTest.moc"
