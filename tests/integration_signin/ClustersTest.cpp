// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>

#include "RealChat.h"
#include "RealSignIn.h"
#include "Rows.h"

ROWS("DISC-20", "DISC-21", "AUTH-01", "DISC-29", "PROV-03", "ADM-03");

using namespace sidetone;
using test::RealChat;
using test::RealPorts;
using test::RealSignIn;

/// Two clusters that know each other's people, nodes that die, and what service profile and
/// device say about a person.
class ClustersTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] std::string host(const char* name) const {
        return std::string(name) + "." + office_.domain();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--with", "second-cluster,nodes,cloud"}),
                 office_.failure().c_str());
    }
    void cleanup() { QVERIFY(office_.done({"answer", "profile", "usual"})); }

    /// cora's home is the second cluster, and the record leads to the first (ILS).
    void goesToTheHomeCluster() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(3), office_.password(3));
        QVERIFY2(run.isGood(), run.told().c_str());
        QVERIFY2(run.step("home-cluster")->why.find("The home cluster is another one") == 0,
                 run.told().c_str());
        const auto& made = **run.result;
        QCOMPARE(made.udsServers.front().host, host("cucm-b1"));
        QCOMPARE(made.userId, std::string("cora"));
        QVERIFY(made.device.has_value());
        QCOMPARE(made.sipServers.front().endpoint.host, host("cucm-b1"));
        for (const auto* name : {"credentials", "devices"}) {
            QVERIFY2(run.step(name)->asked.find(host("cucm-b1")) != std::string::npos,
                     run.told().c_str());
        }
    }
    void staysAtHome() {
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->udsServers.front().host, host("cucm1"));
    }
    void goesOnWithTheNextNode_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("dead") << QByteArray("stop");
        QTest::newRow("frozen") << QByteArray("freeze");
    }
    void goesOnWithTheNextNode() {
        QFETCH(QByteArray, fault);
        QVERIFY(office_.done({"fault", "contracts", fault.toStdString()}));
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY(office_.done({"fault", "contracts", "start"}));
        QVERIFY2(run.isGood(), run.told().c_str());
        QVERIFY((*run.result)->udsServers.front().host != host("cucm1"));
        QVERIFY((*run.result)->device.has_value());
    }
    void takesTheAuthenticatorFromTheProfile_data() {
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<int>("authenticator");
        QTest::addColumn<int>("mode");
        const auto add = [](const char* profile, signin::Authenticator authenticator,
                            signin::ProductMode mode) {
            QTest::newRow(profile)
                << QByteArray(profile) << static_cast<int>(authenticator) << static_cast<int>(mode);
        };
        add("usual", signin::Authenticator::ImAndPresence, signin::ProductMode::Full);
        add("phone", signin::Authenticator::CallManager, signin::ProductMode::PhoneOnly);
        add("cloud", signin::Authenticator::Cloud, signin::ProductMode::Full);
    }
    void takesTheAuthenticatorFromTheProfile() {
        QFETCH(QByteArray, profile);
        QFETCH(int, authenticator);
        QFETCH(int, mode);
        QVERIFY(office_.done({"answer", "profile", profile.toStdString()}));
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(static_cast<int>((*run.result)->authenticator), authenticator);
        QCOMPARE(static_cast<int>((*run.result)->mode), mode);
        QVERIFY(!(*run.result)->sipServers.empty());
    }
    /// Two people, two groups, two configurations.
    void givesEachGroupItsFile() {
        for (const auto& [user, file, value] :
             {std::tuple{"anna", "sales", "true"}, std::tuple{"ben", "support", "false"}}) {
            QVERIFY(office_.done({"answer", std::string("support-") + user,
                                  std::string("configurationfile=") + file + ".xml"}));
            const auto path = office_.folder() + "/files/" + file + ".xml";
            QDir().mkpath(QString::fromStdString(office_.folder() + "/files"));
            QFile written(QString::fromStdString(path));
            QVERIFY(written.open(QIODevice::WriteOnly));
            written.write(std::string("<config version='1.0'><Policies><EnableVideo>")
                              .append(value)
                              .append("</EnableVideo></Policies></config>")
                              .c_str());
        }
        for (const int person : {1, 2}) {
            RealPorts ports(office_);
            const RealSignIn run(ports, office_.user(person), office_.password(person));
            QVERIFY2(run.isGood(), run.told().c_str());
            const auto value = (*run.result)->settings.find("EnableVideo");
            QVERIFY(value.has_value());
            QCOMPARE(value->text, std::string(person == 1 ? "true" : "false"));
            QCOMPARE(value->layer, config::Layer::GroupFile);
        }
    }
    /// The same account at two devices: each has a resource of its own.
    void signsInTwice() {
        RealPorts first(office_);
        RealPorts second(office_);
        const RealSignIn desk(first, office_.user(1), office_.password(1));
        const RealSignIn laptop(second, office_.user(1), office_.password(1));
        QVERIFY2(desk.isGood() && laptop.isGood(), laptop.told().c_str());
        const RealChat one(first, **desk.result, office_.password(1));
        const RealChat two(second, **laptop.result, office_.password(1));
        QVERIFY(!one.address.empty() && !two.address.empty());
        QVERIFY(one.address != two.address);
    }
};

QTEST_GUILESS_MAIN(ClustersTest)
#include "ClustersTest.moc"
