// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <mutex>

#include "RealSignIn.h"
#include "Rows.h"
#include "TestServer.h"

ROWS("DISC-20", "DISC-21", "AUTH-01", "ADM-03");

using namespace sidetone;
using test::RealPorts;
using test::RealSignIn;
using test::TestServer;

namespace {

const std::string imAndPresence =
    "<IMandPresence><Primary><ProductType>Unified CM (IM and Presence)</ProductType>"
    "<Address>imp1.office.example</Address></Primary></IMandPresence>";
const std::string webex =
    "<IMandPresence><Primary><ProductType>WebEx (IM and Presence)</ProductType>"
    "<Address>https://loginp.webexconnect.com/cas/auth.do</Address></Primary></IMandPresence>";

}  // namespace

/// A second cluster, scripted over real HTTPS and named in the real zone, beside the office.
class ClustersTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    test::Identity authority_ =
        test::makeCertificate({"Second Cluster Authority", "", -1, 30, 0, true}, nullptr);
    std::unique_ptr<TestServer> second_;
    QTemporaryDir folder_;
    std::mutex mutex_;
    std::map<std::string, std::string> pages_;
    std::vector<std::string> asked_;

    [[nodiscard]] std::string secondName() const { return "cucm9." + office_.domain(); }
    [[nodiscard]] std::string secondUrl(const std::string& path) const {
        return "https://" + secondName() + ":" + std::to_string(second_->port()) + "/" + path;
    }
    [[nodiscard]] std::string caFile() const {
        return folder_.filePath(QStringLiteral("both.pem")).toStdString();
    }
    std::string answer(const std::string& head) {
        const std::lock_guard lock(mutex_);
        const auto path = head.substr(4, head.find(' ', 4) - 4);
        asked_.push_back(path);
        const auto page = pages_.find(path);
        if (page == pages_.end()) return test::httpAnswer(404, "");
        return test::httpAnswer(200, page->second);
    }
    void homeIs(const std::string& host, const std::string& uds) {
        pages_["/cucm-uds/clusterUser?email=anna%40" + office_.domain()] =
            "<clusterUser version='12.5.1'><result found='true' uri='" + uds +
            "/user/anna'/><homeCluster serversUri='" + uds + "/servers'>" + host +
            "</homeCluster></clusterUser>";
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start(), office_.failure().c_str());
        std::ifstream officeCa(office_.caFile());
        std::ofstream(caFile()) << authority_.pem() << officeCa.rdbuf();
        second_ = std::make_unique<TestServer>(
            test::httpScript([this](const std::string& head) { return answer(head); }),
            TestServer::Tls{test::makeCertificate({"x", "DNS:" + secondName()}, &authority_), {}});
        pages_["/cucm-uds/version"] =
            "<versionInformation version='12.5.1'><version>12.5.1</version></versionInformation>";
        QVERIFY(office_.done({"dns", "set", secondName(), "A", "127.0.0.1"}));
        QVERIFY(
            office_.done({"dns", "set", "_cisco-uds._tcp." + office_.domain(), "SRV",
                          "1 1 " + std::to_string(second_->port()) + " " + secondName() + "."}));
    }
    void goesToTheHomeCluster() {
        const std::string home = "cucm1." + office_.domain();
        homeIs(home, "https://" + home + ":8443/cucm-uds");
        RealPorts ports({{office_.nameServer()}}, caFile());
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        QVERIFY2(run.isGood(), run.told().c_str());
        QVERIFY2(run.step("home-cluster")->why.find("The home cluster is another one") == 0,
                 run.told().c_str());
        QCOMPARE((*run.result)->udsServers.front().host, home);
        QCOMPARE((*run.result)->userId, std::string("anna"));
        QVERIFY((*run.result)->device.has_value());
        const std::lock_guard lock(mutex_);
        for (const auto& path : asked_) QVERIFY(path.find("/user/") == std::string::npos);
    }
    void takesTheAuthenticatorFromTheProfile_data() {
        QTest::addColumn<QByteArray>("section");
        QTest::addColumn<int>("mode");
        QTest::addColumn<QByteArray>("sentence");
        QTest::newRow("presence server")
            << QByteArray::fromStdString(imAndPresence)
            << static_cast<int>(signin::ProductMode::Full) << QByteArray();
        QTest::newRow("call manager")
            << QByteArray("<CTI><Primary><Address>c</Address></Primary></CTI>")
            << static_cast<int>(signin::ProductMode::PhoneOnly) << QByteArray();
        QTest::newRow("the domain in the server's place")
            << QByteArray(
                   "<IMandPresence><Primary><ProductType>Unified CM (IM and Presence)"
                   "</ProductType><Address>office.example</Address></Primary>"
                   "</IMandPresence>")
            << 0 << QByteArray("which is the domain and no server");
        QTest::newRow("cloud") << QByteArray::fromStdString(webex) << 0
                               << QByteArray("messages are in the cloud for this account");
    }
    void takesTheAuthenticatorFromTheProfile() {
        QFETCH(QByteArray, section);
        QFETCH(int, mode);
        QFETCH(QByteArray, sentence);
        {
            const std::lock_guard lock(mutex_);
            homeIs(secondName(), secondUrl("cucm-uds"));
            pages_["/cucm-uds/user/anna"] =
                "<user><userName>anna</userName><displayName>Anna</displayName>"
                "<serviceProfile><uri>" +
                secondUrl("SPanna.cnf.xml") + "</uri></serviceProfile></user>";
            pages_["/SPanna.cnf.xml"] =
                "<serviceProfile>" + section.toStdString() + "</serviceProfile>";
            pages_["/cucm-uds/user/anna/devices"] =
                "<devices><device><id>1</id><name>CSFANNA</name>"
                "<model>Cisco Unified Client Services Framework</model></device></devices>";
            // The device's file comes from the office's own file service.
            pages_["/cucm-uds/user/anna/device/1"] =
                "<device><id>1</id><name>CSFANNA</name><provision><uri>https://cucm1." +
                office_.domain() + ":6972/CSFANNA.cnf.xml</uri></provision></device>";
        }
        RealPorts ports({{office_.nameServer()}}, caFile());
        const RealSignIn run(ports, office_.user(1), office_.password(1));
        if (!sentence.isEmpty()) {
            QVERIFY(!run.isGood());
            QVERIFY2(run.sentence().find(sentence.toStdString()) != std::string::npos,
                     run.told().c_str());
            return;
        }
        QVERIFY2(run.isGood(), run.told().c_str());
        QCOMPARE(static_cast<int>((*run.result)->mode), mode);
        const bool isPhone = mode == static_cast<int>(signin::ProductMode::PhoneOnly);
        QVERIFY(((*run.result)->authenticator == signin::Authenticator::CallManager) == isPhone);
        QCOMPARE((*run.result)->xmppServers.empty(), isPhone);
        QVERIFY(!(*run.result)->sipServers.empty());
    }
};

QTEST_GUILESS_MAIN(ClustersTest)
#include "ClustersTest.moc"
