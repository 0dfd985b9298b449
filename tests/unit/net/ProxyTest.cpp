// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>

#include "NetFixture.h"
#include "core/text.h"
#include "net/CurlHttpClient.h"
#include "net/SocketConnections.h"
#include "net/proxy/OrganisationProxyPolicy.h"
#include "net/proxy/ProxyKeyring.h"
#include "net/proxy/proxyAuthorization.h"

using namespace sidetone;
using core::ErrorCode;
using net::Route;
using test::httpAnswer;
using test::httpScript;
using test::NetFixture;
using test::TestServer;
using test::TestStream;

namespace {

/// One answer for everything.
class FixedPolicy final : public net::ProxyPolicy {
public:
    net::Routes answer{{Route{}}, "the test"};
    std::vector<std::string> asked;
    [[nodiscard]] core::Task<net::Routes> routes(net::RouteRequest request) override {
        asked.push_back(request.scheme + " " + request.server.text());
        return core::Task<net::Routes>::ready(answer);
    }
};

/// A person who answers each question from a list, then declines.
class Person final : public net::ProxyCredentials {
public:
    std::vector<net::HttpCredentials> answers;
    std::vector<net::ProxyChallenge> asked;
    [[nodiscard]] core::Task<net::HttpCredentials> ask(net::ProxyChallenge challenge) override {
        asked.push_back(challenge);
        using Task = core::Task<net::HttpCredentials>;
        if (answers.empty()) return Task::ready(core::fail(ErrorCode::Cancelled, "Asking"));
        auto answer = answers.front();
        answers.erase(answers.begin());
        return Task::ready(std::move(answer));
    }
};

/// CONNECT: 200 where the header is there, else `refusal`; then the stream speaks as the server.
TestServer::Script connectScript(std::string needed, std::string refusal,
                                 std::vector<std::string>* heads, TestServer::Script server) {
    return [=](TestStream& stream) {
        for (;;) {
            const auto head = stream.readUntil("\r\n\r\n");
            if (head.empty()) return;
            if (heads != nullptr) heads->push_back(head);
            if (head.find(needed) != std::string::npos) break;
            stream.write(refusal);
        }
        stream.write("HTTP/1.1 200 Connection established\r\n\r\n");
        server(stream);
    };
}

const std::string locked =
    "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"office\"\r\n"
    "Content-Length: 0\r\n\r\n";

template <class T>
struct Outcome {
    std::optional<core::Result<T>> result;
    core::Owner owner;
    explicit Outcome(core::Task<T> task) {
        std::move(task).then(owner, [this](auto answer) { result = std::move(answer); });
    }
    [[nodiscard]] bool ended() const { return result.has_value(); }
    [[nodiscard]] bool isGood() const { return result && result->has_value(); }
    [[nodiscard]] std::string sentence() const {
        if (!result) return "nothing came";
        return *result ? "good" : result->error().sentence();
    }
    [[nodiscard]] ErrorCode code() const { return result->error().code; }
};

}  // namespace

class ProxyTest : public QObject {
    Q_OBJECT

    NetFixture net_;
    FixedPolicy policy_;
    Person person_;

    Route through(const TestServer& server, Route::Kind kind = Route::Kind::HttpProxy) const {
        return {kind, {"imp1.office.test", server.port()}};
    }
    Outcome<net::HttpResponse> fetch(net::ProxyKeyring* keyring, const std::string& url) {
        net::CurlHttpClient client(net_.clock, net_.resolver, net_.policy);
        client.useProxies(policy_, keyring);
        net::HttpRequest request;
        request.url = url;
        request.timeout = core::Milliseconds(4000);
        return Outcome<net::HttpResponse>(client.send(request));
    }

private Q_SLOTS:
    void init() {
        policy_.answer = {{Route{}}, "the test"};
        policy_.asked.clear();
        person_.answers.clear();
        person_.asked.clear();
    }

    void plainRequestsGoWhole() {
        std::string asked;
        const auto script = httpScript([&asked](const std::string& head) {
            asked = head;
            return httpAnswer(200, "hello");
        });
        const TestServer proxy(script, std::nullopt);
        policy_.answer.ways = {through(proxy)};
        const auto got = fetch(nullptr, "http://far.test:81/page?x=1");
        QTRY_VERIFY(got.ended());
        QVERIFY2(got.isGood(), got.sentence().c_str());
        QCOMPARE((*got.result)->body, std::string("hello"));
        QVERIFY(asked.rfind("GET http://far.test:81/page?x=1 HTTP/1.1", 0) == 0);
        QVERIFY((*got.result)->route.rfind("http proxy imp1.office.test:", 0) == 0);
        QVERIFY((*got.result)->route.find("(the test)") != std::string::npos);
        QCOMPARE(policy_.asked, std::vector<std::string>{"http far.test:81"});
    }

    void directSaysSo() {
        const TestServer server(httpScript([](const std::string&) { return httpAnswer(200, "x"); }),
                                std::nullopt);
        const auto got =
            fetch(nullptr, "http://imp1.office.test:" + std::to_string(server.port()) + "/");
        QTRY_VERIFY(got.ended());
        QCOMPARE((*got.result)->route, std::string("direct (the test)"));
    }

    void connectsForHttps() {
        std::vector<std::string> heads;
        const TestServer proxy(connectScript("CONNECT", "", &heads,
                                             [](TestStream& stream) {
                                                 if (!stream.startTls()) return;
                                                 httpScript([](const std::string&) {
                                                     return httpAnswer(200, "safe");
                                                 })(stream);
                                             }),
                               net_.good(), false);
        policy_.answer.ways = {through(proxy)};
        // The name is the proxy's to know.
        net_.resolver.hosts.erase("far.office.test");
        const auto got = fetch(nullptr, "https://imp1.office.test:8443/x");
        QTRY_VERIFY(got.ended());
        QVERIFY2(got.isGood(), got.sentence().c_str());
        QCOMPARE((*got.result)->body, std::string("safe"));
        QVERIFY((*got.result)->tls.has_value());
        QVERIFY(heads.at(0).rfind("CONNECT imp1.office.test:8443 HTTP/1.1", 0) == 0);
    }

    void asksForAPassword() {
        std::vector<std::string> heads;
        const TestServer proxy(
            connectScript(
                "Proxy-Authorization: Basic " + core::toBase64("anna:right"), locked, &heads,
                [](TestStream& stream) {
                    if (!stream.startTls()) return;
                    httpScript([](const std::string&) { return httpAnswer(200, "in"); })(stream);
                }),
            net_.good(), false);
        policy_.answer.ways = {through(proxy)};
        person_.answers = {{"anna", core::Secret("wrong")}, {"anna", core::Secret("right")}};
        net::ProxyKeyring keyring(&person_);
        const auto got = fetch(&keyring, "https://imp1.office.test:8443/");
        QTRY_VERIFY(got.ended());
        QVERIFY2(got.isGood(), got.sentence().c_str());
        QCOMPARE(person_.asked.size(), std::size_t(2));
        QCOMPARE(person_.asked[0].scheme, std::string("Basic"));
        QVERIFY(!person_.asked[0].isAgain);
        QVERIFY(person_.asked[1].isAgain);
        // Kept for the session.
        const auto again = fetch(&keyring, "https://imp1.office.test:8443/");
        QTRY_VERIFY(again.ended());
        QVERIFY2(again.isGood(), again.sentence().c_str());
        QCOMPARE(person_.asked.size(), std::size_t(2));
    }

    void saysWhyAProxyRefuses_data() {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("said");
        QTest::newRow("407") << QString::fromStdString(locked)
                             << QStringLiteral("wants a user name and a password (407)");
        QTest::newRow("403") << QStringLiteral("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
                             << QStringLiteral("does not allow this connection (403)");
        QTest::newRow("502") << QStringLiteral("HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n")
                             << QStringLiteral("cannot reach the server (502)");
        QTest::newRow("500") << QStringLiteral("HTTP/1.1 500 Bad\r\nContent-Length: 0\r\n\r\n")
                             << QStringLiteral("answered 500 instead");
    }
    void saysWhyAProxyRefuses() {
        QFETCH(QString, answer);
        QFETCH(QString, said);
        const TestServer proxy(
            connectScript("never", answer.toStdString(), nullptr, [](TestStream&) {}),
            std::nullopt);
        policy_.answer.ways = {through(proxy)};
        const auto got = fetch(nullptr, "https://far.test/");
        QTRY_VERIFY(got.ended());
        QVERIFY2(got.sentence().find(said.toStdString()) != std::string::npos,
                 got.sentence().c_str());
        net::SocketConnections connections(net_.clock, net_.resolver, net_.policy);
        connections.useProxies(policy_, nullptr);
        const Outcome<std::shared_ptr<net::Connection>> connected(
            connections.connect({{"far.test", 443}, true, {}, {}, 0, core::Milliseconds(3000)}));
        QTRY_VERIFY(connected.ended());
        QVERIFY2(connected.sentence().find(said.toStdString()) != std::string::npos,
                 connected.sentence().c_str());
    }

    void saysThatAProxyIsNotThere() {
        std::uint16_t port = 0;
        {
            const TestServer gone([](TestStream&) {}, std::nullopt);
            port = gone.port();
        }
        policy_.answer.ways = {{Route::Kind::HttpProxy, {"imp1.office.test", port}}};
        const auto refused = fetch(nullptr, "https://far.test/");
        QTRY_VERIFY(refused.ended());
        QVERIFY2(refused.sentence().find("the proxy imp1.office.test:") != std::string::npos,
                 refused.sentence().c_str());
        QVERIFY(refused.code() == ErrorCode::Refused);
        policy_.answer.ways = {{Route::Kind::HttpProxy, {"nowhere.test", 3128}}};
        const auto unknown = fetch(nullptr, "https://far.test/");
        QTRY_VERIFY(unknown.ended());
        QVERIFY2(unknown.sentence().find("Looking up the proxy nowhere.test") == 0,
                 unknown.sentence().c_str());
    }

    void theProxysCertificateIsJudged() {
        TestServer::Script script =
            connectScript("CONNECT", "", nullptr, [](TestStream& stream) { stream.waitForEnd(); });
        for (const auto& bad : net_.matrix.cases) {
            if (bad.reason.empty()) continue;
            const TestServer proxy(script, TestServer::Tls{bad.identity, {}});
            policy_.answer.ways = {through(proxy, Route::Kind::HttpsProxy)};
            const auto got = fetch(nullptr, "https://far.test/");
            QTRY_VERIFY(got.ended());
            QVERIFY2(got.sentence().find("certificate of the proxy imp1.office.test:") !=
                         std::string::npos,
                     got.sentence().c_str());
            QVERIFY(got.code() == ErrorCode::Untrusted);
            break;
        }
    }

    void encryptedProxiesWork() {
        std::string asked;
        const auto script = httpScript([&asked](const std::string& head) {
            asked = head;
            return httpAnswer(200, "through TLS");
        });
        const TestServer proxy(script, net_.good());
        policy_.answer.ways = {through(proxy, Route::Kind::HttpsProxy)};
        const auto got = fetch(nullptr, "http://far.test/");
        QTRY_VERIFY(got.ended());
        QVERIFY2(got.isGood(), got.sentence().c_str());
        QVERIFY(asked.rfind("GET http://far.test/ ", 0) == 0);
    }

    void takesTheNextWay() {
        const TestServer server(httpScript([](const std::string&) { return httpAnswer(200, "x"); }),
                                std::nullopt);
        policy_.answer.ways = {{Route::Kind::HttpProxy, {"nowhere.test", 1}},
                               {Route::Kind::HttpProxy, {"imp1.office.test", 1}},
                               Route{}};
        const auto got =
            fetch(nullptr, "http://imp1.office.test:" + std::to_string(server.port()) + "/");
        QTRY_VERIFY(got.ended());
        QVERIFY2(got.isGood(), got.sentence().c_str());
        QCOMPARE((*got.result)->route, std::string("direct (the test)"));
    }

    void connectionsGoThroughToo_data() {
        QTest::addColumn<bool>("socks");
        QTest::addColumn<bool>("password");
        QTest::newRow("http") << false << false;
        QTest::newRow("http, password") << false << true;
        QTest::newRow("socks") << true << false;
        QTest::newRow("socks, password") << true << true;
    }
    void connectionsGoThroughToo() {
        QFETCH(bool, socks);
        QFETCH(bool, password);
        std::string target;
        const auto speak = [](TestStream& stream) {
            if (!stream.startTls()) return;
            stream.write("welcome");
            stream.waitForEnd();
        };
        const auto socksScript = [&](TestStream& stream) {
            const auto methods = stream.read();
            if (password) {
                if (methods.find('\x02', 2) == std::string::npos) {
                    stream.write(std::string("\x05\xff", 2));
                    return;
                }
                stream.write(std::string("\x05\x02", 2));
                const auto login = stream.read();
                stream.write(std::string("\x01", 1) + (login == std::string("\x01\x04"
                                                                            "anna\x02pw")
                                                           ? '\0'
                                                           : '\x01'));
            } else {
                stream.write(std::string("\x05\x00", 2));
            }
            target = stream.read();
            stream.write(std::string("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10));
            speak(stream);
        };
        const auto needed = password ? "Basic " + core::toBase64("anna:pw") : "CONNECT";
        std::vector<std::string> heads;
        const TestServer proxy(
            socks ? TestServer::Script(socksScript) : connectScript(needed, locked, &heads, speak),
            net_.good(), false);
        policy_.answer.ways = {
            through(proxy, socks ? Route::Kind::Socks5 : Route::Kind::HttpProxy)};
        person_.answers = {{"anna", core::Secret("pw")}};
        net::ProxyKeyring keyring(&person_);
        net::SocketConnections connections(net_.clock, net_.resolver, net_.policy);
        connections.useProxies(policy_, &keyring);
        const Outcome<std::shared_ptr<net::Connection>> connected(connections.connect(
            {{"imp1.office.test", 5223}, true, {}, {"xmpp-client"}, 0, core::Milliseconds(4000)}));
        QTRY_VERIFY(connected.ended());
        QVERIFY2(connected.isGood(), connected.sentence().c_str());
        std::string received;
        (**connected.result)->setHandlers({[&](std::string_view bytes) { received += bytes; }, {}});
        QTRY_COMPARE(received, std::string("welcome"));
        QCOMPARE(policy_.asked, std::vector<std::string>{"xmpp imp1.office.test:5223"});
        QCOMPARE(person_.asked.size(), std::size_t(password ? 1 : 0));
        if (socks) QVERIFY(target.find("imp1.office.test") != std::string::npos);
    }

    void somethingElseIsNoProxy() {
        const TestServer server([](TestStream& stream) { stream.write("220 mail ready\r\n"); },
                                std::nullopt);
        policy_.answer.ways = {through(server)};
        net::SocketConnections connections(net_.clock, net_.resolver, net_.policy);
        connections.useProxies(policy_, nullptr);
        const Outcome<std::shared_ptr<net::Connection>> connected(
            connections.connect({{"far.test", 443}, true, {}, {}, 0, core::Milliseconds(3000)}));
        QTRY_VERIFY(connected.ended());
        QVERIFY2(connected.sentence().find("no such proxy") != std::string::npos,
                 connected.sentence().c_str());
    }

    /// The responses were computed with md5sum.
    void digestsAreRight() {
        const auto scheme = net::chooseProxyScheme(
            {"Basic realm=\"x\"",
             "Digest realm=\"office\", nonce=\"abc\", qop=\"auth, auth-int\", algorithm=MD5",
             "Digest realm=\"office\", nonce=\"abc\", qop=\"auth-int\", algorithm=SHA-256"});
        QVERIFY(scheme);
        QCOMPARE(scheme->algorithm, std::string("MD5"));
        QVERIFY(scheme->hasQop);
        const net::HttpCredentials anna{"anna", core::Secret("pw")};
        const auto full = net::proxyAuthorization(*scheme, anna, "far.test:443", "0f");
        QVERIFY2(full.find("response=\"3ac335796b422175e6972a812cc67412\"") != std::string::npos,
                 full.c_str());
        net::ProxyScheme plain = *scheme;
        plain.hasQop = false;
        const auto header = net::proxyAuthorization(plain, anna, "far.test:443", "0");
        QVERIFY2(header.find("response=\"14f8c6b5853373eb83c4bab3df5ccf59\"") != std::string::npos,
                 header.c_str());
        QVERIFY(!net::chooseProxyScheme({"Negotiate", "NTLM"}));
    }

    void theOrganisationIsTriedDirectlyFirst() {
        policy_.answer.ways = {{Route::Kind::HttpProxy, {"proxy.test", 3128}}};
        net::OrganisationProxyPolicy policy(policy_);
        policy.setDomains({"office.test"});
        const auto ways = [&](const char* host) {
            const Outcome<net::Routes> found(policy.routes({"https", {host, 8443}, {}}));
            std::string all;
            for (const auto& way : (*found.result)->ways) all += way.text() + ";";
            return all;
        };
        QCOMPARE(ways("cucm1.office.test"), std::string("direct;http proxy proxy.test:3128;"));
        QCOMPARE(ways("far.test"), std::string("http proxy proxy.test:3128;"));
        policy_.answer.why = "PAC file http://x";
        QCOMPARE(ways("cucm1.office.test"), std::string("http proxy proxy.test:3128;"));
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "ProxyTest.moc"
