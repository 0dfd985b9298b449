// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>
#include <optional>

#include "OfficeFixture.h"
#include "Rows.h"
#include "core/QtClock.h"
#include "net/CaresResolver.h"
#include "net/CurlHttpClient.h"
#include "net/SocketConnections.h"
#include "net/TlsPolicy.h"
#include "net/proxy/ProxyKeyring.h"
#include "net/proxy/SettingsProxyPolicy.h"

ROWS("DISC-06", "DISC-07");

using namespace sidetone;

namespace {

class Person final : public net::ProxyCredentials {
public:
    std::vector<core::Secret> passwords;
    std::vector<net::ProxyChallenge> asked;
    [[nodiscard]] core::Task<net::HttpCredentials> ask(net::ProxyChallenge challenge) override {
        asked.push_back(std::move(challenge));
        using Task = core::Task<net::HttpCredentials>;
        if (passwords.empty()) return Task::ready(core::fail(core::ErrorCode::Cancelled, "Asking"));
        const auto password = passwords.front();
        passwords.erase(passwords.begin());
        return Task::ready(net::HttpCredentials{"traveller", password});
    }
};

template <class T>
core::Result<T> waitFor(core::Task<T> task) {
    std::optional<core::Result<T>> outcome;
    core::Owner owner;
    std::move(task).then(owner, [&](auto result) { outcome = std::move(result); });
    if (QTest::qWaitFor([&] { return outcome.has_value(); }, 15'000)) return *outcome;
    return core::fail(core::ErrorCode::Internal, "Waiting", "nothing came");
}

}  // namespace

/// The cloud's look-up and chat, asked through the office's proxies.
class ProxiesTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    core::QtClock clock_;
    std::unique_ptr<net::CaresResolver> resolver_;
    std::shared_ptr<const net::TlsPolicy> tls_;
    std::unique_ptr<net::CurlHttpClient> direct_;
    Person person_;

    [[nodiscard]] std::string host(const char* label) const {
        return label + ("." + office_.domain());
    }
    [[nodiscard]] core::Secret password() const {
        QFile file(QString::fromStdString(office_.folder() + "/proxies/password"));
        if (!file.open(QIODevice::ReadOnly)) return {};
        return core::Secret(file.readAll().trimmed().toStdString());
    }
    /// The proxies' log since the last call.
    [[nodiscard]] std::string log() {
        QFile file(QString::fromStdString(office_.folder() + "/proxies/log"));
        if (!file.open(QIODevice::ReadOnly)) return {};
        file.seek(read_);
        const auto text = file.readAll();
        read_ += text.size();
        return text.toStdString();
    }
    [[nodiscard]] std::unique_ptr<net::SettingsProxyPolicy> policy(net::ProxySettings settings) {
        return std::make_unique<net::SettingsProxyPolicy>(
            net::ProxyMeans{clock_, *resolver_, *direct_,
                            std::string(SIDETONE_BIN_DIR) + "/sidetone-pac"},
            std::move(settings));
    }
    [[nodiscard]] net::ProxySettings explicitly(int port, const std::string& bypass = {}) const {
        net::ProxySettings settings;
        settings.mode = net::ProxySettings::Mode::Manual;
        settings.https = net::Route{net::Route::Kind::HttpProxy,
                                    {host("web-proxy"), static_cast<std::uint16_t>(port)}};
        settings.bypass = net::BypassList::parse(bypass);
        settings.source = "the test";
        return settings;
    }
    /// The look-up of the chapter, "Client Issues an HTTP Query".
    core::Result<net::HttpResponse> lookUp(net::ProxyPolicy& proxies, net::ProxyKeyring& keyring) {
        net::CurlHttpClient client(clock_, *resolver_, tls_);
        client.useProxies(proxies, &keyring);
        net::HttpRequest request;
        request.url =
            "https://" + host("loginp") + ":8443/cas/FederatedSSO?org=" + office_.domain();
        return waitFor(client.send(std::move(request)));
    }
    qint64 read_ = 0;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "proxies,cloud", "--people", "5"}),
                 office_.failure().c_str());
        net::ResolverSettings names;
        names.nameServers = {office_.nameServer()};
        resolver_ = std::make_unique<net::CaresResolver>(names);
        net::TlsSettings trusted;
        trusted.caFile = office_.caFile();
        tls_ = net::TlsPolicy::create(trusted, clock_).value();
        direct_ = std::make_unique<net::CurlHttpClient>(clock_, *resolver_, tls_);
    }
    void init() {
        (void)log();
        person_.asked.clear();
        person_.passwords.clear();
    }

    void anExplicitProxyIsUsed() {
        net::ProxyKeyring keyring(&person_);
        const auto proxies = policy(explicitly(3128));
        const auto answer = lookUp(*proxies, keyring);
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().sentence().c_str());
        QVERIFY2(answer->body.find("errorcode") != std::string::npos, answer->body.c_str());
        QCOMPARE(log(), "3128 CONNECT " + host("loginp") + ":8443 200\n");
        QVERIFY(person_.asked.empty());
    }

    void aWildcardGoesAroundIt() {
        net::ProxyKeyring keyring(&person_);
        const auto proxies = policy(explicitly(3128, "*." + office_.domain()));
        const auto answer = lookUp(*proxies, keyring);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->route, "direct (bypass list: *." + office_.domain() + ")");
        QCOMPARE(log(), std::string());
    }

    void passwordsAreAskedForOnce_data() {
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("scheme");
        QTest::newRow("Basic") << 3129 << QStringLiteral("Basic");
        QTest::newRow("Digest") << 3130 << QStringLiteral("Digest");
    }
    void passwordsAreAskedForOnce() {
        QFETCH(int, port);
        QFETCH(QString, scheme);
        person_.passwords = {core::Secret("wrong"), password()};
        net::ProxyKeyring keyring(&person_);
        const auto proxies = policy(explicitly(port));
        const auto answer = lookUp(*proxies, keyring);
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().sentence().c_str());
        QCOMPARE(person_.asked.size(), std::size_t(2));
        QCOMPARE(person_.asked[0].scheme, scheme.toStdString());
        QVERIFY(!person_.asked[0].isAgain && person_.asked[1].isAgain);
        QVERIFY(lookUp(*proxies, keyring).has_value());
        QCOMPARE(person_.asked.size(), std::size_t(2));
        // The same for connections that are no HTTP: chat, with the office's real server.
        net::SocketConnections connections(clock_, *resolver_, tls_);
        connections.useProxies(*proxies, &keyring);
        net::ConnectRequest request;
        request.server = {host("imp1"), 5222};
        request.alpn = {"xmpp-client"};
        (void)log();
        const auto connected = waitFor(connections.connect(std::move(request)));
        QVERIFY2(connected.has_value(), connected ? "" : connected.error().sentence().c_str());
        const auto said = log();
        const auto through = std::to_string(port) + " CONNECT " + host("imp1") + ":5222 200\n";
        QVERIFY2(said.find(through) != std::string::npos, said.c_str());
        QCOMPARE(person_.asked.size(), std::size_t(2));
    }

    void withoutAPasswordItIsSaid() {
        net::ProxyKeyring keyring(&person_);
        const auto proxies = policy(explicitly(3129));
        const auto answer = lookUp(*proxies, keyring);
        QVERIFY(!answer.has_value());
        const auto sentence = answer.error().sentence();
        QVERIFY2(sentence.find("wants a user name and a password (407)") != std::string::npos,
                 sentence.c_str());
    }

    void aScriptChooses() {
        net::ProxySettings settings;
        settings.mode = net::ProxySettings::Mode::Script;
        settings.script = "http://" + host("web-proxy") + ":8080/proxy.pac";
        net::ProxyKeyring keyring(&person_);
        const auto proxies = policy(settings);
        const auto answer = lookUp(*proxies, keyring);
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().sentence().c_str());
        QCOMPARE(answer->route,
                 "http proxy " + host("web-proxy") + ":3128 (PAC file " + settings.script + ")");
        QCOMPARE(log(), "3128 CONNECT " + host("loginp") + ":8443 200\n");
        const auto inside = waitFor(proxies->routes({"https", {host("cucm1"), 8443}, {}}));
        QCOMPARE(inside->ways.front().text(), std::string("direct"));
    }

    void whatIsNotAllowedIsSaid() {
        net::ProxyKeyring keyring(&person_);
        const auto proxies = policy(explicitly(3128));
        net::CurlHttpClient client(clock_, *resolver_, tls_);
        client.useProxies(*proxies, &keyring);
        net::HttpRequest request;
        request.url = "https://elsewhere.invalid/";
        const auto answer = waitFor(client.send(std::move(request)));
        QVERIFY(!answer.has_value());
        const auto sentence = answer.error().sentence();
        QVERIFY2(sentence.find("does not allow this connection (403)") != std::string::npos,
                 sentence.c_str());
    }
};

QTEST_GUILESS_MAIN(ProxiesTest)
#include "ProxiesTest.moc"
