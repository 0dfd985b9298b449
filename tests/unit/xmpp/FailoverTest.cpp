// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <array>
#include <cstdio>

#include "Rows.h"
#include "SessionScript.h"
#include "xmpp/Relogin.h"

using namespace sidetone;
using namespace std::chrono_literals;
using test::SessionScript;
using xmpp::SessionState;

ROWS("HA-02", "HA-03");

namespace {

core::Error refused() {
    return core::fail(core::ErrorCode::Refused, "Connecting", "refused");
}
core::Error silent() {
    return core::fail(core::ErrorCode::Timeout, "Connecting", "no answer");
}

/// A session that the server's limits apply to, online with stream management.
std::unique_ptr<SessionScript> online(std::uint64_t seed) {
    auto script =
        std::make_unique<SessionScript>(xmpp::TlsStart::StartTls, [](xmpp::Account& account) {
            account.relogin = xmpp::ReloginLimits{120s, 537s};
        });
    script->random = core::SeededRandom(seed);
    script->signIn();
    script->enableManagement();
    script->clock.advance(11s);
    return script;
}

/// How long after `start` it asks for a connection to a server other than the first.
std::chrono::milliseconds untilElsewhere(SessionScript& script, core::Instant start,
                                         std::size_t known) {
    for (int step = 0; step < 10'000; ++step) {
        const auto& requests = script.connections.requests();
        if (requests.size() > known) break;
        if (!script.clock.step()) break;
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(script.clock.now() - start);
}

}  // namespace

class FailoverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aThousandClientsComeBackSpread() {
        constexpr int clients = 1'000;
        constexpr int parts = 10;
        std::array<int, parts> counts{};
        std::int64_t sum = 0;
        for (int client = 0; client < clients; ++client) {
            auto script = online(static_cast<std::uint64_t>(client) + 1);
            const auto start = script->clock.now();
            script->connections.refuseAll(refused());
            script->server(
                "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                "</stream:error></stream:stream>");
            const auto known = script->connections.requests().size();
            const auto waited = untilElsewhere(*script, start, known);
            QVERIFY2(waited >= 120s && waited <= 537s, std::to_string(waited.count()).c_str());
            sum += waited.count();
            const auto place = (waited - 120s).count() * parts / 417'001;
            ++counts[static_cast<std::size_t>(place)];
        }
        // Chi-squared of ten parts: 27.9 is passed once in a thousand.
        double chi = 0;
        for (const int count : counts) chi += (count - 100.0) * (count - 100.0) / 100.0;
        std::printf("1,000 clients between 120 s and 537 s: mean %.1f s, chi-squared %.1f\n",
                    double(sum) / clients / 1000, chi);
        QVERIFY2(chi < 27.9, std::to_string(chi).c_str());
    }
    void aLostLinkIsNoFailOver() {
        auto script = online(3);
        script->connections.refuseAll(silent());
        const auto before = script->connections.requests().size();
        script->link().breakDown();
        script->clock.advance(60s);
        const auto& requests = script->connections.requests();
        QVERIFY(requests.size() > before + 2);
        for (auto at = before; at < requests.size(); ++at) {
            QVERIFY(requests[at].server == script->session->account().servers[0].endpoint);
        }
    }
    void aRefusalBeginsTheWaitOfTheLoss() {
        auto script = online(4);
        script->connections.refuseAll(refused());
        const auto start = script->clock.now();
        script->link().breakDown();
        script->clock.settle();
        const auto known = script->connections.requests().size();
        const auto waited = untilElsewhere(*script, start, known);
        QVERIFY2(waited >= 120s && waited <= 537s, std::to_string(waited.count()).c_str());
    }
    void withoutLimitsTheNextServerIsTriedAtOnce() {
        SessionScript script;
        script.signIn();
        script.enableManagement();
        script.clock.advance(11s);
        script.connections.refuseAll(refused());
        const auto before = script.connections.requests().size();
        script.link().breakDown();
        script.clock.settle();
        QCOMPARE(script.connections.requests().size(), before + 2);
    }
    void theFigureStopsAndOursGoesOn() {
        // The chapter's figure: each state with where it leads when its attempt fails.
        struct Step {
            const char* state;
            const char* next;
        };
        static constexpr Step figure[] = {{"FAILOVER", "SOAPCONNECT_SESSION_P"},
                                          {"SOAPCONNECT_SESSION_P", "SOAPCONNECT_SESSION_S"},
                                          {"SOAPCONNECT_SESSION_S", "FAILOVER again"},
                                          {"FAILOVER again", "SOAPCONNECT_P"},
                                          {"SOAPCONNECT_P", "SOAPCONNECT_S"},
                                          {"SOAPCONNECT_S", "SIGNED_OUT"}};
        std::string_view state = "FAILOVER";
        int steps = 0;
        for (; state != "SIGNED_OUT" && steps < 100; ++steps) {
            for (const auto& step : figure) {
                if (state != step.state) continue;
                state = step.next;
                break;
            }
        }
        QCOMPARE(steps, 6);  // and there it stays until the person signs in

        auto script = online(5);
        script->connections.refuseAll(refused());
        script->link().breakDown();
        script->clock.advance(600s);
        auto last = script->connections.requests().size();
        for (int hour = 0; hour < 24; ++hour) {
            script->clock.advance(3600s);
            const auto now = script->connections.requests().size();
            QVERIFY(now - last >= 2 * 3600 / 31);  // both servers, each 30 s at the latest
            QVERIFY(now - last <= 2 * 3600 / 14);
            last = now;
            QVERIFY(script->session->state() != SessionState::Failed);
        }
        script->connections.refuseAll(std::nullopt);
        const auto start = script->clock.now();
        while (script->session->state() == SessionState::Waiting) QVERIFY(script->clock.step());
        QVERIFY(script->clock.now() - start <= 31s);
        script->session->stop();
    }
    void theSameDeviceComesBackUnderItsName() {
        SessionScript script(xmpp::TlsStart::StartTls,
                             [](xmpp::Account& account) { account.resource.clear(); });
        script.signIn();  // the server gives "desk"
        script.link().breakDown();
        script.clock.advance(2s);
        script.signInToFeatures();
        QVERIFY(script.client().find("<resource>desk</resource>") != std::string::npos);
    }
    void theNodesThatTheServerNamesComeFirst() {
        SessionScript script;
        script.session->start();
        script.secure();
        const std::string hint = "</mechanism><hostname xmlns='urn:xmpp:domain-based-name:0'>";
        script.authenticate("SCRAM-SHA-256" + hint + "home.example.net</hostname>" +
                            hint.substr(12) + "behind.example.net</hostname><mechanism>OTHER");
        script.client();
        script.features("<sm xmlns='urn:xmpp:sm:3'/>");
        script.client();
        script.server(
            "<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            "<jid>romeo@example.net/desk</jid></bind></iq>");
        QCOMPARE(script.session->state(), SessionState::Online);
        script.connections.refuseAll(refused());
        const auto before = script.connections.requests().size();
        script.link().breakDown();
        script.clock.advance(2s);
        const auto& requests = script.connections.requests();
        QVERIFY(requests.size() >= before + 4);
        QCOMPARE(requests[before].server.host, std::string("home.example.net"));
        QCOMPARE(requests[before + 1].server.host, std::string("behind.example.net"));
    }
    /// At the second server, as the first was not there; then that one is back.
    static std::unique_ptr<SessionScript> away() {
        auto script = std::make_unique<SessionScript>();
        script->connections.refuseNext(refused());
        script->signIn();
        script->enableManagement();
        script->client();
        const auto& all = script->session->account().servers;
        if (script->session->server() != all[1].endpoint) return nullptr;
        script->server("<a xmlns='urn:xmpp:sm:3' h='0'/>");
        return script;
    }
    /// Until it asks for one more connection; the link lives meanwhile.
    static bool asksAgain(SessionScript& script, std::chrono::seconds limit) {
        return asksAgain(script, limit, script.link());
    }
    static bool asksAgain(SessionScript& script, std::chrono::seconds limit,
                          test::ScriptedConnection& link) {
        const auto before = script.connections.requests().size();
        for (auto past = 0s; past < limit; past += 1s) {
            script.clock.advance(1s);
            if (script.connections.requests().size() > before) return true;
            link.inject(" ");
        }
        return false;
    }
    /// The home node lets TLS begin, and is left again.
    static void answerLook(SessionScript& script) {
        script.features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>");
        script.server("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        script.clock.advance(100ms);
    }
    void goesHomeWithItsSession() {
        const auto script = away();
        QVERIFY(script);
        script->connections.refuseAll(refused());
        auto& link = script->link();
        QVERIFY(asksAgain(*script, 301s));
        QCOMPARE(script->session->state(), SessionState::Online);  // only a look
        script->connections.refuseAll(std::nullopt);
        QVERIFY(asksAgain(*script, 301s));
        const auto home = script->session->account().servers[0].endpoint;
        QVERIFY(script->connections.requests().back().server == home);
        int started = 0;
        int resumed = 0;
        QObject::connect(script->session.get(), &xmpp::Session::started, [&] { ++started; });
        QObject::connect(script->session.get(), &xmpp::Session::resumed, [&] { ++resumed; });
        answerLook(*script);
        QCOMPARE(script->session->state(), SessionState::Online);  // it may just be coming up
        QVERIFY(asksAgain(*script, 301s, link));
        answerLook(*script);
        QVERIFY(script->connections.requests().back().server == home);
        script->signInToFeatures();
        QVERIFY(script->client().find("<resume") != std::string::npos);
        script->server("<resumed xmlns='urn:xmpp:sm:3' previd='session-1' h='0'/>");
        QCOMPARE(script->session->state(), SessionState::Online);
        QVERIFY(script->session->server() == home);
        QCOMPARE(resumed, 1);
        QCOMPARE(started, 0);
        QVERIFY(!asksAgain(*script, 600s));  // and there it stays
    }
    void whoseSessionHomeDoesNotKnowStaysAway() {
        const auto script = away();
        QVERIFY(script);
        const auto all = script->session->account().servers;
        int started = 0;
        int resumed = 0;
        QObject::connect(script->session.get(), &xmpp::Session::started, [&] { ++started; });
        QObject::connect(script->session.get(), &xmpp::Session::resumed, [&] { ++resumed; });
        for (int look = 1; look <= 3; ++look) {
            auto& link = script->link();
            QVERIFY(asksAgain(*script, 301s));
            answerLook(*script);
            QVERIFY(asksAgain(*script, 301s, link));
            answerLook(*script);
            QVERIFY(script->connections.requests().back().server == all[0].endpoint);
            script->signInToFeatures();
            script->client();
            script->server(
                "<failed xmlns='urn:xmpp:sm:3'><item-not-found "
                "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
            // Nothing was bound there; back to where the session is.
            QVERIFY(script->client().find("<bind") == std::string::npos);
            script->clock.settle();
            QVERIFY(script->connections.requests().back().server == all[1].endpoint);
            script->signInToFeatures();
            QVERIFY(script->client().find("<resume") != std::string::npos);
            script->server("<resumed xmlns='urn:xmpp:sm:3' previd='session-1' h='0'/>");
            QCOMPARE(resumed, look);
            QVERIFY(script->session->server() == all[1].endpoint);
        }
        QCOMPARE(started, 0);
        QVERIFY(!asksAgain(*script, 900s));  // these nodes share no sessions
    }
};

QTEST_GUILESS_MAIN(FailoverTest)
#include "FailoverTest.moc"
