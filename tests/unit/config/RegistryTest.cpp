// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <set>

#include "config/Registry.h"
#include "config/Settings.h"
#include "config/keys.h"
#include "config/parameterPage.h"
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
        QVERIFY(isType(keys::lowBandwidthMode.name, ParameterType::Boolean));
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
    /// `sidetonectl parameters --update docs/parameters.md` brings the page up to date.
    void thePageIsCurrent() {
        QFile file(QStringLiteral(SIDETONE_SOURCE_DIR "/docs/parameters.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto page = file.readAll().toStdString();
        QVERIFY(page == withParameterTables(page));
        std::size_t at = page.find("## Where values come from");
        for (const auto layer :
             {Layer::Manual, Layer::PolicyLocked, Layer::Preference, Layer::Policy,
              Layer::ConfigurationUrl, Layer::CloudAdmin, Layer::ServiceProfile, Layer::NamedFile,
              Layer::GroupFile, Layer::ProfileFile, Layer::GlobalFile, Layer::ClientSettings,
              Layer::Bootstrap, Layer::Default}) {
            at = page.find("| " + std::string(name(layer)) + " |", at);
            QVERIFY2(at != std::string::npos, std::string(name(layer)).c_str());
        }
    }
    /// NONE-21: whatever the sources read by a key of keys.h is in the schema.
    void theSchemaHoldsEveryKeyThatIsRead() {
        QFile file(QStringLiteral(SIDETONE_SOURCE_DIR "/src/config/keys.h"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression key(QStringLiteral("Key<[^>]+> (\\w+)\\{\"([^\"]+)\"\\}"));
        const auto schema = QJsonDocument::fromJson(QByteArray::fromStdString(parameterSchema()))
                                .object()
                                .value(QStringLiteral("properties"))
                                .toObject();
        QStringList known;
        auto each = key.globalMatch(QString::fromUtf8(file.readAll()));
        while (each.hasNext()) {
            const auto found = each.next();
            known << found.captured(1);
            QVERIFY2(schema.contains(found.captured(2)), qPrintable(found.captured(2)));
        }
        QVERIFY(known.size() > 25);
        // Nobody reads a parameter past keys.h: Settings::get takes nothing but a Key.
        static const QRegularExpression read(QStringLiteral("keys::(\\w+)"));
        static const QRegularExpression byName(
            QStringLiteral("settings\\w*(\\.|->|\\(\\)\\.)find\\(\"([^\"]+)\""));
        QDirIterator sources(QStringLiteral(SIDETONE_SOURCE_DIR "/src"),
                             {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                             QDirIterator::Subdirectories);
        int reads = 0;
        while (sources.hasNext()) {
            QFile source(sources.next());
            QVERIFY(source.open(QIODevice::ReadOnly));
            const auto text = QString::fromUtf8(source.readAll());
            for (auto at = read.globalMatch(text); at.hasNext(); ++reads) {
                const auto used = at.next().captured(1);
                QVERIFY2(known.contains(used), qPrintable(source.fileName() + used));
            }
            for (auto at = byName.globalMatch(text); at.hasNext();) {
                const auto used = at.next().captured(2);
                QVERIFY2(schema.contains(used), qPrintable(source.fileName() + used));
            }
        }
        QVERIFY(reads > 0);
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
