// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "FakeTokenSource.h"
#include "SessionScript.h"
#include "core/text.h"

using namespace sidetone;
using test::FakeTokenSource;
using test::SessionScript;
using xmpp::Proof;
using xmpp::SessionState;
using xmpp::TlsStart;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// The decoded payload of the last <auth/> or <response/>.
std::string payload(const std::string& written) {
    const auto end = written.rfind("</");
    const auto begin = written.rfind('>', end) + 1;
    return core::fromBase64(written.substr(begin, end - begin)).value_or("");
}

const std::string refused =
    "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>";
const std::string invalidToken = "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" +
                                 core::toBase64(R"({"status":"invalid_token"})") + "</challenge>";
const std::string accepted = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";

/// A session that shows tokens of this source and has no password.
struct TokenScript {
    std::shared_ptr<FakeTokenSource> tokens = std::make_shared<FakeTokenSource>();
    SessionScript script{TlsStart::Direct, [this](xmpp::Account& account) {
                             account.proof = Proof::AccessToken;
                             account.password = {};
                             account.tokens = tokens;
                         }};
};

void bind(SessionScript& script) {
    script.client();
    script.features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
    script.client();
    script.server(
        "<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
        "<jid>romeo@example.net/desk</jid></bind></iq>");
}

}  // namespace

/// Signing in to chat with what a single sign-on or a login service gave, as transcripts.
class TokenSignInTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signsInByAnAccessToken() {
        TokenScript t;
        t.script.session->start();
        const auto auth = t.script.offer({"SCRAM-SHA-256", "OAUTHBEARER"});
        QVERIFY(has(auth, "mechanism='OAUTHBEARER'"));
        QCOMPARE(payload(auth), std::string("n,a=romeo@example.net,\x01"
                                            "auth=Bearer token-1\x01\x01"));
        t.script.server(accepted);
        bind(t.script);
        QCOMPARE(t.script.session->state(), SessionState::Online);
        QCOMPARE(t.script.session->mechanism(), std::string("OAUTHBEARER"));
    }
    void waitsForTheTokenBeforeItConnects() {
        TokenScript t;
        t.tokens->isSlow = true;
        t.script.session->start();
        t.script.clock.settle();
        QVERIFY(t.script.connections.requests().empty());
        t.tokens->hand();
        t.script.clock.settle();
        QCOMPARE(t.script.connections.requests().size(), std::size_t(1));
    }
    void stopsWhileItWaitsForTheToken() {
        TokenScript t;
        t.tokens->isSlow = true;
        t.script.session->start();
        t.script.clock.settle();
        t.script.session->stop();
        t.tokens->hand();
        t.script.clock.settle();
        QVERIFY(t.script.connections.requests().empty());
        QCOMPARE(t.script.session->state(), SessionState::Offline);
    }
    void renewsARefusedTokenOnce() {
        TokenScript t;
        t.script.session->start();
        t.script.offer({"OAUTHBEARER"});
        t.script.server(invalidToken);
        QCOMPARE(payload(t.script.client()), std::string("\x01"));
        t.script.server(refused);
        QCOMPARE(t.tokens->refusals, std::vector<std::string>{"token-1"});
        // The same server again, with the next token.
        QCOMPARE(t.script.connections.requests().size(), std::size_t(2));
        QCOMPARE(t.script.connections.requests()[1].server.host, std::string("imp1.example.net"));
        QVERIFY(has(payload(t.script.offer({"OAUTHBEARER"})), "Bearer token-2"));
        t.script.server(refused);
        QCOMPARE(t.script.session->state(), SessionState::Failed);
        QCOMPARE(t.script.session->error()->code, core::ErrorCode::Unauthorised);
        const auto sentence = t.script.session->error()->sentence();
        QVERIFY2(has(sentence, "single sign-on"), sentence.c_str());
        QVERIFY(!has(sentence, "password") && !has(sentence, "token-2"));
        t.script.clock.advance(std::chrono::hours(1));
        QCOMPARE(t.script.connections.requests().size(), std::size_t(2));
    }
    void saysWhatTheServerSaidAgainstIt() {
        TokenScript t;
        t.script.session->start();
        for (int attempt = 0; attempt < 2; ++attempt) {
            t.script.offer({"OAUTHBEARER"});
            t.script.server(invalidToken);
            t.script.server(refused);
        }
        QVERIFY(has(t.script.session->error()->answer, "(invalid_token)"));
    }
    void failsWhereThePersonHasToSignOnAgain() {
        TokenScript t;
        t.tokens->error = core::fail(core::ErrorCode::Forbidden, "Renewing the single sign-on",
                                     "it was revoked", "Sign in again.");
        t.script.session->start();
        t.script.clock.settle();
        QCOMPARE(t.script.session->state(), SessionState::Failed);
        QVERIFY(has(t.script.session->error()->sentence(), "revoked"));
        QVERIFY(t.script.connections.requests().empty());
    }
    void triesAgainWhereTheTokenServerIsDown() {
        TokenScript t;
        t.tokens->error =
            core::fail(core::ErrorCode::Unreachable, "Renewing the single sign-on", "no route");
        t.script.session->start();
        t.script.clock.settle();
        QCOMPARE(t.script.session->state(), SessionState::Waiting);
        t.tokens->error.reset();
        t.script.clock.advance(std::chrono::minutes(1));
        QVERIFY(!t.script.connections.requests().empty());
    }
    void saysThatTheServerTakesNoTokens() {
        TokenScript t;
        t.script.session->start();
        QVERIFY(!has(t.script.offer({"SCRAM-SHA-256", "PLAIN"}), "<auth"));
        QCOMPARE(t.script.session->state(), SessionState::Failed);
        QCOMPARE(t.script.session->error()->code, core::ErrorCode::Unsupported);
    }
    void aOneTimePasswordServesOnce() {
        SessionScript script(TlsStart::Direct, [](xmpp::Account& account) {
            account.proof = Proof::OneTimePassword;
            account.token = core::Secret("4f1c");
        });
        script.session->start();
        const auto auth = script.offer({"PLAIN", "CISCO-VTG-TOKEN"});
        QCOMPARE(payload(auth), std::string("userid=romeo@example.net\0token=4f1c", 35));
        script.server(accepted);
        bind(script);
        QCOMPARE(script.session->state(), SessionState::Online);
        script.link().breakDown();
        script.clock.advance(std::chrono::seconds(5));
        QVERIFY(has(script.offer({"PLAIN", "CISCO-VTG-TOKEN"}), "mechanism='PLAIN'"));
    }
    void aRefusedOneTimePasswordLeavesThePassword() {
        SessionScript script(TlsStart::Direct, [](xmpp::Account& account) {
            account.proof = Proof::OneTimePassword;
            account.token = core::Secret("4f1c");
        });
        script.session->start();
        QVERIFY(has(script.offer({"SCRAM-SHA-256", "CISCO-VTG-TOKEN"}), "CISCO-VTG-TOKEN"));
        script.server(refused);
        QVERIFY(has(script.offer({"SCRAM-SHA-256", "CISCO-VTG-TOKEN"}), "SCRAM-SHA-256"));
    }
};

QTEST_GUILESS_MAIN(TokenSignInTest)
#include "TokenSignInTest.moc"
