// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "FakeTokenSource.h"
#include "ScriptedServer.h"
#include "sip/auth/Bearer.h"

using namespace sidetone;
using namespace sidetone::sip;
using sidetone::sip::test::ScriptedServer;
using sidetone::test::FakeTokenSource;
using std::chrono_literals::operator""s;

namespace {

constexpr const char* challenge =
    "Bearer realm=\"office.example\", scope=\"sip\", authz_server=\"https://sso.office.example\"";
constexpr const char* invalid = "Bearer realm=\"office.example\", error=\"invalid_token\"";
constexpr const char* digest = "Digest realm=\"office.example\", nonce=\"n1\", qop=\"auth\"";

std::string shown(const Request& request) {
    return std::string(request.headers.first("Authorization"));
}

std::string contact(const Request& request, int expires) {
    return std::string(request.headers.first("Contact")) + ";expires=" + std::to_string(expires);
}

/// A line without a password, against a server that takes tokens.
struct TokenLine {
    explicit TokenLine(TransportKind transport = TransportKind::Tls) : server(account(transport)) {}
    [[nodiscard]] Account account(TransportKind transport) const {
        auto account = ScriptedServer::account();
        account.password = {};
        account.tokens = tokens;
        account.servers.resize(1);
        account.servers[0].transport = transport;
        return account;
    }
    [[nodiscard]] const Registration& registration() const { return server.agent.registration(); }
    void grant(const Request& request, int expires) {
        server.reply(request, 200, {{"Contact", contact(request, expires)}});
    }
    /// Registers for 100 s by the first token.
    void signIn() {
        server.agent.start();
        server.reply(server.request(), 401, {{"WWW-Authenticate", challenge}});
        grant(server.request(), 100);
    }
    std::shared_ptr<FakeTokenSource> tokens = std::make_shared<FakeTokenSource>();
    ScriptedServer server;
};

}  // namespace

/// Access tokens in place of digest (RFC 8898), as transcripts.
class BearerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsChallenges() {
        const auto read = BearerChallenge::parse(
            "bearer realm=\"a, b\",authz_server = \"https://x\" , scope=sip, error=invalid_token");
        QVERIFY(read.has_value());
        QCOMPARE(read->realm, std::string("a, b"));
        QCOMPARE(read->authorisationServer, std::string("https://x"));
        QCOMPARE(read->scope, std::string("sip"));
        QCOMPARE(read->error, std::string("invalid_token"));
        QVERIFY(BearerChallenge::parse("Bearer").has_value());
        for (const auto* text : {"", "Digest realm=\"a\"", "Bearers x", "\"Bearer\""}) {
            QVERIFY2(!BearerChallenge::parse(text).has_value(), text);
        }
        QCOMPARE(bearerToken("Bearer abc").reveal(), std::string("abc"));
        QVERIFY(bearerToken("Basic abc").isEmpty() && bearerToken("Bearer").isEmpty());
    }
    void answersWithTheToken() {
        TokenLine line;
        line.server.agent.start();
        const auto first = line.server.request();
        QCOMPARE(shown(first), std::string());
        line.server.reply(first, 401, {{"WWW-Authenticate", challenge}});
        const auto second = line.server.request();
        QCOMPARE(shown(second), std::string("Bearer token-1"));
        QCOMPARE(cseqOf(second.headers).number, cseqOf(first.headers).number + 1);
        line.grant(second, 100);
        QVERIFY(line.registration().state() == RegistrationState::Registered);
        // The refresh carries the token of then at once.
        line.tokens->number = 7;
        line.server.clock.advance(90s);
        const auto third = line.server.request();
        QCOMPARE(shown(third), std::string("Bearer token-7"));
        line.grant(third, 100);
        QVERIFY(line.server.isQuiet());
    }
    void prefersTheTokenToThePassword() {
        auto account = ScriptedServer::account();
        account.tokens = std::make_shared<FakeTokenSource>();
        ScriptedServer server(account);
        server.agent.start();
        server.reply(server.request(), 401,
                     {{"WWW-Authenticate", digest}, {"WWW-Authenticate", challenge}});
        QCOMPARE(shown(server.request()), std::string("Bearer token-1"));
    }
    void showsThePasswordWhereOnlyThatIsWanted() {
        auto account = ScriptedServer::account();
        account.tokens = std::make_shared<FakeTokenSource>();
        ScriptedServer server(account);
        server.agent.start();
        server.reply(server.request(), 401, {{"WWW-Authenticate", digest}});
        QVERIFY(shown(server.request()).starts_with("Digest username=\"anna\""));
    }
    void renewsATokenThatEndedMeanwhile() {
        TokenLine line;
        line.signIn();
        line.server.clock.advance(90s);
        line.server.reply(line.server.request(), 401, {{"WWW-Authenticate", invalid}});
        const auto renewed = line.server.request();
        QCOMPARE(shown(renewed), std::string("Bearer token-2"));
        QCOMPARE(line.tokens->refusals, std::vector<std::string>{"token-1"});
        line.grant(renewed, 100);
        QVERIFY(line.registration().state() == RegistrationState::Registered);
    }
    void givesUpWhereARenewedTokenIsRefusedToo() {
        TokenLine line;
        line.signIn();
        line.server.clock.advance(90s);
        line.server.reply(line.server.request(), 401, {{"WWW-Authenticate", invalid}});
        line.server.reply(line.server.request(), 401, {{"WWW-Authenticate", invalid}});
        QVERIFY(line.registration().state() == RegistrationState::Failed);
        const auto sentence = line.registration().error()->sentence();
        QVERIFY2(sentence.find("single sign-on") != std::string::npos, sentence.c_str());
        QVERIFY(sentence.find("token-") == std::string::npos);
        line.server.clock.advance(3600s);
        QVERIFY(line.server.isQuiet());
    }
    void waitsForASlowToken() {
        TokenLine line;
        line.tokens->isSlow = true;
        line.server.agent.start();
        line.server.reply(line.server.request(), 401, {{"WWW-Authenticate", challenge}});
        QVERIFY(line.server.isQuiet());
        line.tokens->hand();
        QCOMPARE(shown(line.server.request()), std::string("Bearer token-1"));
    }
    void saysThatThePersonHasToSignOnAgain() {
        TokenLine line;
        line.tokens->error = core::fail(core::ErrorCode::Forbidden, "Renewing the single sign-on",
                                        "it was revoked", "Sign in again.");
        line.server.agent.start();
        line.server.reply(line.server.request(), 401, {{"WWW-Authenticate", challenge}});
        QVERIFY(line.registration().state() == RegistrationState::Failed);
        QVERIFY(line.registration().error()->sentence().find("revoked") != std::string::npos);
    }
    void neverSendsATokenInPlainText() {
        TokenLine line(TransportKind::Tcp);
        line.server.agent.start();
        line.server.reply(line.server.request(), 401, {{"WWW-Authenticate", challenge}});
        QCOMPARE(line.tokens->asked, 0);
        QVERIFY(line.registration().state() == RegistrationState::Failed);
        QVERIFY(line.registration().error()->code == core::ErrorCode::Untrusted);
    }
    void invitesWithTheToken() {
        TokenLine line;
        line.signIn();
        const auto call = line.server.agent.makeSession();
        QVERIFY(call->call(*Uri::parse("sip:2002@office.example"), "v=0\r\n").has_value());
        const auto invite = line.server.request();
        QCOMPARE(invite.method, std::string("INVITE"));
        QCOMPARE(shown(invite), std::string("Bearer token-1"));
        line.server.reply(invite, 407, {{"Proxy-Authenticate", challenge}});
        QCOMPARE(line.server.request().method, std::string("ACK"));
        const auto again = line.server.request();
        QCOMPARE(again.method, std::string("INVITE"));
        QCOMPARE(std::string(again.headers.first("Proxy-Authorization")),
                 std::string("Bearer token-1"));
        QVERIFY(line.tokens->refusals.empty());
        // Renewed in the middle of it, for both who want it.
        line.server.reply(again, 407, {{"Proxy-Authenticate", invalid}});
        QCOMPARE(line.server.request().method, std::string("ACK"));
        const auto last = line.server.request();
        QCOMPARE(std::string(last.headers.first("Proxy-Authorization")),
                 std::string("Bearer token-2"));
        QCOMPARE(shown(last), std::string("Bearer token-2"));
    }
};

QTEST_GUILESS_MAIN(BearerTest)
#include "BearerTest.moc"
