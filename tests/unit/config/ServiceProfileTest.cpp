// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "Sample.h"
#include "config/ServiceProfile.h"

using namespace sidetone::config;

class ServiceProfileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsServersInOrder() {
        const auto profile = parseServiceProfile(sample("service-profile.xml"));
        QVERIFY(profile.has_value());
        QCOMPARE(profile->voicemail.size(), std::size_t(2));
        QCOMPARE(profile->voicemail[0].port, std::uint16_t(443));
        QCOMPARE(profile->voicemail[0].protocol, std::string("HTTPS"));
        QCOMPARE(profile->voicemail[1].address, std::string("cuc3.office.example"));
        QCOMPARE(profile->voicemail[1].port, std::uint16_t(8443));
        QCOMPARE(profile->imAndPresence.size(), std::size_t(2));
        QCOMPARE(profile->imAndPresence[0].address, std::string("imp1.office.example"));
        QVERIFY(profile->cti.empty());
        QVERIFY(profile->mailStore.empty());
    }
    void readsTheDirectory() {
        const auto profile = parseServiceProfile(sample("service-profile.xml"));
        QVERIFY(profile.has_value());
        QCOMPARE(profile->directory[0].port, std::uint16_t(636));  // 99999 is no port, TLS
        const auto& directory = profile->directorySettings;
        QVERIFY(!directory.useUds);
        QVERIFY(directory.useUserCredential);
        QVERIFY(!directory.recursive);
        QCOMPARE(directory.timeoutSeconds, 9);
        QCOMPARE(directory.searchContexts,
                 (std::vector<std::string>{"ou=people,dc=office,dc=example",
                                           "ou=guests,dc=office,dc=example"}));
        QCOMPARE(directory.password.reveal(), std::string("reader-pw"));
    }
    void decidesTheAuthenticator_data() {
        QTest::addColumn<QByteArray>("section");
        QTest::addColumn<int>("authenticator");
        const auto tier = [](const char* type, const char* address) {
            return QByteArray("<Primary>") + type + "<Address>" + address + "</Address></Primary>";
        };
        QTest::newRow("presence") << tier("<ProductType>Unified CM (IM and Presence)</ProductType>",
                                          "imp1.x")
                                  << static_cast<int>(ProfileAuthenticator::ImAndPresence);
        QTest::newRow("cloud") << tier("<ProductType>WebEx (IM and Presence)</ProductType>", "")
                               << static_cast<int>(ProfileAuthenticator::Webex);
        QTest::newRow("address alone")
            << tier("", "imp1.x") << static_cast<int>(ProfileAuthenticator::ImAndPresence);
        QTest::newRow("cloud address") << tier("", "https://loginp.webexconnect.com/cas/auth.do")
                                       << static_cast<int>(ProfileAuthenticator::Webex);
        QTest::newRow("nothing") << tier("", "")
                                 << static_cast<int>(ProfileAuthenticator::CallManager);
    }
    void decidesTheAuthenticator() {
        QFETCH(QByteArray, section);
        QFETCH(int, authenticator);
        const auto profile = parseServiceProfile("<p><IMandPresence>" + section.toStdString() +
                                                 "</IMandPresence></p>");
        QVERIFY(profile.has_value());
        QCOMPARE(static_cast<int>(profile->authenticator), authenticator);
        QVERIFY(!profile->authenticatorReason.empty());
    }
    void refusesWhatIsNoProfile() {
        QVERIFY(!parseServiceProfile("<html><body>Sign in first</body></html>").has_value());
    }
};

QTEST_GUILESS_MAIN(ServiceProfileTest)
#include "ServiceProfileTest.moc"
