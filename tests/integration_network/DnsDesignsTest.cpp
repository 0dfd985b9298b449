// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <algorithm>

#include "OwnNetwork.h"
#include "Rows.h"
#include "TestDns.h"

ROWS("DISC-03", "DISC-25", "SRV-08");

using namespace sidetone;
using test::Machine;
using test::TestDns;

namespace {

std::string forbidden;

/// What `sidetonectl explain --json` says.
struct Explained {
    QJsonObject trace;
    qint64 milliseconds = 0;
    [[nodiscard]] bool says(const char* words) const {
        for (const auto& step : trace.value(QLatin1String("steps")).toArray()) {
            if (step[QLatin1String("why")].toString().contains(QLatin1String(words))) return true;
        }
        return false;
    }
    [[nodiscard]] std::string text() const {
        return QJsonDocument(trace).toJson(QJsonDocument::Compact).toStdString();
    }
    [[nodiscard]] std::string error() const {
        const auto said = trace.value(QLatin1String("error")).toObject();
        return said.value(QLatin1String("sentence")).toString().toStdString() +
               said.value(QLatin1String("answer")).toString().toStdString();
    }
};

/// The chapter's questions among those that a name server got, sorted.
std::vector<std::string> services(const TestDns& server) {
    std::vector<std::string> found;
    for (const auto& question : server.asked()) {
        if (question.rfind("33 _c", 0) == 0) found.push_back(question.substr(3));
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

using Names = std::vector<std::string>;

}  // namespace

/// The four designs of the chapter ("Domain Name System Designs"), each with two machines that
/// run the same program: one inside with the inside name server, one outside. Name servers are on
/// port 53 of addresses of their own, and in the machines' /etc/resolv.conf.
class DnsDesignsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Machine> inside_;
    std::unique_ptr<Machine> outside_;
    std::unique_ptr<TestDns> insideDns_;
    std::unique_ptr<TestDns> outsideDns_;
    QTemporaryDir profiles_;
    int profile_ = 0;

    Explained explain(const Machine& machine, const QString& address) {
        QElapsedTimer timer;
        timer.start();
        const auto profile = profiles_.filePath(QString::number(++profile_));
        const auto said = test::runCommand(machine.on(
            {QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), QStringLiteral("--profile"), profile,
             QStringLiteral("--json"), QStringLiteral("explain"), address}));
        const auto begin = said.find('{');
        const auto json = begin == std::string::npos ? std::string() : said.substr(begin);
        return {QJsonDocument::fromJson(QByteArray::fromStdString(json)).object(), timer.elapsed()};
    }
    static void putCallManager(TestDns& server, const std::string& zone) {
        server.addSrv("_cisco-uds._tcp." + zone, 0, 0, 8443, "cucm1." + zone);
        server.addAddress("cucm1." + zone, "10.1.0.1");
    }
    static void putEdge(TestDns& server, const std::string& zone) {
        server.addSrv("_collab-edge._tls." + zone, 0, 0, 8443, "expe1." + zone);
        server.addAddress("expe1." + zone, "198.51.100.1");
    }
    static constexpr const char* isInside = "This network is inside: _cisco-uds";
    static constexpr const char* isOutside = "this network is outside";

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        inside_ = Machine::create(QStringLiteral("inside"), QStringLiteral("10.1.0.1/24"),
                                  QStringLiteral("10.1.0.10/24"));
        outside_ = Machine::create(QStringLiteral("outside"), QStringLiteral("198.51.100.1/24"),
                                   QStringLiteral("198.51.100.10/24"));
        QVERIFY(inside_ && outside_);
    }
    void init() {
        insideDns_ = std::make_unique<TestDns>("10.1.0.1", 53);
        outsideDns_ = std::make_unique<TestDns>("198.51.100.1", 53);
        inside_->setNameServers({QStringLiteral("10.1.0.1")});
        outside_->setNameServers({QStringLiteral("198.51.100.1")});
    }
    void cleanup() {
        insideDns_.reset();
        outsideDns_.reset();
    }

    /// example.com outside, example.local inside; the services domain has a zone of its own on
    /// the inside name server, which forwards all else.
    void separateDomains() {
        putCallManager(*insideDns_, "example.local");
        insideDns_->forward({"example.local"}, *outsideDns_);
        putEdge(*outsideDns_, "example.com");
        const auto atDesk = explain(*inside_, QStringLiteral("anna@example.local"));
        QVERIFY2(atDesk.says(isInside), atDesk.text().c_str());
        QCOMPARE(services(*insideDns_),
                 (Names{"_cisco-uds._tcp.example.local", "_collab-edge._tls.example.local",
                        "_cuplogin._tcp.example.local"}));
        QVERIFY(services(*outsideDns_).empty());
        const auto away = explain(*outside_, QStringLiteral("anna@example.com"));
        QVERIFY2(away.says(isOutside), away.text().c_str());
        QVERIFY(!away.says(isInside));
    }

    /// One name, two answers: the verdict is the name server's alone.
    void sameDomainSplit() {
        putCallManager(*insideDns_, "example.com");
        putEdge(*outsideDns_, "example.com");
        const auto atDesk = explain(*inside_, QStringLiteral("anna@example.com"));
        QVERIFY2(atDesk.says(isInside), atDesk.text().c_str());
        QVERIFY(!atDesk.says(isOutside));
        QVERIFY(outsideDns_->asked().empty());
        const auto away = explain(*outside_, QStringLiteral("anna@example.com"));
        QVERIFY2(away.says(isOutside), away.text().c_str());
        QVERIFY(!away.says(isInside));
        // All three at once, then the pinpoint zone, because nothing names the inside.
        QCOMPARE(
            services(*outsideDns_),
            (Names{"_cisco-uds._tcp.cisco-internal.example.com", "_cisco-uds._tcp.example.com",
                   "_collab-edge._tls.example.com", "_cuplogin._tcp.cisco-internal.example.com",
                   "_cuplogin._tcp.example.com"}));
    }

    /// Everybody sees everything. Records alone say "inside" everywhere; outside the call
    /// manager cannot be reached, and the edge is taken.
    void sameDomainNotSplit() {
        for (auto* server : {insideDns_.get(), outsideDns_.get()}) {
            putCallManager(*server, "example.com");
            putEdge(*server, "example.com");
        }
        const auto atDesk = explain(*inside_, QStringLiteral("anna@example.com"));
        QVERIFY2(atDesk.says(isInside), atDesk.text().c_str());
        const auto away = explain(*outside_, QStringLiteral("anna@example.com"));
        QVERIFY2(away.says(isInside), away.text().c_str());
        QVERIFY2(away.says("_collab-edge leads to them from outside"), away.text().c_str());
    }

    /// Only cisco-internal.example.com is served inside; all else of the domain is forwarded.
    void pinpointSubdomain() {
        putCallManager(*insideDns_, "cisco-internal.example.com");
        insideDns_->forward({"cisco-internal.example.com"}, *outsideDns_);
        putEdge(*outsideDns_, "example.com");
        const auto atDesk = explain(*inside_, QStringLiteral("anna@example.com"));
        QVERIFY2(atDesk.says(isInside), atDesk.text().c_str());
        QCOMPARE(
            services(*insideDns_),
            (Names{"_cisco-uds._tcp.cisco-internal.example.com", "_cisco-uds._tcp.example.com",
                   "_collab-edge._tls.example.com", "_cuplogin._tcp.cisco-internal.example.com",
                   "_cuplogin._tcp.example.com"}));
        const auto away = explain(*outside_, QStringLiteral("anna@example.com"));
        QVERIFY2(away.says(isOutside), away.text().c_str());
    }

    /// Neither a name server that is written down nor one that answers: said at once (SRV-08).
    void noNameServer_data() {
        QTest::addColumn<QStringList>("servers");
        QTest::newRow("none is configured") << QStringList{};
        QTest::newRow("it is not there") << QStringList{QStringLiteral("10.1.0.1")};
        QTest::newRow("it cannot be reached") << QStringList{QStringLiteral("192.0.2.53")};
        QTest::newRow("it says nothing") << QStringList{QStringLiteral("10.1.0.77")};
    }
    void noNameServer() {
        QFETCH(QStringList, servers);
        insideDns_.reset();
        // It takes the packets and never answers: an address without anybody, but with a link.
        QVERIFY(test::did({QStringLiteral("ip"), QStringLiteral("neigh"), QStringLiteral("replace"),
                           QStringLiteral("10.1.0.77"), QStringLiteral("lladdr"),
                           QStringLiteral("02:00:00:00:00:77"), QStringLiteral("dev"),
                           QStringLiteral("inside")}));
        QVERIFY(test::did(inside_->on(
            {QStringLiteral("ip"), QStringLiteral("neigh"), QStringLiteral("replace"),
             QStringLiteral("10.1.0.77"), QStringLiteral("lladdr"),
             QStringLiteral("02:00:00:00:00:77"), QStringLiteral("dev"), QStringLiteral("eth0")})));
        inside_->setNameServers(servers);
        const auto said = explain(*inside_, QStringLiteral("anna@example.com"));
        qInfo("%lld ms: %s", said.milliseconds, said.error().c_str());
        QVERIFY2(said.error().find("name server") != std::string::npos, said.text().c_str());
        // The requirement itself: a person does not wait longer for it.
        QVERIFY2(said.milliseconds < 3000, said.text().c_str());
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    DnsDesignsTest designs;
    return QTest::qExec(&designs, argc, argv);
}
#include "DnsDesignsTest.moc"
