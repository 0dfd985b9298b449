// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ScriptedServer.h"

using namespace sidetone;
using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

/// RFC 3261 10, RFC 5626 and the order of servers, as transcripts.
class RegistrationTest : public QObject {
    Q_OBJECT
    static constexpr const char* challenge =
        "Digest realm=\"office.example\", nonce=\"n1\", "
        "qop=\"auth\", algorithm=SHA-256";
    static constexpr const char* otherChallenge =
        "Digest realm=\"office.example\", nonce=\"n2\", "
        "qop=\"auth\", algorithm=SHA-256";
    static std::string contact(const Request& request, int expires) {
        return std::string(request.headers.first("Contact")) +
               ";expires=" + std::to_string(expires);
    }

private Q_SLOTS:
    void answersTheChallengeAndRefreshes() {
        ScriptedServer server;
        server.agent.start();
        const auto first = server.request();
        QCOMPARE(first.method, std::string("REGISTER"));
        QCOMPARE(first.uri.text(), std::string("sip:office.example"));
        QCOMPARE(toOf(first.headers).uri.text(), std::string("sip:2001@office.example"));
        QCOMPARE(first.headers.first("Expires"), std::string_view("3600"));
        QVERIFY(!first.headers.has("Authorization"));
        const auto ours = contactOf(first.headers);
        QVERIFY(ours);
        QCOMPARE(ours->uri.text(), std::string("sip:c0ffee@127.0.0.1:40000;transport=tls"));
        QCOMPARE(ours->parameters.value("+sip.instance"),
                 std::string("<urn:uuid:00000000-0000-0000-0000-005056a1b2c3>"));
        QCOMPARE(ours->parameters.value("reg-id"), std::string("1"));
        server.reply(first, 401, {{"WWW-Authenticate", challenge}});
        const auto second = server.request();
        QCOMPARE(callIdOf(second.headers), callIdOf(first.headers));
        QCOMPARE(cseqOf(second.headers).number, cseqOf(first.headers).number + 1);
        QVERIFY(topVia(second.headers).branch() != topVia(first.headers).branch());
        QVERIFY(second.headers.first("Authorization").find("username=\"anna\"") !=
                std::string::npos);
        server.reply(second, 200, {{"Contact", contact(second, 100)}});
        QVERIFY(server.agent.registration().state() == RegistrationState::Registered);
        // Refreshed between 80 and 90 % of the 100 s that were granted.
        server.clock.advance(79'999ms);
        QVERIFY(server.isQuiet());
        server.clock.advance(10'001ms);
        const auto third = server.request();
        QCOMPARE(third.method, std::string("REGISTER"));
        QVERIFY(third.headers.first("Authorization").find("nc=00000002") != std::string::npos);
        server.reply(third, 200, {{"Contact", contact(third, 100)}});
        QVERIFY(server.isQuiet());
        QCOMPARE(server.connections.made().size(), std::size_t(1));
    }
    void goesByTheRouteOfAnEdge() {
        auto account = ScriptedServer::account();
        account.route = "<sip:192.0.2.100:5061;transport=tls;lr>";
        ScriptedServer server(account);
        server.agent.start();
        const auto request = server.request();
        QCOMPARE(request.headers.first("Route"), std::string_view(account.route));
        QCOMPARE(request.uri.text(), std::string("sip:office.example"));
        server.reply(request, 200, {{"Contact", contact(request, 100)}});
        auto session = server.agent.makeSession();
        QVERIFY(session->call(*Uri::parse("sip:ben@office.example"), "offer"));
        const auto invite = server.request();
        QCOMPARE(invite.method, std::string("INVITE"));
        QCOMPARE(invite.headers.first("Route"), std::string_view(account.route));
    }
    void aWrongPasswordEndsItWithASentence() {
        ScriptedServer server;
        server.agent.start();
        server.reply(server.request(), 401, {{"WWW-Authenticate", challenge}});
        server.reply(server.request(), 401, {{"WWW-Authenticate", challenge}});
        const auto& registration = server.agent.registration();
        QVERIFY(registration.state() == RegistrationState::Failed);
        QVERIFY(registration.error()->code == core::ErrorCode::Unauthorised);
        QVERIFY(registration.error()->sentence().find("password") != std::string::npos);
        QVERIFY(registration.error()->sentence().find("secret-word") == std::string::npos);
        server.clock.advance(3600s);
        QVERIFY(server.isQuiet());
        QCOMPARE(server.connections.requests().size(), std::size_t(1));
    }
    void serversAreTriedInOrderThenWithGrowingWaits() {
        ScriptedServer server;
        server.connections.refuseAll(core::fail(core::ErrorCode::Refused, "Connecting", "refused"));
        server.agent.start();
        server.clock.settle();
        const auto& tries = server.connections.requests();
        QCOMPARE(tries.size(), std::size_t(2));
        QCOMPARE(tries[0].server.host, std::string("one.office.example"));
        QCOMPARE(tries[1].server.host, std::string("two.office.example"));
        QVERIFY(tries[0].directTls);
        QCOMPARE(tries[0].dscp, 24);
        QVERIFY(server.agent.registration().state() == RegistrationState::Failed);
        // 50 to 100 % of 1, 2, 4 s ...
        server.clock.advance(499ms);
        QCOMPARE(tries.size(), std::size_t(2));
        server.clock.advance(501ms);
        QCOMPARE(tries.size(), std::size_t(4));
        server.clock.advance(2s);
        QCOMPARE(tries.size(), std::size_t(6));
        server.clock.advance(24 * 3600s);
        const auto after = tries.size();
        server.clock.advance(149s);  // at least half of the longest wait, 300 s, is kept
        QVERIFY(tries.size() <= after + 2);
        server.connections.refuseAll(std::nullopt);
        for (int i = 0; i < 300 && server.connections.made().empty(); ++i) {
            server.clock.advance(1s);
        }
        const auto request = server.request();
        server.reply(request, 200, {{"Contact", contact(request, 600)}});
        QVERIFY(server.agent.registration().state() == RegistrationState::Registered);
        QVERIFY(!server.agent.registration().error());
    }
    void aServerThatSays503IsPassedOver() {
        ScriptedServer server;
        server.agent.start();
        server.reply(server.request(), 503);
        QCOMPARE(server.connections.requests().size(), std::size_t(2));
        const auto request = server.request();
        server.reply(request, 200, {{"Contact", contact(request, 600)}});
        QCOMPARE(server.agent.registration().server().endpoint.host,
                 std::string("two.office.example"));
    }
    void retryAfterIsKept() {
        auto account = ScriptedServer::account();
        account.servers.resize(1);
        ScriptedServer server(account);
        server.agent.start();
        server.reply(server.request(), 503, {{"Retry-After", "120 (soon)"}});
        server.clock.advance(119s);
        QCOMPARE(server.connections.requests().size(), std::size_t(1));
        server.clock.advance(1s);
        QCOMPARE(server.connections.requests().size(), std::size_t(2));
    }
    void aSilentServerIsGivenUpAfter32Seconds() {
        ScriptedServer server;
        server.agent.start();
        QCOMPARE(server.request().method, std::string("REGISTER"));
        server.clock.advance(31'999ms);
        QCOMPARE(server.connections.requests().size(), std::size_t(1));
        server.clock.advance(1ms);
        QCOMPARE(server.connections.requests().size(), std::size_t(2));
    }
    void anIntervalTooBriefIsRaised() {
        auto account = ScriptedServer::account();
        account.expires = 60s;
        ScriptedServer server(account);
        server.agent.start();
        server.reply(server.request(), 423, {{"Min-Expires", "300"}});
        QCOMPARE(server.request().headers.first("Expires"), std::string_view("300"));
    }
    void forbiddenIsFinal() {
        ScriptedServer server;
        server.agent.start();
        server.reply(server.request(), 403);
        QVERIFY(server.agent.registration().state() == RegistrationState::Failed);
        QVERIFY(server.agent.registration().error()->code == core::ErrorCode::Forbidden);
        server.clock.advance(3600s);
        QCOMPARE(server.connections.requests().size(), std::size_t(1));
    }
    /// Kamailio 5.6 calls no nonce stale that it gave in the second of its own restart.
    void aNonceOfBeforeIsRefusedWithoutHarm() {
        ScriptedServer server;
        server.agent.start();
        server.reply(server.request(), 401, {{"WWW-Authenticate", challenge}});
        const auto accepted = server.request();
        server.reply(accepted, 200, {{"Contact", contact(accepted, 600)}});
        server.connections.last().breakDown();
        server.clock.settle();
        server.clock.advance(100ms);
        const auto early = server.request();
        QVERIFY(early.headers.first("Authorization").find("nonce=\"n1\"") != std::string::npos);
        server.reply(early, 401, {{"WWW-Authenticate", otherChallenge}});
        const auto again = server.request();
        QVERIFY(again.headers.first("Authorization").find("nonce=\"n2\"") != std::string::npos);
        server.reply(again, 200, {{"Contact", contact(again, 600)}});
        QVERIFY(server.agent.registration().state() == RegistrationState::Registered);
    }
    /// Two wrong answers in all where the password was changed: the old nonce, then the new one.
    void aRefusalOfTheNewNonceIsOne() {
        ScriptedServer server;
        server.agent.start();
        server.reply(server.request(), 401, {{"WWW-Authenticate", challenge}});
        const auto accepted = server.request();
        server.reply(accepted, 200, {{"Contact", contact(accepted, 600)}});
        server.connections.last().breakDown();
        server.clock.settle();
        server.clock.advance(100ms);
        server.reply(server.request(), 401, {{"WWW-Authenticate", otherChallenge}});
        server.reply(server.request(), 401, {{"WWW-Authenticate", challenge}});
        QVERIFY(server.isQuiet());
        QVERIFY(server.agent.registration().state() == RegistrationState::Failed);
        QVERIFY(server.agent.registration().error()->code == core::ErrorCode::Unauthorised);
    }
    void aRefusalOfAKnownPhoneIsDoubtedAFewTimes() {
        auto account = ScriptedServer::account();
        account.servers.resize(1);
        ScriptedServer server(account);
        QVERIFY(server.registerLine());
        server.connections.last().breakDown();
        server.clock.settle();
        server.clock.advance(100ms);
        const auto& registration = server.agent.registration();
        const auto& tries = server.connections.requests();
        std::size_t made = 2;
        for (const auto wait : {2000ms, 10'000ms, 30'000ms}) {
            QCOMPARE(tries.size(), made);
            server.reply(server.request(), 403);
            QVERIFY(registration.state() == RegistrationState::Failed);
            const auto sentence = registration.error()->sentence();
            QVERIFY2(sentence.find("accepted this phone before") != std::string::npos,
                     sentence.c_str());
            const auto which = "attempt " + std::to_string(made - 1) + " of 3 follows";
            QVERIFY2(sentence.find(which) != std::string::npos, sentence.c_str());
            server.clock.advance(wait - 1ms);
            QCOMPARE(tries.size(), made);
            server.clock.advance(1ms);
            ++made;
        }
        QCOMPARE(tries.size(), made);
        server.reply(server.request(), 403);
        const auto sentence = registration.error()->sentence();
        QVERIFY2(sentence.find("belongs to you") != std::string::npos, sentence.c_str());
        server.clock.advance(3600s);
        QCOMPARE(tries.size(), made);
    }
    void aKnownPhoneThatIsAcceptedAgainStartsAnew() {
        auto account = ScriptedServer::account();
        account.servers.resize(1);
        ScriptedServer server(account);
        QVERIFY(server.registerLine());
        for (int round = 0; round < 5; ++round) {
            server.connections.last().breakDown();
            server.clock.settle();
            server.clock.advance(100ms);
            server.reply(server.request(), 403);
            server.clock.advance(2s);
            const auto request = server.request();
            server.reply(request, 200, {{"Contact", contact(request, 600)}});
            QVERIFY(server.agent.registration().state() == RegistrationState::Registered);
            QVERIFY(!server.agent.registration().error());
        }
    }
    void aLostConnectionIsMadeAnew() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        server.connections.last().breakDown();
        server.clock.settle();
        QVERIFY(server.agent.registration().state() == RegistrationState::Registering);
        QCOMPARE(server.connections.requests().size(), std::size_t(1));
        server.clock.advance(100ms);
        QCOMPARE(server.connections.requests().size(), std::size_t(2));
        QCOMPARE(server.request().method, std::string("REGISTER"));
    }
    void aServerThatStopsAnsweringPingsIsLeft() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        server.clock.advance(120s);
        QVERIFY(server.isQuiet());
        QCOMPARE(server.pings, 1);
        // It never answered one: that says nothing.
        server.clock.advance(11s);
        QCOMPARE(server.connections.requests().size(), std::size_t(1));
        server.connections.last().inject("\r\n");
        for (int i = 0; i < 1200 && server.pings < 2; ++i) {
            server.clock.advance(100ms);
            QVERIFY(server.isQuiet());
        }
        QCOMPARE(server.pings, 2);
        server.clock.advance(9'800ms);
        QCOMPARE(server.connections.requests().size(), std::size_t(1));
        server.clock.advance(400ms);
        QCOMPARE(server.connections.requests().size(), std::size_t(2));
    }
    void stopUnregisters() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        bool done = false;
        server.agent.stop([&] { done = true; });
        const auto request = server.request();
        QCOMPARE(request.headers.first("Expires"), std::string_view("0"));
        QVERIFY(!done);
        server.reply(request, 200);
        QVERIFY(done);
        QVERIFY(server.agent.registration().state() == RegistrationState::Off);
        QVERIFY(server.connections.last().isClosed());
        server.clock.advance(3600s);
        QCOMPARE(server.connections.requests().size(), std::size_t(1));
    }
    void stopDoesNotWaitForASilentServer() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        bool done = false;
        server.agent.stop([&] { done = true; });
        server.clock.advance(2s);
        QVERIFY(done);
    }
    void readsTheGrantedTime() {
        const auto contactUri = *Uri::parse("sip:c0ffee@127.0.0.1:40000");
        const auto granted = [&](std::initializer_list<std::pair<const char*, const char*>> list) {
            Response response;
            response.status = 200;
            for (const auto& [name, value] : list) response.headers.add(name, value);
            return grantedExpiry(response, contactUri, "abcd", 3600s).count();
        };
        QCOMPARE(granted({}), 3600);
        QCOMPARE(granted({{"Expires", "120"}}), 120);
        QCOMPARE(granted({{"Contact",
                           "<sip:other@h>;expires=9, "
                           "<sip:c0ffee@127.0.0.1:40000;x=y>;expires=77"}}),
                 77);
        QCOMPARE(granted({{"Contact", "<sip:x@h>;+sip.instance=\"<urn:uuid:abcd>\""},
                          {"Expires", "50"}}),
                 50);
        QCOMPARE(granted({{"Contact", "<sip:other@h>;expires=9"}}), 0);
    }
    void aNewNetworkGetsANewFlowBeforeTheOldOneIsLeft() {
        ScriptedServer server;
        QVERIFY(server.registerLine());
        const auto states = server.states.size();
        server.agent.networkChanged();
        const auto request = server.request();
        QCOMPARE(request.method, std::string("REGISTER"));
        QCOMPARE(server.connections.made().size(), std::size_t(2));
        QVERIFY(!server.connections.made().front()->isClosed());
        server.reply(request, 200, {{"Contact", contact(request, 600)}});
        server.clock.settle();
        QVERIFY(server.connections.made().front()->isClosed());
        QVERIFY(server.agent.registration().state() == RegistrationState::Registered);
        // It was registered all the time.
        for (auto i = states; i < server.states.size(); ++i) {
            QVERIFY(server.states[i] == RegistrationState::Registered);
        }
    }
    void goesBackToTheBetterServerWhenItIsStable() {
        auto account = ScriptedServer::account();
        account.keepAlive = 10s;
        account.stableFor = 20s;
        ScriptedServer server(account);
        server.connections.refuseNext(core::fail(core::ErrorCode::Refused, "x", "y"));
        server.agent.start();
        const auto first = server.request();
        server.reply(first, 200, {{"Contact", contact(first, 600)}});
        QCOMPARE(server.agent.registration().server().endpoint.host,
                 std::string("two.office.example"));
        for (int i = 0; i < 3; ++i) {
            server.clock.advance(10s);
            const auto probe = server.request();
            QCOMPARE(probe.method, std::string("REGISTER"));
            QCOMPARE(std::string(probe.headers.first("Expires")), std::string("0"));
            QVERIFY(callIdOf(probe.headers) != callIdOf(first.headers));
            server.reply(probe, 200);
        }
        const auto back = server.request();
        QCOMPARE(back.method, std::string("REGISTER"));
        QVERIFY(back.headers.first("Expires") != "0");
        server.reply(back, 200, {{"Contact", contact(back, 600)}});
        QCOMPARE(server.agent.registration().server().endpoint.host,
                 std::string("one.office.example"));
        QVERIFY(server.agent.registration().state() == RegistrationState::Registered);
    }
    /// Another administration than the call managers': what it refuses is not final.
    void aSurvivableSiteThatRefusesIsPassedOver() {
        for (const int refusal : {401, 403, 404}) {
            auto account = ScriptedServer::account();
            account.firstSurvivable = 1;
            ScriptedServer server(account);
            server.connections.refuseNext(core::fail(core::ErrorCode::Refused, "x", "y"));
            server.agent.start();
            const auto& registration = server.agent.registration();
            const auto request = server.request();
            QVERIFY(registration.isAtSurvivableSite());
            server.reply(request, refusal, {{"WWW-Authenticate", challenge}});
            if (refusal == 401)
                server.reply(server.request(), 401, {{"WWW-Authenticate", challenge}});
            QVERIFY(registration.state() == RegistrationState::Failed);
            server.clock.advance(1s);
            const auto again = server.request();
            QCOMPARE(registration.server().endpoint.host, std::string("one.office.example"));
            server.reply(again, 200, {{"Contact", contact(again, 600)}});
            QVERIFY(registration.state() == RegistrationState::Registered);
            QVERIFY(!registration.isAtSurvivableSite());
        }
    }
    void aServerThatStumblesIsNotStable() {
        auto account = ScriptedServer::account();
        account.keepAlive = 10s;
        account.stableFor = 20s;
        ScriptedServer server(account);
        server.connections.refuseNext(core::fail(core::ErrorCode::Refused, "x", "y"));
        server.agent.start();
        const auto first = server.request();
        server.reply(first, 200, {{"Contact", contact(first, 600)}});
        for (int i = 0; i < 6; ++i) {
            server.clock.advance(10s);
            server.reply(server.request(), i % 2 == 0 ? 200 : 503);
        }
        QCOMPARE(server.agent.registration().server().endpoint.host,
                 std::string("two.office.example"));
    }
};

QTEST_GUILESS_MAIN(RegistrationTest)
#include "RegistrationTest.moc"
