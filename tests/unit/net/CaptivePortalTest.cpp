// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>

#include "NetFixture.h"
#include "net/CaptivePortal.h"
#include "net/CurlHttpClient.h"

using namespace sidetone;
using Kind = net::PortalVerdict::Kind;
using test::httpAnswer;
using test::TestServer;

class CaptivePortalTest : public QObject {
    Q_OBJECT

    test::NetFixture net_;
    net::CurlHttpClient client_{net_.clock, net_.resolver, net_.policy};

    net::PortalVerdict probe(const std::string& url) {
        std::optional<net::PortalVerdict> found;
        core::Owner owner;
        net::probePortal(client_, {url, "sidetone", core::Milliseconds(2000)})
            .then(owner, [&](auto verdict) { found = *verdict; });
        (void)QTest::qWaitFor([&] { return found.has_value(); });
        return found.value_or(net::PortalVerdict{});
    }
    net::PortalVerdict answered(const std::string& answer) {
        const TestServer server(test::httpScript([answer](const std::string&) { return answer; }),
                                std::nullopt);
        return probe("http://imp1.office.test:" + std::to_string(server.port()) + "/check");
    }

private Q_SLOTS:
    void tellsAPortalFromTheOrganisation() {
        QVERIFY(answered(httpAnswer(200, "sidetone\n")).kind == Kind::Open);
        QVERIFY(answered(httpAnswer(404, "")).kind == Kind::Open);
        const auto moved =
            answered(httpAnswer(302, "", "Location: https://hotel.test/login?x=1\r\n"));
        QVERIFY(moved.kind == Kind::Portal);
        QCOMPARE(moved.portal, std::string("https://hotel.test/login?x=1"));
        QVERIFY(answered(httpAnswer(200, "<html>Welcome to the hotel")).kind == Kind::Portal);
        QVERIFY(answered(httpAnswer(511, "")).kind == Kind::Portal);
    }
    void tellsDeadNamesFromADeadNetwork() {
        const auto names = probe("http://nowhere.test/check");
        QVERIFY2(names.kind == Kind::NoNames, names.text.c_str());
        const auto network = probe("http://imp1.office.test:1/check");
        QVERIFY2(network.kind == Kind::NoNetwork, network.text.c_str());
        QVERIFY(network.text.find("imp1.office.test:1") == 0);
    }
    void strangersAreNotAsked() {
        QVERIFY(probe("").kind == Kind::NotAsked);
        QVERIFY(probe("https://imp1.office.test/").kind == Kind::NotAsked);
    }
};

QTEST_GUILESS_MAIN(CaptivePortalTest)
#include "CaptivePortalTest.moc"
