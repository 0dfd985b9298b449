// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <map>

#include "core/fitsPattern.h"
#include "net/proxy/BypassList.h"
#include "net/proxy/ProxySettings.h"
#include "net/proxy/pacAnswer.h"

using namespace sidetone;
using net::BypassList;
using net::ProxySettings;
using net::Route;

class BypassListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void entries_data() {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("direct");
        const auto row = [](const char* list, const char* host, int port, bool direct) {
            QTest::addRow("%s %s:%d", list, host, port)
                << QString::fromUtf8(list) << QString::fromUtf8(host) << port << direct;
        };
        row("", "a.example.com", 443, false);
        row("example.com", "example.com", 443, true);
        row("example.com", "a.b.Example.COM", 443, true);
        row("example.com", "notexample.com", 443, false);
        row("*.example.com", "a.example.com", 443, true);
        row("*.example.com", "example.com", 443, true);
        row("*.example.com", "example.com.evil.test", 443, false);
        row(".example.com", "a.example.com.", 443, true);
        row("proxy-*.example.com", "proxy-3.example.com", 443, true);
        row("proxy-*.example.com", "server.example.com", 443, false);
        row("10.*.1.*", "10.7.1.2", 80, true);
        row("10.*.1.*", "10.7.2.2", 80, false);
        row("10.0.0.0/8", "10.200.1.2", 443, true);
        row("10.0.0.0/8", "11.0.0.1", 443, false);
        row("10.0.0.0/8", "ten.example.com", 443, false);
        row("fd00::/8", "fd12::1", 443, true);
        row("fd12::1", "fd12:0::1", 443, true);
        row("10.1.2.3", "10.1.2.3", 443, true);
        row("10.1.2.3", "110.1.2.3", 443, false);
        row("example.com:8443", "a.example.com", 8443, true);
        row("example.com:8443", "a.example.com", 443, false);
        row("[fd12::1]:8443", "fd12::1", 8443, true);
        row("[fd12::1]:8443", "fd12::1", 443, false);
        row("<local>", "cucm1", 8443, true);
        row("<local>", "cucm1.example.com", 8443, false);
        row("<local>", "fd12::1", 8443, false);
        row("a.test;b.test, c.test", "c.test", 443, true);
        row("*", "anything.test", 443, true);
        row("", "localhost", 80, true);
        row("", "127.9.9.9", 80, true);
        row("", "::1", 80, true);
    }
    void entries() {
        QFETCH(QString, list);
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(bool, direct);
        const auto bypass = BypassList::parse(list.toStdString());
        const auto found = bypass.match({host.toStdString(), static_cast<std::uint16_t>(port)});
        QCOMPARE(found.has_value(), direct);
    }

    void patternsTakeNoLongTime() {
        std::string stars;
        for (int i = 0; i < 2000; ++i) stars += "*a";
        QVERIFY(!core::fitsPattern(std::string(20'000, 'a'), stars + "b"));
    }

    void readsProxies() {
        const auto text = [](const char* given) {
            const auto entry = net::parseProxy(given);
            return entry ? entry->route.text() : std::string("error");
        };
        QCOMPARE(text("proxy:3128"), std::string("http proxy proxy:3128"));
        QCOMPARE(text("proxy"), std::string("http proxy proxy:8080"));
        QCOMPARE(text("http://proxy/"), std::string("http proxy proxy:80"));
        QCOMPARE(text("https://p.test"), std::string("https proxy p.test:443"));
        QCOMPARE(text("socks5h://10.0.0.1"), std::string("socks5 proxy 10.0.0.1:1080"));
        QCOMPARE(text("http://[fd00::1]:81"), std::string("http proxy [fd00::1]:81"));
        QCOMPARE(text("ftp://proxy"), std::string("error"));
        QCOMPARE(text(""), std::string("error"));
        const auto secret = net::parseProxy("http://anna:p%40ss@proxy:1");
        QVERIFY(secret && secret->credentials);
        QCOMPARE(secret->credentials->password.reveal(), std::string("p@ss"));
        const auto wrong = net::parseProxy("gopher://anna:hush@proxy:1");
        QVERIFY(!wrong);
        QVERIFY(wrong.error().sentence().find("hush") == std::string::npos);
    }

    void readsTheEnvironment() {
        std::map<std::string, std::string> all{{"HTTPS_PROXY", "http://secure:1"},
                                               {"HTTP_PROXY", "http://header:1"},
                                               {"all_proxy", "socks5://any:2"},
                                               {"no_proxy", "example.com,10.0.0.0/8"}};
        const auto settings = net::environmentProxies([&](const auto& name) { return all[name]; });
        QVERIFY(settings.mode == ProxySettings::Mode::Manual);
        QVERIFY(!settings.http);  // HTTP_PROXY may come from a request's header
        QCOMPARE(settings.https->proxy.host, std::string("secure"));
        QVERIFY(settings.all->kind == Route::Kind::Socks5);
        QVERIFY(settings.bypass.match({"10.1.1.1", 1}));
        all = {{"SIDETONE_PAC", "http://web/p.pac"}};
        QVERIFY(net::environmentProxies([&](const auto& name) { return all[name]; }).mode ==
                ProxySettings::Mode::Script);
    }

    void readsDesktops() {
        const auto gnome = net::gnomeProxies(
            "org.gnome.system.proxy autoconfig-url ''\n"
            "org.gnome.system.proxy ignore-hosts ['localhost', '*.office.test']\n"
            "org.gnome.system.proxy mode 'manual'\n"
            "org.gnome.system.proxy.http authentication-password 'pw'\n"
            "org.gnome.system.proxy.http authentication-user 'anna'\n"
            "org.gnome.system.proxy.http host 'proxy.test'\n"
            "org.gnome.system.proxy.http port 8080\n"
            "org.gnome.system.proxy.http use-authentication true\n"
            "org.gnome.system.proxy.https host ''\n"
            "org.gnome.system.proxy.https port 0\n"
            "org.gnome.system.proxy.socks host 'socks.test'\n"
            "org.gnome.system.proxy.socks port 1080\n");
        QVERIFY(gnome.mode == ProxySettings::Mode::Manual);
        QCOMPARE(gnome.http->text(), std::string("http proxy proxy.test:8080"));
        QVERIFY(!gnome.https);
        QCOMPARE(gnome.all->text(), std::string("socks5 proxy socks.test:1080"));
        QVERIFY(gnome.bypass.match({"a.office.test", 1}));
        QCOMPARE(gnome.credentials.at("proxy.test:8080").user, std::string("anna"));
        const auto script = net::gnomeProxies(
            "org.gnome.system.proxy mode 'auto'\n"
            "org.gnome.system.proxy autoconfig-url 'http://web/proxy.pac'\n");
        QVERIFY(script.mode == ProxySettings::Mode::Script);
        QCOMPARE(script.script, std::string("http://web/proxy.pac"));
        QVERIFY(net::gnomeProxies("").mode == ProxySettings::Mode::None);

        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("kioslaverc"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "[Proxy Settings]\nProxyType=1\nhttpProxy=http://kde.test 3128\n"
            "NoProxyFor=.office.test,10.0.0.0/8\n");
        file.close();
        const auto kde = net::kdeProxies(path.toStdString(), [](const auto&) { return ""; });
        QVERIFY(kde.mode == ProxySettings::Mode::Manual);
        QCOMPARE(kde.http->text(), std::string("http proxy kde.test:3128"));
        QVERIFY(kde.bypass.match({"10.1.1.1", 1}));
    }

    void readsPacAnswers() {
        const auto text = [](const char* answer) {
            std::string all;
            for (const auto& way : net::readPacAnswer(answer)) all += way.text() + ";";
            return all;
        };
        QCOMPARE(text(""), std::string("direct;"));
        QCOMPARE(text("DIRECT"), std::string("direct;"));
        QCOMPARE(text(" PROXY a.test:8080 ;SOCKS b:1; HTTPS c.test;DIRECT;"),
                 std::string("http proxy a.test:8080;socks5 proxy b:1;https proxy "
                             "c.test:443;direct;"));
        QCOMPARE(text("PROXY http://a:1; NONSENSE; PROXY ; DIRECT"), std::string("direct;"));
        QCOMPARE(text("NONSENSE"), std::string());
        std::string many;
        for (int i = 0; i < 1000; ++i) many += "PROXY a:1;";
        QCOMPARE(net::readPacAnswer(many).size(), std::size_t(16));
    }

    void hidesWhatAScriptMustNotSee() {
        QCOMPARE(net::pacUrl({"https", {"a.test", 443}, "https://a.test/x?token=1"}),
                 std::string("https://a.test/"));
        QCOMPARE(net::pacUrl({"https", {"a.test", 8443}, "https://a.test:8443/x"}),
                 std::string("https://a.test:8443/"));
        QCOMPARE(net::pacUrl({"http", {"a.test", 80}, "http://a.test/x?y"}),
                 std::string("http://a.test/x?y"));
        QCOMPARE(net::pacUrl({"xmpp", {"a.test", 5222}, ""}), std::string("https://a.test:5222/"));
    }
};

QTEST_GUILESS_MAIN(BypassListTest)
#include "BypassListTest.moc"
