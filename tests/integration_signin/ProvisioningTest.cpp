// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>

#include "RealSignIn.h"
#include "Rows.h"
#include "dialRuleTable.h"

ROWS("PROV-04", "PROV-08", "SRV-01");

using namespace sidetone;
using test::RealPorts;
using test::RealSignIn;

/// What an administrator puts onto the file service, and call managers of all releases.
class ProvisioningTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};

    void upload(const std::string& name, const std::string& text) const {
        const auto path = QString::fromStdString(office_.folder() + "/files/" + name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.c_str());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }
    void cleanup() {
        QDir(QString::fromStdString(office_.folder() + "/files")).removeRecursively();
        QVERIFY(office_.done({"answer", "release", "usual"}));
    }

    void rewritesNumbersByTheDialRules() {
        upload("CUPC/AppDialRules.xml", test::dialRuleFile);
        upload("CUPC/DirLookupDialRules.xml",
               "<DialRules><DialRule BeginsWith='+1555000' NumDigits='12' DigitsToRemove='8' "
               "PrefixWith=''/></DialRules>");
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& made = **run.result;
        for (const auto& [dialled, becomes] : test::dialRuleTable) {
            QCOMPARE(made.dialRules.apply(dialled), std::string(becomes));
        }
        QCOMPARE(made.lookupRules.apply("+15550002001"), std::string("2001"));
    }
    void goesOnWithBrokenDialRules() {
        upload("CUPC/AppDialRules.xml", "<DialRules><DialRule");
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->dialRules.apply("2001"), std::string("2001"));
        QVERIFY(run.step("dial-rules")->verdict == signin::Verdict::Failed);
    }
    void hasNoPhoneWhereThePolicySaysSo() {
        upload("jabber-config.xml",
               "<config version='1.0'><Policies><Telephony_Enabled>false</Telephony_Enabled>"
               "</Policies></config>");
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE((*run.result)->mode, signin::ProductMode::ImOnly);
        QVERIFY((*run.result)->sipServers.empty());
        QVERIFY(!(*run.result)->hasPhone());
    }
    void signsInToEachRelease_data() {
        QTest::addColumn<QByteArray>("release");
        for (const char* release : {"9.0.1", "9.1.2", "10.5.2", "11.5.1", "12.5.1", "14.0.1"}) {
            QTest::newRow(release) << QByteArray(release);
        }
    }
    void signsInToEachRelease() {
        QFETCH(QByteArray, release);
        QVERIFY(office_.done({"answer", "release", release.toStdString()}));
        RealPorts ports(office_);
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        const auto& made = **run.result;
        QCOMPARE(made.udsVersion, release.toStdString());
        QCOMPARE(made.mode, signin::ProductMode::Full);
        QCOMPARE(made.device->lines.front().number, office_.number(1));
        const bool isPlain = release.startsWith("9") || release.startsWith("10");
        const auto& asked = run.step("device-file")->asked;
        QVERIFY2((asked.find(":6970/") != std::string::npos) == isPlain, asked.c_str());
    }
};

QTEST_GUILESS_MAIN(ProvisioningTest)
#include "ProvisioningTest.moc"
