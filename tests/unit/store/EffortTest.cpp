// SPDX-License-Identifier: GPL-3.0-or-later
// What the history's work costs, in statements, steps and pages: facts, which no busy machine
// moves. What they come to in milliseconds on a million messages, `./dev bench history` prints.
#include <sqlite3.h>

#include "Rows.h"
#include "StoreFixture.h"
#include "core/Random.h"
#include "store/Database.h"
#include "store/RosterCache.h"

using namespace sidetone;
using namespace sidetone::test;

ROWS("HIST-03", "NONE-07");

namespace {

/// What SQLite was asked to do, and what that took it.
struct Effort {
    std::vector<std::string> statements;
    std::int64_t steps = 0;  ///< of SQLite's machine
    int scans = 0;           ///< steps through a table without an index
    int sorts = 0;

    [[nodiscard]] int countOf(std::string_view part) const {
        return int(std::count_if(statements.begin(), statements.end(), [&](const auto& statement) {
            return statement.find(part) != std::string::npos;
        }));
    }
};

/// What a statement took before does not count.
void forgetEfforts(sqlite3* connection) {
    sqlite3_stmt* statement = nullptr;
    while ((statement = sqlite3_next_stmt(connection, statement)) != nullptr) {
        for (const int kind :
             {SQLITE_STMTSTATUS_VM_STEP, SQLITE_STMTSTATUS_FULLSCAN_STEP, SQLITE_STMTSTATUS_SORT}) {
            sqlite3_stmt_status(statement, kind, 1);
        }
    }
}

int noteStatement(unsigned /*event*/, void* context, void* handle, void* /*time*/) {
    auto& effort = *static_cast<Effort*>(context);
    auto* statement = static_cast<sqlite3_stmt*>(handle);
    effort.statements.emplace_back(sqlite3_sql(statement));
    effort.steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    effort.scans += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
    effort.sorts += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_SORT, 1);
    return 0;
}

enum class Pages { Read = SQLITE_DBSTATUS_CACHE_MISS, Written = SQLITE_DBSTATUS_CACHE_WRITE };

constexpr int chats = 40;

core::Address peerOf(int chat) {
    return address("peer" + std::to_string(chat) + "@office.example");
}

}  // namespace

class EffortTest : public QObject, protected HistoryFixture {
    Q_OBJECT
    core::SeededRandom random_{7};
    bool fallsSilent_ = false;

    template <class Work>
    Effort effortOf(Work work) {
        Effort effort;
        watch(&effort);
        work();
        watch(nullptr);
        return effort;
    }
    void watch(Effort* effort) {
        const auto done = await(store_->runAlone<int>([effort](store::Database& database) {
            forgetEfforts(database.connection());
            sqlite3_trace_v2(database.connection(), effort ? SQLITE_TRACE_PROFILE : 0U,
                             effort ? noteStatement : nullptr, effort);
            return core::Result<int>(0);
        }));
        QVERIFY(done.has_value());
    }
    /// Since the last time.
    int pages(Pages kind) {
        return await(store_->runAlone<int>([kind](store::Database& database) {
                   int now = 0;
                   int highest = 0;
                   sqlite3_db_status(database.connection(), int(kind), &now, &highest, 1);
                   return core::Result<int>(now);
               }))
            .value();
    }
    /// Each has the word "common", one in a hundred "seldom".
    store::Addition numbered(int number) {
        auto addition = incoming("common word" + std::to_string(random_.below(5'000)) + " and " +
                                     (number % 100 == 0 ? "seldom" : "often"),
                                 "a" + std::to_string(number), "s" + std::to_string(number));
        // In some histories one chat after the other falls silent, and its last message lies far
        // back.
        const int talking = fallsSilent_ ? std::max(3, chats - number / 2'500) : chats;
        addition.message.peer = peerOf(number % talking);
        addition.message.origin = store::Origin::Archive;
        addition.message.time = at(1'700'000'000'000 + number * 30'000LL);
        addition.senderId = store::SenderId::Unique;
        return addition;
    }
    void fill(int from, int to) {
        while (from < to) {
            std::vector<store::Addition> additions;
            for (int i = 0; i < 2'000 && from < to; ++i) additions.push_back(numbered(from++));
            QVERIFY(await(history_->addAll(std::move(additions))).has_value());
        }
    }
    std::vector<store::FoundText> find(store::SearchQuery query) {
        return await(history_->search(std::move(query))).value();
    }
    void reopen() {
        history_.reset();
        store_.reset();
        store_ = std::move(fixture_->open().value());
        history_ = std::make_unique<store::History>(*store_);
    }
    /// "common of": after each letter the newest messages of all, one by one.
    void typeWords(int newest) {
        const std::string words = "common of";
        for (std::size_t length = 1; length <= words.size(); ++length) {
            if (words[length - 1] == ' ') continue;
            const auto found = find({words.substr(0, length), {}, 0, 50});
            QCOMPARE(found.size(), std::size_t(50));
            for (int i = 0, number = newest; i < 50; ++i, --number) {
                // "seldom" is said instead of "often" in one of a hundred.
                if (length == words.size() && number % 100 == 0) --number;
                QCOMPARE(found[std::size_t(i)].message.archiveId, "a" + std::to_string(number));
            }
        }
    }
    /// What a start asks: opening, the list of conversations, and what messaging wants to know
    /// before and after it has signed in.
    void start() {
        reopen();
        QCOMPARE(await(history_->conversations()).value().size(), std::size_t(chats));
        QVERIFY(await(store::RosterCache(*store_).load()).has_value());
        QVERIFY(await(history_->archivePosition()).has_value());
        QVERIFY(await(history_->newestTime()).has_value());
        QCOMPARE(await(history_->outbox()).value().size(), std::size_t(0));
        QCOMPARE(await(history_->inDoubt()).value().size(), std::size_t(0));
        QCOMPARE(await(history_->unconfirmed(at(1'700'000'000'000 * 2))).value().size(),
                 std::size_t(0));
    }
    int pagesOfStart() {
        start();
        return pages(Pages::Read);
    }
    Effort effortOfStart() {
        start();
        return effortOf([this] {
            static_cast<void>(await(history_->conversations()));
            static_cast<void>(await(history_->newestTime()));
            static_cast<void>(await(history_->outbox()));
            static_cast<void>(await(history_->inDoubt()));
            static_cast<void>(await(history_->unconfirmed(at(1'700'000'000'000 * 2))));
        });
    }

private Q_SLOTS:
    void init() {
        openHistory();
        fallsSilent_ = false;
    }
    void cleanup() { closeHistory(); }

    void aPageOfTheArchiveIsOneTransactionOfFewStatements() {
        fill(0, 2'000);
        std::vector<store::Addition> page;
        for (int i = 2'000; i < 2'100; ++i) page.push_back(numbered(i));
        const auto effort =
            effortOf([&] { QVERIFY(await(history_->addAll(std::move(page))).has_value()); });
        QCOMPARE(effort.countOf("COMMIT"), 1);
        QCOMPARE(effort.countOf("INSERT INTO messages("), 100);
        // The words of all of them reach the search table in one go.
        QCOMPARE(effort.countOf("INSERT INTO messages_text(rowid"), 1);
        QVERIFY2(effort.statements.size() < 100 * 9 + 100,
                 qPrintable(QString::number(effort.statements.size())));
        // The list of those that wait for the search table is read from end to end, nothing else.
        QVERIFY2(effort.scans < 100, qPrintable(QString::number(effort.scans)));
        QCOMPARE(effort.countOf("count("), 0);
    }
    void oneMessageWritesFewPages() {
        fill(0, 20'000);
        static_cast<void>(pages(Pages::Written));
        constexpr int messages = 50;
        for (int i = 20'000; i < 20'000 + messages; ++i) {
            QVERIFY(await(history_->add(numbered(i))).has_value());
        }
        const int written = pages(Pages::Written);
        qInfo("%.1f pages a commit", double(written) / messages);
        QVERIFY2(written < 30 * messages, qPrintable(QString::number(written)));
    }
    void aSearchReadsNoMoreThanItShows() {
        fill(0, 2'000);
        const auto small = effortOf([this] {
            QCOMPARE(find({"common", {}, 0, 50}).size(), std::size_t(50));
            QCOMPARE(find({"com", {}, 0, 50}).size(), std::size_t(50));
        });
        fill(2'000, 30'000);
        const auto large = effortOf([this] {
            const auto found = find({"common", {}, 0, 50});
            QCOMPARE(found.size(), std::size_t(50));
            QVERIFY(std::is_sorted(found.begin(), found.end(), [](const auto& a, const auto& b) {
                return a.message.time > b.message.time;
            }));
            QCOMPARE(found.front().message.archiveId, "a29999");
            QCOMPARE(find({"com", {}, 0, 50}).size(), std::size_t(50));
        });
        QCOMPARE(large.scans, 0);
        // Of the reactions to what was found, each time.
        QCOMPARE(large.sorts, small.sorts);
        // The search table's own pieces are a few more.
        QVERIFY2(large.statements.size() < small.statements.size() + 40,
                 qPrintable(QString::number(large.statements.size())));
        QVERIFY2(large.steps < 2 * small.steps,
                 qPrintable(QStringLiteral("%1, %2").arg(small.steps).arg(large.steps)));
        // The next page begins where this one ends.
        const auto first = find({"seldom", {}, 0, 50});
        const auto next = find({"seldom", {}, first.back().message.id, 50});
        QCOMPARE(next.size(), std::size_t(50));
        QVERIFY(next.front().message.time < first.back().message.time);
    }
    /// Newest first after each letter, in a history that is encrypted: what is read for a word does
    /// not grow with what there is. (In milliseconds: bench/History.cpp.)
    void typingLetterByLetterReadsTheSameInALargeHistory() {
        fixture_->key = core::Secret("0123456789abcdef0123456789abcdef");
        fixture_->file.replace_filename("encrypted.db");
        reopen();
        fill(0, 2'000);
        const auto small = effortOf([this] { typeWords(1'999); });
        fill(2'000, 100'000);
        const auto large = effortOf([this] { typeWords(99'999); });
        QCOMPARE(large.scans, 0);
        QCOMPARE(large.sorts, small.sorts);
        QVERIFY2(large.steps < 2 * small.steps,
                 qPrintable(QStringLiteral("%1, %2").arg(small.steps).arg(large.steps)));
        reopen();
        static_cast<void>(pages(Pages::Read));
        typeWords(99'999);
        const int read = pages(Pages::Read);
        qInfo("%d pages of 100,000 messages for eight searches", read);
        QVERIFY2(read < 8 * 200, qPrintable(QString::number(read)));
    }
    void aSearchInOneChatReadsNoOthers() {
        fill(0, 20'000);
        const auto effort = effortOf([this] {
            const auto found = find({"common", peerOf(3), 0, 20});
            QCOMPARE(found.size(), std::size_t(20));
            for (const auto& each : found) QCOMPARE(each.message.peer, peerOf(3));
        });
        QCOMPARE(effort.scans, 0);
        // 20 hits, each with its message.
        QVERIFY2(effort.statements.size() < 20 * 3 + 10,
                 qPrintable(QString::number(effort.statements.size())));
    }
    /// From a thousand messages to a hundred thousand, as they are kept: encrypted. (In
    /// milliseconds, and up to a million: bench/History.cpp.)
    void aStartIsTheSameHoweverMuchThereIs() {
        fixture_->key = core::Secret("0123456789abcdef0123456789abcdef");
        fixture_->file.replace_filename("encrypted.db");
        reopen();
        fallsSilent_ = true;
        fill(0, 1'000);
        const int small = pagesOfStart();
        const auto few = effortOfStart();
        fill(1'000, 100'000);
        const int large = pagesOfStart();
        const auto many = effortOfStart();
        qInfo("%d pages and %lld steps with 1,000 messages, %d and %lld with 100,000", small,
              static_cast<long long>(few.steps), large, static_cast<long long>(many.steps));
        QVERIFY2(small > 0 && large <= small + 2,
                 qPrintable(QStringLiteral("%1, %2").arg(small).arg(large)));
        QCOMPARE(many.statements.size(), few.statements.size());
        QVERIFY2(std::abs(many.steps - few.steps) <= few.steps / 50,
                 qPrintable(QStringLiteral("%1, %2").arg(few.steps).arg(many.steps)));
        QCOMPARE(many.scans, few.scans);
        // Nobody searched: the search table was not even begun.
        QCOMPARE(many.countOf("messages_text"), 0);
    }
    /// A piece of the search table that took a page and a bit of another would be read and
    /// deciphered twice.
    void piecesOfTheSearchTableFillOnePageEach() {
        fixture_->key = core::Secret("0123456789abcdef0123456789abcdef");
        fixture_->file.replace_filename("encrypted.db");
        reopen();
        fill(0, 10'000);
        const auto overflowing = await(store_->runAlone<std::int64_t>([](store::Database& open) {
            return open.number(
                "SELECT count(*) FROM dbstat WHERE name = 'messages_text_data'"
                " AND pagetype = 'overflow'");
        }));
        QCOMPARE(overflowing.value(), 0);
    }
    void countersAreNeverCounted() {
        fill(0, 10'000);
        const auto effort = effortOf([this] {
            QVERIFY(await(history_->add(numbered(10'000))).value().unread > 0);
            QCOMPARE(await(history_->conversations()).value().front().unread, 10'000 / chats + 1);
            QCOMPARE(await(history_->page(peerOf(1), 0, 50)).value().size(), std::size_t(50));
            QVERIFY(await(history_->conversation(peerOf(1))).has_value());
        });
        QCOMPARE(effort.countOf("count("), 0);
        QCOMPARE(effort.countOf("COUNT("), 0);
        QVERIFY2(effort.steps < 20'000, qPrintable(QString::number(effort.steps)));
    }
};

QTEST_GUILESS_MAIN(EffortTest)
#include "EffortTest.moc"
