// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "OlderCompany.h"
#include "signin/presence/PresenceProperties.h"
#include "signin/presence/epas.h"

using namespace sidetone;
using test::answer;
using test::Attempt;
using test::epasNode;
using test::login;
using test::OlderCompany;
using test::secondNode;
namespace epas = signin::epas;

/// The presence server's way in, as transcripts in virtual time.
class PresenceWayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesStraight() {
        OlderCompany company;
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        const auto& made = **attempt.result;
        QCOMPARE(made.xmppServers.front().text(), std::string("imp1.example.com:5222"));
        QCOMPARE(made.xmppServers.size(), std::size_t{2});
        QVERIFY(made.chatProof == signin::ChatProof::OneTimePassword);
        QCOMPARE(made.chatSecret->reveal(), std::string("once"));
        QCOMPARE(made.device->name, std::string("CSFANNA"));
        QCOMPARE(made.udsServers.front().text(), std::string("cucm1.example.com:8443"));
        QCOMPARE(company.http.count(secondNode), 0);
        // Nothing of the newer way is asked.
        QCOMPARE(company.http.count(company.uds + "clusterUser"), 0);
        QCOMPARE(company.http.count(company.files + "SPDefault"), 0);
    }
    void knowsTheOtherAddressOfTheService() {
        OlderCompany company;
        company.knowsV80 = false;
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QCOMPARE(company.http.count(epasNode + "v80"), 1);
        QCOMPARE(company.http.count(epasNode + "latest"), 3);
    }
    void triesTheSecondNodeWhileTheFirstIsSilent() {
        OlderCompany company;
        company.http.frozen = {epasNode};
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QCOMPARE((*attempt.result)->xmppServers.front().host, std::string("imp2.example.com"));
        QVERIFY(attempt.took < core::Milliseconds(1'500));
    }
    void givesUpSoonWhereAllAreSilent() {
        OlderCompany company;
        company.http.frozen = {epasNode, secondNode};
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY(!attempt.isGood());
        QVERIFY(attempt.took < core::Milliseconds(3'000));
        QVERIFY2(attempt.sentence().find("imp2.example.com:8443") != std::string::npos,
                 attempt.sentence().c_str());
    }
    void asksNobodyElseAfterARefusal() {
        OlderCompany company;
        Attempt attempt(company);
        attempt.start("anna@example.com", core::Secret("Secret2"));
        attempt.finish(company);
        QVERIFY(!attempt.isGood());
        QVERIFY(attempt.result->error().code == core::ErrorCode::Unauthorised);
        QCOMPARE(company.http.count(secondNode), 0);
    }
    void followsOneRedirect() {
        OlderCompany company;
        company.loginAnswer = login("<redirect><server>imp2.example.com</server></redirect>");
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY(!attempt.isGood());
        QCOMPARE(company.http.count(epasNode) + company.http.count(secondNode), 2);
        QVERIFY2(attempt.sentence().find("did so already") != std::string::npos,
                 attempt.sentence().c_str());
    }
    void keepsThePasswordOutOfTheTrace() {
        OlderCompany company;
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        for (const char* secret : {"Secret1", "abc123", "once<"}) {
            QVERIFY(attempt.told().find(secret) == std::string::npos);
        }
    }
    void explainsWithoutAPassword() {
        OlderCompany company;
        signin::SignInOptions options;
        options.purpose = signin::Purpose::Explain;
        Attempt attempt(company, options);
        attempt.start("anna@example.com", std::nullopt);
        attempt.finish(company);
        QVERIFY(attempt.result.has_value());
        QCOMPARE(company.http.count(epasNode), 0);
        QVERIFY2(attempt.step("presence-servers")->answer.find("imp1.example.com:5222") == 0,
                 attempt.told().c_str());
    }
    void readsProperties() {
        const auto read = signin::readProperties({{"CUP.SRM.LowerFailoverLoginRetryLimit", "300"},
                                                  {"cup.srm.upperfailoverloginretrylimit", "20"},
                                                  {"TFTP.Backup1", "b"},
                                                  {"TFTP.Primary", "a"},
                                                  {"Directory.Primary.Address", "ldap"},
                                                  {"Directory.Primary.Port", "70000"},
                                                  {"IM.AllowLocalTranscript", "false"}});
        QCOMPARE(read.reloginLower, core::Milliseconds(300'000));
        QVERIFY(read.reloginUpper >= read.reloginLower);
        QCOMPARE(read.fileServers, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(read.profile.directory.front().port, std::uint16_t{389});
        QCOMPARE(read.settings.back().name, std::string("Disable_IM_History"));
        QCOMPARE(read.settings.back().value, std::string("true"));
    }
    void refusesStrangeAnswers() {
        for (const char* bad : {"", "<a/>", "<login-resp>", "no xml", "<html><body/></html>"}) {
            const auto read = epas::parseLogin(bad);
            QVERIFY(!read);
            QVERIFY(read.error().code == core::ErrorCode::BadAnswer);
        }
        // No success is a refusal, whatever else stands there.
        QVERIFY(epas::parseLogin(login("<odd/>")).error().code == core::ErrorCode::Unauthorised);
        QVERIFY(!epas::parseLogin(login("<redirect><server>a/b</server></redirect>")));
        QVERIFY(epas::parseConfig("Invalid request").error().code == core::ErrorCode::Unauthorised);
        QVERIFY(!epas::parseOneTimePassword(answer("<success/>")));
    }
};

QTEST_GUILESS_MAIN(PresenceWayTest)
#include "PresenceWayTest.moc"
