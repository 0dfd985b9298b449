// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Sample.h"
#include "config/DeviceConfig.h"
#include "config/JabberConfig.h"

using namespace sidetone::config;
using namespace std::chrono_literals;

class DeviceConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsCallManagersByPriority() {
        const auto device = parseDeviceConfig(sample("device.xml"));
        QVERIFY2(device.has_value(), device ? "" : device.error().sentence().c_str());
        QCOMPARE(device->callManagers.size(), std::size_t(2));
        QCOMPARE(device->callManagers[0].host, std::string("cucm1.office.example"));
        QCOMPARE(device->callManagers[0].sipPort, std::uint16_t(5060));  // 0 is no port
        QCOMPARE(device->callManagers[0].securedSipPort, std::uint16_t(5061));
        QCOMPARE(device->callManagers[1].securedSipPort, std::uint16_t(5071));
        QVERIFY(device->security == DeviceSecurity::Encrypted);
        QVERIFY(device->transport == DeviceTransport::Tls);
        QVERIFY(device->usesTls());
    }
    void readsLinesByButton() {
        const auto device = parseDeviceConfig(sample("device.xml"));
        QVERIFY(device.has_value());
        QCOMPARE(device->lines.size(), std::size_t(2));  // the one without a number is left out
        const auto& first = device->lines[0];
        QCOMPARE(first.number, std::string("2001"));
        QCOMPARE(first.contactUser, std::string("9b1d-contact"));
        QCOMPARE(first.maxCalls, 4);
        QCOMPARE(first.voicemailPilot, std::string("5000"));
        const auto& second = device->lines[1];
        QCOMPARE(second.number, std::string("2099"));
        QCOMPARE(second.contactUser, std::string("2099"));
        QVERIFY(second.isShared);
        QCOMPARE(second.authName, std::string("anna"));  // the first line's
        QCOMPARE(second.authPassword.reveal(), std::string("line-pw"));
        QCOMPARE(device->speedDials.size(), std::size_t(1));
        QVERIFY(device->speedDials[0].showsPresence);
    }
    void readsPortsMarkingAndTimers() {
        const auto device = parseDeviceConfig(sample("device.xml"));
        QVERIFY(device.has_value());
        QCOMPARE(device->mediaPorts.first, std::uint16_t(3000));
        QCOMPARE(device->mediaPorts.audioLast(), std::uint16_t(3501));
        QCOMPARE(device->marking.audio, 45);
        QCOMPARE(device->marking.video, 34);  // 9999 is no octet
        QCOMPARE(device->marking.signalling, 26);
        QCOMPARE(device->timers.registerExpires, std::chrono::seconds(720));
        QCOMPARE(device->timers.registerDelta, std::chrono::seconds(0));  // not below expires
        QCOMPARE(device->timers.keepAlive, std::chrono::seconds(120));
        QCOMPARE(device->timers.t1, std::chrono::milliseconds(250));
        QCOMPARE(device->dtmfPayload, 96);
        QVERIFY(!device->videoEnabled);
        QVERIFY(!device->offersG722);
    }
    void readsWhoseItIs() {
        const auto device = parseDeviceConfig(sample("device.xml"));
        QVERIFY(device.has_value());
        QCOMPARE(device->ownerId, std::string("anna"));
        QCOMPARE(device->serviceProfileFile, std::string("SPDefault.cnf.xml"));
        QCOMPARE(device->topLevelDomain, std::string("office.example"));
        QCOMPARE(groupFileOf(device->supportField), std::string("teams/sales.xml"));
        QCOMPARE(device->versionStamp, std::string("42-abc"));
    }
    void readsSurvivableSites_data() {
        QTest::addColumn<QByteArray>("reference");
        QTest::addColumn<QByteArrayList>("sites");
        QTest::newRow("absent") << QByteArray() << QByteArrayList();
        QTest::newRow("switched off")
            << QByteArray("<srstOption>Disable</srstOption><sipIpAddr1>192.0.2.1</sipIpAddr1>")
            << QByteArrayList();
        QTest::newRow("two of three, by their own ports")
            << QByteArray(
                   "<srstOption>Enable</srstOption><sipIpAddr1>192.0.2.1</sipIpAddr1>"
                   "<sipPort1>5070</sipPort1><sipIpAddr2></sipIpAddr2>"
                   "<sipIpAddr3>srst.office.example</sipIpAddr3>")
            << QByteArrayList{"192.0.2.1:5070", "srst.office.example:5060"};
        QTest::newRow("secure")
            << QByteArray("<sipIpAddr1>192.0.2.1</sipIpAddr1><isSecure>true</isSecure>")
            << QByteArrayList{"192.0.2.1:5061 secure"};
        QTest::newRow("of phones with another protocol")
            << QByteArray("<ipAddr1>192.0.2.1</ipAddr1><port1>2000</port1>") << QByteArrayList();
    }
    void readsSurvivableSites() {
        QFETCH(QByteArray, reference);
        QFETCH(QByteArrayList, sites);
        auto text = minimal("");
        const auto pool = text.find("</devicePool>");
        text.insert(pool,
                    "<srstInfo>" + reference.toStdString() +
                        "</srstInfo><connectionMonitorDuration>7</connectionMonitorDuration>");
        const auto device = parseDeviceConfig(text);
        QVERIFY(device.has_value());
        QByteArrayList found;
        for (const auto& site : device->survivableSites) {
            found << QByteArray::fromStdString(site.host) + ':' + QByteArray::number(site.sipPort) +
                         (site.isSecure ? " secure" : "");
        }
        QCOMPARE(found, sites);
        QCOMPARE(device->timers.connectionMonitor, 7s);
    }
    void usesTheDefaultRange_data() {
        QTest::addColumn<QByteArray>("ports");
        QTest::newRow("absent") << QByteArray();
        QTest::newRow("backwards") << QByteArray(
            "<startMediaPort>4000</startMediaPort><stopMediaPort>3000</stopMediaPort>");
        QTest::newRow("privileged")
            << QByteArray("<startMediaPort>20</startMediaPort><stopMediaPort>3000</stopMediaPort>");
        QTest::newRow("no room") << QByteArray(
            "<startMediaPort>3000</startMediaPort><stopMediaPort>3002</stopMediaPort>");
    }
    void usesTheDefaultRange() {
        QFETCH(QByteArray, ports);
        const auto device = parseDeviceConfig(minimal(ports.toStdString()));
        QVERIFY(device.has_value());
        QCOMPARE(device->mediaPorts.first, std::uint16_t(16384));
        QCOMPARE(device->mediaPorts.last, std::uint16_t(32766));
        QCOMPARE(device->mediaPorts.audioLast(), std::uint16_t(24575));
        QVERIFY(!device->usesTls());
    }
    void refusesWhatCannotRegister() {
        QVERIFY(!parseDeviceConfig("<device/>").has_value());
        auto noLine = minimal("");
        noLine.replace(noLine.find("<name>1</name>"), 14, "");
        const auto refused = parseDeviceConfig(noLine);
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().answer.find("no line") != std::string::npos);
        const auto encrypted = parseDeviceConfig("<device><encrConfig>true</encrConfig></device>");
        QVERIFY(!encrypted.has_value());
        QVERIFY(encrypted.error().answer.find("encrypted") != std::string::npos);
    }

private:
    static std::string minimal(const std::string& profile) {
        return "<device><devicePool><callManagerGroup><members><member><callManager>"
               "<name>c</name></callManager></member></members></callManagerGroup></devicePool>"
               "<sipProfile>" +
               profile +
               "<sipLines><line><featureID>9</featureID><name>1</name></line></sipLines>"
               "</sipProfile></device>";
    }
};

QTEST_GUILESS_MAIN(DeviceConfigTest)
#include "DeviceConfigTest.moc"
