// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <array>

#include "Rows.h"
#include "TestServer.h"
#include "WaysFixture.h"
#include "config/keys.h"

ROWS("DISC-03", "DISC-09", "DISC-10", "DISC-12", "DISC-13", "DISC-15", "DISC-17", "DISC-19",
     "DISC-25", "DISC-26", "DISC-27", "DISC-31", "PROV-05");

using namespace sidetone;
using config::Layer;
using signin::ProductMode;
using test::RealSignIn;
using test::RecordedPorts;
using test::TestServer;

namespace {

constexpr const char* udsService = "_cisco-uds._tcp";
constexpr const char* cupService = "_cuplogin._tcp";
constexpr const char* edgeService = "_collab-edge._tls";
constexpr const char* pinpointUds = "_cisco-uds._tcp.cisco-internal";
constexpr const char* pinpointCup = "_cuplogin._tcp.cisco-internal";

using Names = std::vector<std::string>;

}  // namespace

/// Which door a real sign-in takes, what it asks for that, and what it does where doors are shut:
/// against an office with three call manager nodes.
class WaysTest : public QObject {
    Q_OBJECT

    test::WaysFixture ways_;

    [[nodiscard]] std::string chosenBy(const RealSignIn& run) const {
        const auto* step = run.step("service");
        return step == nullptr ? std::string() : step->answer + " | " + step->why;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(ways_.office.start({"--with", "nodes,presence-login,edge"}),
                 ways_.office.failure().c_str());
        ways_.nodes = {ways_.record("cucm1", 1), ways_.record("cucm2", 2),
                       ways_.record("cucm3", 3)};
    }
    void init() { QVERIFY(ways_.restoreZone()); }

    /// One account, two networks, two verdicts.
    void tellsInsideFromOutside() {
        QVERIFY(ways_.publish(edgeService, {ways_.record("expe1")}, true));
        RecordedPorts inside(ways_.office);
        const RealSignIn first(inside.all(), ways_.request());
        QVERIFY2(chosenBy(first).find("This network is inside") != std::string::npos,
                 first.told().c_str());
        QCOMPARE(inside.resolver.asked, ways_.questions({udsService, cupService, edgeService}));
        RecordedPorts outside(ways_.outsideNameServer(), ways_.office.caFile());
        const RealSignIn second(outside.all(), ways_.request());
        QVERIFY2(chosenBy(second).find("this network is outside") != std::string::npos,
                 second.told().c_str());
        QCOMPARE(outside.http.count("cucm1." + ways_.office.domain() + ":8443/"), 0);
    }
    /// All eight combinations against the questions that left the machine.
    void excludesServices_data() {
        QTest::addColumn<int>("excluded");
        for (int i = 0; i < 8; ++i) {
            QTest::addRow("cloud %d, uds %d, cuplogin %d", i & 1, (i & 2) >> 1, (i & 4) >> 2) << i;
        }
    }
    void excludesServices() {
        QFETCH(int, excluded);
        constexpr std::array words{"WEBEX", "CUCM", "CUP"};
        std::string list;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if ((excluded & (1 << i)) != 0) list += std::string(words[i]) + ",";
        }
        RecordedPorts ports(ways_.office);
        const RealSignIn run(ports.all(), ways_.request(Layer::ConfigurationUrl,
                                                        "ServiceDiscoveryExcludedServices", list));
        Names services;
        if (excluded != 7 && (excluded & 2) == 0) services.emplace_back(udsService);
        if (excluded != 7 && (excluded & 4) == 0) services.emplace_back(cupService);
        if (excluded != 7) services.emplace_back(edgeService);
        // Nothing inside is left but _cuplogin, which the zone does not have.
        if ((excluded & 6) == 2) services.emplace_back(pinpointCup);
        QCOMPARE(ports.resolver.asked, ways_.questions(services));
        QVERIFY2(run.isGood() == ((excluded & 2) == 0), run.told().c_str());
        if ((excluded & 1) != 0) QCOMPARE(ports.http.count("FederatedSSO"), 0);
        if (excluded == 7) {
            QVERIFY(ports.http.urls.empty());
            QVERIFY2(run.sentence().find("Set the server by hand") != std::string::npos,
                     run.told().c_str());
        }
    }
    /// The four designs of the chapter, as the questions that each needs.
    void knowsTheDesigns_data() {
        QTest::addColumn<int>("design");
        QTest::newRow("a zone of its own inside") << 0;
        QTest::newRow("one name, two views") << 1;
        QTest::newRow("one name, one view") << 2;
        QTest::newRow("a pinpoint zone") << 3;
    }
    void knowsTheDesigns() {
        QFETCH(int, design);
        Names services{udsService, cupService, edgeService};
        if (design == 2) QVERIFY(ways_.publish(edgeService, {ways_.record("expe1")}));
        if (design == 3) {
            QVERIFY(ways_.publish(udsService, {}));
            QVERIFY(ways_.publish(edgeService, {ways_.record("expe1")}));
            QVERIFY(ways_.publish(pinpointUds, {ways_.record("cucm1")}));
            services.insert(services.end(), {pinpointUds, pinpointCup});
        }
        RecordedPorts ports(ways_.office);
        const RealSignIn run(ports.all(), ways_.request());
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(ports.resolver.asked, ways_.questions(services));
        QCOMPARE((*run.result)->udsServers.front().host, ways_.host("cucm1"));
        if (design != 1) return;
        RecordedPorts outside(ways_.outsideNameServer(), ways_.office.caFile());
        const RealSignIn second(outside.all(), ways_.request());
        services.insert(services.end(), {pinpointUds, pinpointCup});
        QCOMPARE(outside.resolver.asked, ways_.questions(services));
    }
    /// The records of services are asked for in the voice domain alone (DISC-13).
    void asksTheVoiceDomain_data() {
        QTest::addColumn<int>("layer");
        QTest::newRow("configuration URL") << static_cast<int>(Layer::ConfigurationUrl);
        QTest::newRow("bootstrap file") << static_cast<int>(Layer::Bootstrap);
    }
    void asksTheVoiceDomain() {
        QFETCH(int, layer);
        QVERIFY(ways_.publish(udsService, {}));
        QVERIFY(ways_.publish("_cisco-uds._tcp.voice", {ways_.record("cucm1")}));
        RecordedPorts ports(ways_.office);
        const RealSignIn run(ports.all(),
                             ways_.request(static_cast<Layer>(layer), "VoiceServicesDomain",
                                           "voice." + ways_.office.domain()));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(ports.resolver.asked,
                 ways_.questions(
                     {"_cisco-uds._tcp.voice", "_cuplogin._tcp.voice", "_collab-edge._tls.voice"}));
        QCOMPARE((*run.result)->remembered.servicesDomain, ways_.office.domain());
    }
    /// The file inside names the voice domain; the next start uses it.
    void learnsTheVoiceDomainInside() {
        ways_.upload("jabber-config.xml",
                     "<config version='1.0'><Policies><VoiceServicesDomain>voice." +
                         ways_.office.domain() + "</VoiceServicesDomain></Policies></config>");
        RecordedPorts ports(ways_.office);
        const RealSignIn first(ports.all(), ways_.request());
        QVERIFY2(first.isGood(), first.told().c_str());
        ways_.remove("jabber-config.xml");
        QVERIFY(ways_.publish("_cisco-uds._tcp.voice", {ways_.record("cucm2")}));
        auto again = ways_.request();
        again.remembered = (*first.result)->remembered;
        again.remembered->ciscoUds.clear();
        ports.resolver.asked.clear();
        const RealSignIn second(ports.all(), std::move(again));
        QVERIFY2(second.isGood(), second.told().c_str());
        QCOMPARE(ports.resolver.asked.front(), "_cisco-uds._tcp.voice." + ways_.office.domain());
        QCOMPARE(second.step("service")->answer, "_cisco-uds: " + ways_.host("cucm2") + ":8443");
    }
    /// Typed > remembered > installed, and back to discovery (DISC-15, DISC-17, DISC-31).
    void ranksWhatIsTyped() {
        RecordedPorts ports(ways_.office);
        const RealSignIn found(ports.all(), ways_.request());
        QVERIFY2(found.isGood(), found.told().c_str());
        auto typed = ways_.request(Layer::Manual, "Authenticator", "CUP");
        typed.settings.set(Layer::Manual, "PresenceServerAddress", ways_.host("imp1"));
        typed.settings.set(Layer::Bootstrap, "Authenticator", "CUP");
        typed.settings.set(Layer::Bootstrap, "PresenceServerAddress", ways_.host("imp2"));
        typed.remembered = (*found.result)->remembered;
        ports.resolver.asked.clear();
        ports.http.urls.clear();
        const RealSignIn byHand(ports.all(), typed);
        QVERIFY2(chosenBy(byHand).find("presence server: " + ways_.host("imp1") +
                                       ":8443 | The "
                                       "connection settings that were typed") == 0,
                 byHand.told().c_str());
        // DISC-31: no discovery, no service profile of a call manager, no single sign-on.
        QVERIFY2(
            ports.resolver.asked.empty() || ports.resolver.asked.front().rfind("_xmpp", 0) == 0,
            byHand.told().c_str());
        // The device list is asked for in its newer place first; nothing else of a call manager is.
        QCOMPARE(ports.http.count("/cucm-uds/version"), 0);
        QCOMPARE(ports.http.count("/cucm-uds/clusterUser"), 0);
        QCOMPARE(ports.http.count("SPDefault"), 0);
        QCOMPARE(ports.http.count("/ssosp/"), 0);
        // Automatic again: what was remembered, before the installer's choice.
        typed.settings.clear(Layer::Manual);
        const RealSignIn remembered(ports.all(), typed);
        QVERIFY2(chosenBy(remembered).find("as an earlier sign-in in this network found") !=
                     std::string::npos,
                 remembered.told().c_str());
        QVERIFY(!ports.resolver.asked.empty());
        typed.remembered.reset();
        const RealSignIn live(ports.all(), typed);
        QVERIFY2(chosenBy(live).find("This network is inside") != std::string::npos,
                 live.told().c_str());
        QVERIFY(ways_.publish(udsService, {}));
        const RealSignIn installed(ports.all(), typed);
        QVERIFY2(chosenBy(installed).find("presence server: " + ways_.host("imp2") +
                                          ":8443 | "
                                          "Discovery finds nothing") == 0,
                 installed.told().c_str());
    }
    void refusesAnEdgeThatIsAnAddress() {
        QVERIFY(ways_.publish(udsService, {}));
        QVERIFY(ways_.publish(edgeService, {"1 1 8443 192.0.2.1."}));
        RecordedPorts ports(ways_.office);
        const RealSignIn run(ports.all(), ways_.request());
        QCOMPARE(run.sentence(), "Finding the servers of " + ways_.office.domain() +
                                     ": the _collab-edge record names 192.0.2.1, which is no full "
                                     "host name; the edge's cookie is bound to its name. Ask your "
                                     "administrator to put the edge's full name into the record.");
        QVERIFY(ports.http.count("get_edge_config") == 0);
    }
    /// Releases 9 to 14: their forms and their ports (DISC-27).
    void signsInAtEveryRelease_data() {
        QTest::addColumn<QByteArray>("release");
        for (const auto* release : {"9.1.2", "10.5.2", "11.5.1", "12.5.1", "14.0.1"}) {
            QTest::newRow(release) << QByteArray(release);
        }
    }
    void signsInAtEveryRelease() {
        QFETCH(QByteArray, release);
        QVERIFY(ways_.office.done({"answer", "release", release.toStdString()}));
        RecordedPorts ports(ways_.office);
        const RealSignIn run(ports.all(), ways_.request());
        QVERIFY(ways_.office.done({"answer", "release", "usual"}));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->udsVersion, release.toStdString());
        QVERIFY((*run.result)->device.has_value());
        const bool isOld = release.startsWith("9.") || release.startsWith("10.");
        QCOMPARE(ports.http.count(":6970/") > 0, isOld);
        QCOMPARE(ports.http.count(":6972/") > 0, !isOld);
    }
    /// Release 8 has no User Data Services: _cuplogin leads to the presence server.
    void signsInAtReleaseEight() {
        QVERIFY(ways_.publish(udsService, {}));
        QVERIFY(ways_.publish(cupService, {ways_.record("imp1", 1), ways_.record("imp2", 2)}));
        QVERIFY(ways_.office.done({"answer", "release", "8.6.2"}));
        RecordedPorts ports(ways_.office);
        const RealSignIn run(ports.all(), ways_.request());
        QVERIFY(ways_.office.done({"answer", "release", "usual"}));
        QCOMPARE(run.step("service")->answer, "presence server: " + ways_.host("imp1") + ":8443, " +
                                                  ways_.host("imp2") + ":8443");
        // The device list alone is asked for in the newer place first.
        QCOMPARE(ports.http.count("/cucm-uds/version"), 0);
    }
    /// What the client is for a person is decided after the sign-in (DISC-19).
    void choosesTheProductMode_data() {
        QTest::addColumn<int>("mode");
        QTest::newRow("full") << static_cast<int>(ProductMode::Full);
        QTest::newRow("messages only") << static_cast<int>(ProductMode::ImOnly);
        QTest::newRow("phone only") << static_cast<int>(ProductMode::PhoneOnly);
    }
    void choosesTheProductMode() {
        QFETCH(int, mode);
        const auto wanted = static_cast<ProductMode>(mode);
        auto request = ways_.request();
        if (wanted == ProductMode::ImOnly) {
            request.settings.set(Layer::ConfigurationUrl, "Telephony_Enabled", "false");
        }
        const bool isPhone = wanted == ProductMode::PhoneOnly;
        if (isPhone) QVERIFY(ways_.office.done({"answer", "profile", "phone"}));
        RecordedPorts ports(ways_.office);
        const RealSignIn run(ports.all(), std::move(request));
        if (isPhone) QVERIFY(ways_.office.done({"answer", "profile", "usual"}));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(static_cast<int>((*run.result)->mode), mode);
        QCOMPARE((*run.result)->xmppServers.empty(), isPhone);
        QCOMPARE((*run.result)->sipServers.empty(), wanted == ProductMode::ImOnly);
    }
    /// Five servers that accept and say nothing, and a good one behind them (DISC-10).
    void passesByBlackHoles() {
        TestServer hole([](test::TestStream& stream) { stream.waitForEnd(); }, std::nullopt, false);
        std::vector<std::string> records;
        for (int i = 1; i <= 5; ++i) {
            const auto name = "hole" + std::to_string(i);
            QVERIFY(ways_.office.done({"dns", "set", ways_.host(name), "A", "127.0.0.1"}));
            records.push_back(ways_.record(name, i, hole.port()));
        }
        QVERIFY(ways_.publish(udsService, records));
        RecordedPorts ports(ways_.office);
        const RealSignIn lost(ports.all(), ways_.request());
        QVERIFY(!lost.isGood());
        QVERIFY2(lost.took < core::Milliseconds(3000), lost.told().c_str());
        QCOMPARE(hole.accepted(), 5);
        records.push_back(ways_.record("cucm1", 6));
        QVERIFY(ways_.publish(udsService, records));
        const RealSignIn good(ports.all(), ways_.request());
        QVERIFY2(good.isGood(), good.told().c_str());
        QVERIFY2(good.took < core::Milliseconds(3000), good.told().c_str());
    }
    /// The primary, then the secondary: each time the next node serves UDS and files (PROV-05).
    void goesOnWithTheNextNode() {
        RecordedPorts ports(ways_.office);
        QVERIFY(ways_.office.done({"fault", "contracts", "stop"}));
        const RealSignIn second(ports.all(), ways_.request());
        QVERIFY(ways_.office.done({"fault", "cucm2", "stop"}));
        const RealSignIn third(ports.all(), ways_.request());
        QVERIFY(ways_.office.done({"fault", "cucm3", "stop"}));
        const RealSignIn none(ports.all(), ways_.request());
        for (const auto* node : {"contracts", "cucm2", "cucm3"}) {
            QVERIFY(ways_.office.done({"fault", node, "start"}));
        }
        QVERIFY2(second.isGood(), second.told().c_str());
        QCOMPARE((*second.result)->udsServers.front().host, ways_.host("cucm2"));
        QVERIFY((*second.result)->device.has_value());
        QVERIFY2(third.isGood(), third.told().c_str());
        QCOMPARE((*third.result)->udsServers.front().host, ways_.host("cucm3"));
        QVERIFY((*third.result)->device.has_value());
        QVERIFY(!none.isGood());
        for (const auto* run : {&second, &third, &none}) {
            QVERIFY2(run->took < core::Milliseconds(3000), run->told().c_str());
        }
        qInfo("switch to the second node %lld ms, to the third %lld ms, none left %lld ms",
              static_cast<long long>(second.took.count()),
              static_cast<long long>(third.took.count()),
              static_cast<long long>(none.took.count()));
    }
};

QTEST_GUILESS_MAIN(WaysTest)
#include "WaysTest.moc"
