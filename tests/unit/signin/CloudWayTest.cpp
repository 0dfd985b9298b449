// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "CloudCompany.h"
#include "signin/cloud/cloudAnswers.h"
#include "signin/cloud/cloudUrls.h"

using namespace sidetone;
using config::Layer;
using test::Attempt;
using test::CloudCompany;
using test::Company;
using test::lookup;
using test::service;
using test::success;
using test::verdict;
namespace cloud = signin::cloud;

namespace {

net::HttpResponse response(int status, const std::string& body, const std::string& location = {}) {
    net::HttpResponse made;
    made.status = status;
    made.url = lookup;
    made.body = body;
    if (!location.empty()) made.headers = {{"location", location}};
    return made;
}

}  // namespace

/// The cloud's look-up and way in, as transcripts in virtual time.
class CloudWayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheLookup_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("verdict");  // "no", "yes", "sso", "unknown"
        const auto add = [](const char* name, int status, const char* body, const char* location,
                            const char* verdict) {
            QTest::newRow(name) << status << QByteArray(body) << QByteArray(location)
                                << QByteArray(verdict);
        };
        add("no", 200, "<r><errorcode>1</errorcode></r>", "", "no");
        add("yes", 200, "<r><x><errorcode> 7 </errorcode></x></r>", "", "yes");
        add("17 is not 1", 200, "<r><errorcode>17</errorcode></r>", "", "yes");
        add("single sign-on", 200,
            "<r><errorcode>0</errorcode><ssourl>https://i.example/</ssourl></r>", "", "sso");
        add("redirect", 302, "", "https://idp.example.com/saml", "sso");
        add("redirect in a circle", 302, "", "/cas/FederatedSSO", "unknown");
        add("redirect to plain text", 302, "", "http://idp.example.com/", "unknown");
        add("sign-on in plain text", 200, "<r><ssourl>http://idp.example.com/</ssourl></r>", "",
            "unknown");
        add("no code", 200, "<r/>", "", "unknown");
        add("words for a code", 200, "<r><errorcode>one</errorcode></r>", "", "unknown");
        add("no document", 200, "<html><p>Welcome", "", "unknown");
        add("nothing", 200, "", "", "unknown");
        add("in trouble", 503, "", "", "unknown");
        add("not there", 404, "", "", "unknown");
    }
    void readsTheLookup() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, location);
        QFETCH(QByteArray, verdict);
        const auto read =
            cloud::readLookup(response(status, body.toStdString(), location.toStdString()));
        QCOMPARE(read.has_value(), verdict != "unknown");
        if (!read) return;
        QCOMPARE(read->isOne, verdict != "no");
        QCOMPARE(read->ssoUrl.empty(), verdict != "sso");
    }
    void goesToTheCloudBeforeTheRecords() {
        CloudCompany company;
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        const auto& made = **attempt.result;
        QVERIFY(made.authenticator == signin::Authenticator::Cloud);
        QVERIFY(made.chatProof == signin::ChatProof::CloudToken);
        QCOMPARE(made.chatSecret->reveal(), std::string("tok"));
        QCOMPARE(made.xmppServers.front().text(), std::string("im.example.net:443"));
        QCOMPARE(made.xmppServers.back().text(), std::string("im.example.net:5222"));
        QCOMPARE(made.device->name, std::string("CSFANNA"));
        QVERIFY(made.settings.find("TftpServer1")->layer == Layer::CloudAdmin);
    }
    /// QOS-08: 443 accepts nothing and refuses nothing.
    void goesTo5222Where443IsSilent() {
        CloudCompany company;
        company.connections.silent = {{"im.example.net", 443}};
        Attempt attempt(company);
        attempt.start();
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QCOMPARE((*attempt.result)->xmppServers.front().text(), std::string("im.example.net:5222"));
        QVERIFY(attempt.took < core::Milliseconds(2'000));
    }
    void sendsNoPasswordBeforeTheCloudHasAnswered() {
        CloudCompany company;
        company.page(lookup, verdict("<errorcode>1</errorcode>"));
        Attempt attempt(company);
        attempt.start("anna@example.com", core::Secret("Secret1"));
        attempt.finish(company);
        QVERIFY2(attempt.isGood(), attempt.told().c_str());
        QVERIFY((*attempt.result)->authenticator == signin::Authenticator::ImAndPresence);
        QCOMPARE(company.http.count("https://loginp.webexconnect.com/cas/auth.do"), 0);
    }
    void refusesAWrongPassword() {
        CloudCompany company;
        Attempt attempt(company);
        attempt.start("anna@example.com", core::Secret("Secret2"));
        attempt.finish(company);
        QVERIFY(!attempt.isGood());
        QVERIFY(attempt.result->error().code == core::ErrorCode::Unauthorised);
    }
    void asksOnlyWhereAPolicyOrAPersonSays() {
        config::Settings settings;
        const auto standard = cloud::lookupUrl(settings);
        QCOMPARE(standard, std::string("https://loginp.webexconnect.com/cas/FederatedSSO"));
        for (const auto layer :
             {Layer::Bootstrap, Layer::GlobalFile, Layer::GroupFile, Layer::ServiceProfile,
              Layer::CloudAdmin, Layer::ConfigurationUrl}) {
            settings.set(layer, "CloudLookupUrl", "https://evil.example/cas/FederatedSSO");
            QCOMPARE(cloud::lookupUrl(settings), standard);
        }
        settings.set(Layer::PolicyLocked, "CloudLookupUrl", "http://plain.example/x");
        QVERIFY(cloud::lookupUrl(settings).empty());
        settings.set(Layer::PolicyLocked, "CloudLookupUrl", "https://own.example/cas/FederatedSSO");
        QCOMPARE(cloud::lookupUrl(settings), std::string("https://own.example/cas/FederatedSSO"));
        QCOMPARE(cloud::authenticationUrl(settings, {}),
                 std::string("https://own.example/cas/auth.do"));
    }
    void readsTokens() {
        QVERIFY(cloud::readToken(success("<token>t</token><serviceurl>s.example</serviceurl>")));
        for (const char* bad : {"<token/><serviceurl>s.example</serviceurl>", "<token>t</token>",
                                "<token>t</token><serviceurl>http://s.example</serviceurl>"}) {
            const auto read = cloud::readToken(success(bad));
            QVERIFY2(!read && read.error().code == core::ErrorCode::BadAnswer, bad);
        }
        QVERIFY(!cloud::readToken("<result>success"));
        QVERIFY(cloud::readCredential("<a><result>failure</result></a>").error().code ==
                core::ErrorCode::Unauthorised);
    }
};

QTEST_GUILESS_MAIN(CloudWayTest)
#include "CloudWayTest.moc"
