// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <array>

#include "Company.h"
#include "config/keys.h"
#include "signin/discovery/decide.h"
#include "signin/discovery/rules.h"

using namespace sidetone;
using config::Layer;
using signin::ChosenBy;
using signin::Decision;
using signin::Way;
using test::Attempt;
using test::Company;

namespace {

net::SrvRecord record(const std::string& target, int priority = 1) {
    net::SrvRecord made;
    made.target = target;
    made.port = 8443;
    made.priority = static_cast<std::uint16_t>(priority);
    made.weight = 1;
    return made;
}

signin::Context contextOf(Company& company) {
    signin::Context context{{company.clock, company.resolver, company.http, company.connections,
                             company.log, company.random},
                            {},
                            "anna@example.com",
                            core::Secret("Secret1"),
                            {},
                            {},
                            {}};
    auto& found = context.found;
    found.address = *core::Address::parse("anna@example.com");
    found.servicesDomain = found.discoveryDomain = "example.com";
    for (auto* lookup :
         {&found.uds, &found.cupLogin, &found.edge, &found.pinpointUds, &found.pinpointCup}) {
        lookup->hasEnded = true;
    }
    found.cas.hasEnded = true;
    return context;
}

signin::Remembered memory() {
    signin::Remembered remembered;
    remembered.servicesDomain = "example.com";
    return remembered;
}

/// The five sources of the state table, by bit.
enum Source { Manual = 16, CachedCloud = 8, LiveCloud = 4, CachedSrv = 2, LiveSrv = 1 };

void apply(signin::Context& context, int sources) {
    if ((sources & Manual) != 0) {
        context.found.settings.set(Layer::Manual, "Authenticator", "CUP");
        context.found.settings.set(Layer::Manual, "PresenceServerAddress", "imp9.example.com");
    }
    context.remembered = memory();
    context.remembered->isCloudOrganisation = (sources & CachedCloud) != 0;
    if ((sources & CachedSrv) != 0) context.remembered->ciscoUds = {record("old.example.com")};
    context.found.cas.isOrganisation = (sources & LiveCloud) != 0;
    if ((sources & LiveSrv) != 0) context.found.uds.records = {record("new.example.com")};
}

/// The chapter's list, "How the Client Gets an Authenticator".
std::optional<std::pair<Way, ChosenBy>> expected(int sources) {
    using Pair = std::pair<Way, ChosenBy>;
    if ((sources & Manual) != 0) return Pair{Way::PresenceServer, ChosenBy::Manual};
    if ((sources & CachedCloud) != 0) return Pair{Way::Cloud, ChosenBy::CloudCache};
    if ((sources & LiveCloud) != 0) return Pair{Way::Cloud, ChosenBy::CloudLookup};
    if ((sources & CachedSrv) != 0) return Pair{Way::CallManager, ChosenBy::CachedDiscovery};
    if ((sources & LiveSrv) != 0) return Pair{Way::CallManager, ChosenBy::Discovery};
    return std::nullopt;
}

std::string told(const Decision& decision) {
    if (decision.error) return decision.error->sentence();
    return std::string(signin::name(decision.way)) + " by " +
           std::string(signin::name(decision.by)) + ": " + decision.why;
}

}  // namespace

class AuthenticatorOrderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsTheChapter_data() {
        QTest::addColumn<int>("sources");
        for (int i = 0; i < 32; ++i) {
            QTest::addRow("manual %d, cached cloud %d, live cloud %d, cached SRV %d, live SRV %d",
                          (i & Manual) / Manual, (i & CachedCloud) / CachedCloud,
                          (i & LiveCloud) / LiveCloud, (i & CachedSrv) / CachedSrv, i & LiveSrv)
                << i;
        }
    }
    void followsTheChapter() {
        QFETCH(int, sources);
        Company company;
        auto context = contextOf(company);
        apply(context, sources);
        const auto decision = signin::decide(context);
        const auto wanted = expected(sources);
        if (!wanted) {
            QVERIFY(decision.state == Decision::State::Nothing);
            QVERIFY(decision.error->advice.find("by hand") != std::string::npos);
            return;
        }
        QVERIFY2(decision.state == Decision::State::Chosen, told(decision).c_str());
        QVERIFY2(decision.way == wanted->first && decision.by == wanted->second,
                 told(decision).c_str());
    }
    /// What is not known yet is waited for only where it would be needed.
    void waitsOnlyForWhatItNeeds() {
        Company company;
        auto context = contextOf(company);
        context.found.cas.hasEnded = false;
        context.found.cupLogin.hasEnded = context.found.edge.hasEnded = false;
        context.found.uds.records = {record("cucm1.example.com")};
        QVERIFY(signin::decide(context).way == Way::CallManager);
        QVERIFY(signin::decide(context).state == Decision::State::Chosen);
        QVERIFY(!signin::isCloudSettled(context));
        context.found.uds.records.clear();
        QVERIFY(signin::decide(context).state == Decision::State::Waiting);
        context.found.cupLogin.hasEnded = context.found.edge.hasEnded = true;
        QVERIFY2(signin::decide(context).state == Decision::State::Waiting, "the cloud's answer");
        context.found.cas.hasEnded = true;
        QVERIFY(signin::decide(context).state == Decision::State::Nothing);
    }
    void putsPolicyBetweenManualAndDiscovery() {
        Company company;
        auto context = contextOf(company);
        apply(context, LiveSrv | CachedCloud);
        context.found.settings.set(Layer::PolicyLocked, "Authenticator", "CUP");
        context.found.settings.set(Layer::PolicyLocked, "PresenceServerAddress", "imp.example.com");
        QVERIFY(signin::decide(context).by == ChosenBy::Policy);
        context.found.settings.set(Layer::Manual, "Authenticator", "WEBEX");
        QVERIFY(signin::decide(context).by == ChosenBy::Manual);
        QVERIFY(signin::decide(context).way == Way::Cloud);
    }
    /// EMU-1: the installer's choice is a default.
    void takesTheInstallersChoiceLast_data() {
        QTest::addColumn<QByteArray>("authenticator");
        QTest::addColumn<int>("way");
        QTest::newRow("presence server")
            << QByteArray("CUP") << static_cast<int>(Way::PresenceServer);
        QTest::newRow("call manager") << QByteArray("CUCM") << static_cast<int>(Way::PhoneMode);
        QTest::newRow("cloud") << QByteArray("WEBEX") << static_cast<int>(Way::Cloud);
    }
    void takesTheInstallersChoiceLast() {
        QFETCH(QByteArray, authenticator);
        QFETCH(int, way);
        Company company;
        auto context = contextOf(company);
        auto& settings = context.found.settings;
        settings.set(Layer::Bootstrap, "Authenticator", authenticator.toStdString());
        settings.set(Layer::Bootstrap, "PresenceServerAddress", "imp1.example.com");
        settings.set(Layer::Bootstrap, "TftpServer1", "cucm1.example.com");
        QCOMPARE(static_cast<int>(signin::decide(context).way), way);
        QVERIFY(signin::decide(context).by == ChosenBy::Installer);
        context.found.uds.error = core::fail(core::ErrorCode::Timeout, "x", "silent");
        QVERIFY(signin::decide(context).by == ChosenBy::Installer);
        context.found.uds.error.reset();
        context.found.uds.records = {record("cucm1.example.com")};
        QVERIFY(signin::decide(context).by == ChosenBy::Discovery);
        QVERIFY(signin::decide(context).way == Way::CallManager);
    }
    void refusesAnEdgeWithoutFullName_data() {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("address") << QByteArray("192.0.2.1");
        QTest::newRow("six") << QByteArray("2001:db8::1");
        QTest::newRow("one word") << QByteArray("edge1");
    }
    void refusesAnEdgeWithoutFullName() {
        QFETCH(QByteArray, target);
        Company company;
        auto context = contextOf(company);
        context.found.edge.records = {record(target.toStdString())};
        const auto decision = signin::decide(context);
        QVERIFY(decision.state == Decision::State::Nothing);
        QVERIFY2(decision.error->answer.find("no full host name") != std::string::npos,
                 told(decision).c_str());
        context.found.edge.records.push_back(record("edge1.example.com"));
        QVERIFY(signin::decide(context).way == Way::Edge);
    }
    void fallsToTheEdgeWhereInsideIsOutOfReach() {
        Company company;
        auto context = contextOf(company);
        context.found.uds.records = {record("cucm1.example.com")};
        context.found.edge.records = {record("edge1.example.com")};
        const auto dead = core::fail(core::ErrorCode::Timeout, "Reaching", "silence", "Wait.");
        context.found.closed.push_back({Way::CallManager, ChosenBy::Discovery, dead});
        QVERIFY(signin::decide(context).way == Way::Edge);
        context.found.edge.records.clear();
        const auto decision = signin::decide(context);
        QVERIFY(decision.state == Decision::State::Nothing);
        QCOMPARE(decision.error->answer, std::string("silence"));
    }
    void readsServersAsTyped() {
        const auto servers = signin::serversIn(
            " imp1.example.com , imp2.example.com:9443,2001:db8::1,[2001:db8::2]:99,bad:0,:7,"
            "x:99999,,[::1]",
            8443);
        std::string text;
        for (const auto& server : servers) text += server.text() + " ";
        QCOMPARE(text, std::string("imp1.example.com:8443 imp2.example.com:9443 "
                                   "[2001:db8::1]:8443 [2001:db8::2]:99 [::1]:8443 "));
    }
    /// All eight combinations of what may be excluded, against who is asked (DISC-12).
    void asksOnlyWhatIsNotExcluded_data() {
        QTest::addColumn<int>("excluded");
        for (int i = 0; i < 8; ++i) {
            QTest::addRow("cloud %d, uds %d, cuplogin %d", i & 1, (i & 2) >> 1, (i & 4) >> 2) << i;
        }
    }
    void asksOnlyWhatIsNotExcluded() {
        QFETCH(int, excluded);
        constexpr std::array words{"WEBEX", "cucm", "CUP"};
        std::string list;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if ((excluded & (1 << i)) == 0) continue;
            list += (list.empty() ? "" : ", ") + std::string(words[i]);
        }
        Company company;
        auto request = test::annasRequest();
        request.settings.set(Layer::ConfigurationUrl, "ServiceDiscoveryExcludedServices", list);
        Attempt attempt(company);
        attempt.start(std::move(request));
        attempt.finish(company);
        std::vector<std::string> wanted;
        if (excluded != 7) {
            if ((excluded & 2) == 0) wanted.emplace_back("_cisco-uds._tcp.example.com");
            if ((excluded & 4) == 0) wanted.emplace_back("_cuplogin._tcp.example.com");
            wanted.emplace_back("_collab-edge._tls.example.com");
            if ((excluded & 6) == 2) {
                wanted.emplace_back("_cuplogin._tcp.cisco-internal.example.com");
            }
        }
        QCOMPARE(company.resolver.asked, wanted);
        QCOMPARE(attempt.isGood(), (excluded & 2) == 0);
        const bool asksCloud = std::any_of(
            company.http.asked.begin(), company.http.asked.end(),
            [](const auto& r) { return r.url.find("FederatedSSO") != std::string::npos; });
        QVERIFY(!asksCloud || (excluded & 1) == 0);
        if (excluded == 7) {
            QVERIFY(company.http.asked.empty());
            QVERIFY(attempt.sentence().find("Set the server by hand") != std::string::npos);
        }
    }
    /// Typed by hand: nobody is asked who was not named (DISC-31).
    void asksNobodyElseWhereItIsTyped_data() {
        QTest::addColumn<QByteArray>("authenticator");
        QTest::newRow("presence server") << QByteArray("CUP");
        QTest::newRow("call manager") << QByteArray("CUCM");
    }
    void asksNobodyElseWhereItIsTyped() {
        QFETCH(QByteArray, authenticator);
        Company company;
        auto request = test::annasRequest();
        request.settings.set(Layer::Manual, "Authenticator", authenticator.toStdString());
        request.settings.set(Layer::Manual, "PresenceServerAddress", "imp9.example.com");
        request.settings.set(Layer::Manual, "TftpServer1", "cucm9.example.com");
        request.remembered = memory();
        request.remembered->ciscoUds = {record("cucm1.example.com")};
        Attempt attempt(company);
        attempt.start(std::move(request));
        attempt.finish(company);
        QVERIFY2(company.resolver.asked.empty(), attempt.told().c_str());
        QCOMPARE(company.http.count("https://cucm1.example.com"), 0);
        QVERIFY(attempt.step("service")->why.find("typed by hand") != std::string::npos);
    }
    void looksForThePresenceServerThatIsNotNamed() {
        Company company;
        company.resolver.addSrv("_cuplogin._tcp.example.com", "imp1.example.com", 8443);
        auto request = test::annasRequest();
        request.settings.set(Layer::Manual, "Authenticator", "CUP");
        Attempt attempt(company);
        attempt.start(std::move(request));
        attempt.finish(company);
        QCOMPARE(company.resolver.asked, (std::vector<std::string>{"_cuplogin._tcp.example.com"}));
        QCOMPARE(attempt.step("service")->answer,
                 std::string("presence server: imp1.example.com:8443"));
    }
};

QTEST_GUILESS_MAIN(AuthenticatorOrderTest)
#include "AuthenticatorOrderTest.moc"
