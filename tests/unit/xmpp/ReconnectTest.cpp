// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>

#include "SessionScript.h"
#include "xmpp/BackOff.h"
#include "xmpp/stanzas.h"

using namespace sidetone;
using namespace std::chrono_literals;
using test::SessionScript;
using xmpp::SessionState;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

core::Error refused() {
    return core::fail(core::ErrorCode::Refused, "Connecting", "refused");
}

std::string streamError(const std::string& condition) {
    return "<stream:error>" + condition + "</stream:error></stream:stream>";
}

}  // namespace

class ReconnectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void triesAllServersThenWaitsLongerAndLonger() {
        SessionScript script;
        script.connections.refuseAll(refused());
        script.session->start();
        script.clock.settle();
        QCOMPARE(script.connections.requests().size(), std::size_t(2));
        QCOMPARE(script.session->state(), SessionState::Waiting);
        QCOMPARE(script.session->error()->code, core::ErrorCode::Refused);
        // Each wait lies in the upper half of 1, 2, 4, 8, 16, 30, 30 seconds.
        for (const auto full : {1000ms, 2000ms, 4000ms, 8000ms, 16000ms, 30000ms, 30000ms}) {
            const auto before = script.connections.requests().size();
            const auto start = script.clock.now();
            while (script.connections.requests().size() == before) QVERIFY(script.clock.step());
            const auto waited = script.clock.now() - start;
            QVERIFY(waited >= full / 2 && waited <= full);
            script.clock.settle();
        }
        script.connections.refuseAll(std::nullopt);
        script.session->retryNow();
        script.clock.settle();
        QCOMPARE(script.session->state(), SessionState::Connecting);
    }
    void scattersClients() {
        core::SeededRandom random(7);
        std::set<std::int64_t> waits;
        for (int client = 0; client < 50; ++client) {
            xmpp::BackOff backOff(random, 8000ms, 30000ms);
            backOff.skipImmediate();
            waits.insert(backOff.next().count());
        }
        QVERIFY(waits.size() > 40);
    }
    void reconnectsAtOnceAfterTheFirstLoss() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        script.clock.advance(11s);
        script.link().breakDown();
        script.clock.settle();
        QCOMPARE(script.connections.requests().size(), std::size_t(2));
        QCOMPARE(script.session->state(), SessionState::Connecting);
    }
    void doesNotSpinOnAServerThatDropsEverybody() {
        SessionScript script;
        script.signIn();
        script.link().breakDown();
        script.clock.settle();
        script.signInToFeatures();
        script.server(
            "<iq type='result' id='bind'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<jid>romeo@example.net/desk</jid></bind></iq>");
        QCOMPARE(script.session->state(), SessionState::Online);
        script.link().breakDown();
        script.clock.settle();
        QCOMPARE(script.session->state(), SessionState::Waiting);
        script.clock.advance(1s);
        QCOMPARE(script.connections.requests().size(), std::size_t(3));
    }
    void goesBackToTheServerThatHasTheSession() {
        SessionScript script;
        script.connections.refuseNext(refused());
        script.session->start();
        script.signInToFeatures();
        script.server(
            "<iq type='result' id='bind'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<jid>romeo@example.net/desk</jid></bind></iq>");
        script.enableManagement();
        script.link().breakDown();
        script.clock.settle();
        QCOMPARE(script.connections.requests()[2].server.host, std::string("imp2.example.net"));
    }
    void asksASilentServerAndGivesItUp() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        script.client();
        script.clock.advance(15s);
        QCOMPARE(script.client(), "<r xmlns='urn:xmpp:sm:3'/>");
        script.clock.advance(9s);
        QCOMPARE(script.session->state(), SessionState::Online);
        const auto old = script.connections.made().back();
        script.clock.advance(1s);
        QVERIFY(old->isClosed());
        QCOMPARE(script.connections.requests().size(), std::size_t(2));
    }
    void keepsAServerThatAnswers() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        for (int i = 0; i < 20; ++i) {
            script.clock.advance(16s);
            script.server("<a xmlns='urn:xmpp:sm:3' h='0'/>");
        }
        QCOMPARE(script.session->state(), SessionState::Online);
        QCOMPARE(script.connections.requests().size(), std::size_t(1));
    }
    void pingsWhereThereIsNoManagement() {
        SessionScript script;
        script.session->start();
        script.signInToFeatures("");
        script.client();
        script.server(
            "<iq type='result' id='bind'><bind "
            "xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<jid>romeo@example.net/desk</jid></bind></iq>");
        script.client();
        script.clock.advance(15s);
        QVERIFY(has(script.client(), "<ping xmlns='urn:xmpp:ping'/>"));
        script.clock.advance(10s);
        QCOMPARE(script.connections.requests().size(), std::size_t(2));
    }
    void asksAtOnceWhenTheNetworkChanged() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        script.client();
        script.session->retryNow();
        QCOMPARE(script.client(), "<r xmlns='urn:xmpp:sm:3'/>");
    }
    void leavesThePlaceToAnotherDevice() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        script.server(
            streamError("<conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text "
                        "xmlns='urn:ietf:params:xml:ns:xmpp-streams'>Replaced</text>"));
        QCOMPARE(script.session->state(), SessionState::Failed);
        QVERIFY(has(script.session->error()->sentence(), "another device"));
        QVERIFY(has(script.session->error()->sentence(), "Replaced"));
        script.clock.advance(1h);
        QCOMPARE(script.connections.requests().size(), std::size_t(1));
    }
    void returnsAfterAShutdown() {
        SessionScript script;
        script.signIn();
        script.server(
            streamError("<system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"));
        QCOMPARE(script.connections.requests().size(), std::size_t(2));
    }
    void followsARedirectionOnce() {
        SessionScript script;
        script.session->start();
        script.clock.settle();
        const auto elsewhere = "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>" +
                               streamError(
                                   "<see-other-host xmlns='urn:ietf:params:xml:ns:"
                                   "xmpp-streams'>imp9.example.net:5333</see-other-host>");
        script.server(elsewhere);
        QCOMPARE(script.connections.requests()[1].server.text(), "imp9.example.net:5333");
        script.server(elsewhere);  // a second time is a loop: on to the next server
        QCOMPARE(script.connections.requests()[2].server.host, std::string("imp2.example.net"));
    }
    void stopsInTheMiddleOfEverything() {
        SessionScript script;
        script.session->start();
        script.session->stop();
        script.clock.settle();
        QVERIFY(script.connections.requests().empty());
        script.session->start();
        script.secure();
        script.session->stop();
        QVERIFY(script.link().isClosed());
        script.clock.advance(1h);
        QCOMPARE(script.connections.requests().size(), std::size_t(1));
        script.signIn();
        QCOMPARE(script.session->state(), SessionState::Online);
        QObject::connect(script.session.get(), &xmpp::Session::messageReceived,
                         [&] { script.session->stop(); });
        script.server("<message from='juliet@example.net'/><message from='juliet@example.net'/>");
        QCOMPARE(script.session->state(), SessionState::Offline);
        QCOMPARE(script.messages.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(ReconnectTest)
#include "ReconnectTest.moc"
