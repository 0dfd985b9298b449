// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "office/dns/Zone.h"
#include "office/dns/query.h"

using sidetone::office::insideZone;
using sidetone::office::Layout;
using sidetone::office::outsideZone;
using sidetone::office::Zone;
namespace dns = sidetone::office::dns;

namespace {

Layout layout() {
    Layout made;
    made.office = 7;
    return made;
}

bool hasLine(const Zone& zone, const std::string& line) {
    return ("\n" + zone.text()).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

/// The zones' records and their file.
class ZoneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void insideHasHostsAndServices();
    void outsideHasTheEdgeAlone();
    void setReplacesAndUnsetRemoves();
    void namesAreRelativeOrFull();
    void refusesWhatWouldBreakTheFile_data();
    void refusesWhatWouldBreakTheFile();
    void serialRises();
    void readsSerialsFromAnswers();
};

void ZoneTest::insideHasHostsAndServices() {
    const Zone zone = insideZone(layout());
    QVERIFY(hasLine(zone, "$ORIGIN office.example."));
    QVERIFY(hasLine(zone, "$TTL 30"));
    QVERIFY(hasLine(zone, "cucm1 A 127.7.0.11"));
    QVERIFY(hasLine(zone, "@ A 127.7.0.21"));
    QVERIFY(hasLine(zone, "_cisco-uds._tcp SRV 1 5 8443 cucm1.office.example."));
    QVERIFY(hasLine(zone, "_xmpp-client._tcp SRV 1 5 5222 imp1.office.example."));
    QVERIFY(hasLine(zone, "_sips._tcp SRV 1 5 5061 cucm1.office.example."));
    QVERIFY(zone.text().find("_cuplogin") == std::string::npos);
    QVERIFY(zone.text().find("_collab-edge") == std::string::npos);
    QVERIFY(zone.text().find("expe1") == std::string::npos);
}

void ZoneTest::outsideHasTheEdgeAlone() {
    const Zone zone = outsideZone(layout());
    QVERIFY(hasLine(zone, "expe1 A 127.7.1.11"));
    QVERIFY(hasLine(zone, "_collab-edge._tls SRV 1 5 8443 expe1.office.example."));
    QVERIFY(zone.text().find("cucm1") == std::string::npos);
}

void ZoneTest::setReplacesAndUnsetRemoves() {
    Zone zone = insideZone(layout());
    QVERIFY(zone.set("_cisco-uds._tcp", "srv", {"1 1 1 a.example.", "2 1 1 b.example."}));
    QVERIFY(!hasLine(zone, "_cisco-uds._tcp SRV 1 5 8443 cucm1.office.example."));
    QVERIFY(hasLine(zone, "_cisco-uds._tcp SRV 1 1 1 a.example."));
    QVERIFY(hasLine(zone, "_cisco-uds._tcp SRV 2 1 1 b.example."));
    QVERIFY(zone.unset("_cisco-uds._tcp", "SRV"));
    QVERIFY(zone.text().find("_cisco-uds") == std::string::npos);
    const auto again = zone.unset("_cisco-uds._tcp", "SRV");
    QVERIFY(!again);
    QVERIFY(again.error().code == sidetone::core::ErrorCode::NotFound);
}

void ZoneTest::namesAreRelativeOrFull() {
    Zone zone = insideZone(layout());
    QVERIFY(zone.set("CUCM1.office.example.", "A", {"127.7.0.99"}));
    QVERIFY(hasLine(zone, "cucm1 A 127.7.0.99"));
    QVERIFY(!hasLine(zone, "cucm1 A 127.7.0.11"));
    QVERIFY(zone.set("office.example", "TXT", {"\"hello\""}));
    QVERIFY(hasLine(zone, "@ TXT \"hello\""));
}

void ZoneTest::refusesWhatWouldBreakTheFile_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* what, const char* name, const char* type, const char* value) {
        QTest::newRow(what) << QString::fromLatin1(name) << QString::fromLatin1(type)
                            << QString::fromLatin1(value);
    };
    row("type", "a", "SOA", "x");
    row("empty value", "a", "A", "");
    row("line break", "a", "A", "127.0.0.1\nb A 127.0.0.2");
    row("comment", "a", "A", "127.0.0.1 ; b");
    row("space in the name", "a b", "A", "127.0.0.1");
    row("directive", "$INCLUDE", "A", "127.0.0.1");
}

void ZoneTest::refusesWhatWouldBreakTheFile() {
    QFETCH(QString, name);
    QFETCH(QString, type);
    QFETCH(QString, value);
    Zone zone = insideZone(layout());
    const std::string before = zone.text();
    const auto result = zone.set(name.toStdString(), type.toStdString(), {value.toStdString()});
    QVERIFY(!result);
    QVERIFY(result.error().code == sidetone::core::ErrorCode::InvalidInput);
    QCOMPARE(zone.text(), before);
}

void ZoneTest::serialRises() {
    Zone zone = insideZone(layout());
    zone.raiseSerial();
    zone.raiseSerial();
    QCOMPARE(zone.serial(), 2U);
    QVERIFY(zone.text().find("hostmaster.office.example. 2 60") != std::string::npos);
}

void ZoneTest::readsSerialsFromAnswers() {
    const std::string asked = dns::question("office.example", dns::Type::StartOfAuthority);
    QCOMPARE(asked.size(), std::size_t{12 + 16 + 4});
    QVERIFY(!dns::serialIn(asked));
    using namespace std::string_literals;
    std::string answer = asked;
    answer[7] = 1;
    answer += "\xc0\x0c\x00\x06\x00\x01\x00\x00\x00\x1e\x00\x18\x02ns\xc0\x0c\x01h\xc0\x0c"s +
              "\x00\x00\x01\x02\x00\x00\x00\x3c\x00\x00\x00\x1e\x00\x00\x02\x58\x00\x00\x00\x05"s;
    QCOMPARE(dns::serialIn(answer).value_or(0), 258U);
    for (std::size_t size = 0; size + 16 < answer.size(); ++size) {
        QVERIFY(!dns::serialIn(answer.substr(0, size)));
    }
}

QTEST_GUILESS_MAIN(ZoneTest)
#include "ZoneTest.moc"
