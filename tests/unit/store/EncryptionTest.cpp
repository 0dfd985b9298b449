// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>

#include "Rows.h"
#include "StoreFixture.h"
#include "store/Database.h"
#include "store/encryption/encryptFile.h"
#include "store/openDatabase.h"

using namespace sidetone;
using namespace sidetone::test;

namespace {

constexpr const char* planted = "quokka-in-the-teapot";

core::Secret keyOf(char sign) {
    return core::Secret(std::string(32, sign));
}

/// The names of all files below the folder that hold these bytes.
QStringList filesWith(const QString& folder, const QByteArray& words) {
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words)) {
            found.append(file.fileName());
        }
    }
    return found;
}

void damage(const std::filesystem::path& path, qint64 offset, const QByteArray& bytes) {
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
}

}  // namespace

/// The history encrypted at rest, on files of the disk.
class EncryptionTest : public QObject {
    Q_OBJECT

    static core::Result<std::unique_ptr<store::Store>> open(StoreFixture& fixture, char key) {
        return await(store::Store::open(
            fixture.file, {fixture.clock, fixture.log, store::Threading::Own, keyOf(key)}));
    }
    static void write(store::Store& store, int count, int from = 0) {
        store::History history(store);
        std::vector<store::Addition> additions;
        for (int i = from; i < from + count; ++i) {
            additions.push_back(incoming(std::string(planted) + " number " + std::to_string(i),
                                         "a" + std::to_string(i)));
        }
        QCOMPARE(await(history.addAll(additions)).value().size(), std::size_t(count));
    }
    static core::Status sql(store::Store& store, const char* statement) {
        const auto done = await(store.run<int>([=](store::Database& database) {
            auto number = database.number(statement);
            return number ? core::Result<int>(int(*number)) : core::Result<int>(number.error());
        }));
        if (!done) return done.error();
        return {};
    }

private Q_SLOTS:
    void nothingOfTheTextReachesTheDisk() {
        ROWS("ENC-10");
        StoreFixture fixture;
        auto store = open(fixture, 'k');
        QVERIFY2(store.has_value(), store ? "" : store.error().sentence().c_str());
        for (int round = 0; round < 20; ++round) {
            write(**store, 100, round * 100);
            QCOMPARE(filesWith(fixture.folder.path(), planted), QStringList());
            QCOMPARE(filesWith(fixture.folder.path(), "SQLite format"), QStringList());
        }
        QVERIFY(await((*store)->check()).has_value());
        store->reset();
        QCOMPARE(filesWith(fixture.folder.path(), planted), QStringList());
        QCOMPARE(filesWith(fixture.folder.path(), "SQLite format"), QStringList());
        QVERIFY(store::kindOfFile(fixture.file).value() == store::FileKind::Encrypted);
        store = open(fixture, 'k');
        store::History history(**store);
        QCOMPARE(await(history.page(address("ben@office.example"), 0, 5000)).value().size(),
                 std::size_t(2000));
        QCOMPARE(await(history.search({planted, {}, 0, 10})).value().size(), std::size_t(10));
    }
    void largeSortsAndVacuumLeaveNothing() {
        ROWS("ENC-10");
        StoreFixture fixture;
        store::Database database;
        QVERIFY(store::openDatabase(database, fixture.file, keyOf('k')));
        QVERIFY(database.execute("INSERT INTO conversations(peer) VALUES('b@office.example')"));
        QVERIFY(database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
            " INSERT INTO messages(conversation, direction, body, time, delivery, origin, is_read, "
            "moment)"
            " SELECT 1, 0, 'quokka-in-the-teapot ' || hex(randomblob(50)), i, 2, 0, 1, i << 20 "
            "FROM n"));
        QVERIFY(database.query("SELECT body FROM messages ORDER BY hex(body) DESC LIMIT 20000"));
        QCOMPARE(filesWith(fixture.folder.path(), planted), QStringList());
        const auto gone = database.execute("DELETE FROM messages WHERE id % 3 = 0");
        QVERIFY2(gone.has_value(), gone ? "" : gone.error().sentence().c_str());
        QVERIFY(database.execute("VACUUM"));
        QCOMPARE(filesWith(fixture.folder.path(), planted), QStringList());
        QCOMPARE(database.query("PRAGMA integrity_check").value().front().text(0), "ok");
        QCOMPARE(database.number("SELECT count(*) FROM messages").value(), 13334);
        // A rollback journal has no way to the disk.
        QVERIFY(!database.query("PRAGMA journal_mode=DELETE").has_value());
    }
    void anotherKeyOpensNothing() {
        ROWS("ENC-10");
        StoreFixture fixture;
        {
            auto store = open(fixture, 'k');
            write(**store, 10);
        }
        QFile file(QString::fromStdString(fixture.file.string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto before = file.readAll();
        const auto refused = open(fixture, 'x');
        QVERIFY(!refused && refused.error().code == core::ErrorCode::Forbidden);
        QVERIFY(refused.error().sentence().find("not the key of this file") != std::string::npos);
        const auto plain = fixture.open();
        QVERIFY(!plain && plain.error().code == core::ErrorCode::BadAnswer);
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), before);
        QVERIFY(open(fixture, 'k').has_value());
    }
    void aTamperedPageIsSaidAndNothingElseIsLost() {
        ROWS("ENC-10");
        StoreFixture fixture;
        {
            auto store = open(fixture, 'k');
            write(**store, 2000);
        }
        damage(fixture.file, 20 * 4096 + 100, "x");
        {
            auto store = open(fixture, 'k');
            QVERIFY(store.has_value());
            const auto status = await((*store)->check());
            QVERIFY(!status && status.error().code == core::ErrorCode::BadAnswer);
            const auto sentence = status.error().sentence();
            QVERIFY2(sentence.find("age 21") != std::string::npos, sentence.c_str());
        }
        damage(fixture.file, 100, "x");
        const auto refused = open(fixture, 'k');
        QVERIFY(!refused && refused.error().code == core::ErrorCode::BadAnswer);
        QVERIFY(refused.error().sentence().find("page 1 ") != std::string::npos);
    }
    void pagesThatChangedPlacesAreFound() {
        StoreFixture fixture;
        {
            auto store = open(fixture, 'k');
            write(**store, 2000);
        }
        QFile file(QString::fromStdString(fixture.file.string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(10 * 4096));
        const auto ten = file.read(4096);
        file.close();
        damage(fixture.file, 20 * 4096, ten);
        auto store = open(fixture, 'k');
        QVERIFY(!await((*store)->check()).has_value());
    }
    void aTornLogLosesOnlyWhatWasNotWhole() {
        // A copy of the files as a crash leaves them; then the log ends at every few hundred bytes.
        StoreFixture fixture;
        auto store = open(fixture, 'k');
        for (int i = 0; i < 8; ++i) write(**store, 1, i);
        const auto log = fixture.file.string() + "-wal";
        const auto size = std::filesystem::file_size(log);
        std::size_t most = 0;
        for (std::uintmax_t length = 0; length < size + 1000; length += 997) {
            StoreFixture copy;
            std::filesystem::create_directories(copy.file.parent_path());
            std::filesystem::copy_file(fixture.file, copy.file);
            std::filesystem::copy_file(log, copy.file.string() + "-wal");
            std::filesystem::resize_file(copy.file.string() + "-wal", std::min(length, size));
            auto opened = open(copy, 'k');
            QVERIFY2(opened.has_value(), opened ? "" : opened.error().sentence().c_str());
            store::History history(**opened);
            const auto found =
                await(history.page(address("ben@office.example"), 0, 100)).value().size();
            QVERIFY(found >= most);
            most = found;
        }
        QCOMPARE(most, std::size_t(8));
        // Garbage in the middle of the log ends it there, as with plain files.
        damage(log, 32 + 3 * 4120 + 50, QByteArray(64, 'g'));
    }
    void anotherKeyDoesNotCutTheLog() {
        StoreFixture fixture;
        auto store = open(fixture, 'k');
        write(**store, 50);
        StoreFixture copy;
        std::filesystem::create_directories(copy.file.parent_path());
        std::filesystem::copy_file(fixture.file, copy.file);
        std::filesystem::copy_file(fixture.file.string() + "-wal", copy.file.string() + "-wal");
        const auto refused = open(copy, 'x');
        QVERIFY(!refused && refused.error().code == core::ErrorCode::Forbidden);
        auto opened = open(copy, 'k');
        QVERIFY(opened.has_value());
        store::History history(**opened);
        QCOMPARE(await(history.page(address("ben@office.example"), 0, 100)).value().size(),
                 std::size_t(50));
    }
    void rolledBackPagesAreWrittenAnew() {
        // Pages that overflow the cache go to the log before the commit, and again after it.
        StoreFixture fixture;
        auto store = open(fixture, 'k');
        QVERIFY(sql(**store, "PRAGMA cache_size=10"));
        for (int i = 0; i < 5; ++i) {
            write(**store, 500, i * 500);
            QVERIFY(sql(**store, "UPDATE messages SET body = body || ' longer', is_read = 1"));
            QVERIFY(!sql(**store, "UPDATE messages SET body = nowhere"));
        }
        QVERIFY(await((*store)->check()).has_value());
        store->reset();
        store = open(fixture, 'k');
        QVERIFY(await((*store)->check()).has_value());
        QCOMPARE(filesWith(fixture.folder.path(), planted), QStringList());
    }
    void aPlainHistoryIsEncryptedOnce() {
        ROWS("ENC-10");
        StoreFixture fixture;
        {
            auto store = fixture.open();
            write(**store, 500);
            store::History history(**store);
            QVERIFY(await(history.react({address("ben@office.example"), "s", "b", "x", at(1)}))
                        .has_value());
        }
        QVERIFY(!filesWith(fixture.folder.path(), planted).isEmpty());
        auto store = open(fixture, 'k');
        QVERIFY2(store.has_value(), store ? "" : store.error().sentence().c_str());
        QCOMPARE(filesWith(fixture.folder.path(), planted), QStringList());
        store::History history(**store);
        QCOMPARE(await(history.page(address("ben@office.example"), 0, 5000)).value().size(),
                 std::size_t(500));
        QCOMPARE(await(history.search({"quokka", {}, 0, 10})).value().size(), std::size_t(10));
        QVERIFY(await((*store)->check()).has_value());
        QCOMPARE(std::filesystem::status(fixture.file).permissions(),
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        store->reset();
        QVERIFY(open(fixture, 'k').has_value());
    }
    void whatWasLeftOfThePlainHistoryIsRemovedLater() {
        StoreFixture fixture;
        {
            auto store = open(fixture, 'k');
            write(**store, 5);
        }
        QFile rest(QString::fromStdString(fixture.file.string() + ".plain"));
        QVERIFY(rest.open(QIODevice::WriteOnly));
        rest.write(planted);
        rest.close();
        QVERIFY(open(fixture, 'k').has_value());
        QVERIFY(!rest.exists());
    }
};

QTEST_GUILESS_MAIN(EncryptionTest)
#include "EncryptionTest.moc"
