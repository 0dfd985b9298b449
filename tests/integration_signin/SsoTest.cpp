// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "RealSignIn.h"
#include "Rows.h"
#include "SsoClient.h"
#include "core/text.h"
#include "net/UdpSockets.h"
#include "signin/SingleSignOn.h"
#include "sip/call/UserAgent.h"
#include "xmpp/Session.h"

using namespace sidetone;
using test::chatAccount;
using test::OfficeFixture;
using test::phoneAccount;
using test::RealSignIn;
using test::SsoPorts;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

bool tokenIsGood(net::TokenSource& tokens) {
    core::Owner owner;
    bool isGood = false;
    tokens.accessToken().then(
        owner, [&](const core::Result<core::Secret>& token) { isGood = token.has_value(); });
    return isGood;
}

}  // namespace

/// Single sign-on against the office's identity provider, authorisation server, Prosody and
/// Kamailio. No password passes through the client in any of these.
class SsoTest : public QObject {
    Q_OBJECT
    OfficeFixture office_{SIDETONE_BIN_DIR};

    void set(const std::string& name, const std::string& word) const {
        QVERIFY(office_.done({"answer", name, word}));
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5", "--with", "sso"}), office_.failure().c_str());
    }
    void cleanup() {
        for (const auto* name :
             {"sso", "sso-flow", "sso-redirect", "sso-life", "sso-grant", "sso-renewal"}) {
            set(name, "usual");
        }
    }
    void opensEverythingByOneSignOn() {
        ROWS("AUTH-02", "AUTH-03", "NONE-09");
        SsoPorts ports(office_);
        set("sso-life", "8");
        RealSignIn run(ports.with(), office_.user(1), std::nullopt);
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& deployment = **run.result;
        QCOMPARE(ports.browser.forms, 1);
        xmpp::Session chat({ports.clock, ports.random, ports.connections, ports.log},
                           chatAccount(deployment));
        chat.start();
        QTRY_COMPARE_WITH_TIMEOUT(chat.state(), xmpp::SessionState::Online, 10'000);
        QCOMPARE(chat.mechanism(), std::string("OAUTHBEARER"));
        net::UdpSockets datagrams;
        sip::UserAgent phone(
            {ports.clock, ports.random, ports.log, ports.connections, datagrams, ports.resolver},
            phoneAccount(deployment), {});
        phone.start();
        const auto state = [&] { return phone.registration().state(); };
        QTRY_COMPARE_WITH_TIMEOUT(state(), sip::RegistrationState::Registered, 10'000);
        // Tokens live for 8 s: what follows takes others.
        const auto kept = deployment.singleSignOn->refreshToken().reveal();
        QTRY_VERIFY_WITH_TIMEOUT(deployment.singleSignOn->refreshToken().reveal() != kept, 15'000);
        QVERIFY(office_.done({"fault", "prosody", "kill"}));
        QTRY_VERIFY_WITH_TIMEOUT(chat.state() != xmpp::SessionState::Online, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(chat.state(), xmpp::SessionState::Online, 40'000);
        // A registrar that comes back knows no token of before: a fresh one is fetched for it.
        QVERIFY(office_.done({"fault", "kamailio", "kill"}));
        QTRY_VERIFY_WITH_TIMEOUT(state() != sip::RegistrationState::Registered, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(), sip::RegistrationState::Registered, 40'000);
        chat.stop();
        phone.stop([] {});
    }
    void aRevokedSignOnIsSaidInOneSentence() {
        ROWS("AUTH-02");
        SsoPorts ports(office_);
        set("sso-life", "4");
        RealSignIn run(ports.with(), office_.user(1), std::nullopt);
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& deployment = **run.result;
        std::string said;
        deployment.singleSignOn->onEnded(
            [&](const core::Error& error) { said = error.sentence(); });
        set("sso-renewal", "denied");
        QTRY_VERIFY_WITH_TIMEOUT(!said.empty(), 10'000);
        QVERIFY2(has(said, "revoked") && has(said, "Sign in again"), said.c_str());
        xmpp::Session chat({ports.clock, ports.random, ports.connections, ports.log},
                           chatAccount(deployment));
        QTRY_VERIFY_WITH_TIMEOUT(!tokenIsGood(*deployment.tokens), 10'000);
        chat.start();
        QTRY_COMPARE_WITH_TIMEOUT(chat.state(), xmpp::SessionState::Failed, 10'000);
        QVERIFY2(has(chat.error()->sentence(), "Sign in again"), chat.error()->sentence().c_str());
    }
    void renewsAnEarlierSignOnWithoutTheBrowser() {
        ROWS("AUTH-02");
        SsoPorts ports(office_);
        RealSignIn first(ports.with(), office_.user(1), std::nullopt);
        QVERIFY2(first.isGood(), first.told().c_str());
        signin::SignInRequest request;
        request.address = office_.user(1);
        request.refreshToken = (**first.result).singleSignOn->refreshToken();
        RealSignIn second(ports.with(), request);
        QVERIFY2(second.isGood(), second.told().c_str());
        QCOMPARE(ports.browser.forms, 1);
    }
    void takenBackTokensOpenNothing() {
        ROWS("AUTH-02");
        SsoPorts ports(office_);
        RealSignIn run(ports.with(), office_.user(1), std::nullopt);
        QVERIFY2(run.isGood(), run.told().c_str());
        signin::SignInRequest request;
        request.address = office_.user(1);
        const auto& sso = (**run.result).singleSignOn;
        request.refreshToken = sso->refreshToken();
        core::Owner owner;
        bool isRevoked = false;
        sso->revoke().then(owner, [&](const core::Status& s) { isRevoked = s.has_value(); });
        QTRY_VERIFY(isRevoked);
        RealSignIn again(ports.with(), request);
        QVERIFY2(again.isGood(), again.told().c_str());
        QCOMPARE(ports.browser.forms, 2);  // the kept one was void
    }
    void takesTheFragmentOfOlderReleases() {
        ROWS("AUTH-02", "SRV-02");
        SsoPorts ports(office_);
        set("sso-flow", "implicit");
        RealSignIn run(ports.with(), office_.user(1), std::nullopt);
        QVERIFY2(run.isGood(), run.told().c_str());
        QVERIFY((**run.result).singleSignOn->refreshToken().isEmpty());
    }
    void takesTheLinkWhereTheServerKnowsNoOther() {
        ROWS("AUTH-03");
        SsoPorts ports(office_);
        set("sso-redirect", "link");
        RealSignIn run(ports.with(), office_.user(1), std::nullopt);
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(ports.browser.links, 1);
    }
    void saysThatThePageRefused() {
        SsoPorts ports(office_);
        set("sso-grant", "denied");
        RealSignIn run(ports.with(), office_.user(1), std::nullopt);
        QVERIFY2(has(run.sentence(), "access_denied"), run.told().c_str());
    }
    void thePasswordStaysHereWhereSingleSignOnIsOn() {
        ROWS("AUTH-02");
        SsoPorts ports(office_);
        // A wrong one: whoever got it would refuse.
        RealSignIn run(ports.with(), office_.user(1), core::Secret("not the password"));
        QVERIFY2(run.isGood(), run.told().c_str());
    }
    void thePasswordServesWhereItIsOff() {
        SsoPorts ports(office_);
        set("sso", "off");
        RealSignIn run(ports.with(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(ports.browser.forms, 0);
    }
    void aServerChosenByHandIsNotAskedForSingleSignOn() {
        ROWS("DISC-31");
        SsoPorts ports(office_);
        signin::SignInRequest request;
        request.address = office_.user(1);
        request.password = office_.password(1);
        request.settings.set(config::Layer::Manual, "Authenticator", "CUP");
        request.settings.set(config::Layer::Manual, "PresenceServerAddress",
                             "imp1." + office_.domain());
        RealSignIn run(ports.with(), request);
        QVERIFY(run.step("sso-probe") == nullptr);
        QVERIFY(run.step("sign-on") == nullptr);
        QCOMPARE(ports.browser.forms, 0);
    }
};

QTEST_GUILESS_MAIN(SsoTest)
#include "SsoTest.moc"
