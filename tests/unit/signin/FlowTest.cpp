// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Company.h"

using namespace sidetone;
using signin::Verdict;
using test::Attempt;
using test::Company;

class FlowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsEverything() {
        Company company;
        Attempt attempt(company);
        attempt.start("  Anna@Example.com ");
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        const auto& found = **attempt.result;
        QCOMPARE(found.jid.text(), std::string("anna@example.com"));
        QCOMPARE(found.userId, std::string("anna"));
        QCOMPARE(found.displayName, std::string("Anna Lind"));
        QVERIFY(found.mode == signin::ProductMode::Full);
        QVERIFY(found.authenticator == signin::Authenticator::ImAndPresence);
        QCOMPARE(found.xmppDomain, std::string("example.com"));
        QCOMPARE(found.xmppServers.front().text(), std::string("imp1.example.com:5222"));
        QCOMPARE(found.sipServers.front().endpoint.text(), std::string("cucm1.example.com:5061"));
        QVERIFY(found.sipServers.front().transport == signin::SipTransport::Tls);
        QCOMPARE(found.device->name, std::string("CSFANNA"));
        QCOMPARE(int{found.device->mediaPorts.first}, 20000);
        QVERIFY(!found.settings.get(config::keys::enableVideo));
        QVERIFY(!attempt.signIn.trace().verdict.has_value());
        QVERIFY(attempt.changes > 20);
    }
    void asksTheThreeServicesBeforeAnyAnswer() {
        Company company;
        Attempt attempt(company);
        attempt.start();
        QCOMPARE(
            company.resolver.asked,
            (std::vector<std::string>{"_cisco-uds._tcp.example.com", "_cuplogin._tcp.example.com",
                                      "_collab-edge._tls.example.com"}));
    }
    void doesNotWaitForWeakerAnswers() {
        Company company;
        company.resolver.silent = {"_cuplogin._tcp.example.com", "_collab-edge._tls.example.com"};
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY(attempt.isGood());
        QVERIFY(attempt.took < core::Milliseconds(200));
        QVERIFY(attempt.step("srv-cuplogin")->verdict == Verdict::Skipped);
    }
    void fetchesFilesAndDevicesSideBySide() {
        Company company;
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        const auto* profile = attempt.step("service-profile");
        QCOMPARE(profile->started.count(), attempt.step("client-config")->started.count());
        QCOMPARE(profile->started.count(), attempt.step("devices")->started.count());
    }
    void sendsThePasswordOnlyWhereItBelongs() {
        Company company;
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        for (const auto& request : company.http.asked) {
            const bool isOwn = request.url.find("/cucm-uds/user/anna") != std::string::npos;
            QCOMPARE(request.basic.has_value(), isOwn);
            QVERIFY(request.url.rfind("https://", 0) == 0);
        }
    }
    void racesTheServers() {
        Company company;
        company.http.frozen = {"https://cucm1.example.com:8443/"};
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QVERIFY(attempt.took < core::Milliseconds(600));
        QCOMPARE((*attempt.result)->udsServers.front().host, std::string("cucm2.example.com"));
    }
    void goesOnWithTheNextServerInTheMiddle() {
        Company company;
        company.page(company.uds + "user/anna", "", 503);
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QCOMPARE(company.http.count(company.uds + "user/anna/devices"), 0);
    }
    void looksForTheUserIdWhereTheMailIsUnknown() {
        Company company;
        const auto byMail =
            company.http.pages[company.uds + "clusterUser?email=anna%40example.com"];
        company.both("clusterUser?username=anna", byMail.body);
        company.both("clusterUser?email=anna%40example.com",
                     "<clusterUser><result found='false'/></clusterUser>");
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
    }
    void goesToAnotherHomeCluster() {
        Company company;
        const std::string home = "https://far1.example.com:8443/cucm-uds/";
        company.both("clusterUser?email=anna%40example.com",
                     "<clusterUser><result found='true' uri='" + home +
                         "user/anna'/><homeCluster serversUri='" + home +
                         "servers'>far1.example.com</homeCluster></clusterUser>");
        company.page(home + "servers",
                     "<servers><server>far1.example.com</server>"
                     "<server>far2.example.com</server></servers>");
        for (const auto* path : {"user/anna", "user/anna/devices", "user/anna/device/d2"}) {
            company.http.pages[home + path] = company.http.pages[company.uds + path];
        }
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QCOMPARE((*attempt.result)->udsServers.size(), std::size_t{2});
        QCOMPARE(company.http.count(company.uds + "user/"), 0);
        QCOMPARE(company.http.count(home + "user/anna/devices"), 1);
    }
    void livesWithoutConfigurationFile() {
        Company company;
        company.http.pages.erase(company.files + "jabber-config.xml");
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY(attempt.isGood());
        QVERIFY(attempt.step("client-config")->verdict == Verdict::NotThere);
        QVERIFY((*attempt.result)->settings.get(config::keys::enableVideo));
    }
    /// Each file has a layer of its own, and a value says which it came from.
    void theProfilesFileAndTheInstallersGoBeforeTheGlobalOne() {
        const auto videoIs = [](const char* value, const char* more = "") {
            return "<config><Policies><EnableVideo>" + std::string(value) + "</EnableVideo>" +
                   more + "</Policies></config>";
        };
        Company company;
        company.page(company.files + "jabber-config.xml",
                     videoIs("true", "<Telephony_Enabled>true</Telephony_Enabled>"));
        company.nameProfileFile("JAB_1.cnf.xml");
        company.page(company.files + "JAB_1.cnf.xml",
                     videoIs("false", "<Disable_IM_History>true</Disable_IM_History>"));
        company.page(company.files + "teams/sales.xml", videoIs("true"));
        for (const auto isNamed : {false, true}) {
            Attempt attempt(company);
            auto request = test::annasRequest();
            if (isNamed) {
                request.settings.set(config::Layer::Bootstrap, "ConfigurationFile",
                                     "/teams/sales.xml");
            }
            attempt.start(std::move(request));
            attempt.finish(company);
            QVERIFY2(attempt.isGood(), attempt.told().c_str());
            const auto& settings = (*attempt.result)->settings;
            using config::Layer;
            QVERIFY(settings.find("Telephony_Enabled")->layer == Layer::GlobalFile);
            QVERIFY(settings.find("Disable_IM_History")->layer == Layer::ProfileFile);
            QVERIFY(settings.find("EnableVideo")->layer ==
                    (isNamed ? Layer::NamedFile : Layer::ProfileFile));
            QCOMPARE(settings.layersOf("EnableVideo").size(), std::size_t(isNamed ? 3 : 2));
            const auto& told = attempt.step("client-config")->answer;
            QVERIFY2(told.find("JAB_1.cnf.xml: 2 settings") != std::string::npos, told.c_str());
            QCOMPARE(told.find("teams/sales.xml: 1 settings") != std::string::npos, isNamed);
        }
    }
    void livesWithABrokenConfigurationFile() {
        Company company;
        company.page(company.files + "jabber-config.xml", "<config><Policies>");
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY(attempt.isGood());
        QVERIFY(attempt.step("client-config")->verdict == Verdict::Failed);
        QVERIFY(!attempt.step("client-config")->error->advice.empty());
    }
    void livesWithoutPhone_data() {
        QTest::addColumn<int>("how");
        for (const auto* name : {"no devices", "devices broken", "no file", "file broken"}) {
            static int how = 0;
            QTest::newRow(name) << how++;
        }
    }
    void livesWithoutPhone() {
        QFETCH(int, how);
        Company company;
        if (how == 0) company.both("user/anna/devices", "<devices/>");
        if (how == 1) company.both("user/anna/devices", "<devices");
        if (how == 2) company.http.pages.erase(company.files + "CSFANNA.cnf.xml");
        if (how == 3) company.page(company.files + "CSFANNA.cnf.xml", "<device/>");
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QVERIFY((*attempt.result)->mode == signin::ProductMode::ImOnly);
        QVERIFY((*attempt.result)->sipServers.empty());
    }
    void leavesThePhoneOutWhereThePolicySaysSo() {
        Company company;
        company.page(company.files + "jabber-config.xml",
                     "<config><Policies><Telephony_Enabled>false</Telephony_Enabled></Policies>"
                     "</config>");
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY((*attempt.result)->mode == signin::ProductMode::ImOnly);
        QVERIFY(attempt.step("product-mode")->why == "Telephony_Enabled is false.");
    }
    void becomesAPhoneWithoutMessages() {
        Company company;
        company.page(company.files + "SPDefault.cnf.xml",
                     "<s><CTI><Primary><Address>c</Address></Primary></CTI></s>");
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QVERIFY((*attempt.result)->mode == signin::ProductMode::PhoneOnly);
        QVERIFY((*attempt.result)->authenticator == signin::Authenticator::CallManager);
        QVERIFY((*attempt.result)->xmppServers.empty());
    }
    void usesPlainFilesOnlyOfOldReleases() {
        Company company;
        company.both("version",
                     "<versionInformation><version>10.5.2</version>"
                     "</versionInformation>");
        for (const auto* file : {"SPDefault.cnf.xml", "jabber-config.xml", "CSFANNA.cnf.xml"}) {
            company.http.pages[std::string("http://cucm1.example.com:6970/") + file] =
                company.http.pages[company.files + file];
        }
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QCOMPARE(company.http.count("http://cucm1.example.com:6970/CUPC/"), 2);
        QCOMPARE(company.http.count("http://cucm1.example.com:6970/"), 7);
        QCOMPARE(company.http.count(company.files), 0);
    }
    void endsAtTheDeadline() {
        Company company;
        company.http.frozen = {company.uds + "user", company.files,
                               "https://cucm2.example.com:8443/cucm-uds/user"};
        signin::SignInOptions options;
        options.requestLimit = core::Milliseconds(60'000);
        Attempt attempt(company, options);
        attempt.start();
        attempt.finish(company);
        QCOMPARE(attempt.took.count(), 20'000);
        QCOMPARE(attempt.sentence(),
                 std::string("Signing in anna@example.com: it was not done after 20.0 s (Checking "
                             "the password of anna). Check the network connection and try again."));
    }
    void givesFarNetworksMoreTime() {
        Company company;
        company.resolver.delay = core::Milliseconds(600);
        company.http.delay = core::Milliseconds(3500);
        signin::SignInOptions options;
        Attempt attempt(company, options);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.step("uds-version")->verdict == Verdict::Done, attempt.told().c_str());
    }
    void endsWithItsTask() {
        Company company;
        {
            Attempt attempt(company);
            attempt.start();
            company.clock.advance(core::Milliseconds(17));
            attempt.owner.cancelAll();
            for (const auto& step : attempt.signIn.trace().steps) {
                QVERIFY(step.verdict != Verdict::Running);
            }
            const auto asked = company.http.asked.size();
            company.clock.advance(core::Milliseconds(60'000));
            QCOMPARE(company.http.asked.size(), asked);
            QVERIFY(!attempt.result.has_value());
        }
        company.clock.advance(core::Milliseconds(60'000));
    }
    void mayBeDestroyedByItsResult() {
        Company company;
        auto signIn = std::make_unique<signin::SignIn>(
            signin::SignInPorts{company.clock, company.resolver, company.http, company.connections,
                                company.log, company.random});
        core::Owner owner;
        signIn->run("anna@example.com", core::Secret("Secret1")).then(owner, [&](const auto&) {
            signIn.reset();
        });
        company.clock.advance(core::Milliseconds(1000));
        QVERIFY(signIn == nullptr);
    }
    void letsOthersAppendToTheTrace() {
        Company company;
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        const auto recorder = attempt.signIn.recorder();
        const auto steps = recorder->trace().steps.size();
        const auto step = recorder->begin("xmpp-signin", "Signing in to imp1.example.com");
        signin::Evidence evidence;
        evidence.answer = "bound";
        recorder->finish(step, evidence);
        recorder->finish(step, {});
        QCOMPARE(attempt.signIn.trace().steps.size(), steps + 1);
        QCOMPARE(attempt.signIn.trace().steps.back().answer, std::string("bound"));
    }
};

QTEST_GUILESS_MAIN(FlowTest)
#include "FlowTest.moc"
