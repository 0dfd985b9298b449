// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "config/Settings.h"

using namespace sidetone::config;

class SettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHigherLayerSpeaks() {
        Settings settings;
        constexpr Layer upwards[] = {
            Layer::Bootstrap,      Layer::ClientSettings, Layer::GlobalFile,
            Layer::ProfileFile,    Layer::GroupFile,      Layer::NamedFile,
            Layer::ServiceProfile, Layer::CloudAdmin,     Layer::ConfigurationUrl,
            Layer::Policy,         Layer::Preference,     Layer::PolicyLocked,
            Layer::Manual};
        for (const auto layer : upwards) {
            settings.set(layer, "ServicesDomain", name(layer));
            QCOMPARE(settings.find("servicesdomain")->text, std::string(name(layer)));
            QVERIFY(settings.find("SERVICES_DOMAIN")->layer == layer);
        }
        const auto all = settings.layersOf("services_domain");
        QCOMPARE(all.size(), std::size(upwards));
        QVERIFY(std::equal(all.rbegin(), all.rend(), std::begin(upwards),
                           [](const Value& value, Layer layer) { return value.layer == layer; }));
        for (std::size_t i = std::size(upwards) - 1; i > 0; --i) {
            settings.clear(upwards[i]);
            QVERIFY(settings.find("ServicesDomain")->layer == upwards[i - 1]);
        }
    }
    void theOrderOfArrivalDoesNotMatter() {
        Settings settings;
        settings.set(Layer::Manual, "TftpServer1", "typed");
        settings.set(Layer::GlobalFile, "TftpServer1", "file");
        QCOMPARE(settings.get(keys::tftpServer1), std::string("typed"));
    }
    void defaultsAreThere() {
        const Settings settings;
        QVERIFY(settings.get(keys::telephonyEnabled));
        QCOMPARE(settings.get(keys::inactiveMinutes), 15);
        QVERIFY(settings.find("Telephony_Enabled")->layer == Layer::Default);
        QVERIFY(!settings.find("ServicesDomain"));
        QVERIFY(settings.get(keys::excludedServices).empty());
    }
    void whatDoesNotFitIsLeftOut() {
        Settings settings;
        settings.replace(Layer::GlobalFile, {{"Telephony_Enabled", "false", 4}});
        settings.replace(Layer::GroupFile, {{"Telephony_Enabled", "perhaps", 9}});
        QVERIFY(!settings.get(keys::telephonyEnabled));
        QVERIFY(settings.find("Telephony_Enabled")->layer == Layer::GlobalFile);
        QCOMPARE(settings.remarks().size(), std::size_t(1));
        QCOMPARE(settings.remarks().front().line, 9);
        settings.replace(Layer::GroupFile, {});
        QVERIFY(settings.remarks().empty());
    }
    void unknownNamesAreKept() {
        Settings settings;
        settings.replace(Layer::GlobalFile, {{"FutureName", " x ", 3}});
        QCOMPARE(settings.find("futurename")->text, std::string("x"));
        QCOMPARE(settings.remarks().size(), std::size_t(1));
    }
    void emptyValuesSayNothing() {
        Settings settings;
        settings.set(Layer::GlobalFile, "TftpServer1", "below");
        settings.set(Layer::GroupFile, "TftpServer1", "  ");
        QCOMPARE(settings.get(keys::tftpServer1), std::string("below"));
    }
    void listsAndLocks() {
        Settings settings;
        settings.set(Layer::PolicyLocked, "EXCLUDED_SERVICES", "WEBEX;CUP");
        QCOMPARE(settings.get(keys::excludedServices), (std::vector<std::string>{"WEBEX", "CUP"}));
        QVERIFY(settings.isLocked("ServiceDiscoveryExcludedServices"));
        QVERIFY(!settings.isLocked("EnableVideo"));
    }
    void secretsAreNotListed() {
        Settings settings;
        settings.set(Layer::GlobalFile, "ConnectionPassword", "hunter22");
        for (const auto& [name, value] : settings.all()) QVERIFY(value.text.empty());
        QCOMPARE(settings.all().size(), std::size_t(1));
        for (const auto& value : settings.layersOf("ConnectionPassword")) {
            QVERIFY(value.text.empty());
        }
        QCOMPARE(settings.find("ConnectionPassword")->text, std::string("hunter22"));
        QVERIFY(settings.layersOf("ConnectionPassword").front().text.empty());
    }
    void everyLayerIsTold() {
        Settings settings;
        settings.set(Layer::GlobalFile, "EnableVideo", "true");
        settings.set(Layer::PolicyLocked, "enablevideo", "off");
        const auto layers = settings.layersOf("EnableVideo");
        QCOMPARE(layers.size(), std::size_t(2));
        QVERIFY(layers[0].layer == Layer::PolicyLocked && layers[0].text == "false");
        QVERIFY(layers[1].layer == Layer::GlobalFile && layers[1].text == "true");
        QVERIFY(settings.layersOf("StartCallWithVideo").empty());
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "SettingsTest.moc"
