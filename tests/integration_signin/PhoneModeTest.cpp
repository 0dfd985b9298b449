// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "RealSignIn.h"
#include "Rows.h"
#include "client/PhoneService.h"
#include "media/MediaEngine.h"
#include "media/devices/FileDevices.h"
#include "net/UdpSockets.h"
#include "telephony/SoftPhone.h"

ROWS("DISC-16", "HA-05", "AUTH-01", "SRV-01");

using namespace sidetone;
using config::Layer;
using test::RealPorts;
using test::RealSignIn;

/// A call manager that was set by hand: files, a device list and the phone, no messages.
class PhoneModeTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] signin::SignInRequest request(Layer layer = Layer::Manual,
                                                bool listsDevices = true) const {
        auto made = RealSignIn::requestOf(office_.user(1), office_.password(1));
        const auto host = "cucm1." + office_.domain();
        made.settings.set(layer, "Authenticator", "CUCM");
        made.settings.set(layer, "ProductMode", "Phone_Mode");
        made.settings.set(layer, "TftpServer1", host);
        if (listsDevices) made.settings.set(layer, "CcmcipServer1", host);
        return made;
    }
    /// The phone of that deployment registers; empty, or why not.
    [[nodiscard]] static std::string registered(RealPorts& ports, const signin::Deployment& made,
                                                const core::Secret& password) {
        const auto devices = media::FileDevices::create({}, {});
        if (!devices) return devices.error().sentence();
        net::UdpSockets datagrams;
        const auto engine = media::MediaEngine::create({ports.random, ports.log, *devices});
        telephony::SoftPhone phone({ports.clock, ports.random, ports.log, ports.connections,
                                    datagrams, ports.resolver, *engine});
        const auto line = client::lineSettingsOf(made, password);
        if (const auto started = phone.start(line); !started) return started.error().sentence();
        const bool isUp = QTest::qWaitFor(
            [&] { return phone.lineState() == telephony::LineState::Registered; }, 15'000);
        if (isUp) return {};
        return phone.lineError() ? phone.lineError()->sentence() : "it never registered";
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }
    void cleanup() {
        for (const char* name : {"release", "ccmcip"}) {
            QVERIFY(office_.done({"answer", name, "usual"}));
        }
    }

    void registersWithoutAMessagingService_data() {
        QTest::addColumn<QByteArray>("release");
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<bool>("typed");
        QTest::newRow("device list") << QByteArray("usual") << QByteArray("usual") << true;
        QTest::newRow("older device list") << QByteArray("8.6.2") << QByteArray("usual") << true;
        QTest::newRow("no device list") << QByteArray("8.6.2") << QByteArray("none") << true;
        QTest::newRow("by the installer") << QByteArray("usual") << QByteArray("usual") << false;
    }
    void registersWithoutAMessagingService() {
        QFETCH(QByteArray, release);
        QFETCH(QByteArray, list);
        QFETCH(bool, typed);
        QVERIFY(office_.done({"answer", "release", release.toStdString()}));
        QVERIFY(office_.done({"answer", "ccmcip", list.toStdString()}));
        const auto record = "_cisco-uds._tcp." + office_.domain();
        if (!typed) {
            // The installer's choice counts where the domain names nothing.
            QVERIFY(office_.done({"dns", "unset", record, "SRV"}));
        }
        RealPorts ports(office_);
        const RealSignIn run(ports, request(typed ? Layer::Manual : Layer::Bootstrap));
        if (!typed) {
            QVERIFY(office_.done(
                {"dns", "set", record, "SRV", "1 1 8443 cucm1." + office_.domain() + "."}));
        }
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& made = **run.result;
        QCOMPARE(made.mode, signin::ProductMode::PhoneOnly);
        QCOMPARE(made.authenticator, signin::Authenticator::CallManager);
        QVERIFY(made.xmppServers.empty());
        const auto why = registered(ports, made, office_.password(1));
        QVERIFY2(why.empty(), why.c_str());
    }
    void judgesThePassword() {
        auto wrong = request();
        wrong.password = core::Secret("wrong");
        RealPorts ports(office_);
        const RealSignIn run(ports, std::move(wrong));
        QVERIFY(!run.isGood());
        QVERIFY(run.result->error().code == core::ErrorCode::Unauthorised);
    }
    /// HA-05: what was set by hand has no second server.
    void endsWhereItsOneServerIsDead() {
        QVERIFY(office_.done({"fault", "contracts", "stop"}));
        RealPorts ports(office_);
        const RealSignIn run(ports, request());
        QVERIFY(office_.done({"fault", "contracts", "start"}));
        QVERIFY(!run.isGood());
        QVERIFY2(run.sentence().find("cucm1") != std::string::npos, run.sentence().c_str());
    }
};

QTEST_GUILESS_MAIN(PhoneModeTest)
#include "PhoneModeTest.moc"
