// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include <set>

#include "config/Registry.h"
#include "config/keys.h"
#include "core/text.h"

using namespace sidetone;
using namespace sidetone::config;

class RegistryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAreUnique() {
        std::set<std::string> names;
        for (const auto* parameter : allParameters()) {
            QVERIFY2(names.insert(core::lowerAscii(parameter->name)).second,
                     std::string(parameter->name).c_str());
        }
        QVERIFY(names.size() > 200);
    }
    void everyRowIsComplete() {
        for (const auto* parameter : allParameters()) {
            const std::string name(parameter->name);
            QVERIFY2(!parameter->meaning.empty() && !parameter->source.empty(), name.c_str());
            const bool listsValues = parameter->type == ParameterType::Choice ||
                                     parameter->type == ParameterType::Integer;
            QVERIFY2(listsValues == !parameter->allowed.empty(), name.c_str());
        }
    }
    void defaultsFitTheirType() {
        for (const auto* parameter : allParameters()) {
            if (parameter->fallback.empty()) continue;
            const auto value = normalise(*parameter, parameter->fallback);
            QVERIFY2(value.has_value(), std::string(parameter->name).c_str());
            QCOMPARE(*value, std::string(parameter->fallback));
        }
    }
    void typedKeysAreInStep() {
        const auto isType = [](std::string_view name, ParameterType type) {
            const auto* parameter = findParameter(name);
            return parameter != nullptr && parameter->type == type && parameter->name == name;
        };
        QVERIFY(isType(keys::telephonyEnabled.name, ParameterType::Boolean));
        QVERIFY(isType(keys::disableHistory.name, ParameterType::Boolean));
        QVERIFY(isType(keys::awayOnInactive.name, ParameterType::Boolean));
        QVERIFY(isType(keys::awayOnLock.name, ParameterType::Boolean));
        QVERIFY(isType(keys::fileTransferEnabled.name, ParameterType::Boolean));
        QVERIFY(isType(keys::enableVideo.name, ParameterType::Boolean));
        QVERIFY(isType(keys::startCallWithVideo.name, ParameterType::Boolean));
        QVERIFY(isType(keys::enableSipUriDialling.name, ParameterType::Boolean));
        QVERIFY(isType(keys::enablePacketMarking.name, ParameterType::Boolean));
        QVERIFY(isType(keys::configRefetchHours.name, ParameterType::Integer));
        QVERIFY(isType(keys::inactiveMinutes.name, ParameterType::Integer));
        QVERIFY(isType(keys::minimumSearchCharacters.name, ParameterType::Integer));
        QVERIFY(isType(keys::excludedServices.name, ParameterType::List));
        QVERIFY(isType(keys::refusedFileTypes.name, ParameterType::List));
        for (const auto& key :
             {keys::servicesDomain, keys::voiceServicesDomain, keys::ssoEmailPrompt,
              keys::authenticator, keys::productMode, keys::presenceServerAddress,
              keys::tftpServer1, keys::tftpServer2, keys::configurationFile, keys::ipMode,
              keys::invalidCertificateBehavior, keys::loginResource, keys::initialPhone,
              keys::directoryServerType, keys::presenceDomain, keys::udsServer}) {
            QVERIFY2(findParameter(key.name) != nullptr, std::string(key.name).c_str());
        }
    }
    void thePageListsThemAll() {
        QFile file(QStringLiteral(SIDETONE_SOURCE_DIR "/docs/parameters.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto page = file.readAll().toStdString();
        for (const auto* parameter : allParameters()) {
            const auto row = "\n| `" + std::string(parameter->name) + "` | ";
            const auto at = page.find(row);
            QVERIFY2(at != std::string::npos, std::string(parameter->name).c_str());
            const auto line = page.substr(at + 1, page.find('\n', at + 1) - at);
            QVERIFY2(line.find(parameter->source) != std::string::npos, line.c_str());
            if (parameter->fallback.find('|') != std::string_view::npos) continue;
            const auto shown = "| `" + std::string(parameter->fallback) + "` |";
            QVERIFY2(parameter->fallback.empty() || line.find(shown) != std::string::npos,
                     line.c_str());
        }
    }
    void findsOtherSpellings() {
        QCOMPARE(findParameter("updateURL")->name, std::string_view("UpdateUrl"));
        QCOMPARE(findParameter("VOICE_SERVICES_DOMAIN")->name,
                 std::string_view("VoiceServicesDomain"));
        QCOMPARE(findParameter("BDISearchBase1")->name, std::string_view("SearchBase1"));
        QVERIFY(findParameter("BDITelephony_Enabled") == nullptr);
        QVERIFY(findParameter("") == nullptr);
    }
    void normalises_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("expected");  // null: refused
        QTest::newRow("flag") << QByteArray("EnableVideo") << QByteArray(" FALSE ")
                              << QByteArray("false");
        QTest::newRow("digit") << QByteArray("UseWildcards") << QByteArray("1")
                               << QByteArray("true");
        QTest::newRow("no flag") << QByteArray("EnableVideo") << QByteArray("maybe")
                                 << QByteArray();
        QTest::newRow("number") << QByteArray("ConfigRefetchInterval") << QByteArray("012")
                                << QByteArray("12");
        QTest::newRow("too small")
            << QByteArray("ConfigRefetchInterval") << QByteArray("3") << QByteArray();
        QTest::newRow("negative") << QByteArray("ConfigRefetchInterval") << QByteArray("-8")
                                  << QByteArray();
        QTest::newRow("huge") << QByteArray("ConfigRefetchInterval")
                              << QByteArray("99999999999999999999") << QByteArray();
        QTest::newRow("choice") << QByteArray("IP_Mode") << QByteArray("ipv4_only")
                                << QByteArray("IPV4_Only");
        QTest::newRow("no choice") << QByteArray("IP_Mode") << QByteArray("ipv5") << QByteArray();
        QTest::newRow("list") << QByteArray("ServiceDiscoveryExcludedServices")
                              << QByteArray(" WEBEX ;CUCM,, ") << QByteArray("WEBEX,CUCM");
    }
    void normalises() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, expected);
        const auto result = normalise(*findParameter(name.toStdString()), value.toStdString());
        QCOMPARE(result.has_value(), !expected.isNull());
        if (result) QCOMPARE(*result, expected.toStdString());
    }
};

QTEST_GUILESS_MAIN(RegistryTest)
#include "RegistryTest.moc"
