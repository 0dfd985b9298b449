// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <filesystem>
#include <fstream>
#include <set>

#include "Phone.h"
#include "RealSignIn.h"
#include "Rows.h"
#include "SsoClient.h"
#include "client/PhoneService.h"
#include "directory/UdsSource.h"
#include "signin/SingleSignOn.h"
#include "waitUntil.h"
#include "xmpp/Session.h"

using namespace sidetone;
using test::OfficeFixture;
using test::Phone;
using test::RealPorts;
using test::RealSignIn;
using test::SsoPorts;

namespace {

/// Passes requests on and writes down who was asked, and whether a password was among them.
class Witness final : public net::HttpClient {
public:
    explicit Witness(net::HttpClient& to) : to_(to) {}
    [[nodiscard]] core::Task<net::HttpResponse> send(net::HttpRequest request) override {
        const bool isPassword = request.basic.has_value();
        if (isPassword) ++passwords;
        if (request.url.find("/get_edge_config") != std::string::npos) ++configs;
        if (request.url.ends_with("/token")) ++tokens;
        return to_.send(std::move(request));
    }
    int passwords = 0;
    int configs = 0;
    int tokens = 0;  ///< codes and refresh tokens that were brought

private:
    net::HttpClient& to_;
};

/// One client on the Internet, with a browser.
struct Outside {
    SsoPorts ports;
    Witness witness{ports.http};

    explicit Outside(const OfficeFixture& office)
        : ports(office, office.variable("SIDETONE_NAMESERVER_OUTSIDE")) {}
    [[nodiscard]] signin::SignInPorts all() {
        const auto given = ports.with();
        signin::SignInPorts seen{given.clock,       given.resolver, witness,
                                 given.connections, given.log,      given.random};
        seen.questions = given.questions;
        seen.redirects = given.redirects;
        return seen;
    }
};

core::Result<net::HttpResponse> get(net::HttpClient& http, const std::string& url) {
    core::Owner owner;
    std::optional<core::Result<net::HttpResponse>> result;
    net::HttpRequest request;
    request.url = url;
    http.send(std::move(request)).then(owner, [&](auto answer) { result = std::move(answer); });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000)) {
        return core::fail(core::ErrorCode::Timeout, "Asking", "nothing came");
    }
    return *result;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

/// Single sign-on from outside: the edge's own authorisation server, the identity provider as the
/// Internet sees it, and the office behind the edge.
class EdgeSsoTest : public QObject {
    Q_OBJECT

    OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] std::string host(const std::string& label) const {
        return label + "." + office_.domain();
    }
    [[nodiscard]] std::string devices() const {
        return "https://" + host("cucm1") + ":8443/cucm-uds/user/anna/devices";
    }
    void set(const std::string& name, const std::string& word) const {
        QVERIFY(office_.done({"answer", name, word}));
    }
    /// As when the office takes all access tokens back: the files that say whose they are go.
    void forgetAccessTokens() const {
        for (const auto& one : std::filesystem::directory_iterator(office_.folder() + "/tokens")) {
            std::string kind;
            std::ifstream(one.path()) >> kind;
            if (kind == "access") std::filesystem::remove(one.path());
        }
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5", "--with", "edge,sso"}), office_.failure().c_str());
    }
    void cleanup() {
        for (const auto* name : {"sso", "sso-flow", "sso-life", "sso-renewal", "edge-sso"}) {
            set(name, "usual");
        }
    }
    void opensEverythingFromOutside() {
        ROWS("AUTH-02", "EDGE-02");
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), std::nullopt);
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& deployment = **run.result;
        QCOMPARE(outside.ports.browser.forms, 1);
        QCOMPARE(outside.witness.passwords, 0);
        QVERIFY2(contains(run.step("sign-on")->asked, host("expe1") + ":8443/"),
                 run.told().c_str());
        QVERIFY(deployment.edge && deployment.tokens && deployment.device);
        QVERIFY(!deployment.singleSignOn->refreshToken().isEmpty());
        // Chat.
        xmpp::Session chat({outside.ports.clock, outside.ports.random, outside.ports.connections,
                            outside.ports.log},
                           test::chatAccount(deployment));
        chat.start();
        QTRY_COMPARE_WITH_TIMEOUT(chat.state(), xmpp::SessionState::Online, 10'000);
        QCOMPARE(chat.mechanism(), std::string("OAUTHBEARER"));
        QVERIFY(contains(chat.server()->text(), host("expe1")));
        // Directory.
        directory::UdsAccess access;
        access.servers = deployment.udsServers;
        access.presenceDomain = office_.domain();
        access.tokens = deployment.tokens;
        directory::UdsSource source(*deployment.http, access);
        core::Owner owner;
        std::size_t found = 0;
        source.search("ben", 10).then(
            owner, [&](const auto& people) { found = people ? people->size() : 0; });
        QTRY_COMPARE_WITH_TIMEOUT(found, 1U, 10'000);
        // Calls.
        Phone anna(office_.variable("SIDETONE_NAMESERVER_OUTSIDE"), office_.caFile(), 600);
        QVERIFY(anna->start(client::lineSettingsOf(deployment, std::nullopt)));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered(), 10'000);
        QVERIFY(contains(anna->serverText(), host("expe1")));
        Phone ben(office_, 900);
        QVERIFY(ben->start(Phone::lineOf(office_, 2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben.isRegistered(), 10'000);
        QVERIFY(anna->dial(office_.number(2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == telephony::CallState::Incoming, 10'000);
        QVERIFY(ben->answer(ben.newest().id));
        WAIT_UNTIL(anna.hears(900) && ben.hears(600), 10'000);
        chat.stop();
    }
    void takesTheFragmentWhereTheEdgeRenewsNothing() {
        ROWS("AUTH-02");
        set("sso-flow", "implicit");
        set("sso-life", "3");
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), std::nullopt);
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& deployment = **run.result;
        QVERIFY(deployment.singleSignOn->refreshToken().isEmpty());
        // The token ends, and with it what the edge lets through: one sentence.
        std::string said;
        deployment.singleSignOn->onEnded(
            [&](const core::Error& error) { said = error.sentence(); });
        QTRY_VERIFY_WITH_TIMEOUT(!said.empty(), 10'000);
        QCOMPARE(said, std::string("Renewing the single sign-on: it has ended. Sign in again."));
        const auto late = get(*deployment.http, devices());
        QVERIFY(!late);
        QCOMPARE(late.error().sentence(), said);
    }
    void renewsATokenThatTheOfficeTakesNoLonger() {
        ROWS("AUTH-02", "EDGE-02");
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), std::nullopt);
        QVERIFY2(run.isGood(), run.told().c_str());
        const int before = outside.witness.tokens;
        forgetAccessTokens();
        const auto answer = get(*(*run.result)->http, devices());
        QVERIFY2(answer && answer->status == 200, answer ? "" : answer.error().sentence().c_str());
        QCOMPARE(outside.witness.tokens, before + 1);
        // The same where the edge itself asks who it is, for a new session.
        forgetAccessTokens();
        QVERIFY(office_.done({"edge", "expire-cookies"}));
        const auto again = get(*(*run.result)->http, devices());
        QVERIFY2(again && again->status == 200, again ? "" : again.error().sentence().c_str());
        QCOMPARE(outside.witness.tokens, before + 2);
        QCOMPARE(outside.ports.browser.forms, 1);
        // And where nothing can be renewed either.
        set("sso-renewal", "denied");
        forgetAccessTokens();
        std::string said;
        (*run.result)->singleSignOn->onEnded([&](const core::Error& error) {
            said = error.sentence();
        });
        const auto late = get(*(*run.result)->http, devices());
        QVERIFY(!late);
        QVERIFY2(contains(said, "The refresh token was revoked") && contains(said, "Sign in again"),
                 said.c_str());
        QCOMPARE(late.error().sentence(), said);
    }
    void saysThatTheEdgeTakesNoTokens() {
        set("edge-sso", "refused");
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), std::nullopt);
        QVERIFY(!run.isGood());
        QVERIFY2(contains(run.sentence(),
                          "the edge does not take the token of the single sign-on (401)"),
                 run.told().c_str());
        QVERIFY2(contains(run.sentence(), "Sign in again"), run.told().c_str());
    }
    void saysThatTheEdgeOffersNone() {
        set("edge-sso", "off");
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), std::nullopt);
        QCOMPARE(run.sentence(),
                 "Signing in at the edge of " + office_.domain() +
                     ": a password is needed: this edge offers no single sign-on. Type the "
                     "password of your work account.");
        QCOMPARE(outside.ports.browser.forms, 0);
        const RealSignIn with(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(with.isGood(), with.told().c_str());
        QVERIFY(!(*with.result)->tokens);
    }
    void saysThatTheIdentityProviderIsAway() {
        QVERIFY(office_.done({"fault", "sso", "stop"}));
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), std::nullopt);
        QVERIFY(office_.done({"fault", "sso", "start"}));
        QVERIFY2(contains(run.sentence(),
                          "the sign-on page at " + host("idp") + ":8443 cannot be reached"),
                 run.told().c_str());
        QVERIFY2(contains(run.sentence(), "from the Internet"), run.told().c_str());
    }
    void keepsAPasswordThatWasTyped() {
        ROWS("AUTH-02");
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), core::Secret("not the password"));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(outside.witness.passwords, 0);
    }
    void takesASignOnFromInsideAlongOutside() {
        ROWS("AUTH-02");
        SsoPorts inside(office_);
        RealSignIn first(inside.with(), office_.user(1), std::nullopt);
        QVERIFY2(first.isGood(), first.told().c_str());
        signin::SignInRequest request;
        request.address = office_.user(1);
        request.refreshToken = (*first.result)->singleSignOn->refreshToken();
        Outside outside(office_);
        const RealSignIn second(outside.all(), request);
        QVERIFY2(second.isGood(), second.told().c_str());
        QCOMPARE(outside.ports.browser.forms, 0);
    }
    void explainsWithoutABrowser() {
        Outside outside(office_);
        signin::SignInOptions options;
        options.purpose = signin::Purpose::Explain;
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1), options);
        QVERIFY2(contains(run.step("sso-probe")->answer, "on, at https://" + host("expe1")),
                 run.told().c_str());
        QVERIFY2(contains(run.step("edge-config")->answer, "asks for the sign-on"),
                 run.told().c_str());
        QCOMPARE(outside.witness.passwords, 0);
    }
};

QTEST_GUILESS_MAIN(EdgeSsoTest)
#include "EdgeSsoTest.moc"
