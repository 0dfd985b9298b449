// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Company.h"
#include "signin/SingleSignOn.h"
#include "signin/sso/Pkce.h"
#include "signin/sso/parameters.h"

using namespace sidetone;
using test::Company;
using test::FakeHttpClient;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;

namespace {

/// Where a scripted browser comes back.
class FakeRedirects final : public signin::Redirects {
public:
    class Place final : public signin::Redirect {
    public:
        Place(std::string uri, core::Promise<std::string> promise)
            : uri_(std::move(uri)), promise_(std::move(promise)) {}
        [[nodiscard]] std::string uri() const override { return uri_; }
        [[nodiscard]] core::Task<std::string> parameters() override { return promise_.task(); }

    private:
        std::string uri_;
        core::Promise<std::string> promise_;
    };
    core::Result<std::unique_ptr<signin::Redirect>> loopback() override {
        return make("http://127.0.0.1:5000/x");
    }
    core::Result<std::unique_ptr<signin::Redirect>> link() override {
        return make("ciscojabber://oauth");
    }
    core::Promise<std::string> back;

private:
    std::unique_ptr<signin::Redirect> make(const std::string& uri) {
        back = {};
        return std::make_unique<Place>(uri, back);
    }
};

class FakeQuestions final : public signin::Questions {
public:
    core::Task<signin::Answer> ask(signin::Question question) override {
        asked.push_back(std::move(question));
        open.emplace_back();
        return open.back().task();
    }
    std::vector<signin::Question> asked;
    std::vector<core::Promise<signin::Answer>> open;
};

/// A company with single sign-on, and one sign-in at it.
struct SsoCompany : Company {
    const std::string host = "https://cucm1.example.com:8443";
    FakeRedirects redirects;
    FakeQuestions questions;
    std::string tokenBody;
    bool takesLoopback = true;
    signin::SignInRequest request;
    std::optional<core::Result<signin::Deployment>> result;
    std::unique_ptr<signin::SignIn> signIn;
    core::Owner owner;

    explicit SsoCompany(const std::string& token = "<Token enabled='true'/>") {
        page(host + "/ssosp/ws/public/singleSignOn",
             "<Response><SingleSignOn><Status enabled='true'/>" + token + "<Uri>" + host +
                 "/ssosp/oauth/authorize</Uri></SingleSignOn></Response>");
        request.address = "anna@example.com";
        http.special = [this](const net::HttpRequest& r) { return special(r); };
    }
    std::optional<FakeHttpClient::Page> special(const net::HttpRequest& r) {
        if (r.url.starts_with(host + "/ssosp/oauth/authorize?")) {
            const bool isLoopback = r.url.find("127.0.0.1") != std::string::npos;
            return {{isLoopback && !takesLoopback ? 400 : 302, "", {}, {}}};
        }
        if (r.url == host + "/ssosp/oauth/token") {
            tokenBody = r.body;
            return {
                {200, R"({"access_token":"at","expires_in":3600,"refresh_token":"rt"})", {}, {}}};
        }
        // What the password opened, the token opens.
        const auto guarded = http.pages.find(r.url);
        if (guarded == http.pages.end() || guarded->second.user.empty()) return {};
        if (r.basic || !r.bearer || r.bearer->reveal() != "at") return {{401, "", {}, {}}};
        return {{200, guarded->second.body, {}, {}}};
    }
    void start() {
        signin::SignInPorts ports{clock, resolver, http, connections, log, random};
        ports.questions = &questions;
        ports.redirects = &redirects;
        signIn = std::make_unique<signin::SignIn>(ports);
        signIn->run(request).then(owner, [this](auto outcome) { result = std::move(outcome); });
        clock.advance(1s);
    }
    [[nodiscard]] std::map<std::string, std::string> asked() const {
        const auto& url = questions.asked.at(0).url;
        return signin::sso::readFields(url.substr(url.find('?')));
    }
    void comeBack(const std::string& parameters) {
        redirects.back.settle(parameters);
        clock.advance(2s);
    }
    void comeBackWell() { comeBack("code=c1&state=" + asked()["state"]); }
    [[nodiscard]] std::string sentence() const {
        return result && !*result ? result->error().sentence() : std::string();
    }
    [[nodiscard]] const signin::TraceStep* step(const std::string& name) const {
        for (const auto& one : signIn->trace().steps) {
            if (one.name == name) return &one;
        }
        return nullptr;
    }
    [[nodiscard]] bool sentPassword() const {
        for (const auto& one : http.asked) {
            if (one.basic) return true;
        }
        return false;
    }
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

/// The single sign-on as steps of a sign-in, in virtual time.
class SignOnTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signsInWithoutAPassword() {
        SsoCompany company;
        company.start();
        QCOMPARE(company.questions.asked.size(), std::size_t(1));
        QVERIFY(company.questions.asked[0].kind == signin::Question::Kind::Browser);
        auto asked = company.asked();
        QCOMPARE(asked["response_type"], std::string("code"));
        QCOMPARE(asked["redirect_uri"], std::string("http://127.0.0.1:5000/x"));
        QCOMPARE(asked["scope"], std::string("UnifiedCommunications:readwrite"));
        QCOMPARE(asked["code_challenge_method"], std::string("S256"));
        QCOMPARE(asked["client_id"].size(), std::size_t(65));
        company.comeBackWell();
        QVERIFY2(company.result && *company.result, company.sentence().c_str());
        const auto& deployment = **company.result;
        QCOMPARE(deployment.userId, std::string("anna"));
        QVERIFY(deployment.chatProof == signin::ChatProof::AccessToken);
        QVERIFY(deployment.tokens && deployment.singleSignOn);
        QCOMPARE(deployment.singleSignOn->refreshToken().reveal(), std::string("rt"));
        auto redeemed = signin::sso::readFields(company.tokenBody);
        QCOMPARE(redeemed["code"], std::string("c1"));
        QCOMPARE(redeemed["redirect_uri"], asked["redirect_uri"]);
        QCOMPARE(signin::sso::challengeOf(redeemed["code_verifier"]), asked["code_challenge"]);
    }
    void sendsNoPasswordWhereSingleSignOnIsOn() {
        SsoCompany company;
        company.request.password = core::Secret("Secret1");
        company.start();
        company.comeBackWell();
        QVERIFY2(company.result && *company.result, company.sentence().c_str());
        QVERIFY(!company.sentPassword());
    }
    void waitsForThePersonLongerThanTheDeadline() {
        SsoCompany company;
        company.start();
        company.clock.advance(9min);
        QVERIFY(!company.result);
        company.comeBackWell();
        QVERIFY2(company.result && *company.result, company.sentence().c_str());
    }
    void givesUpOnABrowserThatNeverComesBack() {
        SsoCompany company;
        company.start();
        company.clock.advance(11min);
        QVERIFY2(has(company.sentence(), "did not come back"), company.sentence().c_str());
    }
    void refusesAForeignState() {
        for (const auto* parameters :
             {"code=c1&state=other", "code=c1", "access_token=evil", "error=access_denied"}) {
            SsoCompany company;
            company.start();
            company.comeBack(parameters);
            QVERIFY2(has(company.sentence(), "does not belong to this sign-on"),
                     company.sentence().c_str());
            QVERIFY(company.tokenBody.empty());
        }
    }
    void saysWhatThePageSaid() {
        SsoCompany company;
        company.start();
        company.comeBack("error=access_denied&error_description=not+today&state=" +
                         company.asked()["state"]);
        QVERIFY2(has(company.sentence(), "access_denied: not today"), company.sentence().c_str());
    }
    void saysWhatTheTokenServerSaid() {
        SsoCompany company;
        company.start();
        company.http.special = {};
        company.page(company.host + "/ssosp/oauth/token", R"({"error":"invalid_grant"})", 400);
        company.comeBackWell();
        QVERIFY2(has(company.sentence(), "invalid_grant"), company.sentence().c_str());
        QVERIFY(has(company.sentence(), "Sign in again"));
    }
    void thePersonMayCloseIt() {
        SsoCompany company;
        company.start();
        company.questions.open[0].settle(
            core::fail(core::ErrorCode::Cancelled, "Asking", "declined"));
        company.clock.advance(1s);
        QVERIFY2(has(company.sentence(), "you closed it"), company.sentence().c_str());
    }
    void takesTheLinkWhereTheServerKnowsOnlyThat() {
        SsoCompany company;
        company.takesLoopback = false;
        company.start();
        QCOMPARE(company.asked()["redirect_uri"], std::string("ciscojabber://oauth"));
        company.comeBackWell();
        QVERIFY2(company.result && *company.result, company.sentence().c_str());
    }
    void takesTokensAtOnceFromOlderServers() {
        SsoCompany company("");
        company.start();
        auto asked = company.asked();
        QCOMPARE(asked["response_type"], std::string("token"));
        QVERIFY(!asked.contains("code_challenge"));
        company.comeBack("access_token=at&token_type=Bearer&expires_in=3600&state=" +
                         asked["state"]);
        QVERIFY2(company.result && *company.result, company.sentence().c_str());
        QVERIFY((**company.result).singleSignOn->refreshToken().isEmpty());
    }
    void needsNoBrowserWithAKeptToken() {
        SsoCompany company;
        company.request.refreshToken = core::Secret("kept");
        company.start();
        company.clock.advance(2s);
        QVERIFY2(company.result && *company.result, company.sentence().c_str());
        QVERIFY(company.questions.asked.empty());
        QVERIFY(has(company.tokenBody, "refresh_token=kept"));
    }
    void opensTheBrowserWhereTheKeptTokenIsVoid() {
        SsoCompany company;
        company.request.refreshToken = core::Secret("kept");
        const auto normal = company.http.special;
        company.http.special =
            [&company, normal](const net::HttpRequest& r) -> std::optional<FakeHttpClient::Page> {
            if (has(r.body, "kept")) return {{400, R"({"error":"invalid_grant"})", {}, {}}};
            return normal(r);
        };
        company.start();
        QCOMPARE(company.questions.asked.size(), std::size_t(1));
        company.comeBackWell();
        QVERIFY2(company.result && *company.result, company.sentence().c_str());
    }
    void asksForTheEmailWhereTheAdministratorWantsIt() {
        SsoCompany company;
        company.request.settings.set(config::Layer::ConfigurationUrl,
                                     "ServicesDomainSsoEmailPrompt", "ON");
        company.both("clusterUser?email=a.lind%40example.com",
                     company.http.pages[company.uds + "clusterUser?email=anna%40example.com"].body);
        company.start();
        QCOMPARE(company.questions.asked.size(), std::size_t(1));
        QVERIFY(company.questions.asked[0].kind == signin::Question::Kind::EmailAddress);
        company.questions.open[0].settle(signin::Answer{" a.lind@example.com ", {}, false});
        company.clock.advance(1s);
        QCOMPARE(company.http.count(company.uds + "clusterUser?email=a.lind%40example.com"), 1);
        QCOMPARE(company.questions.asked.size(), std::size_t(2));
    }
    void isOffWithoutAnAnswer() {
        SsoCompany company;
        company.http.pages.erase(company.host + "/ssosp/ws/public/singleSignOn");
        company.http.special = {};
        company.request.password = core::Secret("Secret1");
        company.start();
        company.clock.advance(2s);
        QVERIFY2(company.result && *company.result, company.sentence().c_str());
        QVERIFY(company.questions.asked.empty() && company.sentPassword());
        QVERIFY(company.step("sso-probe")->verdict == signin::Verdict::NotThere);
    }
    void aPasswordIsNeededWhereItIsOff() {
        SsoCompany company;
        company.http.pages.erase(company.host + "/ssosp/ws/public/singleSignOn");
        company.start();
        company.clock.advance(2s);
        QVERIFY2(has(company.sentence(), "a password is needed"), company.sentence().c_str());
    }
    void theTraceHoldsNoSecrets() {
        SsoCompany company;
        company.start();
        const auto state = company.asked()["state"];
        const auto challenge = company.asked()["code_challenge"];
        company.comeBackWell();
        std::string all;
        for (const auto& s : company.signIn->trace().steps) {
            all += s.title + s.asked + s.answer + s.why + "\n";
        }
        for (const auto& line : company.log.recent()) all += line.text + "\n";
        for (const auto& secret :
             {state, challenge, std::string("code=c1"), std::string("\"rt\"")}) {
            QVERIFY2(!has(all, secret), secret.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(SignOnTest)
#include "SignOnTest.moc"
