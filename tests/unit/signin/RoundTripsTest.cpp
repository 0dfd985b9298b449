// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cstdio>
#include <functional>

#include "CloudCompany.h"
#include "OlderCompany.h"
#include "ScriptedEdge.h"

using namespace sidetone;
using config::Layer;
using test::Company;
using test::FakeHttpClient;

namespace {

constexpr core::Milliseconds roundTrip{50};

/// A browser whose person needs no time, and the way back from it.
class QuickBrowser final : public signin::Questions, public signin::Redirects {
public:
    core::Task<signin::Answer> ask(signin::Question question) override {
        const auto at = question.url.find("state=") + 6;
        const auto state = question.url.substr(at, question.url.find('&', at) - at);
        back_.settle("code=c1&access_token=tok&serviceurl=swapi.example.net&state=" + state);
        open_.emplace_back();
        return open_.back().task();
    }
    core::Result<std::unique_ptr<signin::Redirect>> loopback() override {
        back_ = {};
        return std::unique_ptr<signin::Redirect>(std::make_unique<Place>(back_));
    }
    core::Result<std::unique_ptr<signin::Redirect>> link() override { return loopback(); }

private:
    class Place final : public signin::Redirect {
    public:
        explicit Place(core::Promise<std::string> promise) : promise_(std::move(promise)) {}
        [[nodiscard]] std::string uri() const override { return "http://127.0.0.1:5000/x"; }
        [[nodiscard]] core::Task<std::string> parameters() override { return promise_.task(); }

    private:
        core::Promise<std::string> promise_;
    };
    core::Promise<std::string> back_;
    std::vector<core::Promise<signin::Answer>> open_;
};

/// The authorisation server of a call manager or of an edge, as pages of a company's servers.
std::optional<FakeHttpClient::Page> singleSignOn(const Company& company,
                                                 const net::HttpRequest& request) {
    const auto has = [&](const char* part) { return request.url.find(part) != std::string::npos; };
    if (has("/authorize?")) return {{302, "", {}, {}}};
    if (request.url.ends_with("/token")) {
        return {{200, R"({"access_token":"at","expires_in":3600,"refresh_token":"rt"})", {}, {}}};
    }
    const auto page = company.http.pages.find(request.url);
    if (page == company.http.pages.end() || page->second.user.empty()) return {};
    const bool isGood = request.bearer && request.bearer->reveal() == "at";
    return {{isGood ? 200 : 401, isGood ? page->second.body : "", {}, {}}};
}

/// One sign-in where every exchange takes 50 ms and nothing else takes any time.
struct Journey {
    QuickBrowser browser;
    std::optional<core::Result<signin::Deployment>> result;
    core::Milliseconds took{0};
    std::string told;
    core::Owner owner;

    Journey(Company& company, net::HttpClient& http, signin::SignInRequest request) {
        company.http.delay = company.resolver.delay = roundTrip;
        signin::SignInPorts ports{company.clock,       company.resolver, http,
                                  company.connections, company.log,      company.random};
        ports.questions = &browser;
        ports.redirects = &browser;
        signin::SignIn signIn(ports);
        const auto began = company.clock.now();
        signIn.run(std::move(request)).then(owner, [this](auto outcome) {
            result = std::move(outcome);
        });
        while (!result && company.clock.step()) {
        }
        took = core::Milliseconds(company.clock.millisecondsSince(began));
        for (const auto& step : signIn.trace().steps) {
            told += "  " + std::to_string(step.started / roundTrip) + " + " +
                    std::to_string(step.took / roundTrip) + "  " + step.name + " [" +
                    std::string(signin::name(step.verdict)) + "]\n";
        }
    }
    [[nodiscard]] bool isGood() const { return result && result->has_value(); }
    [[nodiscard]] std::string sentence() const {
        if (!result) return "it never ended\n" + told;
        return (*result ? "" : result->error().sentence() + "\n") + told;
    }
};

signin::SignInRequest withoutPassword() {
    auto request = test::annasRequest();
    request.password.reset();
    return request;
}

Journey straight() {
    Company company;
    return {company, company.http, test::annasRequest()};
}
Journey presenceServer() {
    test::OlderCompany company;
    return {company, company.http, test::annasRequest()};
}
Journey cloudAlone() {
    test::CloudCompany company;
    return {company, company.http, test::annasRequest()};
}
Journey cloudSso() {
    test::CloudCompany company;
    company.page(test::lookup,
                 test::verdict("<errorcode>0</errorcode><ssourl>https://i.example/</ssourl>"));
    return {company, company.http, withoutPassword()};
}
/// The service profile of the call manager leads to the cloud.
Journey hybrid() {
    test::CloudCompany company;
    company.page(test::lookup, test::verdict("<errorcode>1</errorcode>"));
    company.page(company.files + "SPDefault.cnf.xml",
                 "<serviceProfile><IMandPresence><Primary><ProductType>WebEx (IM and Presence)"
                 "</ProductType></Primary></IMandPresence></serviceProfile>");
    return {company, company.http, test::annasRequest()};
}
Journey phoneMode() {
    Company company;
    auto request = test::annasRequest();
    request.settings.set(Layer::Manual, "Authenticator", "CUCM");
    request.settings.set(Layer::Manual, "TftpServer1", "cucm1.example.com");
    request.settings.set(Layer::Manual, "CcmcipServer1", "cucm1.example.com");
    return {company, company.http, std::move(request)};
}
Journey sso() {
    Company company;
    company.page("https://cucm1.example.com:8443/ssosp/ws/public/singleSignOn",
                 "<Response><SingleSignOn><Status enabled='true'/><Token enabled='true'/>"
                 "</SingleSignOn></Response>");
    company.http.special = [&](const auto& request) { return singleSignOn(company, request); };
    return {company, company.http, withoutPassword()};
}
Journey throughEdge(signin::SignInRequest request) {
    Company company;
    test::ScriptedEdge edge(company.clock, company.http);
    company.resolver.services.clear();
    company.resolver.addSrv("_collab-edge._tls.example.com", "expe1.example.com", 8443);
    auto& node = edge.nodes["expe1.example.com"];
    node.config = test::edgeConfigDocument();
    node.cookie = "c";
    edge.delay = roundTrip;
    if (!request.password) {
        edge.token = "at";
        company.http.special = [&](const auto& r) { return singleSignOn(company, r); };
    }
    return {company, edge, std::move(request)};
}
Journey edgeByPassword() {
    return throughEdge(test::annasRequest());
}
Journey edgeBySso() {
    return throughEdge(withoutPassword());
}

}  // namespace

/// How many round trips a sign-in takes on each way, one after the other: what it takes at 50 ms
/// each. Handshakes of TCP and TLS come on top; a second exchange with a server reuses them.
class RoundTripsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areAsFewAsTheWayAllows_data() {
        QTest::addColumn<int>("way");
        QTest::addColumn<int>("roundTrips");
        for (int i = 0; i < static_cast<int>(ways().size()); ++i) {
            QTest::newRow(ways().at(i).name) << i << ways().at(i).roundTrips;
        }
    }
    void areAsFewAsTheWayAllows() {
        QFETCH(int, way);
        QFETCH(int, roundTrips);
        const auto journey = ways().at(way).go();
        QVERIFY2(journey.isGood(), journey.sentence().c_str());
        QVERIFY2(journey.took % roundTrip == core::Milliseconds(0), journey.told.c_str());
        std::printf("%-16s %lld round trips\n%s", ways().at(way).name,
                    static_cast<long long>(journey.took / roundTrip), journey.told.c_str());
        QCOMPARE(static_cast<int>(journey.took / roundTrip), roundTrips);
    }

private:
    struct Way {
        const char* name;
        int roundTrips;
        std::function<Journey()> go;
    };
    static const std::vector<Way>& ways() {
        static const std::vector<Way> all{
            {"straight", 7, straight},    {"epas", 5, presenceServer},
            {"edge", 10, edgeByPassword}, {"edge sso", 12, edgeBySso},
            {"cloud", 6, cloudAlone},     {"cloud sso", 5, cloudSso},
            {"hybrid", 10, hybrid},       {"sso", 9, sso},
            {"phone mode", 2, phoneMode},
        };
        return all;
    }
};

QTEST_GUILESS_MAIN(RoundTripsTest)
#include "RoundTripsTest.moc"
