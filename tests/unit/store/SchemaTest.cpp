// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"
#include "store/Database.h"
#include "store/Schema.h"
#include "store/addMessage.h"
#include "store/checkDatabase.h"
#include "store/indexMessages.h"

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
    void fromEachSchemaAllOfItComesAlong_data() {
        QTest::addColumn<int>("from");
        for (int from = 1; from <= store::currentSchema(); ++from) {
            QTest::newRow(std::to_string(from).c_str()) << from;
        }
    }
    void fromEachSchemaAllOfItComesAlong() {
        QFETCH(int, from);
        QVERIFY(store::migrate(*database_, from));
        QVERIFY(
            database_->execute("INSERT INTO conversations(peer) VALUES('b@office.example'),"
                               " ('c@office.example')"));
        constexpr int messages = 300;
        for (int i = 0; i < messages; ++i) {
            // Several of one moment, and some whose time makes no sense.
            const std::int64_t time = i % 50 == 0 ? -5 : 1'000 + i / 3;
            std::string columns = "conversation, direction, body, time, delivery, origin, is_read";
            std::vector<store::Value> values{
                std::int64_t(1 + i % 2), std::int64_t(0), "early word" + std::to_string(i), time,
                std::int64_t(2),         std::int64_t(0), std::int64_t(i % 5 != 0)};
            std::string places = "?,?,?,?,?,?,?";
            if (from >= 9) {
                columns += ", moment";
                places += ",?";
                values.emplace_back(std::int64_t(i) << 20);
            }
            const auto sql = "INSERT INTO messages(" + columns + ") VALUES(" + places + ")";
            QVERIFY(database_->execute(sql.c_str(), values));
        }
        if (from >= 4) {
            QVERIFY(database_->execute(
                from >= 8
                    ? "INSERT INTO calls(id, peer_uri, peer_name, outgoing, answered, started,"
                      " duration, peer_key) VALUES(1, 'sip:b@x', 'B', 1, 1, 5, 5, 'b@x')"
                    : "INSERT INTO calls VALUES(1, 'sip:b@x', 'B', 1, 1, 5, 5)"));
        }
        QVERIFY(store::migrate(*database_, store::currentSchema()));
        QCOMPARE(number("SELECT count(*) FROM messages"), messages);
        QCOMPARE(number("SELECT sum(unread) FROM conversations"), messages / 5);
        QVERIFY(store::indexMessages(*database_));
        QCOMPARE(number("SELECT count(DISTINCT moment) FROM messages"), messages);
        QCOMPARE(number("SELECT count(*) FROM messages_text WHERE messages_text MATCH 'early'"),
                 messages);
        QCOMPARE(number("SELECT count(*) FROM calls WHERE peer_key = 'b@x'"), from >= 4 ? 1 : 0);
        const auto sound = store::checkDatabase(*database_);
        QVERIFY2(sound.has_value(), sound ? "" : sound.error().sentence().c_str());
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
    void aWrongLastTextIsFound() {
        QVERIFY(store::migrate(*database_, store::currentSchema()));
        writeOneMessage();
        QVERIFY(store::checkDatabase(*database_));
        QVERIFY(database_->execute("UPDATE conversations SET last_text = 'what nobody said'"));
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
