// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Company.h"
#include "config/keys.h"

using namespace sidetone;
using config::Layer;
using signin::Verdict;
using signin::Way;
using test::Attempt;
using test::Company;

namespace {

constexpr const char* office = "office network";

/// What a first sign-in leaves behind.
signin::Remembered firstSignIn(Company& company) {
    Attempt attempt(company);
    auto request = test::annasRequest();
    request.network = office;
    attempt.start(std::move(request));
    attempt.finish(company);
    return attempt.isGood() ? (*attempt.result)->remembered : signin::Remembered{};
}

void beSilent(Company& company) {
    for (const auto* service : {"_cisco-uds._tcp.", "_cuplogin._tcp.", "_collab-edge._tls."}) {
        company.resolver.silent.push_back(std::string(service) + "example.com");
    }
}

struct Again {
    Attempt attempt;
    Again(Company& company, signin::Remembered memory, const std::string& network = office)
        : attempt(company) {
        run(company, std::move(memory), network);
    }

    void run(Company& company, signin::Remembered memory, const std::string& network) {
        auto request = test::annasRequest();
        request.network = network;
        request.remembered = std::move(memory);
        attempt.start(std::move(request));
        attempt.finish(company);
    }
};

}  // namespace

class CacheTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void remembersWhatItFound() {
        Company company;
        const auto memory = firstSignIn(company);
        QCOMPARE(memory.servicesDomain, std::string("example.com"));
        QCOMPARE(memory.network, std::string(office));
        QVERIFY(memory.way == Way::CallManager);
        QCOMPARE(memory.ciscoUds.size(), std::size_t{2});
        QVERIFY(memory.hasSignedInInside);
        QVERIFY(!memory.isCloudOrganisation);
        QVERIFY(memory.clientConfig.find("EnableVideo") != std::string::npos);
        QVERIFY(memory.when == company.clock.wallTime());
    }
    void signsInWhileTheNameServersAreDead() {
        Company company;
        const auto memory = firstSignIn(company);
        beSilent(company);
        company.resolver.asked.clear();
        const Again again(company, memory);
        QVERIFY2(again.attempt.isGood(), again.attempt.told().c_str());
        QVERIFY(again.attempt.took < core::Milliseconds(200));
        QCOMPARE(company.resolver.asked.size(), std::size_t{3});
        QCOMPARE((*again.attempt.result)->remembered.ciscoUds.size(), std::size_t{2});
    }
    void doesNotWaitForTheNameServers() {
        Company company;
        const auto memory = firstSignIn(company);
        company.resolver.delay = core::Milliseconds(500);
        const Again again(company, memory);
        QVERIFY2(again.attempt.isGood(), again.attempt.told().c_str());
        QVERIFY(again.attempt.step("service")->started.count() == 0);
        QVERIFY(again.attempt.took < core::Milliseconds(200));
    }
    void asksAnewInAnotherNetwork() {
        Company company;
        const auto memory = firstSignIn(company);
        beSilent(company);
        const Again again(company, memory, "a café");
        QVERIFY(!again.attempt.isGood());
        QVERIFY(again.attempt.sentence().find("no name server answered") != std::string::npos);
    }
    void asksAnewForAnotherDomain() {
        Company company;
        auto memory = firstSignIn(company);
        memory.servicesDomain = "example.net";
        const Again again(company, memory);
        QVERIFY(again.attempt.step("service")->why.find("earlier") == std::string::npos);
    }
    void dropsDeadServersForTheRecordsOfNow() {
        Company company;
        auto memory = firstSignIn(company);
        for (auto& record : memory.ciscoUds) record.target = "gone" + record.target;
        company.http.frozen = {"https://gone"};
        company.resolver.delay = core::Milliseconds(2600);
        signin::SignInOptions patient;
        patient.lookupLimit = core::Milliseconds(5000);
        Attempt attempt(company, patient);
        auto request = test::annasRequest();
        request.network = office;
        request.remembered = memory;
        attempt.start(std::move(request));
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QCOMPARE((*attempt.result)->remembered.ciscoUds.front().target,
                 std::string("cucm1.example.com"));
    }
    void tellsDeadServersWhereTheNameServersAreDeadToo() {
        Company company;
        const auto memory = firstSignIn(company);
        company.http.frozen = {"https://"};
        beSilent(company);
        const Again again(company, memory);
        QVERIFY(!again.attempt.isGood());
        QVERIFY2(again.attempt.sentence().rfind("Reaching the call manager", 0) == 0,
                 again.attempt.told().c_str());
        QVERIFY(again.attempt.took < core::Milliseconds(3000));
    }
    /// ADM-04: the fleet follows a changed zone, also where the old servers still answer.
    void followsAChangedZone() {
        Company company;
        auto memory = firstSignIn(company);
        for (auto& record : memory.ciscoUds) record.target = "old-" + record.target;
        company.http.delay = core::Milliseconds(20);
        const Again again(company, memory);
        QVERIFY2(again.attempt.isGood(), again.attempt.told().c_str());
        QVERIFY(again.attempt.step("fresh-records") != nullptr);
        QCOMPARE((*again.attempt.result)->udsServers.front().host,
                 std::string("cucm1.example.com"));
    }
    void goesToTheEdgeWhereTheZoneIsAnotherNow() {
        Company company;
        const auto memory = firstSignIn(company);
        company.resolver.services.clear();
        company.resolver.addSrv("_collab-edge._tls.example.com", "edge1.example.com", 8443);
        company.http.frozen = {"https://cucm"};
        const Again again(company, memory);
        QCOMPARE(again.attempt.signIn.trace().steps.back().name.find("cucm"), std::string::npos);
        QVERIFY2(
            again.attempt.told().find("_collab-edge: edge1.example.com:8443") != std::string::npos,
            again.attempt.told().c_str());
    }
    void keepsTheLastGoodFile() {
        Company company;
        const auto memory = firstSignIn(company);
        company.page(company.files + "jabber-config.xml", "<config><Policies>");
        const Again again(company, memory);
        QVERIFY(again.attempt.isGood());
        QVERIFY(!(*again.attempt.result)->settings.get(config::keys::enableVideo));
        QVERIFY(!(*again.attempt.result)->remembered.clientConfig.empty());
    }
    void forgetsAFileThatIsGone() {
        Company company;
        const auto memory = firstSignIn(company);
        company.http.pages.erase(company.files + "jabber-config.xml");
        const Again again(company, memory);
        QVERIFY((*again.attempt.result)->settings.get(config::keys::enableVideo));
    }
    /// DISC-13: SRV questions go to the voice domain, the account stays with the other.
    void asksTheVoiceDomain_data() {
        QTest::addColumn<int>("layer");
        QTest::newRow("configuration URL") << static_cast<int>(Layer::ConfigurationUrl);
        QTest::newRow("bootstrap file") << static_cast<int>(Layer::Bootstrap);
        QTest::newRow("remembered of jabber-config.xml") << -1;
    }
    void asksTheVoiceDomain() {
        QFETCH(int, layer);
        Company company;
        auto request = test::annasRequest();
        if (layer >= 0) {
            request.settings.set(static_cast<Layer>(layer), "VoiceServicesDomain",
                                 "Voice.Example.net");
        } else {
            request.remembered = signin::Remembered{};
            request.remembered->servicesDomain = "example.com";
            request.remembered->voiceServicesDomain = "voice.example.net";
        }
        Attempt attempt(company);
        attempt.start(std::move(request));
        attempt.finish(company);
        QCOMPARE(company.resolver.asked,
                 (std::vector<std::string>{"_cisco-uds._tcp.voice.example.net",
                                           "_cuplogin._tcp.voice.example.net",
                                           "_collab-edge._tls.voice.example.net"}));
    }
    void remembersTheVoiceDomainOfTheFile() {
        Company company;
        company.page(company.files + "jabber-config.xml",
                     "<config><Policies><VoiceServicesDomain>voice.example.com"
                     "</VoiceServicesDomain></Policies></config>");
        QCOMPARE(firstSignIn(company).voiceServicesDomain, std::string("voice.example.com"));
    }
    void completesAnAddressByThePresetDomain() {
        Company company;
        auto request = test::annasRequest();
        request.address = "anna";
        request.settings.set(Layer::PolicyLocked, "ServicesDomain", "example.com");
        Attempt attempt(company);
        attempt.start(std::move(request));
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
    }
};

QTEST_GUILESS_MAIN(CacheTest)
#include "CacheTest.moc"
