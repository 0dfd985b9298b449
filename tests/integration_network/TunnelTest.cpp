// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "OfficeFixture.h"
#include "OwnNetwork.h"
#include "Rows.h"
#include "demo/Program.h"

ROWS("AUTH-08");

using namespace sidetone;
using test::Machine;
using test::Tunnel;

namespace {

std::string forbidden;

}  // namespace

/// A client at home whose machine opens a VPN: a tun link over which the organisation's inside
/// hosts are reached, its name server among them, which stands first in the machine's list all the
/// time. So nothing but the link itself tells that it came or went. Without it, the edge is the
/// only way in.
class TunnelTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Machine> machine_;
    std::unique_ptr<Tunnel> tunnel_;
    std::unique_ptr<demo::Program> client_;

    /// A host of one of the office's zones: 0 is inside, 1 outside.
    [[nodiscard]] QString host(int zone, const QString& number) const {
        auto parts = QString::fromStdString(office_.insideAddress(0)).split(QLatin1Char('.'));
        parts[2] = QString::number(zone);
        parts[3] = number;
        return parts.join(QLatin1Char('.'));
    }
    [[nodiscard]] QString zone(int number) const {
        return host(number, QStringLiteral("0")) + QStringLiteral("/24");
    }
    bool openTunnel() {
        tunnel_ = Tunnel::create(*machine_, QStringLiteral("10.8.0.1/24"),
                                 QStringLiteral("10.8.0.10/24"));
        if (!tunnel_) return false;
        return machine_->ip(QStringLiteral("route replace %1 dev tun0 src 10.8.0.10").arg(zone(0)));
    }
    /// Waits until a service is up by a server of that name; milliseconds, or -1.
    qint64 readyBy(const QString& service, const QString& server) {
        QElapsedTimer timer;
        timer.start();
        const auto up = client_->waitFor(
            service + QStringLiteral(" by ") + server,
            [&](const QJsonObject& event) {
                return event[QLatin1String("event")] == QLatin1String("service") &&
                       event[QLatin1String("service")] == service &&
                       event[QLatin1String("state")] == QLatin1String("up") &&
                       event[QLatin1String("server")].toString().startsWith(server);
            },
            30'000);
        if (!up) qWarning("%s", up.error().sentence().c_str());
        return up ? timer.elapsed() : -1;
    }
    bool isSaidToBe(const QString& place) {
        return client_
            ->waitFor(
                QStringLiteral("network ") + place,
                [&](const QJsonObject& event) {
                    return event[QLatin1String("event")] == QLatin1String("network") &&
                           event[QLatin1String("place")] == place;
                },
                30'000)
            .has_value();
    }
    void startClient() {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SIDETONE_CA_FILE"),
                           QString::fromStdString(office_.caFile()));
        environment.remove(QStringLiteral("SIDETONE_NAMESERVER"));
        const auto folder = QString::fromStdString(office_.folder());
        const auto words = machine_->on(
            {QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), QStringLiteral("--profile"),
             folder + QStringLiteral("/home"), QStringLiteral("--audio-out"),
             folder + QStringLiteral("/home.wav"), QStringLiteral("--password-file"),
             QString::fromStdString(office_.variable("SIDETONE_PASSWORD_FILE_1")),
             QStringLiteral("serve"), QString::fromStdString(office_.user(1))});
        client_ = std::make_unique<demo::Program>(QStringLiteral("anna"), words.first(),
                                                  words.mid(1), environment);
        QVERIFY(client_->start().has_value());
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        QVERIFY2(office_.start({"--with", "edge", "--people", "20"}), office_.failure().c_str());
        machine_ = Machine::create(QStringLiteral("home"), QStringLiteral("198.51.100.1/24"),
                                   QStringLiteral("198.51.100.10/24"));
        QVERIFY(machine_ && machine_->knowsOffice());
        if (!openTunnel()) QSKIP("this machine has no tun links");
        tunnel_.reset();
        QVERIFY(machine_->ip(
            QStringLiteral("route replace %1 via 198.51.100.1 src 198.51.100.10").arg(zone(1))));
        const auto port = QStringLiteral("1:10053");
        machine_->setNameServers({host(0, port), host(1, port)});
        startClient();
        QVERIFY(readyBy(QStringLiteral("chat"), QStringLiteral("expe")) >= 0);
    }

    void theTunnelLeadsInside() {
        client_->mark();
        QVERIFY(openTunnel());
        const auto chat = readyBy(QStringLiteral("chat"), QStringLiteral("imp1."));
        QVERIFY(chat >= 0);
        const auto calls = readyBy(QStringLiteral("calls"), QStringLiteral("cucm1."));
        QVERIFY(calls >= 0);
        QVERIFY(isSaidToBe(QStringLiteral("inside")));
        qInfo("by the tunnel: chat after %lld ms, calls %lld ms later", chat, calls);
    }

    void withoutItTheEdgeIsTheWayAgain() {
        client_->mark();
        tunnel_.reset();
        const auto chat = readyBy(QStringLiteral("chat"), QStringLiteral("expe"));
        QVERIFY(chat >= 0);
        const auto calls = readyBy(QStringLiteral("calls"), QStringLiteral("expe"));
        QVERIFY(calls >= 0);
        QVERIFY(isSaidToBe(QStringLiteral("outside")));
        qInfo("by the edge: chat after %lld ms, calls %lld ms later", chat, calls);
    }

    void cleanupTestCase() {
        client_.reset();
        tunnel_.reset();
        machine_.reset();
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    TunnelTest tunnel;
    return QTest::qExec(&tunnel, argc, argv);
}
#include "TunnelTest.moc"
