// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "Rows.h"
#include "client/Client.h"
#include "client/PlatformParts.h"
#include "integration_client/LiveClient.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::Client;
using client::ClientState;
using client::NetworkView;

ROWS("DISC-08", "DISC-11", "DISC-15", "DISC-17", "DISC-18", "DISC-23", "DISC-28", "AUTH-05",
     "PROV-12");

namespace {

/// One program's life: the platform of a profile folder with its client.
using Life = test::LiveClient;

}  // namespace

/// What the whole client keeps from one start to the next, against an office of real servers.
class AccountTest : public QObject {
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> office_;
    std::unique_ptr<QTemporaryDir> folder_;

    [[nodiscard]] std::string place(const char* name) const {
        return folder_->filePath(QString::fromLatin1(name)).toStdString();
    }
    void write(const QString& name, const QByteArray& text) const {
        const QString path = folder_->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] Life live(const std::string& nameServer = {}, const char* profile = "profile") {
        auto options = test::liveOptions(*office_, place(profile), place("etc"));
        if (!nameServer.empty()) options.nameServers = {nameServer};
        auto life = test::liveClient(options);
        return life;
    }
    /// The sentence of a sign-in's failure; empty where it became ready.
    [[nodiscard]] static QString endOf(Client& client) {
        const bool ended =
            QTest::qWaitFor([&client] { return client.state() != ClientState::SigningIn; }, 25'000);
        if (!ended) return u"it did not end"_s;
        if (client.state() == ClientState::Ready) return {};
        return QString::fromStdString(client.error() ? client.error()->sentence() : "no error");
    }
    [[nodiscard]] QString signIn(Client& client, const std::string& address) const {
        if (auto begun = client.signIn(address, office_->password(1)); !begun) {
            return QString::fromStdString(begun.error().sentence());
        }
        return endOf(client);
    }

    /// Writes down what is asked of the key store behind it.
    struct CountingKeys final : store::KeyStore {
        std::unique_ptr<store::KeyStore> inner;
        std::vector<std::string> removed;
        std::vector<std::string> written;

        core::Task<core::Secret> read(store::SecretName name) override { return inner->read(name); }
        core::Task<void> write(store::SecretName name, core::Secret secret) override {
            written.push_back(name.service);
            return inner->write(name, std::move(secret));
        }
        core::Task<void> remove(store::SecretName name) override {
            removed.push_back(name.service);
            return inner->remove(name);
        }
        [[nodiscard]] store::KeyStoreState state() const override { return inner->state(); }
    };

private Q_SLOTS:
    void initTestCase() {
        office_ = std::make_unique<test::OfficeFixture>(SIDETONE_BIN_DIR);
        QVERIFY2(office_->start({"--people", "5", "--with", "presence-login,edge"}),
                 office_->failure().c_str());
    }
    void cleanupTestCase() { office_.reset(); }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void aLinkSetsTheDomainForGood() {
        {
            auto life = live();
            QVERIFY(life.client->presetDomain().empty());
            QVERIFY(life.client->openLink("ciscojabber://provision?ServicesDomain=office.example"));
            QCOMPARE(life.client->presetDomain(), std::string("office.example"));
            QCOMPARE(signIn(*life.client, "anna"), QString());
            QCOMPARE(life.client->self().text(), office_->user(1));
        }
        auto life = live();
        QCOMPARE(life.client->presetDomain(), std::string("office.example"));
        QVERIFY(!life.client->openLink("ciscojabber://provision?VoiceServicesDomain=x"));
        QVERIFY(!life.client->openLink("https://example.com/"));
    }
    void theInstallersFileCountsOnTheFirstLaunchOnly() {
        write(u"etc/jabber-bootstrap.properties"_s, "ServicesDomain: office.example\n");
        QCOMPARE(live().client->presetDomain(), std::string("office.example"));
        write(u"etc/jabber-bootstrap.properties"_s, "ServicesDomain: elsewhere.example\n");
        auto life = live();
        QCOMPARE(life.client->presetDomain(), std::string("office.example"));
        QCOMPARE(signIn(*life.client, "anna"), QString());
    }
    void whatPolicyLocksNobodyChanges() {
        write(u"etc/policy.d/office.conf"_s,
              "ServicesDomain: office.example\nTelephony_Enabled: false\n"
              "locked: ServicesDomain, Telephony_Enabled\n");
        auto life = live();
        client::ConnectionSettings wish;
        wish.servicesDomain = "elsewhere.example";
        const auto set = life.client->setConnectionSettings(wish);
        QVERIFY(!set);
        QVERIFY(set.error().code == core::ErrorCode::Forbidden);
        QVERIFY(life.client->settings().isLocked("Telephony_Enabled"));
        QCOMPARE(signIn(*life.client, "anna"), QString());
        QVERIFY(life.client->calls() == nullptr);
    }
    void serversByHandAndBackToAutomatic() {
        auto life = live();
        client::ConnectionSettings wish;
        wish.type = client::ConnectionSettings::AccountType::ImAndPresence;
        wish.loginServer = "imp1.office.example";
        QVERIFY(life.client->setConnectionSettings(wish));
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        bool asked = false;
        for (const auto& step : life.client->trace().steps) {
            const bool isDiscovery = step.name.starts_with("srv-");
            asked = asked || (isDiscovery && step.verdict == signin::Verdict::Done);
            QVERIFY2(step.asked.find("cucm-uds/version") == std::string::npos, step.asked.c_str());
        }
        QVERIFY(!asked);
        life.client->signOut();
        life = {};
        life = live();
        QVERIFY(life.client->connectionSettings() == wish);
        QVERIFY(life.client->setConnectionSettings({}));
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        const auto& steps = life.client->trace().steps;
        QVERIFY(std::any_of(steps.begin(), steps.end(),
                            [](const auto& step) { return step.name == "uds-version"; }));
    }
    void theNextStartNeedsNoNameServerForTheServices() {
        { QCOMPARE(signIn(*live().client, office_->user(1)), QString()); }
        auto life = live();
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        const auto& steps = life.client->trace().steps;
        const auto chosen = std::find_if(steps.begin(), steps.end(),
                                         [](const auto& step) { return step.name == "service"; });
        QVERIFY(chosen != steps.end());
        QVERIFY2(chosen->why.find("earlier") != std::string::npos, chosen->why.c_str());
    }
    void aProfileFolderMayMove() {
        { QCOMPARE(signIn(*live().client, office_->user(1)), QString()); }
        QVERIFY(QDir().rename(folder_->filePath(u"profile"_s), folder_->filePath(u"moved"_s)));
        auto life = live({}, "moved");
        QVERIFY(!life.client->canSignInAgain(office_->user(1)));
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
    }
    void aPasswordIsKeptWhereThePersonSaysSo() {
        auto life = live();
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        QVERIFY(!life.client->canSignInAgain(office_->user(1)));
        life.client->signOut();
        life.client->setRemember(true);
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        life.client->signOut();
        QVERIFY(life.client->canSignInAgain(office_->user(1)));
        QVERIFY(life.client->signInAgain(office_->user(1)));
        QCOMPARE(endOf(*life.client), QString());
    }
    void theKeyStoreIsLeftAloneWhereNothingIsKept() {
        auto life = live();
        auto counting = std::make_unique<CountingKeys>();
        auto& keys = *counting;
        counting->inner = std::exchange(life.platform->parts().keys, nullptr);
        life.platform->parts().keys = std::move(counting);
        using Services = std::vector<std::string>;
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        QVERIFY(keys.removed.empty() && keys.written.empty());
        life.client->signOut();
        life.client->setRemember(true);
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        QVERIFY(keys.removed.empty());
        QVERIFY(keys.written == Services{store::secretService::password});
        life.client->signOut();
        life.client->setRemember(false);
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        QVERIFY(keys.removed == Services{store::secretService::password});
        QVERIFY(!life.client->canSignInAgain(office_->user(1)));
    }
    void withoutAPasswordItIsAskedFor() {
        auto life = live();
        QVERIFY(life.client->signInAgain(office_->user(1)));
        const auto sentence = endOf(*life.client);
        QVERIFY2(sentence.contains(u"password"_s), qPrintable(sentence));
        QVERIFY(life.client->error()->code == core::ErrorCode::Unauthorised);
    }
    void insideAndOutsideAreTold() {
        auto inside = live();
        QCOMPARE(signIn(*inside.client, office_->user(1)), QString());
        QVERIFY(inside.client->network().place == NetworkView::Place::Inside);
        auto outside = live(office_->variable("SIDETONE_NAMESERVER_OUTSIDE"), "other");
        QCOMPARE(signIn(*outside.client, office_->user(1)), QString());
        QVERIFY(outside.client->network().place == NetworkView::Place::Outside);
        QVERIFY(outside.client->calls() != nullptr);
    }
    void aCertificateIsAcceptedByThePersonAlone() {
        QVERIFY(office_->done({"cert", "prosody", "self-signed"}));
        auto life = live();
        QVERIFY(!signIn(*life.client, office_->user(1)).isEmpty());
        const auto refused = life.client->refusedCertificates();
        QCOMPARE(refused.size(), std::size_t(1));
        QVERIFY(refused[0].mayBePinned);
        QVERIFY(!refused[0].chain.empty());
        QVERIFY(life.client->trust(refused[0]));
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        life = {};
        // It is kept, but for this certificate alone.
        life = live();
        QCOMPARE(signIn(*life.client, office_->user(1)), QString());
        life.client->signOut();
        QVERIFY(office_->done({"cert", "prosody", "other-ca"}));
        QVERIFY(!signIn(*life.client, office_->user(1)).isEmpty());
        QCOMPARE(life.client->refusedCertificates().size(), std::size_t(1));
        const auto changed = life.client->refusedCertificates()[0];
        QVERIFY2(!changed.trustedBefore.empty(),
                 (refused[0].server + " then " + changed.server).c_str());
        QVERIFY(office_->done({"cert", "prosody", "good"}));
    }
};

QTEST_GUILESS_MAIN(AccountTest)
#include "AccountTest.moc"
