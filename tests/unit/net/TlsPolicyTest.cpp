// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "CertificateCases.h"
#include "core/QtClock.h"
#include "net/TlsPolicy.h"

using namespace sidetone;
using test::CertificateWish;
using test::Identity;
using test::makeCertificate;

class TlsPolicyTest : public QObject {
    Q_OBJECT

    core::QtClock clock_;
    QTemporaryDir folder_;
    test::CertificateCases matrix_;

    std::shared_ptr<const net::TlsPolicy> policy(int smallestRsaKey = 2048) {
        net::TlsSettings settings;
        settings.caFile = folder_.filePath(QStringLiteral("ca.pem")).toStdString();
        settings.trustsSystemAuthorities = false;
        settings.smallestRsaKey = smallestRsaKey;
        std::ofstream(settings.caFile) << matrix_.authority.pem();
        return net::TlsPolicy::create(settings, clock_).value();
    }
    core::Status check(const Identity& identity, const net::PeerIdentity& peer) {
        return policy()->check({identity.der()}, peer, "imp1.office.test:5222");
    }

private Q_SLOTS:
    void judgesCertificates_data() {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < matrix_.cases.size(); ++i) {
            QTest::newRow(matrix_.cases[i].name.c_str()) << static_cast<int>(i);
        }
    }
    void judgesCertificates() {
        QFETCH(int, row);
        const auto& one = matrix_.cases[static_cast<std::size_t>(row)];
        const auto judged = check(one.identity, {{"imp1.office.test"}, {}});
        if (one.reason.empty()) {
            QVERIFY2(judged.has_value(), judged ? "" : judged.error().sentence().c_str());
            return;
        }
        QVERIFY(!judged.has_value());
        QVERIFY(judged.error().code == core::ErrorCode::Untrusted);
        QVERIFY2(judged.error().answer.find(one.reason) != std::string::npos,
                 judged.error().answer.c_str());
        QVERIFY(!judged.error().advice.empty());
    }
    void saysItInOneSentence() {
        const auto judged =
            check(makeCertificate({"x", "DNS:imp1.office.test", -400, -365}, &matrix_.authority),
                  {{"imp1.office.test"}, {}});
        const std::string said = judged.error().sentence();
        QVERIFY2(said.rfind("Verifying the certificate of imp1.office.test:5222: its certificate "
                            "expired on ",
                            0) == 0,
                 said.c_str());
        QVERIFY(said.find(". Ask your administrator to renew it.") != std::string::npos);
    }
    void acceptsServiceNames_data() {
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<bool>("isAccepted");
        const QByteArray srv = "otherName:1.3.6.1.5.5.7.8.7;IA5STRING:";
        const QByteArray address = "otherName:1.3.6.1.5.5.7.8.5;UTF8:";
        QTest::newRow("SRVName") << srv + "_xmpp-client.office.test" << true;
        QTest::newRow("other service") << srv + "_sips.office.test" << false;
        QTest::newRow("other domain") << srv + "_xmpp-client.other.test" << false;
        QTest::newRow("XmppAddr") << address + "office.test" << true;
        QTest::newRow("other XmppAddr") << address + "other.test" << false;
        QTest::newRow("DNS name") << QByteArray("DNS:office.test") << true;
    }
    void acceptsServiceNames() {
        QFETCH(QByteArray, names);
        QFETCH(bool, isAccepted);
        const auto identity =
            makeCertificate({"office.test", names.toStdString()}, &matrix_.authority);
        QCOMPARE(check(identity, {{"office.test"}, "xmpp-client"}).has_value(), isAccepted);
        const bool isDns = names.startsWith("DNS");
        QCOMPARE(check(identity, {{"office.test"}, {}}).has_value(), isDns);
    }
    void acceptsAddresses() {
        const auto identity = makeCertificate({"x", "IP:127.1.0.1"}, &matrix_.authority);
        QVERIFY(check(identity, {{"127.1.0.1"}, {}}).has_value());
        QVERIFY(!check(identity, {{"127.1.0.2"}, {}}).has_value());
    }
    void needsTheMiddleOfTheChain() {
        const auto middle = makeCertificate({"Middle", "", -1, 30, 0, true}, &matrix_.authority);
        const auto leaf = makeCertificate({"x", "DNS:imp1.office.test"}, &middle);
        const net::PeerIdentity peer{{"imp1.office.test"}, {}};
        QVERIFY(policy()->check({leaf.der(), middle.der()}, peer, "s").has_value());
        QVERIFY(!policy()->check({leaf.der()}, peer, "s").has_value());
    }
    void refusesAnIssuerThatIsNoAuthority() {
        const auto fake = makeCertificate({"y", "DNS:mine.test"}, &matrix_.authority);
        const auto leaf = makeCertificate({"x", "DNS:imp1.office.test"}, &fake);
        QVERIFY(!policy()
                     ->check({leaf.der(), fake.der()}, {{"imp1.office.test"}, {}}, "s")
                     .has_value());
    }
    void takesAnotherLeastKey() {
        const auto small =
            makeCertificate({"x", "DNS:imp1.office.test", -1, 30, 2048}, &matrix_.authority);
        const net::PeerIdentity peer{{"imp1.office.test"}, {}};
        QVERIFY(!policy(3072)->check({small.der()}, peer, "s").has_value());
        const auto tiny =
            makeCertificate({"x", "DNS:imp1.office.test", -1, 30, 1024}, &matrix_.authority);
        QVERIFY(policy(1024)->check({tiny.der()}, peer, "s").has_value());
    }
    void survivesNonsense() {
        QVERIFY(!policy()->check(std::vector<std::string>{}, {{"x"}, {}}, "s").has_value());
        QVERIFY(!policy()->check({"no certificate"}, {{"x"}, {}}, "s").has_value());
        QVERIFY(!policy()->check({matrix_.cases[0].identity.der()}, {}, "s").has_value());
    }
    void saysWhyAFileIsOfNoUse() {
        net::TlsSettings settings;
        settings.caFile = "/nonexistent/ca.pem";
        const auto absent = net::TlsPolicy::create(settings, clock_);
        QVERIFY(absent.error().code == core::ErrorCode::NotFound);
        settings.caFile = folder_.filePath(QStringLiteral("empty.pem")).toStdString();
        std::ofstream(settings.caFile) << "nothing\n";
        const auto empty = net::TlsPolicy::create(settings, clock_);
        QVERIFY(empty.error().code == core::ErrorCode::BadAnswer);
    }
    void describesCertificates() {
        const auto identity = makeCertificate(
            {"imp1.office.test", "DNS:imp1.office.test,IP:127.0.0.1"}, &matrix_.authority);
        const auto infos = net::describeChain({identity.der()});
        QCOMPARE(infos.size(), std::size_t{1});
        QCOMPARE(infos[0].subject, std::string("CN=imp1.office.test"));
        QCOMPARE(infos[0].issuer, std::string("CN=Office Test Authority"));
        QCOMPARE(infos[0].names, (std::vector<std::string>{"imp1.office.test", "127.0.0.1"}));
        QCOMPARE(infos[0].keyKind, std::string("EC P-256"));
        QCOMPARE(infos[0].sha256.size(), std::size_t{64});
        QVERIFY(infos[0].notBefore < clock_.wallTime() && clock_.wallTime() < infos[0].notAfter);
    }
};

QTEST_GUILESS_MAIN(TlsPolicyTest)
#include "TlsPolicyTest.moc"
