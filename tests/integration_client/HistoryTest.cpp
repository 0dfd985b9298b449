// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "Rows.h"
#include "client/Client.h"
#include "client/PlatformParts.h"
#include "integration_client/LiveClient.h"
#include "store/keys/MemoryKeyStore.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::Client;
using client::ClientState;

namespace {

/// Secrets that outlive the program, in the test's memory.
class TestKeyStore final : public store::KeyStore {
public:
    explicit TestKeyStore(std::shared_ptr<store::MemoryKeyStore> memory)
        : memory_(std::move(memory)) {}
    [[nodiscard]] core::Task<core::Secret> read(store::SecretName name) override {
        return memory_->read(std::move(name));
    }
    [[nodiscard]] core::Task<void> write(store::SecretName name, core::Secret secret) override {
        return memory_->write(std::move(name), std::move(secret));
    }
    [[nodiscard]] core::Task<void> remove(store::SecretName name) override {
        return memory_->remove(std::move(name));
    }
    [[nodiscard]] store::KeyStoreState state() const override { return {true, {}}; }

private:
    std::shared_ptr<store::MemoryKeyStore> memory_;
};

using Life = test::LiveClient;

}  // namespace

/// What the whole client keeps of chats, by policy and on the disk, against an office of real
/// servers.
class HistoryTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    std::unique_ptr<QTemporaryDir> folder_;
    std::shared_ptr<store::MemoryKeyStore> secrets_;  ///< null: there is no key store
    core::Owner owner_;
    int peer_ = 1;  ///< each test has another one: the server's archive knows what was said

    /// Not said in the test before, which the archive brings.
    [[nodiscard]] QByteArray planted() const {
        return "quokka-in-teapot-" + QByteArray::number(peer_) + "-";
    }
    [[nodiscard]] QString place(const QString& name) const { return folder_->filePath(name); }
    void policy(const QByteArray& text) const {
        QVERIFY(QDir().mkpath(place(u"etc/policy.d"_s)));
        QFile file(place(u"etc/policy.d/office.conf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] Life live() const {
        Life life{test::livePlatform(test::liveOptions(office_, place(u"profile"_s).toStdString(),
                                                       place(u"etc"_s).toStdString())),
                  nullptr};
        if (secrets_) life.platform->parts().keys = std::make_unique<TestKeyStore>(secrets_);
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
    [[nodiscard]] core::Address peer() const {
        return core::Address::parse("peer" + std::to_string(peer_) + "@office.example").value();
    }
    [[nodiscard]] int count(Client& client) {
        int found = -1;
        client.messages(peer(), 0, 100).then(owner_, [&](const auto& page) {
            found = page ? int(page->size()) : -2;
        });
        static_cast<void>(QTest::qWaitFor([&] { return found != -1; }, 10'000));
        return found;
    }
    void say(Client& client) {
        bool isSent = false;
        const auto connection =
            connect(&client, &Client::messageChanged, this, [&](const messaging::Message& message) {
                isSent = isSent || message.delivery != messaging::Delivery::Queued;
            });
        client.sendMessage(peer(), planted().toStdString()).then(owner_, [](const auto&) {});
        QVERIFY(QTest::qWaitFor([&] { return isSent; }, 10'000));
        disconnect(connection);
    }
    [[nodiscard]] QStringList filesWith(const QByteArray& words) const {
        QStringList found;
        QDirIterator files(place(u"profile"_s), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words)) {
                found << file.fileName();
            }
        }
        return found;
    }
    [[nodiscard]] bool goesFromDisk() const {
        return QTest::qWaitFor([this] { return filesWith(planted()).isEmpty(); }, 10'000);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start({"--people", "5"}), office_.failure().c_str()); }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        secrets_.reset();
        ++peer_;
    }

    void aClosedWindowAndARestartKeepChats() {
        ROWS("HIST-01");
        {
            auto life = live();
            QCOMPARE(signIn(*life.client), QString());
            say(*life.client);
            life.client->closeChat(peer());
            QCOMPARE(count(*life.client), 1);
            QVERIFY(!life.client->historyProtection().isEncrypted);
            QVERIFY(!life.client->historyProtection().whyNot.empty());
            life.client->signOut();
        }
        auto life = live();
        QCOMPARE(signIn(*life.client), QString());
        QCOMPARE(count(*life.client), 1);
    }
    void untilSignOutWherePolicySaysSo() {
        ROWS("HIST-01");
        policy("LocalHistory: session\nlocked: LocalHistory\n");
        {
            auto life = live();
            QCOMPARE(signIn(*life.client), QString());
            say(*life.client);
            life.client->closeChat(peer());
            QCOMPARE(count(*life.client), 1);
        }
        {
            auto life = live();
            QCOMPARE(signIn(*life.client), QString());
            QCOMPARE(count(*life.client), 1);
            QVERIFY(!filesWith(planted()).isEmpty());
            life.client->signOut();
            QVERIFY(QTest::qWaitFor([&] { return !life.client->isLeaving(); }, 10'000));
        }
        QVERIFY(goesFromDisk());
        auto life = live();
        QCOMPARE(signIn(*life.client), QString());
        QCOMPARE(count(*life.client), 0);
    }
    void aClosedChatLeavesNothingWherePolicySaysSo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("the chapter's") << QByteArray("Disable_IM_History: true\n");
        QTest::newRow("our own") << QByteArray("LocalHistory: none\n");
    }
    void aClosedChatLeavesNothingWherePolicySaysSo() {
        ROWS("PROV-09", "HIST-04");
        QFETCH(QByteArray, text);
        policy(text);
        {
            auto life = live();
            QCOMPARE(signIn(*life.client), QString());
            say(*life.client);
            QCOMPARE(count(*life.client), 1);
            QVERIFY(!filesWith(planted()).isEmpty());
            life.client->closeChat(peer());
            QCOMPARE(count(*life.client), 0);
            QVERIFY2(goesFromDisk(), qPrintable(filesWith(planted()).join(u' ')));
            say(*life.client);
        }
        // The program ended with an open chat: at the next start it is closed.
        auto life = live();
        QCOMPARE(signIn(*life.client), QString());
        QCOMPARE(count(*life.client), 0);
        QVERIFY(goesFromDisk());
    }
    void peopleWithMessagesAloneKeepThem() {
        ROWS("PROV-09");
        policy("Disable_IM_History: true\nTelephony_Enabled: false\n");
        auto life = live();
        QCOMPARE(signIn(*life.client), QString());
        say(*life.client);
        life.client->closeChat(peer());
        QCOMPARE(count(*life.client), 1);
    }
    void withAKeyStoreTheDiskShowsNothing() {
        ROWS("ENC-10");
        {
            auto life = live();
            QCOMPARE(signIn(*life.client), QString());
            say(*life.client);
            QVERIFY(!filesWith(planted()).isEmpty());
        }
        secrets_ = std::make_shared<store::MemoryKeyStore>("");
        {
            // A history of before is encrypted when there is a key store.
            auto life = live();
            QCOMPARE(signIn(*life.client), QString());
            QVERIFY(life.client->historyProtection().isEncrypted);
            QCOMPARE(filesWith(planted()), QStringList());
            QCOMPARE(filesWith("SQLite format"), QStringList());
            say(*life.client);
            QCOMPARE(count(*life.client), 2);
            QCOMPARE(filesWith(planted()), QStringList());
        }
        const auto kept = std::exchange(secrets_, std::make_shared<store::MemoryKeyStore>(""));
        {
            auto life = live();
            QVERIFY(signIn(*life.client).contains(u"its key is not in the key store"_s));
            QVERIFY(life.client->canSetHistoryAside());
        }
        secrets_ = kept;
        auto life = live();
        QCOMPARE(signIn(*life.client), QString());
        QCOMPARE(count(*life.client), 2);
    }
    void theFilesAreTheOwnersAlone() {
        ROWS("HIST-02");
        auto life = live();
        QCOMPARE(signIn(*life.client), QString());
        say(*life.client);
        const auto folder = place(u"profile/accounts/"_s) + QString::fromStdString(office_.user(1));
        for (const auto* name : {"", "/history.sqlite", "/history.sqlite-wal"}) {
            struct stat status {};
            QCOMPARE(::stat(qPrintable(folder + QString::fromLatin1(name)), &status), 0);
            QCOMPARE(status.st_mode & 0777U, S_ISDIR(status.st_mode) ? 0700U : 0600U);
        }
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "HistoryTest.moc"
