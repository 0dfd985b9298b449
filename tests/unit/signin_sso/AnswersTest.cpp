// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "signin/sso/Pkce.h"
#include "signin/sso/TokenSet.h"
#include "signin/sso/parameters.h"
#include "signin/sso/ssoAnswers.h"

using namespace sidetone;
using namespace sidetone::signin::sso;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""h;

namespace {

std::string jwt(const std::string& claims) {
    return toBase64Url(R"({"alg":"RS256","typ":"at+jwt"})") + "." + toBase64Url(claims) + ".c2ln";
}

}  // namespace

/// What servers say, read as they say it and as nobody should.
class AnswersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheProbe() {
        const auto status = readSsoStatus(
            "<Response><SingleSignOn version=\"11.5.1\"><Status enabled=\"true\"/>"
            "<Token enabled=\"true\"/><Uri>https://cucm1.example.com:8443/ssosp/oauth/authorize"
            "</Uri></SingleSignOn></Response>");
        QVERIFY(status.isOn && status.hasRefresh);
        QCOMPARE(status.authorizeUrl,
                 std::string("https://cucm1.example.com:8443/ssosp/oauth/authorize"));
        QVERIFY(readSsoStatus("<SingleSignOn><Status enabled='TRUE'/></SingleSignOn>").isOn);
        for (const auto* body :
             {"", "<html>", "<SingleSignOn><Status enabled='false'/></SingleSignOn>",
              "<Response><Status enabled='true'/></Response>", "{\"enabled\":true}",
              "<!DOCTYPE a [<!ENTITY b 'true'>]><SingleSignOn><Status enabled='&b;'/>"
              "</SingleSignOn>"}) {
            QVERIFY2(!readSsoStatus(body).isOn, body);
        }
    }
    void readsTheEdge() {
        const auto plain = readEdgeSso(
            "<getEdgeSSOResponse version=\"1.0\"><response><sso enabled=\"true\"/>"
            "</response></getEdgeSSOResponse>");
        QVERIFY(plain.isOn && !plain.hasRefresh && plain.authorizeUrl.empty());
        const auto renewed = readEdgeSso("<r><sso enabled=\"true\"/><token enabled=\"true\"/></r>");
        QVERIFY(renewed.isOn && renewed.hasRefresh);
        QVERIFY(readEdgeSso("<a><SSO>true</SSO></a>").isOn);
        QVERIFY(!readEdgeSso("<a><sso enabled=\"false\"/></a>").isOn);
        QVERIFY(!readEdgeSso("<a><sso enabled=\"false\"/><token enabled=\"true\"/></a>").isOn);
        QVERIFY(!readEdgeSso("sso true").isOn);
    }
    void readsTokens() {
        const auto set =
            readTokenAnswer(200, R"({"access_token":"a.b.c","expires_in":90,"refresh_token":"r"})");
        QVERIFY(set.has_value());
        QCOMPARE(set->access.reveal(), std::string("a.b.c"));
        QCOMPARE(set->refresh.reveal(), std::string("r"));
        QVERIFY(set->lifetime == 90s);
        QVERIFY(readTokenAnswer(200, R"({"access_token":"a","expires_in":"90"})")->lifetime == 90s);
        QVERIFY(readTokenAnswer(200, R"({"access_token":"a"})")->lifetime == 1h);
        QVERIFY(readTokenAnswer(200, R"({"access_token":"a","expires_in":1e300})")->lifetime ==
                720h);
        QVERIFY(readTokenAnswer(200, R"({"access_token":"a","expires_in":-5})")->lifetime == 1h);
    }
    void readsRefusals() {
        const auto code = [](int status, const char* body) {
            return std::string(core::name(readTokenAnswer(status, body).error().code));
        };
        QCOMPARE(code(400, R"({"error":"invalid_grant"})"), std::string("unauthorised"));
        QCOMPARE(code(401, R"({"error":"invalid_client"})"), std::string("forbidden"));
        QCOMPARE(code(503, "<html>"), std::string("unavailable"));
        QCOMPARE(code(404, ""), std::string("bad-answer"));
        QCOMPARE(code(200, "{}"), std::string("bad-answer"));
        QCOMPARE(code(200, R"({"access_token":"a\r\nEvil: 1"})"), std::string("bad-answer"));
        QCOMPARE(code(200, R"({"access_token":["a"]})"), std::string("bad-answer"));
        const auto said = readTokenAnswer(400, R"({"error":"x","error_description":"a\u0007b"})");
        QVERIFY(said.error().answer.find("x: a?b") != std::string::npos);
    }
    void readsALifetimeWhateverTheClocksSay() {
        QVERIFY(claimedLifetime(jwt(R"({"iat":1000,"exp":4600})")) == 3600s);
        for (const auto& text :
             {std::string("a.b"), std::string("a.b.c"), jwt("{}"), jwt(R"({"exp":4600})"),
              jwt(R"({"iat":5000,"exp":4600})"), jwt(R"({"iat":"1","exp":"2"})")}) {
            QVERIFY2(!claimedLifetime(text), text.c_str());
        }
        const auto token = jwt(R"({"iat":0,"exp":120})");
        const auto body = "{\"access_token\":\"" + token + "\"}";
        QVERIFY(readTokenAnswer(200, body)->lifetime == 120s);
    }
    void readsAndWritesFields() {
        QCOMPARE(encodedFields({{"a", "b c"}, {"d", "&=é"}}),
                 std::string("a=b%20c&d=%26%3D%C3%A9"));
        auto fields = readFields("#a=b+c&d=%26%3d&a=2&=x&e&state=s%00");
        QCOMPARE(fields["a"], std::string("b c"));
        QCOMPARE(fields["d"], std::string("&="));
        QCOMPARE(fields["e"], std::string());
        QCOMPARE(fields["state"].size(), std::size_t(2));
        std::string many;
        for (int i = 0; i < 10'000; ++i) many += "a" + std::to_string(i) + "=1&";
        QCOMPARE(readFields(many).size(), std::size_t(50));
    }
};

QTEST_GUILESS_MAIN(AnswersTest)
#include "AnswersTest.moc"
