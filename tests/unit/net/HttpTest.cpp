// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <atomic>
#include <optional>
#include <thread>

#include "NetFixture.h"
#include "net/CurlHttpClient.h"

using namespace sidetone;
using core::ErrorCode;
using test::httpAnswer;
using test::httpScript;
using test::NetFixture;
using test::TestServer;
using test::TestStream;

namespace {

struct Fetched {
    std::optional<core::Result<net::HttpResponse>> outcome;
    core::Owner owner;
    Fetched(net::HttpClient& client, net::HttpRequest request) {
        client.send(std::move(request)).then(owner, [this](auto answer) { outcome = answer; });
    }
    [[nodiscard]] bool ended() const { return outcome.has_value(); }
    [[nodiscard]] bool isGood() const { return outcome && outcome->has_value(); }
    [[nodiscard]] const net::HttpResponse& answer() const { return **outcome; }
    [[nodiscard]] const core::Error& error() const { return outcome->error(); }
};

}  // namespace

class HttpTest : public QObject {
    Q_OBJECT

    NetFixture net_;
    net::CurlHttpClient client_{net_.clock, net_.resolver, net_.policy};

    static net::HttpRequest get(const TestServer& server, const std::string& path,
                                const char* scheme = "https") {
        net::HttpRequest request;
        request.url =
            std::string(scheme) + "://imp1.office.test:" + std::to_string(server.port()) + path;
        request.timeout = core::Milliseconds(3000);
        return request;
    }

private Q_SLOTS:
    void fetches() {
        std::string asked;
        const TestServer server(httpScript([&asked](const std::string& head) {
                                    asked = head;
                                    return httpAnswer(404, "<html/>", "X-Kind:  Error \r\n");
                                }),
                                net_.good());
        auto request = get(server, "/cucm-uds/user/a%20b");
        request.basic = net::HttpCredentials{"anna", core::Secret("se:cret")};
        request.headers = {{"Accept", "application/xml"}};
        const Fetched fetched(client_, request);
        QTRY_VERIFY(fetched.ended());
        QVERIFY2(fetched.isGood(), fetched.isGood() ? "" : fetched.error().sentence().c_str());
        QCOMPARE(fetched.answer().status, 404);
        QCOMPARE(fetched.answer().body, std::string("<html/>"));
        QCOMPARE(fetched.answer().header("x-kind"), std::string_view("Error"));
        QCOMPARE(fetched.answer().tls->protocol, std::string("TLSv1.3"));
        QVERIFY(!fetched.answer().tls->chain.empty());
        QCOMPARE(fetched.answer().remoteAddress, "127.0.0.1:" + std::to_string(server.port()));
        QVERIFY(asked.find("GET /cucm-uds/user/a%20b HTTP/1.1\r\n") == 0);
        QVERIFY(asked.find("Authorization: Basic YW5uYTpzZTpjcmV0\r\n") != std::string::npos);
        QVERIFY(asked.find("Accept: application/xml\r\n") != std::string::npos);
    }
    void judgesCertificates_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < net_.matrix.cases.size(); ++i) {
            QTest::newRow(net_.matrix.cases[i].name.c_str()) << static_cast<int>(i);
        }
    }
    void judgesCertificates() {
        QFETCH(int, row);
        const auto& one = net_.matrix.cases[static_cast<std::size_t>(row)];
        std::atomic<int> requests{0};
        const TestServer server(httpScript([&requests](const std::string&) {
                                    ++requests;
                                    return httpAnswer(200, "ok");
                                }),
                                TestServer::Tls{one.identity, {}});
        const Fetched fetched(client_, get(server, "/"));
        QTRY_VERIFY(fetched.ended());
        if (one.reason.empty()) {
            QVERIFY2(fetched.isGood(), fetched.isGood() ? "" : fetched.error().sentence().c_str());
            return;
        }
        QVERIFY(!fetched.isGood());
        QVERIFY(fetched.error().code == ErrorCode::Untrusted);
        QVERIFY2(fetched.error().answer.find(one.reason) != std::string::npos,
                 fetched.error().sentence().c_str());
        QCOMPARE(requests.load(), 0);
    }
    void refusesOldTls() {
        const TestServer server(httpScript([](const std::string&) { return httpAnswer(200, ""); }),
                                TestServer::Tls{net_.matrix.cases[0].identity, {}, TLS1_1_VERSION});
        const Fetched fetched(client_, get(server, "/"));
        QTRY_VERIFY(fetched.ended());
        QVERIFY(!fetched.isGood());
        QVERIFY2(fetched.error().answer.find("outdated TLS") != std::string::npos,
                 fetched.error().answer.c_str());
    }
    void usesAConnectionAgain() {
        const TestServer server(
            httpScript([](const std::string&) { return httpAnswer(200, "ok"); }), net_.good());
        for (int i = 0; i < 3; ++i) {
            const Fetched fetched(client_, get(server, "/"));
            QTRY_VERIFY(fetched.ended());
            QVERIFY(fetched.isGood());
            QVERIFY(fetched.answer().tls.has_value());
        }
        QCOMPARE(server.accepted(), 1);
    }
    /// Servers close what is idle, and libcurl takes one dead connection after the other.
    void doesWithoutDeadConnections() {
        constexpr int dead = 8;
        std::atomic<int> arrived = 0;
        const TestServer server(
            [&arrived](TestStream& stream) {
                const int number = ++arrived;
                (void)stream.readUntil("\r\n\r\n");
                while (arrived < dead) std::this_thread::yield();
                stream.write(httpAnswer(200, "ok"));
                // It hears the second request, and says nothing to it.
                if (number <= dead) (void)stream.readUntil("\r\n\r\n");
            },
            net_.good());
        std::vector<std::unique_ptr<Fetched>> all;
        for (int i = 0; i < dead; ++i) {
            all.push_back(std::make_unique<Fetched>(client_, get(server, "/")));
        }
        for (const auto& one : all) QTRY_VERIFY(one->ended() && one->isGood());
        const Fetched fetched(client_, get(server, "/"));
        QTRY_VERIFY(fetched.ended());
        QVERIFY(fetched.isGood());
        QCOMPARE(server.accepted(), dead + 1);
        // One that never answers is asked once more, not for ever.
        const TestServer silent([](TestStream& stream) { (void)stream.readUntil("\r\n\r\n"); },
                                net_.good());
        const Fetched refused(client_, get(silent, "/"));
        QTRY_VERIFY(refused.ended());
        QVERIFY(!refused.isGood());
        QCOMPARE(silent.accepted(), 1);
    }
    void posts() {
        std::string body;
        const TestServer server(
            [&body](TestStream& stream) {
                (void)stream.readUntil("\r\n\r\n");
                body = stream.readUntil("</end>");
                stream.write(httpAnswer(201, ""));
                stream.waitForEnd();
            },
            {});
        auto request = get(server, "/", "http");
        request.method = "PUT";
        request.body = "<a/></end>";
        const Fetched fetched(client_, request);
        QTRY_VERIFY(fetched.ended());
        QCOMPARE(fetched.answer().status, 201);
        QCOMPARE(body, std::string("<a/></end>"));
        QVERIFY(!fetched.answer().tls.has_value());
    }
    void limitsTheBody_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("with length") << QByteArray("Content-Length: 100000000\r\n\r\n");
        QTest::newRow("without") << QByteArray("\r\n");
        QTest::newRow("endless headers")
            << QByteArray("X: ") + QByteArray(60'000, 'y') + "\r\nX: " + QByteArray(60'000, 'y') +
                   "\r\nX: " + QByteArray(60'000, 'y') + "\r\nX: " + QByteArray(60'000, 'y') +
                   "\r\nX: " + QByteArray(60'000, 'y') + "\r\n\r\n";
    }
    void limitsTheBody() {
        QFETCH(QByteArray, head);
        const TestServer server(
            [&head](TestStream& stream) {
                (void)stream.readUntil("\r\n\r\n");
                stream.write("HTTP/1.1 200 OK\r\n" + head.toStdString());
                for (int i = 0; i < 200; ++i) stream.write(std::string(10'000, 'x'));
            },
            {});
        auto request = get(server, "/", "http");
        request.largestAnswer = 100'000;
        const Fetched fetched(client_, request);
        QTRY_VERIFY(fetched.ended());
        QVERIFY(!fetched.isGood());
        QVERIFY(fetched.error().code == ErrorCode::TooLarge);
    }
    void endsASlowBody() {
        const TestServer server(
            [](TestStream& stream) {
                (void)stream.readUntil("\r\n\r\n");
                stream.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx");
                stream.waitForEnd();
            },
            {});
        auto request = get(server, "/", "http");
        request.timeout = core::Milliseconds(200);
        const Fetched fetched(client_, request);
        QTRY_VERIFY(fetched.ended());
        QVERIFY(fetched.error().code == ErrorCode::Timeout);
        QVERIFY(fetched.error().answer.find("not complete") != std::string::npos);
    }
    void tellsAFrozenServer() {
        const TestServer server([](TestStream& stream) { stream.waitForEnd(); }, net_.good(),
                                false);
        auto request = get(server, "/");
        request.timeout = core::Milliseconds(200);
        const Fetched fetched(client_, request);
        QTRY_VERIFY(fetched.ended());
        QVERIFY(fetched.error().code == ErrorCode::Timeout);
        QVERIFY2(fetched.error().answer.find("then said nothing") != std::string::npos,
                 fetched.error().answer.c_str());
    }
    void tellsABrokenAnswer_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("closed") << QByteArray();
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc");
        QTest::newRow("no HTTP") << QByteArray("220 smtp ready\r\n");
    }
    void tellsABrokenAnswer() {
        QFETCH(QByteArray, answer);
        const TestServer server(
            [&answer](TestStream& stream) {
                (void)stream.readUntil("\r\n\r\n");
                stream.write(answer.toStdString());
            },
            {});
        const Fetched fetched(client_, get(server, "/", "http"));
        QTRY_VERIFY(fetched.ended());
        QVERIFY(!fetched.isGood());
        QVERIFY2(fetched.error().code == ErrorCode::BadAnswer, fetched.error().sentence().c_str());
    }
    void tellsRefusalAndUnknownNames() {
        net::HttpRequest request;
        request.url = "https://imp1.office.test:1/";
        const Fetched refused(client_, request);
        QTRY_VERIFY(refused.ended());
        QVERIFY(refused.error().code == ErrorCode::Refused);
        request.url = "https://nobody.office.test/";
        const Fetched unknown(client_, request);
        QTRY_VERIFY(unknown.ended());
        QVERIFY(unknown.error().code == ErrorCode::NotFound);
        request.url = "ftp://imp1.office.test/";
        const Fetched other(client_, request);
        QTRY_VERIFY(other.ended());
        QVERIFY(other.error().code == ErrorCode::InvalidInput);
    }
    void tellsATlsPortThatIsNone() {
        const TestServer server(
            [](TestStream& stream) {
                (void)stream.read();
                stream.write(httpAnswer(400, ""));
            },
            {});
        const Fetched fetched(client_, get(server, "/"));
        QTRY_VERIFY(fetched.ended());
        QVERIFY(fetched.error().code == ErrorCode::BadAnswer);
    }
    void followsRedirectsOnlyWhereAsked() {
        std::atomic<int> requests{0};
        const auto lead = [&requests](const std::string& head) {
            ++requests;
            const bool isEnd = head.find("GET /end ") == 0;
            return isEnd ? httpAnswer(200, "there") : httpAnswer(302, "", "Location: /end\r\n");
        };
        const TestServer server(httpScript(lead), net_.good());
        const Fetched stays(client_, get(server, "/start"));
        QTRY_VERIFY(stays.ended());
        QCOMPARE(stays.answer().status, 302);
        auto request = get(server, "/start");
        request.followRedirects = true;
        const Fetched follows(client_, request);
        QTRY_VERIFY(follows.ended());
        QCOMPARE(follows.answer().body, std::string("there"));
        QVERIFY(follows.answer().url.find("/end") != std::string::npos);
    }
    void endsCirclesAndDowngrades_data() {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("circle") << QByteArray("/again");
        QTest::newRow("to plain text") << QByteArray("http://imp1.office.test/");
        QTest::newRow("to a file") << QByteArray("file:///etc/passwd");
    }
    void endsCirclesAndDowngrades() {
        QFETCH(QByteArray, location);
        std::atomic<int> requests{0};
        const TestServer server(httpScript([&](const std::string&) {
                                    ++requests;
                                    return httpAnswer(
                                        302, "", "Location: " + location.toStdString() + "\r\n");
                                }),
                                net_.good());
        auto request = get(server, "/");
        request.followRedirects = true;
        const Fetched fetched(client_, request);
        QTRY_VERIFY(fetched.ended());
        QVERIFY(!fetched.isGood());
        QVERIFY(requests <= 6);
    }
    void keepsThePasswordFromOtherServers() {
        std::string asked;
        const TestServer other(httpScript([&asked](const std::string& head) {
                                   asked = head;
                                   return httpAnswer(200, "");
                               }),
                               net_.good());
        const std::string target = get(other, "/").url;
        const TestServer server(httpScript([&](const std::string&) {
                                    return httpAnswer(302, "", "Location: " + target + "\r\n");
                                }),
                                net_.good());
        auto request = get(server, "/");
        request.followRedirects = true;
        request.basic = net::HttpCredentials{"anna", core::Secret("secret")};
        const Fetched fetched(client_, request);
        QTRY_VERIFY(fetched.ended());
        QVERIFY(fetched.isGood());
        QVERIFY(!asked.empty());
        QVERIFY(asked.find("Authorization") == std::string::npos);
    }
    void refusesLineBreaksInHeaders() {
        net::HttpRequest request;
        request.url = "https://imp1.office.test:1/";
        request.headers = {{"X", "a\r\nHost: evil"}};
        const Fetched fetched(client_, request);
        QTRY_VERIFY(fetched.ended());
        QVERIFY(fetched.error().code == ErrorCode::InvalidInput);
    }
    void usesNoProxyOfTheEnvironment() {
        qputenv("https_proxy", "http://127.0.0.1:1");
        qputenv("ALL_PROXY", "http://127.0.0.1:1");
        const TestServer server(httpScript([](const std::string&) { return httpAnswer(200, ""); }),
                                net_.good());
        const Fetched fetched(client_, get(server, "/"));
        QTRY_VERIFY(fetched.ended());
        QVERIFY(fetched.isGood());
        qunsetenv("https_proxy");
        qunsetenv("ALL_PROXY");
    }
    void endsWithItsTask() {
        const TestServer server([](TestStream& stream) { stream.waitForEnd(); }, net_.good());
        bool told = false;
        {
            core::Owner owner;
            client_.send(get(server, "/")).then(owner, [&](auto) { told = true; });
            QTRY_COMPARE(server.accepted(), 1);
        }
        QTest::qWait(20);
        QVERIFY(!told);
    }
    void mayGoAwayWithItsAnswer() {
        const TestServer server(httpScript([](const std::string&) { return httpAnswer(200, ""); }),
                                net_.good());
        auto client = std::make_unique<net::CurlHttpClient>(net_.clock, net_.resolver, net_.policy);
        core::Owner owner;
        client->send(get(server, "/")).then(owner, [&](auto) { client.reset(); });
        QTRY_VERIFY(client == nullptr);
    }
    void asksManyAtOnce() {
        const TestServer server(
            httpScript([](const std::string&) { return httpAnswer(200, "ok"); }), net_.good());
        std::vector<std::unique_ptr<Fetched>> all;
        for (int i = 0; i < 20; ++i) {
            all.push_back(std::make_unique<Fetched>(client_, get(server, "/")));
        }
        for (const auto& one : all) {
            QTRY_VERIFY(one->ended());
            QVERIFY(one->isGood());
        }
    }
};

QTEST_GUILESS_MAIN(HttpTest)
#include "HttpTest.moc"
