// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "FakeHttpClient.h"
#include "VirtualClock.h"
#include "signin/sso/Tokens.h"

using namespace sidetone;
using namespace sidetone::signin::sso;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

namespace {

constexpr auto door = "https://cucm1.example.com:8443/ssosp/oauth/";

struct Office {
    test::VirtualClock clock;
    test::FakeHttpClient http{clock};
    core::Log log;
    core::Owner owner;
    int given = 1;
    std::shared_ptr<Tokens> tokens;

    explicit Office(const std::string& refresh = "r1", core::Milliseconds lifetime = 100s) {
        TokenSet first;
        first.access = core::Secret("a1");
        first.refresh = core::Secret(refresh);
        first.lifetime = lifetime;
        http.special =
            [this](const net::HttpRequest&) -> std::optional<test::FakeHttpClient::Page> {
            return {{200, nextAnswer(), {}, {}}};
        };
        tokens = std::make_shared<Tokens>(
            clock, log, AuthorizationServer(std::string(door) + "authorize", http, nullptr, 5s),
            first);
    }
    std::string nextAnswer() {
        const auto number = std::to_string(++given);
        return R"({"access_token":"a)" + number + R"(","expires_in":100,"refresh_token":"r)" +
               number + "\"}";
    }
    void refuse(int status, const std::string& body) {
        http.special = [=](const net::HttpRequest&) -> std::optional<test::FakeHttpClient::Page> {
            return {{status, body, {}, {}}};
        };
    }
    /// The token, or the error's name.
    std::string token() {
        std::string got = "waits";
        tokens->accessToken().then(owner, [&got](core::Result<core::Secret> token) {
            got = token ? token->reveal() : std::string(core::name(token.error().code));
        });
        if (got == "waits") clock.advance(20ms);
        return got;
    }
};

}  // namespace

/// Tokens kept fresh, in virtual time.
class TokensTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void renewsAtThreeQuartersOfTheLifetime() {
        Office office;
        office.clock.advance(74'999ms);
        QVERIFY(office.http.asked.empty());
        QCOMPARE(office.token(), std::string("a1"));
        office.clock.advance(1ms);
        QCOMPARE(office.http.asked.size(), std::size_t(1));
        const auto& request = office.http.asked[0];
        QCOMPARE(request.method, std::string("POST"));
        QCOMPARE(request.url, std::string(door) + "token");
        QVERIFY(request.body.starts_with("grant_type=refresh_token&refresh_token=r1&client_id=C"));
        office.clock.advance(20ms);
        QCOMPARE(office.token(), std::string("a2"));
        QCOMPARE(office.tokens->refreshToken().reveal(), std::string("r2"));
        office.clock.advance(3600s);
        QCOMPARE(office.http.asked.size(), std::size_t(48));
    }
    void renewsOnceForAllWhoWait() {
        Office office;
        office.tokens->refused(core::Secret("a1"));
        std::vector<std::string> got;
        for (int i = 0; i < 3; ++i) {
            office.tokens->accessToken().then(office.owner, [&](core::Result<core::Secret> token) {
                got.push_back(token->reveal());
            });
        }
        QVERIFY(got.empty());
        office.clock.advance(20ms);
        QCOMPARE(got, (std::vector<std::string>{"a2", "a2", "a2"}));
        QCOMPARE(office.http.asked.size(), std::size_t(1));
        // A late complaint about the old one changes nothing.
        office.tokens->refused(core::Secret("a1"));
        QCOMPARE(office.token(), std::string("a2"));
        QCOMPARE(office.http.asked.size(), std::size_t(1));
    }
    void tellsWhoKeepsTheRefreshToken() {
        Office office;
        std::vector<std::string> kept;
        office.tokens->onRefreshToken([&](const auto& token) { kept.push_back(token.reveal()); });
        office.clock.advance(80s);
        QCOMPARE(kept, std::vector<std::string>{"r2"});
        office.refuse(400, R"({"error":"invalid_grant"})");
        office.clock.advance(80s);
        QCOMPARE(kept, (std::vector<std::string>{"r2", ""}));
    }
    void endsWhereTheServerTookItBack() {
        Office office;
        std::string said;
        office.tokens->onEnded([&](const core::Error& error) { said = error.sentence(); });
        office.refuse(400, R"({"error":"invalid_grant","error_description":"revoked"})");
        office.clock.advance(76s);
        QVERIFY2(said.find("revoked") != std::string::npos, said.c_str());
        QVERIFY(said.find("Sign in again") != std::string::npos);
        // The last token serves to its end, and no longer.
        QCOMPARE(office.token(), std::string("a1"));
        office.clock.advance(25s);
        QCOMPARE(office.token(), std::string("forbidden"));
        QCOMPARE(office.http.asked.size(), std::size_t(1));
    }
    void aNetworkFailureIsTriedAgain() {
        Office office;
        office.refuse(503, "");
        office.clock.advance(76s);
        QCOMPARE(office.token(), std::string("a1"));
        office.clock.advance(25s);
        QCOMPARE(office.token(), std::string("unavailable"));
        office.http.special = {};
        office.http.pages[std::string(door) + "token"] = {200, office.nextAnswer(), {}, {}};
        office.clock.advance(31s);
        QCOMPARE(office.token(), std::string("a2"));
    }
    void withoutARefreshTokenItEndsWithTheToken() {
        Office office("");
        office.clock.advance(99s);
        QCOMPARE(office.http.asked.size(), std::size_t(0));
        office.clock.advance(1s);
        QCOMPARE(office.token(), std::string("forbidden"));
        Office other("");
        other.tokens->refused(core::Secret("a1"));
        QCOMPARE(other.token(), std::string("forbidden"));
    }
    void takesItselfBack() {
        Office office;
        office.refuse(200, "");
        bool isDone = false;
        office.tokens->revoke().then(
            office.owner, [&](const core::Status& status) { isDone = status.has_value(); });
        office.clock.advance(20ms);
        QVERIFY(isDone);
        QCOMPARE(office.http.asked[0].url, std::string(door) + "revoke");
        QVERIFY(office.http.asked[0].body.starts_with("token=r1&"));
        QCOMPARE(office.token(), std::string("forbidden"));
        office.clock.advance(3600s);
        QCOMPARE(office.http.asked.size(), std::size_t(1));
    }
    void goesAwayWhileSomebodyWaits() {
        Office office;
        office.tokens->refused(core::Secret("a1"));
        std::string got;
        office.tokens->accessToken().then(office.owner, [&](core::Result<core::Secret> token) {
            got = token ? "token" : "error";
        });
        office.tokens.reset();
        office.clock.advance(20ms);
        QCOMPARE(got, std::string("error"));
    }
};

QTEST_GUILESS_MAIN(TokensTest)
#include "TokensTest.moc"
