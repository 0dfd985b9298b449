// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "FakeNetworkMonitor.h"
#include "FakeResolver.h"
#include "VirtualClock.h"
#include "client/network/NetworkWatch.h"
#include "client/network/ServiceWatch.h"

using namespace sidetone;
using namespace std::chrono_literals;
using client::NetworkView;
using client::NetworkWatch;
using client::ServiceWatch;
using test::FakeNetworkMonitor;

class NetworkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offlineIsSaidAndNothingElse() {
        core::Log log;
        FakeNetworkMonitor monitor;
        monitor.becomes(FakeNetworkMonitor::machine("10.1.2.3/24", "10.1.2.53:53"));
        NetworkWatch watch(monitor, log);
        QVERIFY(watch.view().state == NetworkView::State::Online);
        const QSignalSpy reconnects(&watch, &NetworkWatch::reconnectNow);
        const QSignalSpy looks(&watch, &NetworkWatch::lookAgain);
        monitor.becomes({});
        QVERIFY(watch.view().state == NetworkView::State::Offline);
        QCOMPARE(reconnects.count() + looks.count(), 0);
        monitor.becomes(FakeNetworkMonitor::machine("10.9.2.3/24", "10.9.2.53:53"));
        QVERIFY(watch.view().state == NetworkView::State::Online);
        QCOMPARE(reconnects.count(), 1);
        QCOMPARE(looks.count(), 1);
    }
    void anotherAddressInTheSameNetworkReconnectsOnly() {
        core::Log log;
        FakeNetworkMonitor monitor;
        monitor.becomes(FakeNetworkMonitor::machine("10.1.2.3/24", "10.1.2.53:53"));
        NetworkWatch watch(monitor, log);
        const QSignalSpy reconnects(&watch, &NetworkWatch::reconnectNow);
        const QSignalSpy looks(&watch, &NetworkWatch::lookAgain);
        monitor.becomes(FakeNetworkMonitor::machine("10.1.2.4/24", "10.1.2.53:53"));
        QCOMPARE(reconnects.count(), 1);
        QCOMPARE(looks.count(), 0);
    }
    void aPortalIsForgottenWithItsNetwork() {
        core::Log log;
        FakeNetworkMonitor monitor;
        monitor.becomes(FakeNetworkMonitor::machine("10.1.2.3/24", "10.1.2.53:53"));
        NetworkWatch watch(monitor, log);
        watch.setPlace(NetworkView::Place::Inside);
        watch.setPortal("http://portal.example/");
        QVERIFY(watch.view().state == NetworkView::State::CaptivePortal);
        monitor.becomes(FakeNetworkMonitor::machine("10.9.2.3/24", "10.9.2.53:53"));
        QVERIFY(watch.view().state == NetworkView::State::Online);
        QVERIFY(watch.view().place == NetworkView::Place::Unknown);
    }
    void recordsAreAskedForWhenTheirTimeIsOver() {
        core::Log log;
        test::VirtualClock clock;
        test::FakeResolver resolver(clock);
        resolver.addSrv("_cisco-uds._tcp.office.example", "cucm1.office.example", 8443);
        auto records = resolver.services.begin()->second;
        records[0].timeToLive = 60s;
        int changes = 0;
        ServiceWatch watch({clock, resolver, log}, [&] { ++changes; });
        watch.watch({{"_cisco-uds._tcp.office.example", records}}, 8h);
        clock.advance(59s);
        QVERIFY(resolver.asked.empty());
        clock.advance(2s);
        QCOMPARE(resolver.asked.size(), std::size_t(1));
        QCOMPARE(changes, 0);
        resolver.services.begin()->second[0].target = "cucm2.office.example";
        clock.advance(61s);
        QCOMPARE(changes, 1);
        clock.advance(61s);
        QCOMPARE(changes, 1);
    }
    void noAnswerIsNoChange() {
        core::Log log;
        test::VirtualClock clock;
        test::FakeResolver resolver(clock);
        resolver.failures["_cisco-uds._tcp.office.example"] =
            core::fail(core::ErrorCode::Timeout, "Looking up", "no name server answered");
        int changes = 0;
        ServiceWatch watch({clock, resolver, log}, [&] { ++changes; });
        net::SrvRecord record;
        record.target = "cucm1.office.example";
        watch.watch({{"_cisco-uds._tcp.office.example", {record}}}, 0ms);
        clock.advance(16s);
        QCOMPARE(resolver.asked.size(), std::size_t(1));
        QCOMPARE(changes, 0);
        resolver.failures.clear();
        resolver.services["_cisco-uds._tcp.office.example"] = {record};
        clock.advance(16s);
        QCOMPARE(changes, 0);
        resolver.services.clear();
        clock.advance(16s);
        // "There is no such record any more" is a change.
        QCOMPARE(changes, 1);
        watch.stop();
        clock.advance(2h);
        QCOMPARE(resolver.asked.size(), std::size_t(3));
    }
    void recordsOfAnotherNameAreNotWatched() {
        core::Log log;
        test::VirtualClock clock;
        test::FakeResolver resolver(clock);
        int changes = 0;
        ServiceWatch watch({clock, resolver, log}, [&] { ++changes; });
        net::SrvRecord record;
        record.target = "cucm1.office.example";
        watch.watch({{"_cisco-uds._tcp.office.example", {record}}}, 0ms);
        clock.advance(2h);
        QCOMPARE(changes, 0);
        QCOMPARE(resolver.asked.size(), std::size_t(1));
    }
    void configurationIsFetchedAgain() {
        core::Log log;
        test::VirtualClock clock;
        test::FakeResolver resolver(clock);
        int changes = 0;
        ServiceWatch watch({clock, resolver, log}, [&] { ++changes; });
        watch.watch({}, 8h);
        clock.advance(8h - 1s);
        QCOMPARE(changes, 0);
        clock.advance(2s);
        QCOMPARE(changes, 1);
    }
};

QTEST_GUILESS_MAIN(NetworkTest)
#include "NetworkTest.moc"
