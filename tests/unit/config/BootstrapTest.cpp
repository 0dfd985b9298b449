// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "config/Bootstrap.h"
#include "config/keyValueLines.h"
#include "config/smallFile.h"
#include "core/Random.h"

using namespace sidetone;
using namespace sidetone::config;

namespace {

Settings settingsOf(const Bootstrap& bootstrap) {
    Settings settings;
    settings.replace(Layer::Bootstrap, bootstrap.settings);
    return settings;
}

}  // namespace

class BootstrapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsSwitchesAndParameterNames() {
        const auto settings = settingsOf(parseBootstrap(
            "\xEF\xBB\xBF"
            "AUTHENTICATOR: cup\r\n# a comment\r\n\r\nNOT_SPECIFIED\r\n"
            "CUP_ADDRESS: imp1.example.com\r\nTFTP:cucm1.example.com\r\n"
            "CTI=cti1\nccmcip : ccm1\nPRODUCT_MODE: phone_mode\n"
            "SERVICES_DOMAIN: example.com\nVoice_Services_Domain: voice.example.com\n"
            "EXCLUDED_SERVICES: WEBEX,CUCM\nSSO_ORG_DOMAIN: NOT_SPECIFIED\n"
            "ConfigurationFile:group-jabber-config.xml\nSSO_EMAIL_PROMPT: on\n"
            "LOGIN_RESOURCE: WBX\nIP_Mode: Two Stacks\nUXModel: Modern\n"));
        QCOMPARE(settings.get(keys::authenticator), std::string("CUP"));
        QCOMPARE(settings.get(keys::presenceServerAddress), std::string("imp1.example.com"));
        QCOMPARE(settings.get(keys::tftpServer1), std::string("cucm1.example.com"));
        QCOMPARE(settings.find("CtiServer1")->text, std::string("cti1"));
        QCOMPARE(settings.find("CcmcipServer1")->text, std::string("ccm1"));
        QCOMPARE(settings.get(keys::productMode), std::string("Phone_Mode"));
        QCOMPARE(settings.get(keys::servicesDomain), std::string("example.com"));
        QCOMPARE(settings.get(keys::voiceServicesDomain), std::string("voice.example.com"));
        QCOMPARE(settings.get(keys::excludedServices), (std::vector<std::string>{"WEBEX", "CUCM"}));
        QVERIFY(!settings.find("SsoOrgDomain"));
        QCOMPARE(settings.get(keys::configurationFile), std::string("group-jabber-config.xml"));
        QCOMPARE(settings.get(keys::ssoEmailPrompt), std::string("ON"));
        QCOMPARE(settings.get(keys::loginResource), std::string("wbxconnect"));
        QCOMPARE(settings.get(keys::ipMode), std::string("Dual_Stack"));
    }
    void remarksOnWhatIsNoSetting() {
        const auto bootstrap = parseBootstrap("AUTHENTICATOR: CUP\nnothing here\n: value\n");
        QCOMPARE(bootstrap.settings.size(), std::size_t(1));
        QCOMPARE(bootstrap.remarks.size(), std::size_t(2));
        QCOMPARE(bootstrap.remarks[0].line, 2);
        QCOMPARE(bootstrap.remarks[1].line, 3);
    }
    void isReadOnTheFirstLaunchAlone() {
        const QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        const auto installed = base / "jabber-bootstrap.properties";
        const FirstLaunch launch(installed, base / "profile" / "bootstrap.conf");
        std::ofstream(installed) << "SERVICES_DOMAIN: first.example\nUnknownKey: kept\n";
        QVERIFY(launch.isFirst());
        QCOMPARE(settingsOf(*launch.read()).get(keys::servicesDomain),
                 std::string("first.example"));
        std::ofstream(installed) << "SERVICES_DOMAIN: second.example\n";
        QVERIFY(!launch.isFirst());
        const auto again = settingsOf(*launch.read());
        QCOMPARE(again.get(keys::servicesDomain), std::string("first.example"));
        QCOMPARE(again.find("UnknownKey")->text, std::string("kept"));
        std::filesystem::remove(installed);
        QCOMPARE(settingsOf(*launch.read()).get(keys::servicesDomain),
                 std::string("first.example"));
    }
    void aFileThatComesLaterIsNotRead() {
        const QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        const FirstLaunch launch(base / "late", base / "bootstrap.conf");
        QVERIFY(launch.read()->settings.empty());
        std::ofstream(base / "late") << "SERVICES_DOMAIN: late.example\n";
        QVERIFY(launch.read()->settings.empty());
    }
    void whatIsWrittenIsReadBack() {
        core::SeededRandom random(12);
        for (int round = 0; round < 500; ++round) {
            std::vector<RawSetting> written;
            for (std::uint64_t i = random.below(6); i > 0; --i) {
                std::string value;
                for (std::uint64_t j = random.below(20); j > 0; --j) {
                    value += static_cast<char>('!' + random.below(90));
                }
                if (value == "NOT_SPECIFIED") continue;
                written.push_back({"Key" + std::to_string(i), value, 0});
            }
            const auto read = readKeyValueLines(writeKeyValueLines(written), Layer::Manual);
            QVERIFY(read.remarks.empty());
            QCOMPARE(read.settings.size(), written.size());
            for (std::size_t i = 0; i < written.size(); ++i) {
                QCOMPARE(read.settings[i].name, written[i].name);
                QCOMPARE(read.settings[i].value, written[i].value);
            }
        }
    }
    void anyBytesAreRead() {
        core::SeededRandom random(3);
        for (int round = 0; round < 2000; ++round) {
            std::string text(random.below(200), '\0');
            for (char& c : text) c = static_cast<char>(random.below(256));
            const auto bootstrap = parseBootstrap(text);
            for (const auto& setting : bootstrap.settings) QVERIFY(!setting.name.empty());
        }
    }
    void smallFilesAreTheOwnersAlone() {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "a" / "file";
        QVERIFY(writeSmallFile(path, "text"));
        QCOMPARE(*readSmallFile(path), std::string("text"));
        QVERIFY(std::filesystem::status(path).permissions() ==
                (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
        QVERIFY(readSmallFile(path.parent_path() / "none").error().code ==
                core::ErrorCode::NotFound);
        QVERIFY(writeSmallFile(path, std::string(2 << 20, 'x')));
        QVERIFY(readSmallFile(path).error().code == core::ErrorCode::TooLarge);
    }
};

QTEST_GUILESS_MAIN(BootstrapTest)
#include "BootstrapTest.moc"
