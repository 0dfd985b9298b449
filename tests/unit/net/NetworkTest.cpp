// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "FakeNetworkMonitor.h"
#include "VirtualClock.h"
#include "core/QtClock.h"
#include "net/NetlinkMonitor.h"

using namespace sidetone;
using net::NetworkState;
using test::FakeNetworkMonitor;

class NetworkTest : public QObject {
    Q_OBJECT

    static NetworkState office() {
        auto state = FakeNetworkMonitor::machine("10.1.2.3/24", "10.1.2.53:53");
        state.defaults = {{"", "10.1.2.1", "eth0"}};
        return state;
    }

private Q_SLOTS:
    void aFingerprintIsOfANetworkNotOfAMachine() {
        const auto here = office();
        auto other = office();
        other.links[0].addresses = {"10.1.2.77/24"};
        QCOMPARE(other.fingerprint(), here.fingerprint());
        other.links.push_back({9, "docker0", true, false, {"172.17.0.1/16"}});
        QCOMPARE(other.fingerprint(), here.fingerprint());
        other.links.push_back({10, "tun0", true, true, {"10.99.0.2/32"}});
        other.routes = {{"10.0.0.0/8", "", "tun0"}};
        QVERIFY(other.fingerprint() != here.fingerprint());
        auto names = office();
        names.nameServers = {"10.1.2.54:53"};
        QVERIFY(names.fingerprint() != here.fingerprint());
        auto away = office();
        away.links[0].addresses = {"10.1.3.3/24"};
        QVERIFY(away.fingerprint() != here.fingerprint());
        auto down = office();
        down.links[0].isUp = false;
        QCOMPARE(down.fingerprint(), std::string("none"));
        QVERIFY(!down.isConnected());
    }

    void changesSayWhatIsLost() {
        const auto before = office();
        auto after = office();
        after.links[0].addresses = {"10.1.2.4/24"};
        const auto moved = net::changeBetween(before, after);
        QVERIFY(!moved.isOtherNetwork);
        QCOMPARE(moved.lostAddresses(), std::vector<std::string>{"10.1.2.3"});
        QCOMPARE(moved.text(), std::string("lost eth0 10.1.2.3/24, new eth0 10.1.2.4/24"));
        after = office();
        after.nameServers.clear();
        QCOMPARE(net::changeBetween(before, after).text(),
                 std::string("name servers are now none"));
    }

    void listenersMayGoInTheMidst() {
        FakeNetworkMonitor monitor;
        int first = 0;
        int second = 0;
        net::NetworkMonitor::Subscription other;
        auto one = monitor.listen([&](const auto&) {
            ++first;
            other.stop();
        });
        other = monitor.listen([&](const auto&) { ++second; });
        monitor.becomes(office());
        QCOMPARE(first, 1);
        QCOMPARE(second, 0);
        one.stop();
        monitor.becomes({});
        QCOMPARE(first, 1);
    }

    void theFileIsWatched() {
        const QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("resolv.conf")).toStdString();
        std::ofstream(file) << "nameserver 10.0.0.1\nsearch office.test\n";
        core::QtClock clock;
        auto monitor = net::NetlinkMonitor::create(
            clock, {file, core::Milliseconds(20), core::Milliseconds(20)});
        QVERIFY(monitor);
        QCOMPARE((*monitor)->state().nameServers, std::vector<std::string>{"10.0.0.1:53"});
        QCOMPARE((*monitor)->state().searchDomains, std::vector<std::string>{"office.test"});
        std::vector<std::string> heard;
        const auto listening =
            (*monitor)->listen([&](const auto& change) { heard.push_back(change.text()); });
        std::ofstream(file) << "nameserver 10.0.0.22\n";
        QTRY_COMPARE(heard.size(), std::size_t(1));
        QVERIFY2(heard[0].find("name servers are now 10.0.0.22:53") != std::string::npos,
                 heard[0].c_str());
    }
};

QTEST_GUILESS_MAIN(NetworkTest)
#include "NetworkTest.moc"
