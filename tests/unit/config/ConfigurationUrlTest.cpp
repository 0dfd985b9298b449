// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <map>

#include "config/ConfigurationUrl.h"
#include "core/Random.h"

using namespace sidetone;
using namespace sidetone::config;

namespace {

std::map<std::string, std::string> valuesOf(const ConfigurationUrl& url) {
    std::map<std::string, std::string> values;
    for (const auto& setting : url.settings) values[setting.name] = setting.value;
    return values;
}

bool remarksSay(const ConfigurationUrl& url, std::string_view words) {
    for (const auto& remark : url.remarks) {
        if (remark.text.find(words) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

class ConfigurationUrlTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAllThatTheContractNames() {
        const auto url = parseConfigurationUrl(
            "ciscojabber://provision?ServicesDomain=example.com"
            "&VoiceServicesDomain=voice.example.com"
            "&ServiceDiscoveryExcludedServices=WEBEX,CUCM&ServicesDomainSsoEmailPrompt=OFF"
            "&Telephony_Enabled=False&ForceLaunchBrowser=true&EnablePRTEncryption=true"
            "&PRTCertificateName=prt%20server&PRTCertificateUrl=https%3A%2F%2Fp.example%2Fc"
            "&InvalidCertificateBehavior=RejectAndNotify&DiagnosticsToolEnabled=false");
        QVERIFY(url.has_value());
        QVERIFY2(url->remarks.empty(),
                 url->remarks.empty() ? "" : url->remarks.front().text.c_str());
        const std::map<std::string, std::string> expected = {
            {"ServicesDomain", "example.com"},
            {"VoiceServicesDomain", "voice.example.com"},
            {"ServiceDiscoveryExcludedServices", "WEBEX,CUCM"},
            {"ServicesDomainSsoEmailPrompt", "OFF"},
            {"Telephony_Enabled", "false"},
            {"ForceLaunchBrowser", "true"},
            {"EnablePrtEncryption", "true"},
            {"PrtCertificateName", "prt server"},
            {"PrtCertificateUrl", "https://p.example/c"},
            {"InvalidCertificateBehavior", "RejectAndNotify"},
            {"DiagnosticsToolEnabled", "false"}};
        QVERIFY(valuesOf(*url) == expected);
    }
    void readsForms_data() {
        QTest::addColumn<QByteArray>("link");
        QTest::addColumn<QByteArray>("domain");
        QTest::addColumn<QByteArray>("remark");
        QTest::newRow("case of the scheme")
            << QByteArray("CiscoJabber://Provision?ServicesDomain=a.example")
            << QByteArray("a.example") << QByteArray();
        QTest::newRow("our scheme")
            << QByteArray(" sidetone://provision/?ServicesDomain=a.example\n")
            << QByteArray("a.example") << QByteArray();
        QTest::newRow("lower case name")
            << QByteArray("ciscojabber://provision?servicesdomain=a.example")
            << QByteArray("a.example") << QByteArray("is written ServicesDomain");
        QTest::newRow("exact beats other case, first")
            << QByteArray(
                   "ciscojabber://provision?ServicesDomain=a.example&servicesdomain=b.example")
            << QByteArray("a.example") << QByteArray("more than once");
        QTest::newRow("exact beats other case, last")
            << QByteArray(
                   "ciscojabber://provision?servicesdomain=b.example&ServicesDomain=a.example")
            << QByteArray("a.example") << QByteArray("more than once");
        QTest::newRow("the last of equals")
            << QByteArray(
                   "ciscojabber://provision?ServicesDomain=b.example&ServicesDomain=a.example")
            << QByteArray("a.example") << QByteArray("more than once");
        QTest::newRow("unknown")
            << QByteArray("ciscojabber://provision?Nonsense=1&ServicesDomain=a.example")
            << QByteArray("a.example") << QByteArray("Nonsense is not known");
        QTest::newRow("a server is not for links")
            << QByteArray("ciscojabber://provision?ServicesDomain=a.example&TftpServer1=evil")
            << QByteArray("a.example") << QByteArray("TftpServer1 is not known in a link");
        QTest::newRow("from a page's source")
            << QByteArray("ciscojabber://provision?x=1&amp;ServicesDomain=a.example")
            << QByteArray("a.example") << QByteArray("x is not known");
        QTest::newRow("fragment") << QByteArray(
                                         "ciscojabber://provision?ServicesDomain=a.example#top")
                                  << QByteArray("a.example") << QByteArray();
        QTest::newRow("encoded name")
            << QByteArray("ciscojabber://provision?Services%44omain=a%2Eexample")
            << QByteArray("a.example") << QByteArray();
        QTest::newRow("bad voice domain")
            << QByteArray(
                   "ciscojabber://provision?ServicesDomain=a.example&VoiceServicesDomain=a%20b")
            << QByteArray("a.example") << QByteArray("is no domain name");
        QTest::newRow("the misprint")
            << QByteArray(
                   "ciscojabber://provision?ServicesDomain=a.example&VoiceServiceDomain=v.example")
            << QByteArray("a.example") << QByteArray("is written VoiceServicesDomain");
        QTest::newRow("bad choice")
            << QByteArray(
                   "ciscojabber://provision?ServicesDomain=a.example&Telephony_Enabled=perhaps")
            << QByteArray("a.example") << QByteArray("perhaps");
    }
    void readsForms() {
        QFETCH(QByteArray, link);
        QFETCH(QByteArray, domain);
        QFETCH(QByteArray, remark);
        const auto url = parseConfigurationUrl(link.toStdString());
        QVERIFY2(url.has_value(), url ? "" : url.error().sentence().c_str());
        QCOMPARE(valuesOf(*url)["ServicesDomain"], domain.toStdString());
        QVERIFY(valuesOf(*url).count("TftpServer1") == 0);
        if (remark.isEmpty()) {
            QVERIFY(url->remarks.empty());
        } else {
            QVERIFY2(remarksSay(*url, remark.toStdString()), remark.constData());
        }
    }
    void refuses_data() {
        QTest::addColumn<QByteArray>("link");
        QTest::addColumn<int>("code");
        const auto unsupported = static_cast<int>(core::ErrorCode::Unsupported);
        const auto invalid = static_cast<int>(core::ErrorCode::InvalidInput);
        QTest::newRow("empty") << QByteArray() << unsupported;
        QTest::newRow("a page") << QByteArray("https://example.com/?ServicesDomain=a.example")
                                << unsupported;
        QTest::newRow("another action")
            << QByteArray("ciscojabber://call?ServicesDomain=a.example") << unsupported;
        QTest::newRow("no query") << QByteArray("ciscojabber://provision") << invalid;
        QTest::newRow("no domain")
            << QByteArray("ciscojabber://provision?Telephony_Enabled=true") << invalid;
        QTest::newRow("empty domain")
            << QByteArray("ciscojabber://provision?ServicesDomain=") << invalid;
        QTest::newRow("no domain name")
            << QByteArray("ciscojabber://provision?ServicesDomain=http%3A%2F%2Fx") << invalid;
        QTest::newRow("line breaks")
            << QByteArray("ciscojabber://provision?ServicesDomain=a.example%0Alocked:all")
            << invalid;
        QTest::newRow("not text") << QByteArray(
                                         "ciscojabber://provision?ServicesDomain=%FF.example")
                                  << invalid;
        QTest::newRow("too long") << QByteArray(
                                         "ciscojabber://provision?ServicesDomain=a.example&x=") +
                                         QByteArray(10'000, 'x')
                                  << invalid;
    }
    void refuses() {
        QFETCH(QByteArray, link);
        QFETCH(int, code);
        const auto url = parseConfigurationUrl(link.toStdString());
        QVERIFY(!url.has_value());
        QCOMPARE(static_cast<int>(url.error().code), code);
        QVERIFY(!url.error().advice.empty());
    }
    /// Whatever is written into a link comes out of it, whatever stands around it.
    void whatIsWrittenIsReadBack() {
        core::SeededRandom random(11);
        for (int round = 0; round < 1000; ++round) {
            std::vector<RawSetting> written{
                {"ServicesDomain", "d" + random.hex(4) + ".example", 0}};
            if (random.below(2) == 0)
                written.push_back({"ServiceDiscoveryExcludedServices", "CUP", 0});
            std::string certificate;
            for (std::uint64_t i = 1 + random.below(20); i > 0; --i) {
                certificate += static_cast<char>('!' + random.below(94));
            }
            written.push_back({"PrtCertificateName", certificate, 0});
            auto link = writeConfigurationUrl(written);
            if (random.below(2) == 0) link += "&Unknown" + random.hex(2) + "=" + random.hex(3);
            const auto read = parseConfigurationUrl(link);
            QVERIFY2(read.has_value(), link.c_str());
            auto values = valuesOf(*read);
            for (const auto& setting : written) QCOMPARE(values[setting.name], setting.value);
            QCOMPARE(values.size(), written.size());
        }
    }
    void anyBytesAreReadOrRefused() {
        core::SeededRandom random(7);
        static constexpr std::string_view pieces[] = {"ciscojabber://provision?",
                                                      "ServicesDomain=",
                                                      "&",
                                                      "=",
                                                      "%",
                                                      "%4",
                                                      "%00",
                                                      "a.example",
                                                      "#",
                                                      "amp;",
                                                      "\xC3",
                                                      "Telephony_Enabled=1"};
        for (int round = 0; round < 5000; ++round) {
            std::string link("ciscojabber://provision?");
            for (std::uint64_t i = random.below(12); i > 0; --i) {
                link += pieces[random.below(std::size(pieces))];
            }
            const auto url = parseConfigurationUrl(link);
            if (!url) continue;
            for (const auto& setting : url->settings) {
                QVERIFY(setting.value.find_first_of("\r\n") == std::string::npos);
                QVERIFY(setting.value.find('\0') == std::string::npos);
            }
        }
    }
    void policyMayForbidLinks() {
        Settings settings;
        QVERIFY(allowsConfigurationUrl(settings));
        settings.set(Layer::PolicyLocked, "AllowUrlProvisioning", "false");
        QVERIFY(!allowsConfigurationUrl(settings));
    }
};

QTEST_GUILESS_MAIN(ConfigurationUrlTest)
#include "ConfigurationUrlTest.moc"
