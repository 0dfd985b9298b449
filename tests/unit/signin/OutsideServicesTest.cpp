// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <map>
#include <set>

#include "signin/edge/outsideServices.h"

using namespace sidetone;
using signin::outsideServices;
using signin::OutsideSupport;

class OutsideServicesTest : public QObject {
    Q_OBJECT

    static OutsideSupport supportOf(const std::vector<signin::OutsideService>& table,
                                    std::string_view name, std::string_view group) {
        const auto at = std::find_if(table.begin(), table.end(), [&](const auto& one) {
            return one.name == name && one.group == group;
        });
        return at == table.end() ? OutsideSupport::Works : at->support;
    }
    static signin::Findings found(const std::string& version) {
        signin::Findings findings;
        findings.version.version = version;
        findings.edgeAccess.emplace();
        findings.edgeAccess->xmpp = {{"expe1.example.com", 5222}};
        findings.edgeAccess->sip = {{"expe1.example.com", 5061}};
        return findings;
    }

private Q_SLOTS:
    void holdsTheChaptersTable() {
        const auto& table = outsideServices();
        std::map<std::string_view, int> sizes;
        std::map<OutsideSupport, int> kinds;
        std::set<std::pair<std::string_view, std::string_view>> names;
        for (const auto& service : table) {
            ++sizes[service.group];
            ++kinds[service.support];
            names.emplace(service.group, service.name);
            QCOMPARE(service.because.empty(), service.support == OutsideSupport::Works);
        }
        QCOMPARE(names.size(), table.size());
        QCOMPARE(sizes, (std::map<std::string_view, int>{{"Directory", 5},
                                                         {"Messages", 8},
                                                         {"Calls", 8},
                                                         {"Voicemail", 1},
                                                         {"Meetings", 3},
                                                         {"Installation", 1},
                                                         {"Customisation", 1},
                                                         {"Security", 2},
                                                         {"Problem reports", 2},
                                                         {"Second servers", 2}}));
        QCOMPARE(kinds[OutsideSupport::WhenAllowed], 4);
        QCOMPARE(kinds[OutsideSupport::NotThroughEdge], 15);
    }
    void callsWantARelease_data() {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<bool>("works");
        QTest::newRow("12.5.1") << QByteArray("12.5.1") << true;
        QTest::newRow("9.1.2") << QByteArray("9.1.2") << true;
        QTest::newRow("9.1.2 with its build") << QByteArray("9.1.2.10000-28") << true;
        QTest::newRow("9.1.1") << QByteArray("9.1.1.20000-5") << false;
        QTest::newRow("8.6") << QByteArray("8.6.2") << false;
        QTest::newRow("9.0") << QByteArray("9.0") << false;
        QTest::newRow("unknown") << QByteArray() << true;
        QTest::newRow("nonsense") << QByteArray("x.y") << true;
    }
    void callsWantARelease() {
        QFETCH(QByteArray, version);
        QFETCH(bool, works);
        const auto table = outsideServices(found(version.toStdString()));
        const auto support = supportOf(table, "Sound and video calls", "Calls");
        QCOMPARE(support == OutsideSupport::Works, works);
    }
    void followsWhatTheEdgePassesOn() {
        auto findings = found("12.5.1");
        QVERIFY(supportOf(outsideServices(findings), "Chat", "Messages") == OutsideSupport::Works);
        findings.edgeAccess->xmpp.clear();
        findings.edgeAccess->sip.clear();
        const auto table = outsideServices(findings);
        QVERIFY(supportOf(table, "Chat", "Messages") == OutsideSupport::NotThroughEdge);
        QVERIFY(supportOf(table, "Cloud", "Messages") == OutsideSupport::Works);
        QVERIFY(supportOf(table, "Sound and video calls", "Calls") ==
                OutsideSupport::NotThroughEdge);
    }
};

QTEST_GUILESS_MAIN(OutsideServicesTest)
#include "OutsideServicesTest.moc"
