// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include <QFile>
#include <QStringList>

#include "StoreFixture.h"
#include "VirtualClock.h"
#include "store/Database.h"

using namespace sidetone;
using namespace sidetone::test;

namespace {

unsigned modeOf(const std::filesystem::path& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
}

void write(const std::filesystem::path& path, const QByteArray& bytes) {
    std::filesystem::create_directories(path.parent_path());
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

core::ErrorCode codeOf(const core::Result<std::unique_ptr<store::Store>>& result) {
    return result ? core::ErrorCode::Cancelled : result.error().code;
}

core::Task<int> runNumber(store::Store& store, std::string sql) {
    return store.run<int>([sql](store::Database& database) -> core::Result<int> {
        auto number = database.number(sql.c_str());
        if (!number) return number.error();
        return int(*number);
    });
}

}  // namespace

class StoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyTheOwnerCanReadIt() {
        StoreFixture fixture;
        write(fixture.file, {});
        ::chmod(fixture.file.c_str(), 0644);
        ::chmod(fixture.file.parent_path().c_str(), 0755);
        auto store = fixture.open();
        QVERIFY(store.has_value());
        store::History history(**store);
        await(history.add(incoming("hello"))).value();
        QCOMPARE(modeOf(fixture.file), 0600u);
        QCOMPARE(modeOf(fixture.file.string() + "-wal"), 0600u);
        QCOMPARE(modeOf(fixture.file.parent_path()), 0700u);
    }
    void commitsAreDurable() {
        StoreFixture fixture;
        auto store = fixture.open();
        QCOMPARE(await(runNumber(**store, "PRAGMA synchronous")).value(), 2);
        QCOMPARE(await(runNumber(**store,
                                 "SELECT count(*) FROM pragma_journal_mode WHERE"
                                 " journal_mode = 'wal'"))
                     .value(),
                 1);
    }
    void whatWasWrittenIsThereAfterwards() {
        StoreFixture fixture;
        {
            auto store = fixture.open();
            store::History history(**store);
            core::Owner nobody;
            // Not awaited: the destructor writes what is queued.
            history.add(incoming("hello")).then(nobody, [](auto) {});
        }
        auto store = fixture.open();
        QCOMPARE(await(runNumber(**store, "SELECT count(*) FROM messages")).value(), 1);
    }
    void manyQueuedJobsShareATransactionAndKeepTheirOrder() {
        StoreFixture fixture;
        auto store = fixture.open();
        store::History history(**store);
        core::Owner owner;
        QStringList bodies;
        for (int i = 0; i < 1000; ++i) {
            history.add(incoming(std::to_string(i)))
                .then(owner, [&](const core::Result<store::Added>& added) {
                    bodies.append(QString::fromStdString(added->message.body));
                });
        }
        QTRY_COMPARE_WITH_TIMEOUT(bodies.size(), 1000, 20'000);
        for (int i = 0; i < 1000; ++i) QCOMPARE(bodies[i], QString::number(i));
    }
    void oneBadJobTakesNoOtherWithIt() {
        StoreFixture fixture;
        VirtualClock clock;  // one run of the queue holds all three jobs
        auto opening =
            store::Store::open(fixture.file, {clock, fixture.log, store::Threading::Caller});
        core::Owner owner;
        std::unique_ptr<store::Store> store;
        std::move(opening).then(owner, [&](auto result) { store = std::move(*result); });
        clock.settle();
        QVERIFY(store != nullptr);
        store::History history(*store);
        std::vector<bool> good;
        const auto note = [&](const auto& result) { good.push_back(result.has_value()); };
        history.add(incoming("one")).then(owner, note);
        runNumber(*store, "SELECT nothing FROM nowhere").then(owner, note);
        history.add(incoming("two")).then(owner, note);
        QVERIFY(good.empty());
        clock.settle();
        QCOMPARE(good, (std::vector{true, false, true}));
        std::optional<int> count;
        runNumber(*store, "SELECT count(*) FROM messages").then(owner, [&](auto n) { count = *n; });
        clock.settle();
        QCOMPARE(count, std::optional(2));
    }
    void aFullDiskIsSaidAndNothingIsLost() {
        StoreFixture fixture;
        auto store = fixture.open();
        store::History history(**store);
        await(history.add(incoming("kept"))).value();
        const auto pages = await(runNumber(**store, "PRAGMA page_count")).value();
        // SQLite answers at this limit exactly as when the disk has no more room.
        await(runNumber(**store, "PRAGMA max_page_count=" + std::to_string(pages))).value();
        const auto refused = await(history.add(incoming(std::string(200'000, 'x'))));
        QVERIFY(!refused && refused.error().code == core::ErrorCode::Storage);
        QVERIFY(refused.error().sentence().find("the disk is full") != std::string::npos);
        await(runNumber(**store, "PRAGMA max_page_count=1000000")).value();
        await(history.add(incoming("later"))).value();
        const auto page = await(history.page(address("ben@office.example"), 0, 9)).value();
        QCOMPARE(page.size(), std::size_t(2));
        QVERIFY(await((*store)->check()).has_value());
    }
    void aBrokenFileIsRefusedAndKept() {
        StoreFixture fixture;
        const QByteArray garbage(5000, 'g');
        write(fixture.file, garbage);
        const auto refused = fixture.open();
        QVERIFY(codeOf(refused) == core::ErrorCode::BadAnswer);
        QVERIFY(!refused.error().advice.empty());
        QCOMPARE(read(fixture.file), garbage);
        const auto aside = store::Store::setAside(fixture.file, at(0));
        QVERIFY(aside.has_value());
        QCOMPARE(aside->filename().string(), "history.db.aside-19700101T000000Z");
        QCOMPARE(read(*aside), garbage);
        QVERIFY(fixture.open().has_value());
    }
    void settingAsideNeverOverwrites() {
        StoreFixture fixture;
        write(fixture.file, "second");
        write(fixture.file.string() + ".aside-19700101T000000Z", "first");
        QVERIFY(!store::Store::setAside(fixture.file, at(0)).has_value());
        QCOMPARE(read(fixture.file), QByteArray("second"));
    }
    void damageInTheMiddleIsFoundByTheCheck() {
        StoreFixture fixture;
        {
            auto store = fixture.open();
            store::History history(**store);
            for (int i = 0; i < 200; ++i) {
                await(history.add(incoming(std::string(2000, 'x'), std::to_string(i)))).value();
            }
        }
        QFile file(QString::fromStdString(fixture.file.string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        file.write(QByteArray(8192, '\xff'));
        file.close();
        auto store = fixture.open();
        QVERIFY(store.has_value());
        const auto status = await((*store)->check());
        QVERIFY(!status && status.error().code == core::ErrorCode::BadAnswer);
    }
    void aFolderThatCannotBeMadeIsSaid() {
        StoreFixture fixture;
        fixture.file = "/proc/sidetone/history.db";  // read-only for everybody, root too
        const auto refused = fixture.open();
        QVERIFY(codeOf(refused) == core::ErrorCode::Storage);
        QVERIFY(!refused.error().advice.empty());
    }
    void aFolderInPlaceOfTheFileIsSaid() {
        StoreFixture fixture;
        std::filesystem::create_directories(fixture.file);
        QVERIFY(codeOf(fixture.open()) == core::ErrorCode::Storage);
    }
    void twoProgramsWaitForOneAnother() {
        StoreFixture fixture;
        auto first = fixture.open();
        auto second = fixture.open();
        store::History one(**first);
        store::History two(**second);
        core::Owner owner;
        int written = 0;
        for (int i = 0; i < 50; ++i) {
            const auto note = [&](const auto& added) { written += added.has_value() ? 1 : 0; };
            one.add(incoming("one")).then(owner, note);
            two.add(incoming("two")).then(owner, note);
        }
        QTRY_COMPARE_WITH_TIMEOUT(written, 100, 20'000);
        QVERIFY(await((*first)->check()).has_value());
    }
    void aCancelledOpeningLeavesNothingRunning() {
        StoreFixture fixture;
        { auto task = store::Store::open(fixture.file, {fixture.clock, fixture.log}); }
        QVERIFY(fixture.open().has_value());
    }
};

QTEST_GUILESS_MAIN(StoreTest)
#include "StoreTest.moc"
