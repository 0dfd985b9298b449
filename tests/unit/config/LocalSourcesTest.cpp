// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "config/LocalSources.h"
#include "config/Policy.h"
#include "config/Registry.h"
#include "config/preferences.h"

using namespace sidetone;
using namespace sidetone::config;
using core::ErrorCode;

class LocalSourcesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    [[nodiscard]] std::filesystem::path path(const char* name) const {
        return std::filesystem::path(folder_->path().toStdString()) / name;
    }
    [[nodiscard]] LocalSources open() const {
        return LocalSources({path("bootstrap"), path("policy.d"), path("profile")});
    }
    void policy(const char* file, const char* text) const {
        std::filesystem::create_directories(path("policy.d"));
        std::ofstream(path("policy.d") / file) << text;
    }
    static std::string domain(const LocalSources& sources) {
        return sources.settings().get(keys::servicesDomain);
    }

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void nothingIsConfigured() {
        const auto sources = open();
        QVERIFY(sources.settings().all().empty());
        QVERIFY(sources.settings().remarks().empty());
    }
    void theOrderOfSources() {
        std::ofstream(path("bootstrap")) << "SERVICES_DOMAIN: bootstrap.example\n";
        auto sources = open();
        QCOMPARE(domain(sources), std::string("bootstrap.example"));
        QVERIFY(sources.takeUrl("ciscojabber://provision?ServicesDomain=url.example"));
        QCOMPARE(domain(sources), std::string("url.example"));
        policy("10.conf", "ServicesDomain: policy.example\n");
        QVERIFY(sources.readPolicyAgain());
        QVERIFY(!sources.readPolicyAgain());
        QCOMPARE(domain(sources), std::string("policy.example"));
        QVERIFY(sources.setManual({{"ServicesDomain", "typed.example", 0}}));
        QCOMPARE(domain(sources), std::string("typed.example"));
        // All of it is there again for the next program.
        const auto again = open();
        QCOMPARE(domain(again), std::string("typed.example"));
        QCOMPARE(again.settings().layersOf("ServicesDomain").size(), std::size_t(4));
    }
    void automaticDropsWhatWasTyped() {
        auto sources = open();
        QVERIFY(sources.setManual({{"TFTP", "cucm1", 0}, {"CUP_ADDRESS", " ", 0}}));
        QCOMPARE(sources.manual().size(), std::size_t(1));
        QCOMPARE(sources.manual().front().name, std::string("TftpServer1"));
        QVERIFY(sources.setManual({}));
        QVERIFY(!open().settings().find("TftpServer1"));
    }
    void lockedKeysCannotBeTypedOrChosen() {
        auto sources = open();
        QVERIFY(sources.setManual({{"ServicesDomain", "typed.example", 0}}));
        QVERIFY(sources.setPreference("ShowOfflineContacts", "false"));
        policy("10.conf", "ServicesDomain: policy.example\nShowOfflineContacts: true\n");
        policy("20.conf", "locked: SERVICES_DOMAIN, ShowOfflineContacts\n");
        sources.readPolicyAgain();
        QCOMPARE(domain(sources), std::string("policy.example"));
        QVERIFY(sources.settings().isLocked("ServicesDomain"));
        QCOMPARE(sources.settings().find("ShowOfflineContacts")->text, std::string("true"));
        QVERIFY(sources.setManual({{"ServicesDomain", "again.example", 0}}).error().code ==
                ErrorCode::Forbidden);
        QVERIFY(sources.setPreference("ShowOfflineContacts", "false").error().code ==
                ErrorCode::Forbidden);
        QVERIFY(!sources.settings().remarks().empty());
        QCOMPARE(domain(open()), std::string("policy.example"));
    }
    void preferencesAreForSomeParametersAlone() {
        auto sources = open();
        QVERIFY(sources.setPreference("startcallwithvideo", "NO"));
        QVERIFY(!sources.settings().get(keys::startCallWithVideo));
        QVERIFY(sources.setPreference("Telephony_Enabled", "false").error().code ==
                ErrorCode::Forbidden);
        QVERIFY(sources.setPreference("StartCallWithVideo", "perhaps").error().code ==
                ErrorCode::InvalidInput);
        QVERIFY(sources.setPreference("StartCallWithVideo", ""));
        QVERIFY(sources.settings().get(keys::startCallWithVideo));
        for (const auto name : personalParameters()) {
            QVERIFY2(findParameter(name) != nullptr && findParameter(name)->name == name,
                     std::string(name).c_str());
        }
    }
    void linksMayBeForbidden() {
        policy("10.conf", "AllowUrlProvisioning: false\nlocked: all\n");
        auto sources = open();
        QVERIFY(
            sources.takeUrl("ciscojabber://provision?ServicesDomain=url.example").error().code ==
            ErrorCode::Forbidden);
        QVERIFY(domain(sources).empty());
        QVERIFY(sources.takeUrl("xmpp:someone").error().code == ErrorCode::Unsupported);
    }
    void aNewLinkReplacesTheOneBefore() {
        auto sources = open();
        QVERIFY(sources.takeUrl(
            "ciscojabber://provision?ServicesDomain=a.example&Telephony_Enabled=false"));
        QVERIFY(!sources.settings().get(keys::telephonyEnabled));
        const auto remarks = sources.takeUrl("ciscojabber://provision?servicesdomain=b.example");
        QVERIFY(remarks.has_value());
        QCOMPARE(remarks->size(), std::size_t(1));
        QVERIFY(sources.settings().get(keys::telephonyEnabled));
        QCOMPARE(domain(open()), std::string("b.example"));
    }
    void aBrokenPolicyIsSaid() {
        policy("10.conf", "no setting\nlocked: ServicesDomain\n");
        std::filesystem::create_directories(path("policy.d") / "folder.conf");
        const auto read = readPolicyFolder(path("policy.d"));
        QCOMPARE(read.remarks.size(), std::size_t(3));
        QVERIFY(read.remarks[0].text.find("10.conf") != std::string::npos);
        QVERIFY(open().settings().remarks().size() >= 3);
    }
    void aBrokenProfileKeepsNobodyOut() {
        std::filesystem::create_directories(path("profile") / "preferences.conf");
        const auto sources = open();
        QVERIFY(!sources.settings().remarks().empty());
    }
};

QTEST_GUILESS_MAIN(LocalSourcesTest)
#include "LocalSourcesTest.moc"
