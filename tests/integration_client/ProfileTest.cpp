// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "Rows.h"
#include "client/Client.h"
#include "client/PlatformParts.h"
#include "integration_client/LiveClient.h"
#include "store/keys/MemoryKeyStore.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::Client;
using client::ClientState;

ROWS("PROV-06", "PROV-07", "PROV-12", "AUTH-07");

namespace {

/// A desktop's key store that lasts as long as the test, and remembers what was written to it.
class TestKeyStore final : public store::KeyStore {
public:
    std::set<std::string> written;  ///< services, not whose
    [[nodiscard]] core::Task<core::Secret> read(store::SecretName name) override {
        return memory_.read(std::move(name));
    }
    [[nodiscard]] core::Task<void> write(store::SecretName name, core::Secret secret) override {
        written.insert(name.service);
        return memory_.write(std::move(name), std::move(secret));
    }
    [[nodiscard]] core::Task<void> remove(store::SecretName name) override {
        return memory_.remove(std::move(name));
    }
    [[nodiscard]] store::KeyStoreState state() const override { return {true, {}}; }

private:
    store::MemoryKeyStore memory_{""};
};

/// One program's life in a profile folder.
struct Life {
    std::unique_ptr<client::Platform> platform;
    std::unique_ptr<Client> client;
    TestKeyStore* keys = nullptr;
};

[[nodiscard]] QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

[[nodiscard]] QStringList entriesOf(const QString& folder, QDir::Filters what) {
    QStringList found;
    QDirIterator each(folder, what | QDir::Hidden | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) found << QDir(folder).relativeFilePath(each.next());
    return found;
}

/// The files that docs/data.md names, with the test's account and device for the capitals.
[[nodiscard]] QStringList documented(const QString& address) {
    const auto page =
        QString::fromUtf8(contents(QStringLiteral(SIDETONE_SOURCE_DIR "/docs/data.md")));
    QStringList names;
    static const QRegularExpression quoted(u"`([^`]+)`"_s);
    for (const auto& line : page.split(u'\n')) {
        const auto cells = line.split(u'|');
        if (cells.size() != 6) continue;
        QString first;
        for (auto each = quoted.globalMatch(cells[1]); each.hasNext();) {
            auto name = each.next().captured(1);
            if (name.startsWith(u'-')) name.prepend(first);  // "-wal" of the one before
            if (first.isEmpty()) first = name;
            names << name.replace(u"ADDRESS"_s, address).replace(u"DEVICE"_s, u"CSFANNA"_s);
        }
    }
    names.sort();
    return names;
}

}  // namespace

/// What a whole client leaves in the profile's folder and in the key store: what docs/data.md
/// says, and no password.
class ProfileTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;

    [[nodiscard]] QString place(const QString& name) const { return folder_.filePath(name); }
    void write(const QString& name, const QByteArray& text) const {
        QVERIFY(QDir().mkpath(QFileInfo(place(name)).path()));
        QFile file(place(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] Life live(const QString& profile, const QString& configuration = u"etc"_s) const {
        Life life{test::livePlatform(test::liveOptions(office_, place(profile).toStdString(),
                                                       place(configuration).toStdString())),
                  nullptr, nullptr};
        auto& parts = life.platform->parts();
        auto keys = std::make_unique<TestKeyStore>();
        life.keys = keys.get();
        parts.vault.reset();
        parts.keys = std::move(keys);
        parts.vault = std::make_unique<signin::CertificateVault>(
            signin::CertificateVault::Ports{*parts.keys, *parts.certificates, parts.random,
                                            *parts.keyMaker},
            parts.folder / "certificates");
        life.client = client::createClient(*life.platform);
        return life;
    }
    [[nodiscard]] QString signIn(Client& client) const {
        if (auto begun = client.signIn(office_.user(1), office_.password(1)); !begun) {
            return QString::fromStdString(begun.error().sentence());
        }
        const bool ended =
            QTest::qWaitFor([&client] { return client.state() != ClientState::SigningIn; }, 25'000);
        if (!ended) return u"it did not end"_s;
        if (client.state() == ClientState::Ready) return {};
        return QString::fromStdString(client.error() ? client.error()->sentence() : "no error");
    }
    /// Everything that leaves something behind.
    void useAll(Client& client) const {
        QVERIFY(client.openLink("ciscojabber://provision?ServicesDomain=office.example"));
        client::ConnectionSettings wish;
        wish.servicesDomain = "office.example";
        QVERIFY(client.setConnectionSettings(wish));
        QVERIFY(client.setPreference("ShowOfflineContacts", "false"));
        client.setRemember(true);
        QVERIFY(office_.done({"cert", "prosody", "self-signed"}));
        QVERIFY(!signIn(client).isEmpty());
        const auto refused = client.refusedCertificates();
        QCOMPARE(refused.size(), std::size_t(1));
        QVERIFY(client.trust(refused[0]));
        QCOMPARE(signIn(client), QString());
    }
    void isThePersonsAlone(const QString& profile) const {
        auto all = entriesOf(profile, QDir::AllEntries);
        all << u"."_s;
        for (const auto& entry : all) {
            struct stat status {};
            QCOMPARE(stat(qPrintable(profile + u'/' + entry), &status), 0);
            const auto wanted = S_ISDIR(status.st_mode) ? 0700U : 0600U;
            QVERIFY2((status.st_mode & 0777U) == wanted,
                     qPrintable(entry + u' ' + QString::number(status.st_mode & 0777U, 8)));
        }
    }
    void holdsNo(const QString& profile, const QByteArray& secret) const {
        QVERIFY(secret.size() >= 8);
        for (const auto& file : entriesOf(profile, QDir::Files)) {
            const auto bytes = contents(profile + u'/' + file);
            QVERIFY2(!bytes.contains(secret), qPrintable(file));
            QVERIFY2(!bytes.contains(secret.toBase64()), qPrintable(file));
            QVERIFY2(!bytes.contains(secret.toHex()), qPrintable(file));
        }
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5", "--with", "enrolment"}),
                 office_.failure().c_str());
        write(u"etc/jabber-bootstrap.properties"_s, "ServicesDomain: office.example\n");
    }
    void theFilesAreThoseOfThePage() {
        auto life = live(u"profile"_s);
        useAll(*life.client);
        auto names = documented(QString::fromStdString(office_.user(1)));
        QVERIFY(names.size() >= 13);
        // It comes with the second certificate of a phone; this is its first.
        QCOMPARE(names.removeAll(u"certificates/CSFANNA.previous.pem"_s), 1);
        // What lines carried is known after a call.
        QCOMPARE(names.removeAll(u"paths"_s), 1);
        // Voice messages need a voicemail server.
        names.removeIf([](const QString& name) { return name.contains(u"/voicemail/"); });
        auto found = entriesOf(place(u"profile"_s), QDir::Files);
        found.sort();
        QCOMPARE(found, names);
        isThePersonsAlone(place(u"profile"_s));
        const std::set<std::string> kept{store::secretService::password,
                                         store::secretService::keyOfFiles,
                                         store::secretService::keyOfHistory};
        QCOMPARE(life.keys->written, kept);
    }
    /// The key store stays behind, as on a second computer.
    void aCopyIsTheSameElsewhere() {
        QVERIFY(QDir().mkpath(place(u"away"_s)));
        for (const auto& name : entriesOf(place(u"profile"_s), QDir::Files)) {
            const auto target = place(u"away/"_s + name);
            QVERIFY(QDir().mkpath(QFileInfo(target).path()));
            QVERIFY(QFile::copy(place(u"profile/"_s + name), target));
        }
        auto life = live(u"away"_s, u"nothing"_s);
        QCOMPARE(life.client->presetDomain(), std::string("office.example"));
        QCOMPARE(life.client->connectionSettings().servicesDomain, std::string("office.example"));
        const auto preference = life.client->settings().find("ShowOfflineContacts");
        QVERIFY(preference.has_value());
        QCOMPARE(preference->text, std::string("false"));
        // The chats are not: their key stayed behind. They wait until it is brought.
        const auto history =
            u"away/accounts/"_s + QString::fromStdString(office_.user(1)) + u"/history.sqlite"_s;
        const auto before = contents(place(history));
        QVERIFY(signIn(*life.client).contains(u"its key is not in the key store"_s));
        QVERIFY(life.client->canSetHistoryAside());
        QCOMPARE(contents(place(history)), before);
        const auto aside = life.client->setHistoryAside();
        QVERIFY(aside.has_value());
        QCOMPARE(contents(QString::fromStdString(aside->string())), before);
        // The certificate that was accepted there is accepted here.
        QCOMPARE(signIn(*life.client), QString());
        QVERIFY(life.client->refusedCertificates().empty());
        QVERIFY(life.client->historyProtection().isEncrypted);
    }
    void theSecretsAreInTheKeyStoreAlone() {
        QVERIFY(office_.done({"cert", "prosody", "good"}));
        auto life = live(u"secrets"_s);
        life.client->setRemember(true);
        QCOMPARE(signIn(*life.client), QString());
        // The phone's certificate is issued once; the first life of this test has it.
        const std::set<std::string> written{store::secretService::password,
                                            store::secretService::keyOfHistory};
        QCOMPARE(life.keys->written, written);
        const auto password = QByteArray::fromStdString(office_.password(1).reveal());
        holdsNo(place(u"secrets"_s), password);
        // What the first life of this test left too.
        holdsNo(place(u"profile"_s), password);
        const auto key = contents(place(u"profile/certificates/CSFANNA.pem"_s));
        QVERIFY(key.contains("BEGIN ENCRYPTED PRIVATE KEY"));
        QVERIFY(!key.contains("BEGIN PRIVATE KEY"));
    }
    void wherePolicyForbidsItNothingIsKept_data() {
        QTest::addColumn<QByteArray>("policy");
        QTest::newRow("desktop made anew") << QByteArray("STARTUP_AUTHENTICATION_REQUIRED: true\n");
        QTest::newRow("no caching") << QByteArray("CachePasswordMobile: false\n");
    }
    void wherePolicyForbidsItNothingIsKept() {
        QFETCH(QByteArray, policy);
        write(u"policy/policy.d/office.conf"_s, policy);
        const auto profile = u"anew"_s + QString::number(policy.size());
        auto life = live(profile, u"policy"_s);
        life.client->setRemember(true);
        QCOMPARE(signIn(*life.client), QString());
        // The phone's private key lies on the disk, so what opens it is in the key store.
        life.keys->written.erase(store::secretService::keyOfFiles);
        // The same is true of the chats.
        life.keys->written.erase(store::secretService::keyOfHistory);
        QVERIFY2(life.keys->written.empty(), life.keys->written.begin()->c_str());
        life.client->signOut();
        QVERIFY(!life.client->canSignInAgain(office_.user(1)));
    }
    /// A rule that comes later takes away what was kept before.
    void aLaterPolicyTakesAwayWhatWasKept() {
        QVERIFY(QFile::remove(place(u"policy/policy.d/office.conf"_s)));
        auto life = live(u"later"_s, u"policy"_s);
        life.client->setRemember(true);
        QCOMPARE(signIn(*life.client), QString());
        life.client->signOut();
        QVERIFY(life.client->canSignInAgain(office_.user(1)));
        write(u"policy/policy.d/office.conf"_s, "CachePasswordMobile: false\n");
        QCOMPARE(signIn(*life.client), QString());
        life.client->signOut();
        QVERIFY(!life.client->canSignInAgain(office_.user(1)));
        core::Owner owner;
        std::optional<bool> isKept;
        life.keys->read({office_.user(1), store::secretService::password})
            .then(owner, [&](const core::Result<core::Secret>& kept) { isKept = bool(kept); });
        QTRY_VERIFY(isKept.has_value());
        QVERIFY(!*isKept);
    }
};

QTEST_GUILESS_MAIN(ProfileTest)
#include "ProfileTest.moc"
