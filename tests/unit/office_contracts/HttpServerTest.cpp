// SPDX-License-Identifier: GPL-3.0-or-later
#include <unistd.h>

#include <QTest>
#include <atomic>
#include <chrono>
#include <thread>

#include "WebClient.h"
#include "office/http/HttpServer.h"

using namespace sidetone;
using namespace sidetone::office;
using test::WebClient;

namespace {

/// A body that comes from elsewhere, a piece each tenth of a second.
class SlowStream final : public HttpStream {
public:
    static constexpr int pieces = 25;
    static constexpr std::size_t pieceSize = 1000;

    void take(std::string_view) override {}
    [[nodiscard]] HttpHead finish() override {
        return {{200, "text/plain", {}, {}}, pieces * pieceSize};
    }
    [[nodiscard]] std::optional<std::string> next() override {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        return std::string(pieceSize, 'x');
    }
};

std::unique_ptr<HttpStream> slowly(const HttpRequest& request) {
    return request.path == "/slow" ? std::make_unique<SlowStream>() : nullptr;
}

/// The server in a thread of its own, answering with what it was asked.
class Running {
public:
    explicit Running(HttpLimits limits) {
        auto server = HttpServer::create({{address(), port, std::nullopt, echo, slowly}}, limits);
        if (!server) qFatal("%s", server.error().sentence().c_str());
        server_ = std::move(*server);
        server_->setLog([this](const HttpLogEntry&) { ++answered_; });
        thread_ = std::thread([this] {
            server_->run([this] {
                if (ends_) server_->stop();
            });
        });
    }
    ~Running() {
        ends_ = true;
        thread_.join();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    /// Differs between processes, so that two runs do not meet.
    static std::string address() {
        return "127.94." + std::to_string(getpid() % 250) + "." +
               std::to_string(getpid() / 250 % 250 + 1);
    }
    static constexpr std::uint16_t port = 8080;
    [[nodiscard]] int answered() const { return answered_; }

private:
    static HttpResponse echo(const HttpRequest& request) {
        if (request.path == "/large") return {200, "text/plain", {}, std::string(3'000'000, 'x')};
        if (request.path == "/nothing") return {204, {}, {}, {}};
        auto text = request.method + " " + request.path;
        for (const auto& [name, value] : request.query) text += " " + name + "=" + value;
        if (!request.body.empty()) text += " body " + request.body;
        return {200, "text/plain", {{"x-own", "1"}}, text};
    }

    std::unique_ptr<HttpServer> server_;
    std::atomic<bool> ends_ = false;
    std::atomic<int> answered_ = 0;
    std::thread thread_;
};

WebClient connected() {
    return WebClient(Running::address(), Running::port);
}

}  // namespace

class HttpServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answers_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("path") << QByteArray("GET") << QByteArray("/a/b%20c") << QByteArray()
                              << QByteArray("GET /a/b c");
        QTest::newRow("query") << QByteArray("GET") << QByteArray("/?x=%26+1&y&z=%C3%A4")
                               << QByteArray() << QByteArray("GET / x=& 1 y= z=ä");
        QTest::newRow("above") << QByteArray("GET") << QByteArray("/a/../../etc/./x")
                               << QByteArray() << QByteArray("GET /etc/x");
        QTest::newRow("post") << QByteArray("POST") << QByteArray("/p") << QByteArray("hello")
                              << QByteArray("POST /p body hello");
        QTest::newRow("put") << QByteArray("PUT") << QByteArray("/p") << QByteArray("x")
                             << QByteArray("PUT /p body x");
        QTest::newRow("delete") << QByteArray("DELETE") << QByteArray("/p") << QByteArray()
                                << QByteArray("DELETE /p");
    }
    void answers() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, text);
        const Running server({});
        auto client = connected();
        const auto answer =
            client.ask(method.toStdString(), target.toStdString(), {}, body.toStdString());
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, text.toStdString());
        QCOMPARE(answer.headers.at("x-own"), std::string("1"));
    }
    void keepsTheConnection() {
        const Running server({});
        auto client = connected();
        for (int i = 0; i < 5; ++i) QCOMPARE(client.get("/x").status, 200);
        QCOMPARE(client.ask("HEAD", "/large").headers.at("content-length"), std::string("3000000"));
        QCOMPARE(client.get("/nothing").status, 204);
        QCOMPARE(client.get("/large").body.size(), std::size_t(3'000'000));
        client.write("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(client.read().body, std::string("GET /1"));
        QCOMPARE(client.read().body, std::string("GET /2"));
        QVERIFY(client.isConnected());
    }
    /// The limit is between two pieces, however many there are.
    void givesAStreamItsTime() {
        const Running server({.requestTime = std::chrono::seconds(1)});
        auto client = connected();
        QCOMPARE(client.get("/slow").body.size(), SlowStream::pieces * SlowStream::pieceSize);
        QCOMPARE(client.get("/x").status, 200);
    }
    void refusesLargeHeaders() {
        const Running server({});
        auto client = connected();
        const auto answer = client.get("/x", "X-Long: " + std::string(20'000, 'a') + "\r\n");
        QVERIFY(answer.status == 0 || answer.status >= 400);
        QVERIFY(client.isClosedByServer());
        QCOMPARE(server.answered(), 0);
        QCOMPARE(connected().get("/x").status, 200);
    }
    void refusesLargeBodies() {
        const Running server({.bodyBytes = 1000});
        auto client = connected();
        QCOMPARE(client.ask("POST", "/x", {}, std::string(1000, 'a')).status, 200);
        client.write("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n");
        QCOMPARE(client.read().status, 413);
        QVERIFY(client.isClosedByServer());
        auto other = connected();
        other.write("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\n");
        const auto answer = other.read();
        QVERIFY(answer.status == 0 || answer.status >= 400);
    }
    /// A body whose end two readers see in different places carries a hidden request.
    void refusesChunkedBodies() {
        const Running server({});
        auto client = connected();
        client.write(
            "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n"
            "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\n\r\n");
        QCOMPARE(client.read().status, 411);
        QVERIFY(client.isClosedByServer());
        QCOMPARE(server.answered(), 1);
    }
    void closesWhatIsNoRequest() {
        const Running server({});
        for (const std::string& bytes :
             {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
              std::string(64, '\0'), std::string("HELO\r\n\r\n"),
              std::string("BREW /pot HTTP/1.1\r\n\r\n")}) {
            auto client = connected();
            client.write(bytes);
            const auto answer = client.read();
            QVERIFY(answer.status == 0 || answer.status >= 400);
        }
        QCOMPARE(server.answered(), 0);
        QCOMPARE(connected().get("/x").status, 200);
    }
    void doesNotWaitForSlowClients() {
        const Running server({.requestTime = std::chrono::seconds(1)});
        auto silent = connected();
        auto slowHeader = connected();
        slowHeader.write("GET /x HTTP/1.1\r\nHo");
        auto slowBody = connected();
        slowBody.write("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nab");
        QVERIFY(silent.isClosedByServer());
        QVERIFY(slowHeader.isClosedByServer());
        QVERIFY(slowBody.isClosedByServer());
        QCOMPARE(server.answered(), 0);
    }
    void endsIdleConnections() {
        const Running server({.idleTime = std::chrono::seconds(1)});
        auto client = connected();
        QCOMPARE(client.get("/x").status, 200);
        QVERIFY(client.isClosedByServer());
    }
    void limitsConnections() {
        const Running server({.connections = 3});
        auto first = connected();
        QCOMPARE(first.get("/x").status, 200);
        auto second = connected();
        auto third = connected();
        QCOMPARE(third.get("/x").status, 200);
        auto fourth = connected();
        QCOMPARE(fourth.get("/x").status, 0);
        QCOMPARE(second.get("/x").status, 200);
    }
    void saysWhichAddressIsTaken() {
        const Running server({});
        const auto second =
            HttpServer::create({{Running::address(), Running::port, std::nullopt,
                                 [](const HttpRequest&) { return HttpResponse{}; }}});
        QVERIFY(!second.has_value());
        QVERIFY(second.error().code == core::ErrorCode::Busy);
        QVERIFY(second.error().tried.find("8080") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(HttpServerTest)
#include "HttpServerTest.moc"
