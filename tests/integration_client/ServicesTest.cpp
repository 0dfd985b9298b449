// SPDX-License-Identifier: GPL-3.0-or-later
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <set>

#include "Rows.h"
#include "client/Client.h"
#include "integration_client/LiveClient.h"
#include "net/ports/portTable.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::Client;
using client::ClientState;
using client::Service;
using client::ServiceKind;
using client::ServiceState;

ROWS("PRT-03", "QOS-06", "QOS-09");

namespace {

/// Longer than any pause between two tries of a service.
constexpr int patience = 30'000;

using Life = test::LiveClient;

std::optional<Service> line(const Client& client, ServiceKind kind) {
    const auto services = client.services();
    const auto found = std::find_if(services.begin(), services.end(),
                                    [kind](const Service& one) { return one.kind == kind; });
    if (found == services.end()) return std::nullopt;
    return *found;
}

bool isUp(const Client& client, ServiceKind kind) {
    const auto service = line(client, kind);
    return service && service->state == ServiceState::Up;
}

/// The lines that are not Up, as a test's message has them.
QByteArray linesOf(const Client& client) {
    std::string text;
    for (const auto& service : client.services()) {
        text += std::to_string(int(service.kind)) + " is " + std::to_string(int(service.state)) +
                " at " + service.server + ": " + service.detail + "\n";
    }
    return QByteArray::fromStdString(text);
}

/// "cucm1.office.example" of "cucm1.office.example:8443".
std::string hostOf(const std::string& server) {
    return server.substr(0, server.rfind(':'));
}

/// What an open socket is, as a test's message has it.
std::string textOf(const net::OpenSocket& socket) {
    return socket.transport + " " + socket.local.text() +
           (socket.isListening ? " listens" : " to " + socket.remote.text());
}

/// Whether somebody whom the client did not ask can reach it there.
bool isOpenToStrangers(const net::OpenSocket& socket) {
    return socket.isListening || (socket.transport == "udp" && socket.remote.port == 0);
}

std::string openToStrangers() {
    std::string text;
    for (const auto& socket : net::openSockets(getpid())) {
        if (isOpenToStrangers(socket)) text += textOf(socket) + "; ";
    }
    return text;
}

/// A socket of this process bound to 127.0.0.1, so that the look at /proc is seen to see.
class BoundSocket {
public:
    explicit BoundSocket(int type) : descriptor_(::socket(AF_INET, type, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        isBound_ = ::bind(descriptor_, reinterpret_cast<sockaddr*>(&place), sizeof(place)) == 0 &&
                   (type != SOCK_STREAM || ::listen(descriptor_, 1) == 0);
    }
    ~BoundSocket() { ::close(descriptor_); }
    BoundSocket(const BoundSocket&) = delete;
    BoundSocket& operator=(const BoundSocket&) = delete;
    [[nodiscard]] bool isBound() const { return isBound_; }

private:
    int descriptor_;
    bool isBound_ = false;
};

/// Looks at this process's sockets each 2 ms and keeps what it saw.
class SocketWatch {
public:
    SocketWatch() {
        QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { look(); });
        timer_.start(2);
    }
    [[nodiscard]] const std::vector<net::OpenSocket>& seen() const { return seen_; }

private:
    void look() {
        for (auto& socket : net::openSockets(getpid())) {
            if (known_.insert(textOf(socket)).second) seen_.push_back(std::move(socket));
        }
    }

    QTimer timer_;
    std::set<std::string> known_;
    std::vector<net::OpenSocket> seen_;
};

}  // namespace

/// The lines of Connection Status and the sockets behind them, against an office of real servers.
class ServicesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> office_;
    std::unique_ptr<QTemporaryDir> folder_;
    core::Owner owner_;

    [[nodiscard]] std::string place(const std::string& name) const {
        return folder_->path().toStdString() + "/" + name;
    }
    [[nodiscard]] Life live(const std::string& profile = "profile") {
        auto life = test::liveClient(test::liveOptions(*office_, place(profile), place("etc")));
        return life;
    }
    /// The sentence of a sign-in's failure; empty where all three services are up.
    [[nodiscard]] QString signIn(Client& client, int person = 1) const {
        if (auto begun = client.signIn(office_->user(person), office_->password(person)); !begun) {
            return QString::fromStdString(begun.error().sentence());
        }
        const bool ended =
            QTest::qWaitFor([&client] { return client.state() != ClientState::SigningIn; }, 25'000);
        if (!ended) return u"it did not end"_s;
        if (client.state() != ClientState::Ready) {
            return QString::fromStdString(client.error() ? client.error()->sentence() : "no error");
        }
        // Ready does not wait for a phone that is slow.
        const bool allUp = QTest::qWaitFor(
            [&client] {
                return isUp(client, ServiceKind::Chat) && isUp(client, ServiceKind::Calls) &&
                       isUp(client, ServiceKind::Directory);
            },
            patience);
        if (!allUp) return QString::fromUtf8(linesOf(client));
        return {};
    }
    /// Searches and waits for the end; nobody where it did not end.
    std::vector<messaging::Contact> found(Client& client, const std::string& text) {
        std::vector<messaging::Contact> people;
        bool ended = false;
        client.search(text).then(owner_, [&](core::Result<std::vector<messaging::Contact>> got) {
            ended = true;
            if (got) people = std::move(*got);
        });
        if (!QTest::qWaitFor([&] { return ended; }, patience)) owner_.cancelAll();
        return people;
    }
    /// Takes a server away: that line alone says so and names the server; then gives it back.
    /// `ask` is what makes the client need it.
    void takeAway(Client& client, const std::string& server, ServiceKind kind,
                  const std::function<void()>& ask = {}) {
        const auto before = line(client, kind);
        QVERIFY(before && before->state == ServiceState::Up && !before->server.empty());
        QElapsedTimer watch;
        watch.start();
        QVERIFY(office_->done({"fault", server, "stop"}));
        if (ask) ask();
        QTRY_VERIFY2_WITH_TIMEOUT(!isUp(client, kind), linesOf(client).constData(), patience);
        qInfo("%s: the line left Up %lld ms after the order to stop it", server.c_str(),
              static_cast<long long>(watch.elapsed()));
        // What it says first may be that the connection ended; while it is away it has to name it.
        QTRY_VERIFY2_WITH_TIMEOUT(
            line(client, kind)->detail.find(hostOf(before->server)) != std::string::npos,
            linesOf(client).constData(), patience);
        qInfo("%s: %s", server.c_str(), line(client, kind)->detail.c_str());
        for (const auto other : {ServiceKind::Chat, ServiceKind::Calls, ServiceKind::Directory}) {
            QVERIFY2(isUp(client, other) == (other != kind), linesOf(client).constData());
        }
        QVERIFY(client.state() == ClientState::Ready);
        QVERIFY(office_->done({"fault", server, "start"}));
        watch.restart();
        QTRY_VERIFY2_WITH_TIMEOUT(isUp(client, kind), linesOf(client).constData(), patience);
        qInfo("%s: Up again %lld ms after it was", server.c_str(),
              static_cast<long long>(watch.elapsed()));
    }
    /// Rings the other client, talks for a moment, hangs up.
    void talk(Client& caller, Client& called) {
        using telephony::CallState;
        const auto dialled = caller.calls()->dial(office_->number(2));
        QVERIFY2(dialled.has_value(), dialled ? "" : dialled.error().sentence().c_str());
        QTRY_VERIFY_WITH_TIMEOUT(!called.calls()->calls().empty(), patience);
        const auto rings = called.calls()->calls().front().id;
        QVERIFY(called.calls()->answer(rings));
        const auto packets = [&] {
            const auto call = caller.calls()->call(*dialled);
            return call && call->state == CallState::Connected ? call->statistics.packetsReceived
                                                               : 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(packets() > 0, patience);
        QVERIFY(caller.calls()->hangUp(*dialled));
        QTRY_VERIFY_WITH_TIMEOUT(called.calls()->call(rings)->state == CallState::Ended &&
                                     caller.calls()->call(*dialled)->state == CallState::Ended,
                                 patience);
    }

private Q_SLOTS:
    void initTestCase() {
        office_ = std::make_unique<test::OfficeFixture>(SIDETONE_BIN_DIR);
        QVERIFY2(office_->start({"--people", "5"}), office_->failure().c_str());
    }
    void cleanupTestCase() { office_.reset(); }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void oneAddressAndOnePasswordAreEnough() {
        auto life = live();
        QElapsedTimer watch;
        watch.start();
        QCOMPARE(signIn(*life.client), QString());
        qInfo("chat, calls and directory up %lld ms after the password",
              static_cast<long long>(watch.elapsed()));
        QVERIFY(life.client->questions().empty());
        QCOMPARE(life.client->self().text(), office_->user(1));
        const auto calls = line(*life.client, ServiceKind::Calls)->detail;
        QVERIFY2(calls.find(office_->number(1)) != std::string::npos, calls.c_str());
        const auto people = found(*life.client, "anna");
        QVERIFY(std::any_of(people.begin(), people.end(), [this](const auto& person) {
            return person.address.text() == office_->user(1);
        }));
        QVERIFY(!life.client->searchTrouble());
    }
    void eachServerTakesItsOwnLineAlone() {
        auto life = live();
        QCOMPARE(signIn(*life.client), QString());
        takeAway(*life.client, "prosody", ServiceKind::Chat);
        if (QTest::currentTestFailed()) return;
        takeAway(*life.client, "kamailio", ServiceKind::Calls);
        if (QTest::currentTestFailed()) return;
        takeAway(*life.client, "contracts", ServiceKind::Directory, [&] {
            found(*life.client, "ann");
            QVERIFY(life.client->searchTrouble().has_value());
        });
        if (QTest::currentTestFailed()) return;
        found(*life.client, "ann");
        QVERIFY(!life.client->searchTrouble());
    }
    void nobodyCanConnectToAnIdleClient() {
        {
            const BoundSocket listening(SOCK_STREAM);
            QVERIFY(listening.isBound());
            QVERIFY(!openToStrangers().empty());
        }
        {
            const BoundSocket waiting(SOCK_DGRAM);
            QVERIFY(waiting.isBound());
            QVERIFY(!openToStrangers().empty());
        }
        QCOMPARE(openToStrangers(), std::string());
        auto life = live();
        QCOMPARE(signIn(*life.client), QString());
        QTRY_COMPARE_WITH_TIMEOUT(openToStrangers(), std::string(), patience);
        QVERIFY(!net::openSockets(getpid()).empty());
    }
    void everyConnectionHasItsRowInTheTable() {
        const SocketWatch watch;
        auto anna = live();
        QCOMPARE(signIn(*anna.client), QString());
        auto ben = live("ben");
        QCOMPARE(signIn(*ben.client, 2), QString());
        QVERIFY(!found(*anna.client, "ben").empty());
        talk(*anna.client, *ben.client);
        if (QTest::currentTestFailed()) return;
        std::set<std::uint16_t> ports;
        for (const auto& socket : watch.seen()) {
            // The office's name server stands at another port, as no ordinary user may open 53.
            if (socket.remote.text() == office_->nameServer()) continue;
            const auto* row = net::rowFor(socket);
            QVERIFY2(row != nullptr, textOf(socket).c_str());
            if (socket.transport != "tcp" || !ports.insert(socket.remote.port).second) continue;
            qInfo("%s: %s, table %s", textOf(socket).c_str(), row->protocol.data(),
                  net::name(row->table).data());
        }
        QVERIFY(ports.contains(5222) && ports.contains(5061) && ports.contains(8443));
        // After the call its sockets for sound are gone too.
        QTRY_COMPARE_WITH_TIMEOUT(openToStrangers(), std::string(), patience);
    }
};

QTEST_GUILESS_MAIN(ServicesTest)
#include "ServicesTest.moc"
