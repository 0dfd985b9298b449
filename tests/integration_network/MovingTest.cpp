// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include "OfficeFixture.h"
#include "OwnNetwork.h"
#include "Rows.h"
#include "demo/Program.h"

ROWS("NET-01", "DISC-24", "DIR-10");

using namespace sidetone;
using test::Machine;

namespace {

std::string forbidden;

}  // namespace

/// A client that runs on while its machine moves between the organisation's network and the
/// Internet. Inside it reaches the office's inside hosts alone, outside the edge alone; which it
/// is, the name server of each network says.
class MovingTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<Machine> machine_;
    std::unique_ptr<demo::Program> client_;

    [[nodiscard]] QString zone(int number) const {
        auto text = QString::fromStdString(office_.insideAddress(0));
        auto parts = text.split(QLatin1Char('.'));
        parts[2] = QString::number(number);
        parts[3] = QStringLiteral("0");
        return parts.join(QLatin1Char('.')) + QStringLiteral("/24");
    }
    [[nodiscard]] QString nameServer(int zoneNumber) const {
        auto parts = zone(zoneNumber).split(QLatin1Char('.'));
        parts[3] = QStringLiteral("1:10053");
        return parts.join(QLatin1Char('.'));
    }
    bool goInside() {
        machine_->setNameServers({nameServer(0)});
        return machine_->ip(QStringLiteral("link set eth0 up")) &&
               machine_->ip(
                   QStringLiteral("route replace %1 via 10.1.0.1 src 10.1.0.10").arg(zone(0)));
    }
    bool goOutside() {
        machine_->setNameServers({nameServer(1)});
        return machine_->ip(QStringLiteral("link set eth1 up")) &&
               machine_->ip(QStringLiteral("route replace %1 via 198.51.100.1 src 198.51.100.10")
                                .arg(zone(1)));
    }
    /// Waits until chat is up by a server of that name; milliseconds, or -1.
    qint64 readyBy(const QString& server) {
        QElapsedTimer timer;
        timer.start();
        const auto up = client_->waitFor(
            QStringLiteral("chat by ") + server,
            [&](const QJsonObject& event) {
                return event[QLatin1String("event")] == QLatin1String("service") &&
                       event[QLatin1String("service")] == QLatin1String("chat") &&
                       event[QLatin1String("state")] == QLatin1String("up") &&
                       event[QLatin1String("server")].toString().startsWith(server);
            },
            30'000);
        if (!up) qWarning("%s", up.error().sentence().c_str());
        return up ? timer.elapsed() : -1;
    }
    /// Searches, and checks who was asked: the directory inside, the call manager outside.
    void findsBenBy(const QString& kind, const QString& server) {
        const auto tested = client_->ask(QStringLiteral("directory-test"),
                                         {{QStringLiteral("text"), QStringLiteral("okoro")}});
        QVERIFY2(tested.has_value(), tested ? "" : tested.error().sentence().c_str());
        QCOMPARE(tested->value(QStringLiteral("kind")).toString(), kind);
        const auto asked = tested->value(QStringLiteral("server")).toString();
        QVERIFY2(asked.startsWith(server), qPrintable(asked));
        QVERIFY2(QJsonDocument(*tested).toJson().contains("Ben Okoro"),
                 QJsonDocument(*tested).toJson().constData());
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        QVERIFY2(office_.start({"--with", "edge,ldap", "--people", "20"}),
                 office_.failure().c_str());
        machine_ = Machine::create(QStringLiteral("inside"), QStringLiteral("10.1.0.1/24"),
                                   QStringLiteral("10.1.0.10/24"));
        QVERIFY(machine_ && machine_->knowsOffice());
        QVERIFY(machine_->plug(QStringLiteral("outside"), QStringLiteral("198.51.100.1/24"),
                               QStringLiteral("eth1"), QStringLiteral("198.51.100.10/24")));
        QVERIFY(goInside());
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SIDETONE_CA_FILE"),
                           QString::fromStdString(office_.caFile()));
        environment.remove(QStringLiteral("SIDETONE_NAMESERVER"));
        const auto folder = QString::fromStdString(office_.folder());
        const auto words = machine_->on(
            {QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), QStringLiteral("--profile"),
             folder + QStringLiteral("/moving"), QStringLiteral("--audio-out"),
             folder + QStringLiteral("/moving.wav"), QStringLiteral("--password-file"),
             QString::fromStdString(office_.variable("SIDETONE_PASSWORD_FILE_1")),
             QStringLiteral("serve"), QString::fromStdString(office_.user(1))});
        client_ = std::make_unique<demo::Program>(QStringLiteral("anna"), words.first(),
                                                  words.mid(1), environment);
        QVERIFY(client_->start().has_value());
        QVERIFY(readyBy(QStringLiteral("imp1.")) >= 0);
        findsBenBy(QStringLiteral("LDAP"), QStringLiteral("ldap1."));
    }

    /// The cable is pulled and put into another network's socket.
    void fromInsideToOutside() {
        client_->mark();
        QVERIFY(machine_->ip(QStringLiteral("link set eth0 down")));
        QVERIFY(goOutside());
        const auto took = readyBy(QStringLiteral("expe"));
        QVERIFY(took >= 0);
        qInfo("outside and ready by the edge after %lld ms", took);
        findsBenBy(QStringLiteral("UDS"), QStringLiteral("cucm1."));
    }

    void andBackInside() {
        client_->mark();
        QVERIFY(machine_->ip(QStringLiteral("link set eth1 down")));
        QVERIFY(goInside());
        const auto took = readyBy(QStringLiteral("imp1."));
        QVERIFY(took >= 0);
        qInfo("inside and ready after %lld ms", took);
        findsBenBy(QStringLiteral("LDAP"), QStringLiteral("ldap1."));
    }

    void cleanupTestCase() {
        client_.reset();
        machine_.reset();
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    MovingTest moving;
    return QTest::qExec(&moving, argc, argv);
}
#include "MovingTest.moc"
