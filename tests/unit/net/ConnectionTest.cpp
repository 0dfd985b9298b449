// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>

#include "NetFixture.h"
#include "net/AddressRace.h"
#include "net/SocketConnections.h"

using namespace sidetone;
using core::ErrorCode;
using test::NetFixture;
using test::TestServer;
using test::TestStream;

namespace {

/// One connecting, and all that the connection then says.
struct Wire {
    std::optional<core::Result<std::shared_ptr<net::Connection>>> outcome;
    std::string received;
    std::vector<core::Error> closed;
    std::optional<core::Status> encrypted;
    core::Owner owner;

    Wire(net::ConnectionFactory& factory, net::ConnectRequest request) {
        factory.connect(std::move(request)).then(owner, [this](auto made) { outcome = made; });
    }
    [[nodiscard]] bool isUp() const { return outcome && outcome->has_value(); }
    [[nodiscard]] net::Connection& connection() { return ***outcome; }
    void listen() {
        connection().setHandlers({[this](std::string_view bytes) { received += bytes; },
                                  [this](const core::Error& e) { closed.push_back(e); }});
    }
    void encrypt(const net::PeerIdentity& peer) {
        connection().startTls(peer, {}).then(owner, [this](auto status) { encrypted = status; });
    }
};

const TestServer::Script echo = [](TestStream& stream) {
    for (auto bytes = stream.read(); !bytes.empty(); bytes = stream.read()) stream.write(bytes);
};

}  // namespace

class ConnectionTest : public QObject {
    Q_OBJECT

    NetFixture net_;
    net::SocketConnections factory_{net_.clock, net_.resolver, net_.policy};

    static net::ConnectRequest to(std::uint16_t port, bool directTls = false) {
        net::ConnectRequest request;
        request.server = {"imp1.office.test", port};
        request.directTls = directTls;
        request.timeout = core::Milliseconds(3000);
        return request;
    }

private Q_SLOTS:
    void speaksPlain() {
        const TestServer server(echo, {});
        Wire wire(factory_, to(server.port()));
        QTRY_VERIFY(wire.isUp());
        wire.listen();
        wire.connection().write("hello");
        QTRY_COMPARE(wire.received, std::string("hello"));
        QVERIFY(!wire.connection().isEncrypted());
        QCOMPARE(wire.connection().remoteEndpoint().text(),
                 "127.0.0.1:" + std::to_string(server.port()));
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
        std::atomic<bool> gotBytes{false};
        const TestServer server(
            [&gotBytes](TestStream& stream) {
                if (!stream.read().empty()) gotBytes = true;
                stream.write("welcome");
            },
            TestServer::Tls{one.identity, {}});
        Wire wire(factory_, to(server.port(), true));
        QTRY_VERIFY(wire.outcome.has_value());
        if (one.reason.empty()) {
            QVERIFY2(wire.isUp(), wire.isUp() ? "" : wire.outcome->error().sentence().c_str());
            wire.listen();
            wire.connection().write("x");
            QTRY_COMPARE(wire.received, std::string("welcome"));
            QCOMPARE(wire.connection().tls()->protocol, std::string("TLSv1.3"));
            QVERIFY(!wire.connection().tls()->cipher.empty());
            return;
        }
        QVERIFY(!wire.isUp());
        QVERIFY(wire.outcome->error().code == ErrorCode::Untrusted);
        QVERIFY2(wire.outcome->error().answer.find(one.reason) != std::string::npos,
                 wire.outcome->error().answer.c_str());
        QVERIFY(!gotBytes);
    }
    void refusesOldTls() {
        const TestServer server(echo,
                                TestServer::Tls{net_.matrix.cases[0].identity, {}, TLS1_1_VERSION});
        Wire wire(factory_, to(server.port(), true));
        QTRY_VERIFY(wire.outcome.has_value());
        QVERIFY(!wire.isUp());
        QVERIFY2(wire.outcome->error().answer.find("outdated TLS") != std::string::npos,
                 wire.outcome->error().answer.c_str());
    }
    void startsTlsAndDropsPlainBytes() {
        const TestServer server(
            [](TestStream& stream) {
                if (stream.readUntil("<starttls/>").empty()) return;
                stream.write("<proceed/>");
                (void)stream.readUntil("<go/>");
                stream.write("<injected/>");
                if (!stream.startTls()) return;
                stream.write("<secret/>");
                stream.waitForEnd();
            },
            net_.good(), false);
        Wire wire(factory_, to(server.port()));
        QTRY_VERIFY(wire.isUp());
        wire.listen();
        wire.connection().write("<starttls/>");
        QTRY_COMPARE(wire.received, std::string("<proceed/>"));
        wire.received.clear();
        // The injected bytes arrive in the system's buffer before anybody reads again.
        wire.connection().write("<go/>");
        wire.encrypt({{"imp1.office.test"}, {}});
        QTRY_VERIFY(wire.encrypted.has_value());
        QTest::qWait(50);
        QVERIFY(wire.received.find("injected") == std::string::npos);
        if (wire.encrypted->has_value()) QTRY_COMPARE(wire.received, std::string("<secret/>"));
    }
    void startsTls() {
        const TestServer server(
            [](TestStream& stream) {
                (void)stream.readUntil("<starttls/>");
                stream.write("<proceed/>");
                if (!stream.startTls()) return;
                stream.write(stream.read());
                stream.waitForEnd();
            },
            net_.good(), false);
        Wire wire(factory_, to(server.port()));
        QTRY_VERIFY(wire.isUp());
        wire.listen();
        wire.connection().write("<starttls/>");
        QTRY_COMPARE(wire.received, std::string("<proceed/>"));
        wire.encrypt({{"imp1.office.test"}, "xmpp-client"});
        wire.connection().write("held until it is safe");
        QTRY_VERIFY(wire.encrypted.has_value());
        QVERIFY(wire.encrypted->has_value());
        QVERIFY(wire.connection().isEncrypted());
        QTRY_COMPARE(wire.received, std::string("<proceed/>held until it is safe"));
    }
    void closesWhereStartTlsIsUntrusted() {
        const TestServer server(
            [](TestStream& stream) {
                if (stream.startTls()) stream.waitForEnd();
            },
            net_.good(), false);
        Wire wire(factory_, to(server.port()));
        QTRY_VERIFY(wire.isUp());
        wire.listen();
        wire.encrypt({{"other.test"}, {}});
        QTRY_VERIFY(wire.encrypted.has_value());
        QVERIFY(wire.encrypted->error().code == ErrorCode::Untrusted);
        QTRY_COMPARE(wire.closed.size(), std::size_t{1});
        QVERIFY(!wire.connection().isEncrypted());
    }
    void deliversWhatCameBeforeTheEnd() {
        const TestServer server([](TestStream& stream) { stream.write("last words"); },
                                net_.good());
        Wire wire(factory_, to(server.port(), true));
        QTRY_VERIFY(wire.isUp());
        QTest::qWait(20);
        wire.listen();
        QTRY_COMPARE(wire.closed.size(), std::size_t{1});
        QCOMPARE(wire.received, std::string("last words"));
        QTest::qWait(20);
        QCOMPARE(wire.closed.size(), std::size_t{1});
    }
    void tellsAReset() {
        const TestServer server(
            [](TestStream& stream) {
                (void)stream.read();
                stream.reset();
            },
            {});
        Wire wire(factory_, to(server.port()));
        QTRY_VERIFY(wire.isUp());
        wire.listen();
        wire.connection().write("x");
        QTRY_COMPARE(wire.closed.size(), std::size_t{1});
    }
    void mayBeDestroyedByItsHandlers() {
        const TestServer server(echo, net_.good());
        Wire wire(factory_, to(server.port(), true));
        QTRY_VERIFY(wire.isUp());
        int calls = 0;
        auto connection = **wire.outcome;
        wire.outcome.reset();
        const auto destroy = [&](std::string_view) {
            ++calls;
            connection.reset();
        };
        connection->setHandlers({destroy, nullptr});
        connection->write("x");
        QTRY_VERIFY(connection == nullptr);
        QCOMPARE(calls, 1);
    }
    void mayReconnectFromItsHandler() {
        const TestServer server([](TestStream& stream) { (void)stream.read(); }, net_.good());
        Wire first(factory_, to(server.port(), true));
        QTRY_VERIFY(first.isUp());
        std::unique_ptr<Wire> second;
        const auto again = [&](const core::Error&) {
            second = std::make_unique<Wire>(factory_, to(server.port(), true));
        };
        first.connection().setHandlers({nullptr, again});
        first.connection().write("x");
        QTRY_VERIFY(second != nullptr && second->isUp());
    }
    void sendsWhatIsWrittenBeforeClosing() {
        std::atomic<std::size_t> got{0};
        std::atomic<bool> heardGoodbye{false};
        const TestServer server(
            [&](TestStream& stream) {
                for (auto bytes = stream.read(); !bytes.empty(); bytes = stream.read()) {
                    got += bytes.size();
                }
                heardGoodbye = stream.heardGoodbye();
            },
            net_.good());
        Wire wire(factory_, to(server.port(), true));
        QTRY_VERIFY(wire.isUp());
        wire.connection().write(std::string(1'000'000, 'x'));
        wire.connection().close();
        wire.outcome.reset();
        QTRY_COMPARE(got.load(), std::size_t{1'000'000});
        QTRY_VERIFY(heardGoodbye);
    }
    void tellsRefusal() {
        Wire wire(factory_, to(1));
        QTRY_VERIFY(wire.outcome.has_value());
        QVERIFY(wire.outcome->error().code == ErrorCode::Refused);
        QCOMPARE(wire.outcome->error().tried, std::string("Connecting to imp1.office.test:1"));
    }
    void tellsAnUnknownName() {
        auto request = to(1);
        request.server.host = "nobody.office.test";
        Wire wire(factory_, request);
        QTRY_VERIFY(wire.outcome.has_value());
        QVERIFY(wire.outcome->error().code == ErrorCode::NotFound);
    }
    void tellsAFrozenServer() {
        const TestServer server([](TestStream& stream) { stream.waitForEnd(); }, net_.good(),
                                false);
        auto request = to(server.port(), true);
        request.timeout = core::Milliseconds(200);
        Wire wire(factory_, request);
        QTRY_VERIFY(wire.outcome.has_value());
        QVERIFY(wire.outcome->error().code == ErrorCode::Timeout);
        QVERIFY(wire.outcome->error().answer.find("then said nothing") != std::string::npos);
    }
    void tellsAServerWithoutTls() {
        const TestServer server(
            [](TestStream& stream) {
                (void)stream.read();
                stream.write("SSH-2.0-whatever\r\n");
            },
            {});
        Wire wire(factory_, to(server.port(), true));
        QTRY_VERIFY(wire.outcome.has_value());
        QVERIFY(wire.outcome->error().code == ErrorCode::BadAnswer);
    }
    void triesTheNextAddress() {
        const TestServer server(echo, {}, false, "127.0.0.3");
        net_.resolver.hosts["many.test"] = {"127.0.0.2", "::1", "127.0.0.3"};
        auto request = to(server.port());
        request.server.host = "many.test";
        Wire wire(factory_, request);
        QTRY_VERIFY(wire.outcome.has_value());
        QVERIFY2(wire.isUp(), wire.isUp() ? "" : wire.outcome->error().sentence().c_str());
        QCOMPARE(wire.connection().remoteEndpoint().host, std::string("127.0.0.3"));
    }
    void takesTurnsOfFamilies() {
        QCOMPARE(net::interleaveFamilies({"::1", "::2", "127.0.0.1", "127.0.0.2", "127.0.0.3"}),
                 (std::vector<std::string>{"::1", "127.0.0.1", "::2", "127.0.0.2", "127.0.0.3"}));
    }
    void usesNoProxyOfTheEnvironment() {
        qputenv("http_proxy", "http://127.0.0.1:1");
        qputenv("all_proxy", "http://127.0.0.1:1");
        const TestServer server(echo, {});
        Wire wire(factory_, to(server.port()));
        QTRY_VERIFY(wire.outcome.has_value());
        QVERIFY(wire.isUp());
        qunsetenv("http_proxy");
        qunsetenv("all_proxy");
    }
    void endsWithItsTask() {
        const TestServer server([](TestStream& stream) { stream.waitForEnd(); }, net_.good(),
                                false);
        bool told = false;
        {
            core::Owner owner;
            factory_.connect(to(server.port(), true)).then(owner, [&](auto) { told = true; });
            QTRY_COMPARE(server.accepted(), 1);
        }
        QTest::qWait(20);
        QVERIFY(!told);
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "ConnectionTest.moc"
