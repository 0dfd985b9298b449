// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fstream>
#include <optional>

#include "NetFixture.h"
#include "Rows.h"
#include "net/CurlHttpClient.h"
#include "net/proxy/PacProcess.h"
#include "net/proxy/SettingsProxyPolicy.h"

ROWS("DISC-07");

using namespace sidetone;
using core::ErrorCode;

namespace {

const std::string program = std::string(SIDETONE_BIN_DIR) + "/sidetone-pac";

struct Answered {
    std::optional<core::Result<std::string>> outcome;
    core::Owner owner;
    Answered(net::PacProcess& pac, const std::string& host) {
        pac.find("https://" + host + "/", host).then(owner, [this](auto answer) {
            outcome = std::move(answer);
        });
    }
    [[nodiscard]] std::string text() const {
        if (!outcome) return "nothing";
        return *outcome ? **outcome : "error: " + outcome->error().answer;
    }
};

}  // namespace

/// PAC files in the real program that evaluates them.
class PacTest : public QObject {
    Q_OBJECT

    test::NetFixture net_;

    net::PacProcess::Settings settings(const std::string& script) const {
        return {program, script, "10.1.2.3;fd00::3", core::Milliseconds(5000)};
    }
    /// The value of an expression as a script sees it.
    std::string value(const std::string& expression) {
        net::PacProcess pac(
            net_.clock, net_.resolver,
            settings("function FindProxyForURL(url, host) { return '' + (" + expression + "); }"));
        const Answered answered(pac, "imp1.office.test");
        if (!QTest::qWaitFor([&] { return answered.outcome.has_value(); })) return "nothing";
        return answered.text();
    }

private Q_SLOTS:
    void functions_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* expression, const char* expected) {
            QTest::newRow(expression)
                << QString::fromUtf8(expression) << QString::fromUtf8(expected);
        };
        row("url + ' ' + host", "https://imp1.office.test/ imp1.office.test");
        row("isPlainHostName('www')", "true");
        row("isPlainHostName('www.test')", "false");
        row("dnsDomainIs('www.Office.test', '.office.test')", "true");
        row("dnsDomainIs('www.office.test', '.other.test')", "false");
        row("localHostOrDomainIs('www', 'www.office.test')", "true");
        row("localHostOrDomainIs('www.office.test', 'www.office.test')", "true");
        row("localHostOrDomainIs('www.other.test', 'www.office.test')", "false");
        row("dnsDomainLevels('www.office.test')", "2");
        row("dnsResolve('imp1.office.test')", "127.0.0.1");
        row("dnsResolve('nowhere.test')", "null");
        row("isResolvable('imp1.office.test')", "true");
        row("isResolvable('nowhere.test')", "false");
        row("dnsResolveEx('six.office.test')", "fd00::7;10.0.0.7");
        row("dnsResolve('six.office.test')", "10.0.0.7");
        row("myIpAddress()", "10.1.2.3");
        row("myIpAddressEx()", "10.1.2.3;fd00::3");
        row("isInNet('10.1.2.3', '10.0.0.0', '255.0.0.0')", "true");
        row("isInNet('imp1.office.test', '127.0.0.0', '255.0.0.0')", "true");
        row("isInNet('192.168.255.1', '192.168.128.0', '255.255.128.0')", "true");
        row("isInNet('11.1.2.3', '10.0.0.0', '255.0.0.0')", "false");
        row("isInNet('nowhere.test', '10.0.0.0', '255.0.0.0')", "false");
        row("isInNetEx('fd00::7', 'fd00::/8')", "true");
        row("isInNetEx('fe80::7', 'fd00::/8')", "false");
        row("isInNetEx('10.1.2.3', '10.1.2.0/23')", "true");
        row("isInNetEx('10.1.4.3', '10.1.2.0/23')", "false");
        row("isInNetEx('six.office.test', 'fd00::/64')", "true");
        row("sortIpAddressList('10.0.0.2;fd00::1;10.0.0.1')", "fd00::1;10.0.0.1;10.0.0.2");
        row("convert_addr('104.16.41.2')", "1745889538");
        row("shExpMatch('http://a.test/ari/x', '*/ari/*')", "true");
        row("shExpMatch('a.test', 'b.*')", "false");
        row("shExpMatch('a+b', 'a+?')", "true");
        row("getClientVersion()", "1.0");
        row("typeof alert", "function");
        row("weekdayRange('SUN', 'SAT')", "true");
        row("weekdayRange('nonsense')", "false");
        row("timeRange(0, 23)", "true");
        row("timeRange(0, 0, 0, 23, 59, 59, 'GMT')", "true");
        row("dateRange('JAN', 'DEC')", "true");
        row("dateRange(1, 31)", "true");
        row("dateRange(1995, 2100)", "true");
        row("dateRange(1, 'JAN', 1995, 31, 'DEC', 1996)", "false");
        row("dateRange(1, 'JUN', 1995, 15, 'AUG', 2100)", "true");
        row("typeof require + typeof Duktape.modSearch + typeof print",
            "undefinedundefinedundefined");
    }
    void functions() {
        QFETCH(QString, expression);
        QFETCH(QString, expected);
        net_.resolver.hosts["six.office.test"] = {"fd00::7", "10.0.0.7"};
        QCOMPARE(value(expression.toStdString()), expected.toStdString());
    }

    /// With a clock that the script itself sets.
    void timesGoRound() {
        const std::string at =
            "(function () { Date = function () { return { getDay: function () {"
            " return 0; }, getHours: function () { return 23; }, getMinutes: "
            "function () { return 30; }, getSeconds: function () { return 0; "
            "}, getDate: function () { return 31; }, getMonth: function () { "
            "return 11; }, getFullYear: function () { return 2026; } }; }; "
            "return ";
        const auto then = [&](const char* expression) { return value(at + expression + "; })()"); };
        QCOMPARE(then("weekdayRange('FRI', 'MON')"), std::string("true"));
        QCOMPARE(then("weekdayRange('MON', 'FRI')"), std::string("false"));
        QCOMPARE(then("weekdayRange('SUN')"), std::string("true"));
        QCOMPARE(then("timeRange(22, 6)"), std::string("true"));
        QCOMPARE(then("timeRange(9, 17)"), std::string("false"));
        QCOMPARE(then("timeRange(23, 0, 23, 29)"), std::string("false"));
        QCOMPARE(then("timeRange(23, 0, 23, 30)"), std::string("true"));
        QCOMPARE(then("timeRange(23, 30, 1, 23, 59, 59)"), std::string("false"));
        QCOMPARE(then("timeRange(23)"), std::string("true"));
        QCOMPARE(then("dateRange(24, 'DEC', 6, 'JAN')"), std::string("true"));
        QCOMPARE(then("dateRange(1, 'JAN', 30, 'DEC')"), std::string("false"));
        QCOMPARE(then("dateRange('DEC', 2026, 'JAN', 2027)"), std::string("true"));
        QCOMPARE(then("dateRange(31)"), std::string("true"));
        QCOMPARE(then("dateRange('DEC')"), std::string("true"));
        QCOMPARE(then("dateRange(2025)"), std::string("false"));
    }

    void brokenFilesAreSaid() {
        const auto outcome = [&](const char* script) {
            net::PacProcess pac(net_.clock, net_.resolver, settings(script));
            const Answered answered(pac, "a.test");
            (void)QTest::qWaitFor([&] { return answered.outcome.has_value(); });
            return answered.text();
        };
        QVERIFY(outcome("function (").find("SyntaxError") != std::string::npos);
        QVERIFY(outcome("var a = 1;").find("no function FindProxyForURL") != std::string::npos);
        QVERIFY(outcome("function FindProxyForURL() { return x.y; }").find("ReferenceError") !=
                std::string::npos);
        QVERIFY(outcome("function FindProxyForURL() { return 5; }").find("with text") !=
                std::string::npos);
        QCOMPARE(outcome("function FindProxyForURL() { return null; }"), std::string());
    }

    void endlessOnesEnd() {
        net::PacProcess pac(net_.clock, net_.resolver,
                            settings("var n = 0; function FindProxyForURL(u, h) { while (h == "
                                     "'loop.test') ; return 'DIRECT'; }"));
        const Answered first(pac, "loop.test");
        const Answered second(pac, "other.test");
        QTRY_VERIFY(second.outcome);
        QCOMPARE(first.text(), std::string("error: it computes for longer than 1 s"));
        QCOMPARE(second.text(), std::string("DIRECT"));  // in a new process
    }

    void greedyOnesEnd() {
        net::PacProcess pac(net_.clock, net_.resolver,
                            settings("function FindProxyForURL() { var a = new Array(); var s = "
                                     "'0123456789'; for (;;) { s += s; a.push(s); } }"));
        const Answered answered(pac, "a.test");
        QTRY_VERIFY(answered.outcome);
        QVERIFY2(answered.text().rfind("error: ", 0) == 0, answered.text().c_str());
    }

    void nothingButTheScriptIsInReach() {
        const auto keys = value("Object.getOwnPropertyNames(this).join(' ')");
        for (const char* name : {"require", "print", "load", "readFile", "process", "__"}) {
            QVERIFY2(keys.find(name) == std::string::npos, keys.c_str());
        }
    }

    void aPolicyFetchesItsFile() {
        int fetched = 0;
        const test::TestServer web(
            test::httpScript([&fetched](const std::string&) {
                ++fetched;
                return test::httpAnswer(
                    200,
                    "function FindProxyForURL(url, host) { if (isPlainHostName(host) || "
                    "dnsDomainIs(host, '.office.test')) return 'DIRECT'; return 'PROXY "
                    "proxy.office.test:3128; DIRECT'; }");
            }),
            std::nullopt);
        net::CurlHttpClient direct(net_.clock, net_.resolver, net_.policy);
        net::ProxySettings said;
        said.mode = net::ProxySettings::Mode::Script;
        said.script = "http://imp1.office.test:" + std::to_string(web.port()) + "/proxy.pac";
        said.bypass = net::BypassList({"*.skipped.test"});
        net::SettingsProxyPolicy policy({net_.clock, net_.resolver, direct, program}, said);
        const auto routes = [&](const std::string& host) {
            std::optional<net::Routes> found;
            core::Owner owner;
            policy.routes({"https", {host, 443}, {}}).then(owner, [&](auto result) {
                found = *result;
            });
            (void)QTest::qWaitFor([&] { return found.has_value(); });
            return found.value_or(net::Routes{});
        };
        const auto inside = routes("cucm1.office.test");
        QCOMPARE(inside.ways.size(), std::size_t(1));
        QCOMPARE(inside.ways[0].text(), std::string("direct"));
        const auto outside = routes("loginp.cloud.test");
        QCOMPARE(outside.ways.size(), std::size_t(2));
        QCOMPARE(outside.ways[0].text(), std::string("http proxy proxy.office.test:3128"));
        QCOMPARE(outside.why, "PAC file " + said.script);
        QCOMPARE(routes("a.skipped.test").why, std::string("bypass list: *.skipped.test"));
        QCOMPARE(fetched, 1);
    }

    void aFileThatIsNotThereMeansDirect() {
        net::CurlHttpClient direct(net_.clock, net_.resolver, net_.policy);
        net::ProxySettings said;
        said.mode = net::ProxySettings::Mode::Script;
        said.script = "file:///nonexistent/proxy.pac";
        net::SettingsProxyPolicy policy({net_.clock, net_.resolver, direct, program}, said);
        std::optional<net::Routes> found;
        core::Owner owner;
        policy.routes({"https", {"a.test", 443}, {}}).then(owner, [&](auto r) { found = *r; });
        QTRY_VERIFY(found);
        QCOMPARE(found->ways[0].text(), std::string("direct"));
        QVERIFY2(found->why.find("could not be fetched") != std::string::npos, found->why.c_str());
    }
};

QTEST_GUILESS_MAIN(PacTest)
#include "PacTest.moc"
