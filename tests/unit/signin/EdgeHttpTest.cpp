// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>

#include "FakeHttpClient.h"
#include "ScriptedEdge.h"
#include "VirtualClock.h"
#include "signin/edge/EdgeHttpClient.h"
#include "signin/edge/edgeCookie.h"
#include "signin/edge/edgePath.h"

using namespace sidetone;
using core::ErrorCode;
using signin::EdgeHttpClient;

namespace {

constexpr const char* page = "https://cucm1.example.com:8443/cucm-uds/version";
const net::Endpoint first{"expe1.example.com", 8443};
const net::Endpoint second{"expe2.example.com", 8443};

/// Two edge nodes before one call manager.
struct Outside {
    test::VirtualClock clock;
    test::FakeHttpClient inside{clock};
    test::ScriptedEdge edge{clock, inside};
    std::unique_ptr<EdgeHttpClient> client;
    core::Owner owner;

    explicit Outside(const std::string& password = "Secret1") {
        for (const auto* host : {"expe1.example.com", "expe2.example.com"}) {
            edge.nodes[host].config = test::edgeConfigDocument(host);
            edge.nodes[host].cookie = std::string("of-") + host + "-";
        }
        inside.pages[page] = {200, "<version/>", {}, {}};
        signin::EdgeCredentials credentials{"anna", core::Secret(password), nullptr};
        client = std::make_unique<EdgeHttpClient>(
            signin::EdgeNode::Ports{edge, clock, core::Milliseconds(5000)}, "example.com",
            credentials, std::vector{first, second});
    }
    core::Result<net::HttpResponse> get(const std::string& url) {
        net::HttpRequest request;
        request.url = url;
        return send(std::move(request));
    }
    core::Result<net::HttpResponse> send(net::HttpRequest request) {
        std::optional<core::Result<net::HttpResponse>> result;
        client->send(std::move(request)).then(owner, [&](auto answer) {
            result = std::move(answer);
        });
        while (!result && clock.step()) {
        }
        return result ? *result : core::fail(ErrorCode::Internal, "nothing came");
    }
    void wait(core::Milliseconds time) {
        bool isOver = false;
        const auto timer = clock.after(time, [&] { isOver = true; });
        while (!isOver && clock.step()) {
        }
    }
    test::ScriptedEdge::Node& node(const net::Endpoint& server) { return edge.nodes[server.host]; }
};

}  // namespace

class EdgeHttpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesPaths_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("onEdge");
        const auto row =
            [](const char* name, const char* url, const std::string& segment, const char* rest) {
                const auto base = "https://expe1.example.com:8443/ZXhhbXBsZS5jb20v" + segment;
                QTest::newRow(name)
                    << QByteArray(url)
                    << (segment.empty() ? QByteArray() : QByteArray::fromStdString(base + rest));
            };
        const char* const cuc = "aHR0cHMvY3VjMS5leGFtcGxlLmNvbS80NDM/";
        // The three of the contract's own table, then what a URL can be beside them.
        row("https with a port",
            "https://cucm1.example.com:8443/cucm-uds/clusterUser?username=jdoe",
            "aHR0cHMvY3VjbTEuZXhhbXBsZS5jb20vODQ0Mw/", "cucm-uds/clusterUser?username=jdoe");
        row("http", "http://cucm1.example.com:6970/CSFJDOE.cnf.xml",
            "aHR0cC9jdWNtMS5leGFtcGxlLmNvbS82OTcw/", "CSFJDOE.cnf.xml");
        row("no port", "https://cuc1.example.com/vmrest/version", cuc, "vmrest/version");
        row("no path", "https://cuc1.example.com", cuc, "");
        row("encoded, and slashes in the query", "https://cuc1.example.com/a%2Fb?c=/d&e=%C3%A4",
            cuc, "a%2Fb?c=/d&e=%C3%A4");
        row("upper case, a name and a fragment", "https://me:pass@CUC1.example.com/a#b", cuc, "a");
        row("no web page", "ftp://cuc1.example.com/a", "", "");
        row("nonsense", "https://", "", "");
    }
    void writesPaths() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, onEdge);
        const auto made = signin::throughEdge(first, "Example.com", url.toStdString());
        QCOMPARE(made.has_value(), !onEdge.isEmpty());
        if (made) QCOMPARE(*made, onEdge.toStdString());
    }
    void writesTheEdgesOwnPages() {
        QCOMPARE(signin::edgeConfigUrl(first, "example.com"),
                 std::string("https://expe1.example.com:8443/ZXhhbXBsZS5jb20/get_edge_config"
                             "?service_name=_cisco-uds&service_name=_cuplogin"));
        QCOMPARE(signin::edgeSsoUrl(first, "example.com", "jdoe@example.com"),
                 std::string("https://expe1.example.com:8443/ZXhhbXBsZS5jb20/get_edge_sso"
                             "?email=jdoe%40example.com"));
        // "?>>" would be "Pz4+" with the everyday alphabet.
        QCOMPARE(signin::edgeSegment("?>>"), std::string("Pz4-"));
    }
    void readsCookies_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("cookie");
        QTest::addColumn<int>("minutes");
        const std::string good = "X-Auth=" + std::string(64, 'a');
        const auto row = [](const char* name, const std::string& header, const std::string& cookie,
                            int minutes = 480) {
            QTest::newRow(name) << QByteArray::fromStdString(header)
                                << QByteArray::fromStdString(cookie) << minutes;
        };
        row("as written", good + "; Secure; HttpOnly; Domain=example.com", good);
        row("shorter life", good + "; Max-Age=600", good, 10);
        row("endless life", good + "; Max-Age=99999999999", good);
        row("own name", good + "; domain=.expe1.example.com", good);
        row("another's", good + "; Domain=expe2.example.com", "");
        row("a suffix that is no domain", good + "; Domain=ample.com", "");
        row("everybody's", good + "; Domain=com", "");
        row("another cookie", "JSESSIONID=1; Path=/", "");
        row("empty", "X-Auth=; Secure", "");
        row("splits a header", "X-Auth=a\r\nEvil: b", "");
        row("huge", "X-Auth=" + std::string(5000, 'a'), "");
        row("no pair", "X-Auth", "");
    }
    void readsCookies() {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, cookie);
        QFETCH(int, minutes);
        net::HttpResponse answer;
        answer.headers = {{"set-cookie", "first=1"}, {"set-cookie", header.toStdString()}};
        const auto found = signin::edgeCookie(answer, "expe1.example.com");
        QCOMPARE(found.cookie.reveal(), cookie.toStdString());
        QCOMPARE(found.lasts.count(), minutes * 60'000LL);
    }

    void goesThroughWithCookieAndPassword() {
        Outside outside;
        const auto answer = outside.get(page);
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().sentence().c_str());
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->url, std::string(page));
        QCOMPARE(outside.edge.asked.size(), 2U);
        const auto& through = outside.edge.asked.back();
        QCOMPARE(test::ScriptedEdge::header(through, "Cookie"),
                 std::string("X-Auth=of-expe1.example.com-1"));
        QCOMPARE(through.basic->user, std::string("anna"));
        (void)outside.get(page);
        QCOMPARE(outside.edge.asked.size(), 3U);
        QCOMPARE(outside.node(first).configs, 1);
    }
    /// A slot's own permission is not covered by the person's password.
    void addsNoPasswordToWhatCarriesItsOwnPermission() {
        Outside outside;
        net::HttpRequest request;
        request.url = page;
        request.headers = {{"Authorization", "Bearer slot"}};
        QVERIFY(outside.send(std::move(request)).has_value());
        const auto& through = outside.edge.asked.back();
        QVERIFY(!through.basic && !through.bearer);
        QCOMPARE(test::ScriptedEdge::header(through, "Authorization"), std::string("Bearer slot"));
    }
    void sharesOneSessionAmongRequests() {
        Outside outside;
        int answers = 0;
        for (int i = 0; i < 5; ++i) {
            net::HttpRequest request;
            request.url = page;
            outside.client->send(std::move(request)).then(outside.owner, [&](const auto& answer) {
                answers += answer && answer->status == 200 ? 1 : 0;
            });
        }
        while (answers < 5 && outside.clock.step()) {
        }
        QCOMPARE(answers, 5);
        QCOMPARE(outside.node(first).configs, 1);
    }
    void fetchesAnotherCookieAfterEightHours() {
        Outside outside;
        (void)outside.get(page);
        outside.wait(std::chrono::hours(7));
        (void)outside.get(page);
        QCOMPARE(outside.node(first).configs, 1);
        outside.wait(std::chrono::minutes(61));
        QVERIFY(outside.get(page).has_value());
        QCOMPARE(outside.node(first).configs, 2);
        QCOMPARE(test::ScriptedEdge::header(outside.edge.asked.back(), "Cookie"),
                 std::string("X-Auth=of-expe1.example.com-2"));
    }
    void fetchesAnotherCookieWhereItIsRefused() {
        Outside outside;
        (void)outside.get(page);
        outside.node(first).valid.clear();
        const auto answer = outside.get(page);
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().sentence().c_str());
        QCOMPARE(answer->status, 200);
        QCOMPARE(outside.node(first).configs, 2);
    }
    void neverShowsACookieToTheOtherNode() {
        Outside outside;
        (void)outside.get(page);
        outside.node(first).down = core::fail(ErrorCode::Refused, "Connecting", "it was refused");
        const auto answer = outside.get(page);
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().sentence().c_str());
        QCOMPARE(outside.node(second).configs, 1);
        // Back to the first: its own cookie still holds.
        outside.node(first).down.reset();
        outside.wait(std::chrono::seconds(16));
        QVERIFY(outside.get(page).has_value());
        QCOMPARE(outside.node(first).configs, 1);
        int shown = 0;
        for (const auto& request : outside.edge.asked) {
            const auto cookie = test::ScriptedEdge::header(request, "Cookie");
            if (cookie.empty()) continue;
            const auto host = request.url.substr(8, request.url.find(':', 8) - 8);
            QCOMPARE(cookie, "X-Auth=of-" + host + "-1");
            ++shown;
        }
        QCOMPARE(shown, 4);
        // Nobody but the edge's nodes ever sees one.
        for (const auto& request : outside.inside.asked) {
            QVERIFY(request.url.find("expe") == std::string::npos);
        }
    }
    void triesATroubledNodeLastForAWhile() {
        Outside outside;
        (void)outside.get(page);
        outside.node(first).down = core::fail(ErrorCode::Unreachable, "Connecting", "no route");
        (void)outside.get(page);
        outside.edge.asked.clear();
        (void)outside.get(page);
        QCOMPARE(outside.edge.asked.size(), 1U);
        QVERIFY(outside.edge.asked.front().url.find("expe2") != std::string::npos);
        QCOMPARE(outside.client->nodes().front(), second);
    }
    void doesNotRepeatWhatMayHaveBeenDone() {
        Outside outside;
        (void)outside.get(page);
        outside.node(first).down = core::fail(ErrorCode::BadAnswer, "Asking", "it broke off");
        outside.edge.asked.clear();
        net::HttpRequest request;
        request.method = "PUT";
        request.url = page;
        const auto answer = outside.send(request);
        QVERIFY(!answer);
        QCOMPARE(outside.edge.asked.size(), 1U);
        outside.node(first).down = core::fail(ErrorCode::Refused, "Connecting", "it was refused");
        outside.edge.asked.clear();
        QVERIFY(outside.send(request).has_value());
    }
    void tellsTheAllowListFromTheServer() {
        Outside outside;
        outside.edge.refused.insert("photos.example.com");
        const auto refused = outside.get("https://photos.example.com/anna.jpg");
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::Forbidden);
        QCOMPARE(refused.error().sentence(),
                 std::string("Asking photos.example.com:443 through the edge "
                             "expe1.example.com:8443: the edge does not let requests through to "
                             "photos.example.com (403). Ask your administrator to put "
                             "photos.example.com on the edge's allow list of HTTP servers."));
        // A young cookie is above suspicion; an old one is fetched again once.
        QCOMPARE(outside.node(first).configs, 1);
        outside.wait(std::chrono::minutes(6));
        (void)outside.get("https://photos.example.com/anna.jpg");
        QCOMPARE(outside.node(first).configs, 2);
        // The servers' own 403 and 401 are their answers.
        outside.inside.pages["https://cucm1.example.com:8443/own"] = {401, "", {}, {}};
        QCOMPARE(outside.get("https://cucm1.example.com:8443/own")->status, 401);
        QCOMPARE(outside.node(first).configs, 2);
    }
    void saysThatTheServerCannotBeReached() {
        Outside outside;
        outside.edge.unreachable.insert("cucm1.example.com");
        const auto answer = outside.get(page);
        QVERIFY(!answer);
        QVERIFY(answer.error().code == ErrorCode::Unavailable);
        QCOMPARE(answer.error().sentence(),
                 std::string("Asking cucm1.example.com:8443 through the edge "
                             "expe2.example.com:8443: expe1.example.com:8443: the edge cannot "
                             "reach cucm1.example.com:8443 (502); expe2.example.com:8443: the edge "
                             "cannot reach cucm1.example.com:8443 (502). Try again in a few "
                             "minutes; if it stays so, ask your administrator."));
    }
    void backsOffAfterRefusals() {
        Outside outside("Wrong");
        QVERIFY(outside.get(page).error().code == ErrorCode::Unauthorised);
        // 15 s, 30 s, 60 s: between them nothing is sent at all.
        for (const int seconds : {15, 30, 60}) {
            outside.edge.asked.clear();
            outside.wait(std::chrono::seconds(seconds - 1));
            const auto early = outside.get(page);
            QVERIFY(early.error().answer.find("not asked again for") != std::string::npos);
            QVERIFY(outside.edge.asked.empty());
            outside.wait(std::chrono::seconds(2));
            (void)outside.get(page);
            QCOMPARE(outside.edge.asked.size(), 1U);
        }
        outside.client->setCredentials({"anna", core::Secret("Secret1"), nullptr});
        QVERIFY(outside.get(page).has_value());
    }
    void givesUpOnACookieThatIsNeverTaken() {
        Outside outside;
        outside.node(first).attributes = "; Domain=elsewhere.org";
        outside.node(second).attributes = "; Domain=elsewhere.org";
        const auto answer = outside.get(page);
        QVERIFY(!answer);
        QVERIFY2(answer.error().answer.find("does not take the session that it has just given") !=
                     std::string::npos,
                 answer.error().sentence().c_str());
        QCOMPARE(outside.node(first).configs, 2);
    }
    void keepsThePasswordFromStrangers() {
        Outside outside;
        outside.inside.pages["https://tabs.stranger.org:443/x"] = {200, "x", {}, {}};
        QVERIFY(outside.get("https://tabs.stranger.org/x").has_value());
        QVERIFY(!outside.edge.asked.back().basic);
        outside.inside.pages["https://badexample.com:443/x"] = {200, "x", {}, {}};
        QVERIFY(outside.get("https://badexample.com/x").has_value());
        QVERIFY(!outside.edge.asked.back().basic);
    }
};

QTEST_GUILESS_MAIN(EdgeHttpTest)
#include "EdgeHttpTest.moc"
