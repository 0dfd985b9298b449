// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"
#include "store/Database.h"
#include "store/Schema.h"
#include "store/addMessage.h"
#include "store/checkDatabase.h"

using namespace sidetone;
using namespace sidetone::test;

class SchemaTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<store::Database> database_;

    std::int64_t number(const char* sql) { return database_->number(sql).value(); }
    void writeOneMessage() {
        QVERIFY(database_->execute("INSERT INTO conversations(peer) VALUES('b@office.example')"));
        QVERIFY(database_->execute(
            "INSERT INTO messages(conversation, direction, body, time, delivery, origin, is_read)"
            " VALUES(1, 0, 'an early word', 5, 2, 0, 0)"));
    }

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        database_ = std::make_unique<store::Database>();
        QVERIFY(database_->open(folder_->filePath(QStringLiteral("h.db")).toStdString()));
    }
    void cleanup() {
        database_.reset();
        folder_.reset();
    }

    void versionsRiseByOne() {
        int expected = 1;
        for (const auto& migration : store::migrations()) {
            QCOMPARE(migration.version, expected++);
            QVERIFY(store::migrate(*database_, migration.version));
            QCOMPARE(number("PRAGMA user_version"), std::int64_t(migration.version));
        }
    }
    void fromOneToTwoOldMessagesBecomeSearchable() {
        QVERIFY(store::migrate(*database_, 1));
        writeOneMessage();
        QVERIFY(store::migrate(*database_, 2));
        QCOMPARE(number("SELECT count(*) FROM messages_text WHERE messages_text MATCH 'early'"), 1);
        QVERIFY(database_->execute("UPDATE messages SET body = 'later'"));
        QCOMPARE(number("SELECT count(*) FROM messages_text WHERE messages_text MATCH 'early'"), 0);
        QVERIFY(database_->execute("DELETE FROM messages"));
        QCOMPARE(number("SELECT count(*) FROM messages_text WHERE messages_text MATCH 'later'"), 0);
    }
    void fromTwoToThreeNothingIsLost() {
        QVERIFY(store::migrate(*database_, 2));
        writeOneMessage();
        QVERIFY(store::migrate(*database_, 3));
        QCOMPARE(number("SELECT unread FROM conversations"), 1);
        QVERIFY(database_->execute("INSERT INTO drafts VALUES('b@office.example', 'x')"));
    }
    void fromThreeToFourNothingIsLost() {
        QVERIFY(store::migrate(*database_, 3));
        writeOneMessage();
        QVERIFY(database_->execute("INSERT INTO cache VALUES('name', 'value', 1)"));
        QVERIFY(store::migrate(*database_, 4));
        QCOMPARE(number("SELECT count(*) FROM cache"), 1);
        QCOMPARE(number("SELECT count(*) FROM messages"), 1);
        QCOMPARE(number("SELECT count(*) FROM calls"), 0);
    }
    void aFailedMigrationLeavesTheOldSchema() {
        QVERIFY(store::migrate(*database_, 2));
        QVERIFY(database_->execute("CREATE TABLE drafts (in_the_way)"));
        QVERIFY(!store::migrate(*database_, 3));
        QCOMPARE(number("PRAGMA user_version"), 2);
        QCOMPARE(number("SELECT count(*) FROM sqlite_master WHERE name = 'roster'"), 0);
    }
    void aNewerSchemaIsRefused() {
        QVERIFY(database_->execute("PRAGMA user_version=9999"));
        const auto status = store::migrate(*database_, store::currentSchema());
        QVERIFY(!status && status.error().code == core::ErrorCode::Unsupported);
        QCOMPARE(number("PRAGMA user_version"), 9999);
    }
    void aWrongCounterIsFound() {
        QVERIFY(store::migrate(*database_, store::currentSchema()));
        writeOneMessage();
        QVERIFY(store::checkDatabase(*database_));
        QVERIFY(database_->execute("UPDATE conversations SET unread = 7"));
        const auto status = store::checkDatabase(*database_);
        QVERIFY(!status && status.error().code == core::ErrorCode::BadAnswer);
    }
    void aWrongSearchTableIsMadeAnew() {
        QVERIFY(store::migrate(*database_, store::currentSchema()));
        writeOneMessage();
        QVERIFY(
            database_->execute("INSERT INTO messages_text(messages_text) VALUES('delete-all')"));
        QCOMPARE(number("SELECT count(*) FROM messages_text WHERE messages_text MATCH 'early'"), 0);
        QVERIFY(store::checkDatabase(*database_));
        QCOMPARE(number("SELECT count(*) FROM messages_text WHERE messages_text MATCH 'early'"), 1);
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "SchemaTest.moc"
