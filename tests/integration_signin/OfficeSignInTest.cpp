// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "RealSignIn.h"
#include "Rows.h"

ROWS("DISC-01", "DISC-04", "DISC-21", "DISC-24", "PROV-01", "PROV-02", "AUTH-09", "NONE-02");

using namespace sidetone;
using signin::Purpose;
using signin::Verdict;
using test::RealPorts;
using test::RealSignIn;

/// Sign-in against an office that is well.
class OfficeSignInTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void findsEverythingByTheAddressAlone() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        if (qEnvironmentVariableIsSet("SHOW_TRACE")) qInfo("%s", run.told().c_str());
        const auto& found = **run.result;
        QCOMPARE(found.jid.text(), office_.user(1));
        QVERIFY(found.mode == signin::ProductMode::Full);
        QVERIFY(found.authenticator == signin::Authenticator::ImAndPresence);
        QVERIFY(!found.udsServers.empty());
        QVERIFY(!found.xmppServers.empty());
        QCOMPARE(int{found.xmppServers.front().port}, 5222);
        QVERIFY(!found.sipServers.empty());
        QVERIFY(found.device.has_value());
        QCOMPARE(found.device->lines.front().number, office_.number(1));
        QVERIFY(found.device->mediaPorts.first < found.device->mediaPorts.last);
        QVERIFY(!found.displayName.empty());
        QVERIFY(!run.signIn.trace().verdict.has_value());
    }
    void asksTheThreeServicesAtOnce() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        const auto* uds = run.step("srv-cisco-uds");
        QVERIFY(uds != nullptr);
        for (const auto* name : {"srv-cuplogin", "srv-collab-edge"}) {
            const auto* other = run.step(name);
            QVERIFY(other != nullptr);
            QVERIFY(other->started <= uds->started + uds->took);
        }
        QVERIFY(run.step("service")->why.find("_cisco-uds") != std::string::npos);
    }
    void ranksTheServices() {
        const std::string domain = office_.domain();
        RealPorts ports(office_);
        const auto records = [&](const char* name) {
            std::optional<core::Result<std::vector<net::SrvRecord>>> got;
            core::Owner owner;
            ports.resolver.srv(name + domain).then(owner, [&](auto r) { got = r; });
            [&] { QTRY_VERIFY(got.has_value()); }();
            return *got;
        };
        QVERIFY(records("_cisco-uds._tcp.").has_value());
        QCOMPARE(int{records("_cisco-uds._tcp.")->front().port}, 8443);
    }
    void tellsEveryStepWithItsEvidence() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(2), office_.password(2));
        QVERIFY2(run.isGood(), run.told().c_str());
        for (const auto* name : {"srv-cisco-uds", "uds-version", "home-cluster", "credentials",
                                 "service-profile", "client-config", "devices", "device-file"}) {
            const auto* step = run.step(name);
            QVERIFY2(step != nullptr, name);
            QVERIFY2(step->verdict == Verdict::Done, run.told().c_str());
            QVERIFY2(!step->asked.empty() && !step->answer.empty(), name);
        }
        const std::string secret = office_.password(2).reveal();
        QVERIFY(run.told().find(secret) == std::string::npos);
        for (const auto& line : ports.log.recent()) {
            QVERIFY(line.text.find(secret) == std::string::npos);
        }
    }
    void appliesTheConfigurationFile() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        bool isFromFile = false;
        for (const auto& [name, value] : (*run.result)->settings.all()) {
            isFromFile = isFromFile || value.layer == config::Layer::GlobalFile;
        }
        QVERIFY2(isFromFile, run.told().c_str());
    }
    void explainsWithThePassword() {
        RealPorts ports(office_);
        signin::SignInOptions options;
        options.purpose = Purpose::Explain;
        const RealSignIn run(ports, office_.user(1), office_.password(1), options);
        QVERIFY2(run.isGood(), run.told().c_str());
        QVERIFY2(run.step("reach-presence")->verdict == Verdict::Done, run.told().c_str());
        QVERIFY2(run.step("reach-phone")->verdict == Verdict::Done, run.told().c_str());
        if (qEnvironmentVariableIsSet("SHOW_TRACE")) qInfo("%s", run.told().c_str());
    }
    void explainsWithoutThePassword() {
        RealPorts ports(office_);
        signin::SignInOptions options;
        options.purpose = Purpose::Explain;
        const RealSignIn run(ports, office_.user(1), std::nullopt, options);
        QVERIFY2(run.isGood(), run.told().c_str());
        for (const auto* name : {"credentials", "service-profile", "devices", "device-file"}) {
            QVERIFY(run.step(name)->verdict == Verdict::Skipped);
            QVERIFY(run.step(name)->why.find("password") != std::string::npos);
        }
        QVERIFY(run.step("home-cluster")->verdict == Verdict::Done);
        QVERIFY2(run.step("reach-presence")->verdict == Verdict::Done, run.told().c_str());
    }
    void followsTheNetworksNameServer() {
        const QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("resolv.conf")).toStdString();
        net::ResolverSettings settings;
        settings.systemFile = file;
        settings.tryTimeout = core::Milliseconds(200);
        std::ofstream(file) << "nameserver 127.0.0.1:1\n";
        RealPorts ports(settings, office_.caFile());
        const RealSignIn before(ports, office_.user(1), office_.password(1));
        QVERIFY(!before.isGood());
        std::ofstream(file) << "# another network\nnameserver " << office_.nameServer() << "\n";
        const RealSignIn after(ports, office_.user(1), office_.password(1));
        QVERIFY2(after.isGood(), after.told().c_str());
    }
};

QTEST_GUILESS_MAIN(OfficeSignInTest)
#include "OfficeSignInTest.moc"
