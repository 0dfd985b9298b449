// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "Phone.h"
#include "RealSignIn.h"
#include "Rows.h"
#include "client/PhoneService.h"
#include "core/text.h"
#include "directory/UdsSource.h"
#include "signin/edge/edgePath.h"
#include "waitUntil.h"
#include "xmpp/Session.h"

ROWS("EDGE-02", "EDGE-03", "EDGE-04", "DISC-14", "DISC-26", "SRV-04");

using namespace sidetone;
using test::Phone;
using test::RealPorts;
using test::RealSignIn;

namespace {

/// Passes requests on and writes down which cookie was shown to whom.
class Witness final : public net::HttpClient {
public:
    explicit Witness(net::HttpClient& to) : to_(to) {}
    [[nodiscard]] core::Task<net::HttpResponse> send(net::HttpRequest request) override {
        const auto host = request.url.substr(8, request.url.find(':', 8) - 8);
        hosts.insert(host);
        for (const auto& [name, value] : request.headers) {
            if (core::equalsIgnoringCase(name, "Cookie")) shown[value].insert(host);
        }
        if (request.url.find("/get_edge_config") != std::string::npos) ++configs;
        return to_.send(std::move(request));
    }
    std::set<std::string> hosts;
    std::map<std::string, std::set<std::string>> shown;  ///< cookie to hosts
    int configs = 0;

private:
    net::HttpClient& to_;
};

/// One client on the Internet: it sees the outside name server alone.
struct Outside {
    RealPorts ports;
    Witness witness{ports.http};

    explicit Outside(const test::OfficeFixture& office)
        : ports({{office.variable("SIDETONE_NAMESERVER_OUTSIDE")}}, office.caFile()) {}
    [[nodiscard]] signin::SignInPorts all() {
        auto given = ports.all();
        return {given.clock, given.resolver, witness, given.connections, given.log, given.random};
    }
};

core::Result<net::HttpResponse> get(net::HttpClient& http, net::HttpRequest request) {
    core::Owner owner;
    std::optional<core::Result<net::HttpResponse>> result;
    http.send(std::move(request)).then(owner, [&](auto answer) { result = std::move(answer); });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 20'000)) {
        return core::fail(core::ErrorCode::Timeout, "Asking", "nothing came");
    }
    return *result;
}

core::Result<net::HttpResponse> get(net::HttpClient& http, const std::string& url) {
    net::HttpRequest request;
    request.url = url;
    return get(http, std::move(request));
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

/// The real client outside, the office's edge before the office's servers.
class EdgeTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] std::string host(const std::string& label) const {
        return label + "." + office_.domain();
    }
    void expect(const std::string& sentence) {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY(!run.isGood());
        QVERIFY2(contains(run.sentence(), sentence), run.told().c_str());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start({"--with", "edge"}), office_.failure().c_str()); }
    void signsInThroughTheEdgeAlone() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& deployment = **run.result;
        QVERIFY(deployment.edge && deployment.http);
        QCOMPARE(deployment.udsServers.front().text(), host("cucm1") + ":8443");
        QCOMPARE(deployment.xmppServers.front().text(), host("expe1") + ":5222");
        QCOMPARE(deployment.sipServers.front().endpoint.text(), host("expe1") + ":5061");
        QVERIFY(contains(run.step("edge-config")->answer, "_cisco-uds 1 5 8443 " + host("cucm1")));
        QVERIFY(deployment.device.has_value());
        QCOMPARE(deployment.jid.text(), office_.user(1));
        // Nobody else was spoken to, but for the question to the cloud, which nobody answers here.
        std::erase_if(outside.witness.hosts, [](const std::string& one) {
            return one.starts_with("loginp.webexconnect.com");
        });
        QCOMPARE(outside.witness.hosts, std::set<std::string>{host("expe1")});
    }
    void chatsThroughTheEdge() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        xmpp::Account account;
        account.address = (*run.result)->jid;
        account.password = office_.password(1);
        for (const auto& server : (*run.result)->xmppServers) account.servers.push_back({server});
        xmpp::Session session({outside.ports.clock, outside.ports.random, outside.ports.connections,
                               outside.ports.log},
                              account);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.state() == xmpp::SessionState::Online, 10'000);
    }
    void callsThroughTheEdge() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        Phone anna(office_.variable("SIDETONE_NAMESERVER_OUTSIDE"), office_.caFile(), 600);
        const auto line = client::lineSettingsOf(**run.result, office_.password(1));
        QVERIFY(contains(line.route, "transport=tls;lr>"));
        QVERIFY(anna->start(line));
        QTRY_VERIFY_WITH_TIMEOUT(anna.isRegistered(), 10'000);
        QVERIFY(contains(anna->serverText(), host("expe1")));
        Phone ben(office_, 900);
        QVERIFY(ben->start(Phone::lineOf(office_, 2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben.isRegistered(), 10'000);
        QVERIFY(anna->dial(office_.number(2)));
        QTRY_VERIFY_WITH_TIMEOUT(ben.state() == telephony::CallState::Incoming, 10'000);
        QVERIFY(ben->answer(ben.newest().id));
        QTRY_VERIFY_WITH_TIMEOUT(anna.state() == telephony::CallState::Connected, 10'000);
        WAIT_UNTIL(anna.hears(900) && ben.hears(600), 10'000);
    }
    void findsPeopleThroughTheEdge() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& deployment = **run.result;
        directory::UdsAccess access;
        access.servers = deployment.udsServers;
        access.presenceDomain = office_.domain();
        access.credentials = {deployment.userId, office_.password(1)};
        directory::UdsSource source(*deployment.http, access);
        core::Owner owner;
        std::size_t found = 0;
        source.search("ben", 10).then(
            owner, [&](const auto& people) { found = people ? people->size() : 0; });
        QTRY_COMPARE_WITH_TIMEOUT(found, 1U, 10'000);
    }
    void goesToTheSecondNodeAndKeepsCookiesApart() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto page = "https://" + host("cucm1") + ":8443/cucm-uds/version";
        auto& http = *(*run.result)->http;
        QVERIFY(get(http, page).has_value());
        QVERIFY(office_.done({"fault", "expe1", "stop"}));
        const auto second = get(http, page);
        QVERIFY2(second && second->status == 200, second ? "" : second.error().sentence().c_str());
        QVERIFY(outside.witness.hosts.contains(host("expe2")));
        // A new sign-in finds its way as well, and says which node it was.
        const RealSignIn again(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(again.isGood(), again.told().c_str());
        QVERIFY2(contains(again.step("edge-config")->why, host("expe2") + ":8443 answered first"),
                 again.told().c_str());
        QVERIFY2(contains(again.step("sso-probe")->why, host("expe1") + ":8443 did not"),
                 again.told().c_str());
        QCOMPARE((*again.result)->sipServers.front().endpoint.host, host("expe2"));
        QVERIFY(office_.done({"fault", "expe1", "start"}));
        // Every cookie was shown to one node alone, and there were some of both.
        std::set<std::string> nodes;
        for (const auto& [cookie, hosts] : outside.witness.shown) {
            QCOMPARE(hosts.size(), 1U);
            nodes.insert(*hosts.begin());
        }
        QCOMPARE(nodes, (std::set<std::string>{host("expe1"), host("expe2")}));
    }
    void chatAndPhoneComeBackAtTheOtherNode() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->xmppServers.size(), 2U);
        xmpp::Account account;
        account.address = (*run.result)->jid;
        account.password = office_.password(1);
        for (const auto& server : (*run.result)->xmppServers) account.servers.push_back({server});
        xmpp::Session session({outside.ports.clock, outside.ports.random, outside.ports.connections,
                               outside.ports.log},
                              account);
        session.start();
        Phone anna(office_.variable("SIDETONE_NAMESERVER_OUTSIDE"), office_.caFile(), 600);
        QVERIFY(anna->start(client::lineSettingsOf(**run.result, office_.password(1))));
        const auto isUp = [&] {
            return session.state() == xmpp::SessionState::Online && anna.isRegistered();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), 10'000);
        QVERIFY(office_.done({"fault", "expe1", "stop"}));
        QTRY_VERIFY_WITH_TIMEOUT(!isUp(), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), 30'000);
        QVERIFY(contains(anna->serverText(), host("expe2")));
        QVERIFY(office_.done({"fault", "expe1", "start"}));
    }
    void aCookieMeansNothingAtTheOtherNode() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(outside.witness.shown.size(), 1U);
        const auto& [cookie, hosts] = *outside.witness.shown.begin();
        for (const auto* node : {"expe1", "expe2"}) {
            net::HttpRequest request;
            const auto url =
                signin::throughEdge({host(node), 8443}, office_.domain(),
                                    "https://" + host("cucm1") + ":8443/cucm-uds/version");
            request.url = *url;
            request.headers = {{"Cookie", cookie}};
            const auto answer = get(outside.ports.http, request);
            QVERIFY(answer.has_value());
            QCOMPARE(answer->status, hosts.contains(host(node)) ? 200 : 401);
        }
    }
    void fetchesAnotherCookieAfterExpiry() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(outside.witness.configs, 1);
        QVERIFY(office_.done({"edge", "expire-cookies"}));
        const auto answer = get(*(*run.result)->http,
                                "https://" + host("cucm1") + ":8443/cucm-uds/user/anna/devices");
        QVERIFY2(answer && answer->status == 200, answer ? "" : answer.error().sentence().c_str());
        QCOMPARE(outside.witness.configs, 2);
    }
    void saysWhatIsNotOnTheAllowList() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto page = "https://" + host("prt") + "/x";
        const auto refused = get(*(*run.result)->http, page);
        QVERIFY(!refused);
        QVERIFY2(
            contains(refused.error().sentence(),
                     "Ask your administrator to put " + host("prt") + " on the edge's allow list"),
            refused.error().sentence().c_str());
        QVERIFY(office_.done({"edge", "allow", host("prt")}));
        const auto allowed = get(*(*run.result)->http, page);
        QVERIFY(!allowed);
        QVERIFY2(contains(allowed.error().answer, "the edge cannot reach " + host("prt")),
                 allowed.error().sentence().c_str());
        QVERIFY(office_.done({"edge", "forbid", host("cucm1")}));
        expect("the edge does not let requests through to " + host("cucm1"));
        QVERIFY(office_.done({"edge", "allow", host("cucm1")}));
    }
    void tellsAWrongPasswordFromEverythingElse() {
        Outside outside(office_);
        const RealSignIn run(outside.all(), office_.user(1), core::Secret("wrong"));
        QVERIFY(!run.isGood());
        QVERIFY2(contains(run.sentence(), "the user name or the password is wrong"),
                 run.told().c_str());
        // One question: an edge locks out who asks again and again.
        QCOMPARE(outside.witness.configs, 1);
    }
    void wantsTheRecordInside() {
        const auto record = "1 5 8443 " + host("cucm1") + ".";
        const auto name = "_cisco-uds._tcp." + office_.domain();
        QVERIFY(office_.done({"dns", "unset", name, "SRV"}));
        expect("the name servers inside have no _cisco-uds record");
        QVERIFY(office_.done({"dns", "set", name, "SRV", record}));
    }
    /// The voice services in another domain: the first sign-in is inside, then also outside.
    void wantsTheFirstSignInInside() {
        const auto voice = "voice." + office_.domain();
        const auto file = std::filesystem::path(office_.folder()) / "files" / "jabber-config.xml";
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << "<config version='1.0'><Policies><VoiceServicesDomain>" << voice
                            << "</VoiceServicesDomain></Policies></config>";
        expect("the voice services are in another domain (" + voice + ") than " + office_.domain() +
               ": such an account signs in for the first time inside. Connect to your "
               "organisation's network once and sign in there");
        RealPorts inside(office_);
        const RealSignIn first(inside, office_.user(1), office_.password(1));
        QVERIFY2(first.isGood(), first.told().c_str());
        QCOMPARE((*first.result)->remembered.voiceServicesDomain, voice);
        QVERIFY(office_.done({"dns", "set", "--outside", "_collab-edge._tls." + voice, "SRV",
                              "1 5 8443 " + host("expe1") + "."}));
        auto next = RealSignIn::requestOf(office_.user(1), office_.password(1));
        next.remembered = (*first.result)->remembered;
        next.network = "a café";
        Outside outside(office_);
        const RealSignIn second(outside.all(), std::move(next));
        std::filesystem::remove(file);
        QVERIFY2(second.isGood(), second.told().c_str());
        QVERIFY2(contains(second.step("first-sign-in")->answer, "there was a sign-in inside"),
                 second.told().c_str());
        QCOMPARE((*second.result)->sipServers.front().endpoint.text(), host("expe1") + ":5061");
    }
    void wantsAHome() {
        QVERIFY(office_.done({"answer", "edge", "no-home"}));
        expect("the edge names no home server for this account");
        QVERIFY(office_.done({"answer", "edge", "usual"}));
    }
    void saysThatTheOfficeIsDead() {
        QVERIFY(office_.done({"fault", "contracts", "stop"}));
        expect("the edge cannot reach the office's servers (502)");
        QVERIFY(office_.done({"fault", "contracts", "start"}));
    }
    void passesOnNothingThatItShouldNot_data() {
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char* name, const std::string& target) {
            auto segment = signin::edgeSegment(target);
            QTest::newRow(name) << QByteArray::fromStdString(segment + "/x");
        };
        const auto domain = office_.domain();
        row("another domain", "other.example/https/cucm1." + domain + "/8443");
        row("another protocol", domain + "/ftp/cucm1." + domain + "/21");
        row("no port", domain + "/https/cucm1." + domain + "/");
        row("a port that is none", domain + "/https/cucm1." + domain + "/70000");
        row("one part more", domain + "/https/cucm1/8443/x");
        row("nothing", "");
        QTest::newRow("no base64") << QByteArray("%25%25%25/x");
    }
    void passesOnNothingThatItShouldNot() {
        QFETCH(QByteArray, path);
        Outside outside(office_);
        const auto answer =
            get(outside.ports.http, "https://" + host("expe1") + ":8443/" + path.toStdString());
        QVERIFY(answer.has_value());
        QCOMPARE(answer->status, 404);
    }
    void refusesAnEdgeWithoutAName() {
        const auto name = "_collab-edge._tls." + office_.domain();
        const auto record = [&](const std::string& target) {
            return office_.done(
                {"dns", "set", "--outside", name, "SRV", "1 5 8443 " + target + "."});
        };
        QVERIFY(record("192.0.2.7"));
        expect("the _collab-edge record names 192.0.2.7, which is no full host name");
        QVERIFY(record(host("expe1")));
    }
};

QTEST_GUILESS_MAIN(EdgeTest)
#include "EdgeTest.moc"
