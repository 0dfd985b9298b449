// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Company.h"
#include "net/TokenSource.h"
#include "signin/FailOver.h"
#include "signin/askUds.h"
#include "signin/fetchFile.h"

using namespace sidetone;
using signin::WithPassword;
using test::Company;

namespace {

/// Gives "t1", and after each refusal the next one.
class CountingTokens final : public net::TokenSource {
public:
    core::Task<core::Secret> accessToken() override {
        ++asked;
        return core::Task<core::Secret>::ready(core::Secret("t" + std::to_string(refusals + 1)));
    }
    void refused(const core::Secret& /*token*/) override { ++refusals; }
    int asked = 0;
    int refusals = 0;
};

/// A context of its own at the company.
struct Asking {
    Company company;
    signin::Context context{{company.clock, company.resolver, company.http, company.connections,
                             company.log, company.random},
                            {},
                            "anna@example.com",
                            core::Secret("Secret1"),
                            {},
                            {},
                            {}};
    std::optional<core::Result<net::HttpResponse>> result;
    core::Milliseconds took{0};
    core::Owner owner;

    Asking() {
        context.found.home.userId = "anna";
        context.found.servicesDomain = context.found.discoveryDomain = "example.com";
        context.found.udsServers = {{"cucm1.example.com", 8443}, {"cucm2.example.com", 8443}};
    }
    void finish(core::Task<net::HttpResponse> task) {
        const auto began = company.clock.now();
        std::move(task).then(owner, [this](auto answer) { result = std::move(answer); });
        while (!result && company.clock.step()) {
        }
        took = core::Milliseconds(company.clock.millisecondsSince(began));
    }
    void askForUser() { finish(signin::askUds(context, "user/anna", WithPassword::Yes)); }
    [[nodiscard]] bool isGood() const { return result && *result && (*result)->status == 200; }
    [[nodiscard]] std::string sentence() const {
        return result && !*result ? result->error().sentence() : std::string();
    }
};

constexpr const char* second = "https://cucm2.example.com:8443/cucm-uds/user/anna";

}  // namespace

class FailOverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksTheNextWhereOneIsBusy() {
        Asking asking;
        asking.company.page(asking.company.uds + "user/anna", "", 503);
        asking.askForUser();
        QVERIFY(asking.isGood());
        QCOMPARE((*asking.result)->url, std::string(second));
        QCOMPARE(asking.context.found.udsServers.front().host, std::string("cucm2.example.com"));
    }
    void asksTheNextWhereOneIsSilent() {
        Asking asking;
        asking.company.http.frozen = {"https://cucm1"};
        asking.askForUser();
        QVERIFY(asking.isGood());
        QVERIFY(asking.took < core::Milliseconds(1600));
    }
    void takesTheFirstServersLateAnswer() {
        Asking asking;
        asking.company.http.delay = core::Milliseconds(1700);
        asking.askForUser();
        QVERIFY(asking.isGood());
        QCOMPARE((*asking.result)->url, asking.company.uds + "user/anna");
    }
    void tellsOfAllServersInTheirOrder() {
        Asking asking;
        asking.company.both("user/anna", "", 503);
        asking.askForUser();
        QCOMPARE(asking.sentence(),
                 std::string("Asking cucm1.example.com:8443, cucm2.example.com:8443: "
                             "cucm1.example.com:8443: the server answered 503, it is overloaded; "
                             "cucm2.example.com:8443: the server answered 503, it is overloaded. "
                             "Try again in a few minutes; if it stays so, ask your "
                             "administrator."));
    }
    void followsToAnotherNodeWithThePassword() {
        Asking asking;
        asking.company.http.redirects[asking.company.uds + "user/anna"] = second;
        asking.askForUser();
        QVERIFY2(asking.isGood(), asking.sentence().c_str());
        QVERIFY(asking.company.http.asked.back().basic.has_value());
        QCOMPARE(asking.context.found.udsServers.front().host, std::string("cucm2.example.com"));
    }
    void keepsThePasswordInTheOrganisation_data() {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("stranger") << QByteArray("https://example.net/cucm-uds/user/anna");
        QTest::newRow("look-alike") << QByteArray("https://notexample.com/cucm-uds/user/anna");
        QTest::newRow("plain text") << QByteArray("http://cucm2.example.com/cucm-uds/user/anna");
        QTest::newRow("other scheme") << QByteArray("ftp://cucm2.example.com/");
        QTest::newRow("nonsense") << QByteArray("https://[/");
    }
    void keepsThePasswordInTheOrganisation() {
        QFETCH(QByteArray, location);
        Asking asking;
        asking.context.found.udsServers.pop_back();
        asking.company.http.redirects[asking.company.uds + "user/anna"] = location.toStdString();
        asking.askForUser();
        QVERIFY(!asking.isGood());
        QVERIFY(!asking.result->error().advice.empty());
        QCOMPARE(asking.company.http.asked.size(), std::size_t{1});
    }
    void endsACircle() {
        Asking asking;
        asking.company.http.redirects[asking.company.uds + "user/anna"] = second;
        asking.company.http.redirects[second] = asking.company.uds + "user/anna";
        asking.askForUser();
        QVERIFY2(asking.sentence().find("from page to page without end") != std::string::npos,
                 asking.sentence().c_str());
        QCOMPARE(asking.company.http.asked.size(), std::size_t{12});
    }
    void provesByToken() {
        Asking asking;
        const auto tokens = std::make_shared<CountingTokens>();
        asking.context.found.tokens = tokens;
        asking.company.page(asking.company.uds + "user/anna", "<user/>");
        asking.askForUser();
        QVERIFY(asking.isGood());
        const auto& request = asking.company.http.asked.back();
        QVERIFY(request.bearer && request.bearer->reveal() == "t1");
        QVERIFY(!request.basic.has_value());
    }
    void renewsARefusedTokenOnce() {
        Asking asking;
        const auto tokens = std::make_shared<CountingTokens>();
        asking.context.found.tokens = tokens;
        asking.company.both("user/anna", "", 401);
        asking.askForUser();
        QVERIFY(asking.result->has_value());
        QCOMPARE((*asking.result)->status, 401);
        QCOMPARE(tokens->refusals, 1);
        QCOMPARE(asking.company.http.asked.size(), std::size_t{2});
        QVERIFY(asking.company.http.asked.back().bearer->reveal() == "t2");
    }
    void asksWithoutProofWhereNoneIsNeeded() {
        Asking asking;
        asking.context.found.tokens = std::make_shared<CountingTokens>();
        asking.finish(signin::askUds(asking.context, "version", WithPassword::No));
        QVERIFY(asking.isGood());
        QVERIFY(!asking.company.http.asked.back().bearer.has_value());
    }
    void fetchesAFileFromTheServerThatHasIt() {
        Asking asking;
        asking.company.page("https://cucm2.example.com:6972/a.xml", "<a/>");
        asking.finish(signin::fetchFile(asking.context, {"https://cucm1.example.com:6972/a.xml",
                                                         "https://cucm2.example.com:6972/a.xml"}));
        QVERIFY(asking.isGood());
        asking.result.reset();
        asking.finish(signin::fetchFile(asking.context, {}));
        QVERIFY(asking.result->error().code == core::ErrorCode::NotFound);
    }
    void tellsWhatCouldNotBeAskedRatherThanNotFound() {
        Asking asking;
        asking.company.http.failures["https://cucm1"] =
            core::fail(core::ErrorCode::Refused, "Connecting", "refused", "Ask.");
        asking.finish(signin::fetchFile(asking.context, {"https://cucm2.example.com:6972/a.xml",
                                                         "https://cucm1.example.com:6972/a.xml"}));
        QVERIFY(asking.result->error().code == core::ErrorCode::Refused);
    }
    void asksNoMoreThanACrowd() {
        Asking asking;
        asking.context.found.udsServers.clear();
        for (int i = 0; i < 10'000; ++i) {
            asking.context.found.udsServers.push_back({"n" + std::to_string(i), 8443});
        }
        asking.askForUser();
        asking.company.both("user/anna", "", 503);
        QVERIFY(asking.result.has_value());
        QVERIFY(asking.company.http.asked.size() <= 32);
    }
    void endsWithItsTask() {
        Asking asking;
        { const auto task = signin::askUds(asking.context, "user/anna", WithPassword::Yes); }
        while (asking.company.clock.step()) {
        }
        QCOMPARE(asking.company.http.asked.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(FailOverTest)
#include "FailOverTest.moc"
