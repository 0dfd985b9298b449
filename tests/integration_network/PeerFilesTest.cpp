// SPDX-License-Identifier: GPL-3.0-or-later
// Files and pictures of the screen from machine to machine: each in a network of its own, the one's
// or the other's also behind NAT, a link that is cut for good, and somebody outside.
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "OfficeFixture.h"
#include "OwnNetwork.h"
#include "Rows.h"
#include "demo/Program.h"
#include "messaging/files/FileHash.h"

ROWS("FILE-01", "FILE-06");

using namespace sidetone;
using test::Machine;

namespace {

std::string forbidden;
constexpr qint64 mebibyte = 1 << 20;

/// SIDETONE_LONG_TESTS carries whole gigabytes.
qint64 mebibytes(qint64 usual, qint64 large) {
    return (qEnvironmentVariableIsEmpty("SIDETONE_LONG_TESTS") ? usual : large) * mebibyte;
}

QString field(const QJsonObject& line, const char* name) {
    return line[QLatin1String(name)].toString();
}

/// Sparse, and yet no two of its pieces are the same.
bool makeFile(const QString& path, qint64 size) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    for (qint64 at = 0; at < size; at += mebibyte) {
        file.seek(at);
        file.write(QByteArray::number(at * 7 + size));
    }
    return file.resize(size);
}

QByteArray hashOf(const QString& path) {
    QFile file(path);
    messaging::FileHash hash(messaging::HashKind::Sha256);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) return {};
    for (auto piece = file.read(mebibyte); !piece.isEmpty(); piece = file.read(mebibyte)) {
        hash.add({piece.constData(), std::size_t(piece.size())});
    }
    return QByteArray::fromStdString(hash.finish());
}

}  // namespace

class PeerFilesTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    std::map<QString, std::unique_ptr<Machine>> machines_;
    std::map<QString, std::unique_ptr<demo::Program>> programs_;

    [[nodiscard]] QString zone(int number) const {
        auto parts = QString::fromStdString(office_.insideAddress(0)).split(QLatin1Char('.'));
        parts[2] = QString::number(number);
        parts[3] = QStringLiteral("0");
        return parts.join(QLatin1Char('.'));
    }
    bool place(const QString& name, const QString& network, int zoneNumber) {
        auto machine = Machine::create(name, network + QStringLiteral(".1/24"),
                                       network + QStringLiteral(".10/24"));
        if (!machine || !machine->knowsOffice()) return false;
        auto nameServer = zone(zoneNumber);
        nameServer.chop(1);
        machine->setNameServers({nameServer + QStringLiteral("1:10053")});
        machines_[name] = std::move(machine);
        return connectTo(name, network, QStringLiteral(".10"), zoneNumber);
    }
    bool connectTo(const QString& name, const QString& network, const QString& host,
                   int zoneNumber) {
        return machines_[name]->ip(QStringLiteral("route replace %1/24 via %2.1 src %2%3")
                                       .arg(zone(zoneNumber), network, host));
    }
    bool signIn(const QString& name, int number) {
        auto environment = QProcessEnvironment::systemEnvironment();
        const auto folder = QString::fromStdString(office_.folder());
        environment.insert(QStringLiteral("SIDETONE_CA_FILE"),
                           QString::fromStdString(office_.caFile()));
        environment.insert(QStringLiteral("SIDETONE_KEY_STORE"), QStringLiteral("memory"));
        environment.insert(QStringLiteral("HOME"), folder + QStringLiteral("/home-") + name);
        environment.insert(QStringLiteral("SIDETONE_CONFIGURATION"), folder);
        environment.remove(QStringLiteral("SIDETONE_NAMESERVER"));
        const auto variable = "SIDETONE_PASSWORD_FILE_" + std::to_string(number);
        const auto words = machines_[name]->on(
            {QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), QStringLiteral("--profile"),
             folder + QStringLiteral("/profile-") + name, QStringLiteral("--audio-out"),
             folder + QLatin1Char('/') + name + QStringLiteral(".wav"),
             QStringLiteral("--password-file"), QString::fromStdString(office_.variable(variable)),
             QStringLiteral("serve"), QString::fromStdString(office_.user(number))});
        auto& program = programs_[name] =
            std::make_unique<demo::Program>(name, words.first(), words.mid(1), environment);
        if (!program->start()) return false;
        const auto up = program->waitFor(
            name + QStringLiteral("'s chat"),
            [](const QJsonObject& event) {
                return field(event, "event") == QLatin1String("service") &&
                       field(event, "service") == QLatin1String("chat") &&
                       field(event, "state") == QLatin1String("up");
            },
            60'000);
        return up.has_value();
    }
    /// As the administrator of these machines says.
    bool prefersStraight() {
        const auto folder = QString::fromStdString(office_.folder()) + QStringLiteral("/policy.d");
        QFile file(folder + QStringLiteral("/files.conf"));
        return QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) &&
               file.write("PreferredFT: P2P\n") > 0;
    }
    [[nodiscard]] QString address(int number) const {
        return QString::fromStdString(office_.user(number));
    }
    demo::Program& anna() { return *programs_[QStringLiteral("anna")]; }
    demo::Program& ben() { return *programs_[QStringLiteral("ben")]; }

    static demo::Program::Test fileAt(const QString& name, const QString& state,
                                      qint64 atLeast = 0) {
        return [=](const QJsonObject& event) {
            const auto file = event[QLatin1String("file")].toObject();
            return field(file, "name") == name && field(file, "state") == state &&
                   file[QLatin1String("transferred")].toInteger() >= atLeast;
        };
    }
    static QString stateOf(const char* name) { return QString::fromLatin1(name); }
    /// True as soon as nothing speaks against sending straight.
    bool canGoStraight() {
        return QTest::qWaitFor(
            [this] {
                const auto ways =
                    anna().ask(QStringLiteral("file-ways"), {{QStringLiteral("peer"), address(2)}});
                return ways && field(*ways, "why_not_direct").isEmpty();
            },
            60'000);
    }
    /// Ben takes what Anna sends; the number of his message, or 0.
    qint64 begin(const QString& name, qint64 size) {
        const auto path = QString::fromStdString(office_.folder()) + QLatin1Char('/') + name;
        if (!makeFile(path, size) || !canGoStraight()) return 0;
        ben().mark();
        anna().mark();
        const auto sent =
            anna().ask(QStringLiteral("send-file"),
                       {{QStringLiteral("peer"), address(2)}, {QStringLiteral("path"), path}});
        if (!sent) qWarning("%s", sent.error().sentence().c_str());
        const auto offered =
            ben().waitFor(QStringLiteral("the offer"), fileAt(name, stateOf("offered")), 120'000);
        if (!offered) return 0;
        const auto message = (*offered)[QLatin1String("message")].toInteger();
        const auto taken =
            ben().ask(QStringLiteral("file-accept"), {{QStringLiteral("message"), message}});
        return taken ? message : 0;
    }
    static bool iptables(const QString& words) {
        return test::did(QStringList{QStringLiteral("iptables")} + words.split(QLatin1Char(' ')));
    }
    /// What a rule has counted; it is found by that part of its line.
    static std::pair<qint64, qint64> packetsAndBytes(const QString& table, const QString& part) {
        const auto listed = QString::fromStdString(test::runCommand(
            {QStringLiteral("iptables"), QStringLiteral("-t"), table, QStringLiteral("-n"),
             QStringLiteral("-v"), QStringLiteral("-x"), QStringLiteral("-L")}));
        const QRegularExpression line(
            QStringLiteral("^ *(\\d+) +(\\d+) .*") + QRegularExpression::escape(part),
            QRegularExpression::MultilineOption);
        const auto found = line.match(listed);
        return {found.captured(1).toLongLong(), found.captured(2).toLongLong()};
    }
    /// Bytes that went straight from the sender's port.
    static qint64 straight() {
        return packetsAndBytes(QStringLiteral("filter"), QStringLiteral("spt:37200")).second;
    }
    bool arrives(const QString& name) {
        const auto done = ben().waitFor(name, fileAt(name, stateOf("done")), 700'000);
        if (!done) qWarning("%s", done.error().sentence().c_str());
        if (!done) return false;
        const auto path = field((*done)[QLatin1String("file")].toObject(), "path");
        const auto sent = QString::fromStdString(office_.folder()) + QLatin1Char('/') + name;
        const bool isEqual = hashOf(path) == hashOf(sent);
        QFile::remove(path);
        QFile::remove(sent);
        return isEqual;
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        QVERIFY2(office_.start({"--with", "edge", "--people", "5"}), office_.failure().c_str());
        QVERIFY(prefersStraight());
        QVERIFY(test::did({QStringLiteral("sh"), QStringLiteral("-c"),
                           QStringLiteral("echo 1 > /proc/sys/net/ipv4/ip_forward")}));
        QVERIFY(iptables(QStringLiteral("-A FORWARD -p tcp --sport 37200")));
        QVERIFY(place(QStringLiteral("anna"), QStringLiteral("10.1.0"), 0));
        QVERIFY(place(QStringLiteral("ben"), QStringLiteral("10.2.0"), 0));
        QVERIFY(place(QStringLiteral("cleo"), QStringLiteral("198.51.100"), 1));
        QVERIFY(machines_[QStringLiteral("anna")]->ip(
            QStringLiteral("route add 10.2.0.0/24 via 10.1.0.1")));
        QVERIFY(machines_[QStringLiteral("ben")]->ip(
            QStringLiteral("route add 10.1.0.0/24 via 10.2.0.1")));
        QVERIFY(signIn(QStringLiteral("anna"), 1));
        QVERIFY(signIn(QStringLiteral("ben"), 2));
    }
    void cleanupTestCase() {
        programs_.clear();
        machines_.clear();
    }

    void straightWithoutNat() {
        const auto size = mebibytes(160, 1024);
        const auto name = QStringLiteral("straight.bin");
        QElapsedTimer watch;
        watch.start();
        QVERIFY(begin(name, size) != 0);
        QVERIFY(ben().waitFor(QStringLiteral("a part"),
                              fileAt(name, stateOf("under-way"), 16 * mebibyte), 120'000));
        const auto links = test::runCommand(
            machines_[QStringLiteral("ben")]->on({QStringLiteral("ss"), QStringLiteral("-tn")}));
        QVERIFY2(links.find("10.1.0.10:37200") != std::string::npos, links.c_str());
        QVERIFY(arrives(name));
        qInfo("%lld MiB straight: %lld ms", size / mebibyte, watch.elapsed());
        QVERIFY2(straight() > size, qPrintable(QString::number(straight())));
    }

    /// Taken without asking, and straight as well.
    void picturesOfTheScreenToo() {
        const auto name = QStringLiteral("screen.png");
        const auto path = QString::fromStdString(office_.folder()) + QLatin1Char('/') + name;
        const auto before = straight();
        QVERIFY(makeFile(path, 2 * mebibyte));
        ben().mark();
        QVERIFY(anna()
                    .ask(QStringLiteral("send-file"),
                         {{QStringLiteral("peer"), address(2)}, {QStringLiteral("path"), path}})
                    .has_value());
        QVERIFY(arrives(name));
        QVERIFY(straight() - before > 2 * mebibyte);
    }

    /// Ben's address is gone in the middle and never comes back; he goes on with another one.
    void goesOnAfterACut() {
        const auto size = mebibytes(200, 300);
        const auto name = QStringLiteral("cut.bin");
        const auto message = begin(name, size);
        QVERIFY(message != 0);
        QVERIFY(ben().waitFor(QStringLiteral("half of it"),
                              fileAt(name, stateOf("under-way"), size / 2), 300'000));
        auto& machine = *machines_[QStringLiteral("ben")];
        QVERIFY(machine.ip(QStringLiteral("addr flush dev eth0")));
        QVERIFY(machine.ip(QStringLiteral("addr add 10.2.0.11/24 dev eth0")));
        QVERIFY(
            connectTo(QStringLiteral("ben"), QStringLiteral("10.2.0"), QStringLiteral(".11"), 0));
        QVERIFY(machine.ip(QStringLiteral("route add 10.1.0.0/24 via 10.2.0.1")));
        const auto before = ben().events(fileAt(name, stateOf("under-way"))).size();
        QVERIFY(before > 0);
        ben().mark();
        QVERIFY(arrives(name));
        // No event after the cut tells of fewer bytes than there were.
        const auto all = ben().events(fileAt(name, stateOf("under-way")));
        for (auto i = before; i < all.size(); ++i) {
            const auto file = all[i][QLatin1String("file")].toObject();
            QVERIFY(file[QLatin1String("transferred")].toInteger() >= size / 2);
            QCOMPARE(all[i][QLatin1String("message")].toInteger(), message);
        }
    }

    /// Whoever takes the file calls, and may be behind NAT.
    void outOfNat() {
        QVERIFY(iptables(
            QStringLiteral("-t nat -A POSTROUTING -s 10.2.0.0/24 -d 10.1.0.0/24 -j MASQUERADE")));
        const auto size = mebibytes(48, 1024);
        const auto name = QStringLiteral("out-of-nat.bin");
        const auto before = straight();
        QElapsedTimer watch;
        watch.start();
        QVERIFY(begin(name, size) != 0);
        QVERIFY(arrives(name));
        qInfo("%lld MiB out of NAT: %lld ms", size / mebibyte, watch.elapsed());
        QVERIFY(straight() - before > size);
        const auto translated =
            packetsAndBytes(QStringLiteral("nat"), QStringLiteral("10.1.0.0/24"));
        QVERIFY(translated.first > 0);
    }

    /// Nobody reaches Anna's own address: the office's proxy carries it.
    void behindNat() {
        QVERIFY(machines_[QStringLiteral("ben")]->ip(
            QStringLiteral("route replace unreachable 10.1.0.0/24")));
        QVERIFY(iptables(QStringLiteral("-t nat -A POSTROUTING -s 10.1.0.0/24 -j MASQUERADE")));
        const auto before = straight();
        const auto size = mebibytes(48, 1024);
        const auto name = QStringLiteral("through-proxy.bin");
        QElapsedTimer watch;
        watch.start();
        QVERIFY(begin(name, size) != 0);
        QVERIFY(arrives(name));
        qInfo("%lld MiB through the proxy: %lld ms", size / mebibyte, watch.elapsed());
        QCOMPARE(straight(), before);
    }

    /// The same person at another machine, on the Internet.
    void neverFromOutside() {
        ben().stop();
        QVERIFY(signIn(QStringLiteral("cleo"), 2));
        auto& outside = *programs_[QStringLiteral("cleo")];
        const auto ways =
            outside.ask(QStringLiteral("file-ways"), {{QStringLiteral("peer"), address(1)}});
        QVERIFY(ways.has_value());
        QVERIFY2(field(*ways, "why_not_direct").contains(QLatin1String("outside")),
                 qPrintable(field(*ways, "why_not_direct")));
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    PeerFilesTest files;
    return QTest::qExec(&files, argc, argv);
}
#include "PeerFilesTest.moc"
