// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "Rows.h"
#include "WaysFixture.h"
#include "signin/rememberedText.h"

ROWS("DISC-08", "PROV-13");

using namespace sidetone;
using test::RealSignIn;
using test::RecordedPorts;

/// What one sign-in leaves for the next, as text and over real servers.
class MemoryTest : public QObject {
    Q_OBJECT

    test::WaysFixture ways_;

    /// A first sign-in's memory, as it is read at the next start.
    void remember(std::optional<signin::Remembered>& memory) {
        RecordedPorts ports(ways_.office);
        const RealSignIn first(ports.all(), ways_.request());
        QVERIFY2(first.isGood(), first.told().c_str());
        const auto text = signin::textOf((*first.result)->remembered);
        QVERIFY(text.find(ways_.office.password(1).reveal()) == std::string::npos);
        auto read = signin::parseRemembered(text);
        QVERIFY(read.has_value());
        memory = std::move(*read);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(ways_.office.start({"--with", "nodes"}), ways_.office.failure().c_str());
        ways_.nodes = {ways_.record("cucm1", 1)};
    }
    void init() { QVERIFY(ways_.restoreZone()); }

    void signsInWithDeadNameServers() {
        auto request = ways_.request();
        remember(request.remembered);
        QVERIFY(request.remembered.has_value());
        QVERIFY(request.remembered->hosts.contains(ways_.host("cucm1")));
        QVERIFY(ways_.office.done({"fault", "knot-inside", "freeze"}));
        RecordedPorts started(ways_.office);
        const RealSignIn frozen(started.all(), request);
        RecordedPorts elsewhere(ways_.office);
        auto away = request;
        away.network = "a café";
        const RealSignIn other(elsewhere.all(), away);
        QVERIFY(ways_.office.done({"fault", "knot-inside", "thaw"}));
        QVERIFY2(frozen.isGood(), frozen.told().c_str());
        QVERIFY2(frozen.took < core::Milliseconds(3000), frozen.told().c_str());
        QCOMPARE((*frozen.result)->remembered.ciscoUds.size(), std::size_t{1});
        QVERIFY2(!other.isGood(), "what was remembered of another network was used");
        qInfo("signed in with dead name servers after %lld ms",
              static_cast<long long>(frozen.took.count()));
    }
    void signsInWithoutNameServers() {
        auto request = ways_.request();
        remember(request.remembered);
        QVERIFY(ways_.office.done({"fault", "knot-inside", "stop"}));
        RecordedPorts started(ways_.office);
        const RealSignIn run(started.all(), request);
        QVERIFY(ways_.office.done({"fault", "knot-inside", "start"}));
        QVERIFY2(run.isGood(), run.told().c_str());
    }
    void beginsBeforeTheNameServersAnswer() {
        auto request = ways_.request();
        remember(request.remembered);
        RecordedPorts started(ways_.office);
        const RealSignIn run(started.all(), request);
        QVERIFY2(run.isGood(), run.told().c_str());
        QVERIFY(run.step("service")->started.count() < 5);
        QCOMPARE(started.resolver.asked.size(), std::size_t{3});
    }
    /// Another server in the zone: the next start goes there, though the old one still answers.
    void followsAChangedZone() {
        auto request = ways_.request();
        remember(request.remembered);
        QVERIFY(ways_.publish("_cisco-uds._tcp", {ways_.record("cucm2")}));
        RecordedPorts started(ways_.office);
        const RealSignIn run(started.all(), request);
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->remembered.ciscoUds.front().target, ways_.host("cucm2"));
        request.remembered = (*run.result)->remembered;
        const RealSignIn next(started.all(), request);
        QCOMPARE(next.step("service")->answer, "_cisco-uds: " + ways_.host("cucm2") + ":8443");
    }
    /// Dead remembered servers are dropped for the records of now.
    void dropsDeadServers() {
        auto request = ways_.request();
        remember(request.remembered);
        request.remembered->ciscoUds.front().port = 1;
        RecordedPorts started(ways_.office);
        const RealSignIn run(started.all(), request);
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(int{(*run.result)->remembered.ciscoUds.front().port}, 8443);
    }
    /// The memory of the first schema, as it lay on a disk, signs in today (PROV-13).
    void readsTheFirstSchema() {
        QFile file(QStringLiteral(SIDETONE_SOURCE_DIR "/tests/unit/signin/remembered-1.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto old = signin::parseRemembered(file.readAll().toStdString());
        QVERIFY(old.has_value());
        QCOMPARE(old->servicesDomain, ways_.office.domain());
        auto request = ways_.request();
        request.network.clear();
        request.remembered = *old;
        RecordedPorts ports(ways_.office);
        const RealSignIn run(ports.all(), request);
        QVERIFY2(run.isGood(), run.told().c_str());
        QVERIFY2(run.step("service")->why.find("as an earlier sign-in") != std::string::npos,
                 run.told().c_str());
    }
};

QTEST_GUILESS_MAIN(MemoryTest)
#include "MemoryTest.moc"
