// SPDX-License-Identifier: GPL-3.0-or-later
// Coming back after a very long absence: a million messages wait in Prosody's archive.
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include "ArchiveFiller.h"
#include "PeopleFixture.h"
#include "Rows.h"
#include "store/Database.h"

using namespace sidetone;
using namespace sidetone::test;

ROWS("NONE-23");

namespace {

constexpr int missedMessages = 1'000'000;
constexpr int page = 100;

/// Seconds of processor time that the office's Prosody has had.
double prosodySeconds(const std::string& folder) {
    double seconds = 0;
    const QDir processes(QStringLiteral("/proc"));
    for (const auto& id : processes.entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile line(processes.filePath(id + QStringLiteral("/cmdline")));
        QFile stat(processes.filePath(id + QStringLiteral("/stat")));
        if (!line.open(QIODevice::ReadOnly) || !stat.open(QIODevice::ReadOnly)) continue;
        const auto words = line.readAll();
        if (!words.contains("prosody") || !words.contains(folder.c_str())) continue;
        const auto text = stat.readAll();
        const auto fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        seconds += (fields.value(11).toDouble() + fields.value(12).toDouble()) /
                   double(sysconf(_SC_CLK_TCK));
    }
    return seconds;
}

}  // namespace

class CatchUpTest : public QObject {
    Q_OBJECT
    PeopleFixture people_;

    static std::int64_t number(Person& person, const char* sql) {
        return Person::await(person.store().run<std::int64_t>(
                                 [sql](store::Database& database) { return database.number(sql); }))
            .value_or(-1);
    }
    /// How many of the missed messages are here.
    static std::int64_t stored(Person& person) {
        return number(person, "SELECT count(*) FROM messages WHERE archive_id LIKE 'far-%'");
    }
    /// The number of the last missed message up to which all are here; -1: none.
    static std::int64_t position(Person& person) {
        return number(person,
                      "SELECT CASE WHEN value LIKE 'far-%' THEN CAST(substr(value, 5) AS INTEGER)"
                      " ELSE -1 END FROM state WHERE key = 'archive-position'");
    }
    static void waitUntil(Person& person, std::int64_t reached) {
        QTRY_VERIFY2_WITH_TIMEOUT(position(person) >= reached,
                                  qPrintable(QString::number(position(person))), 200'000);
    }
    /// Each up to the position is here, and none is here twice.
    static void nothingIsMissing(Person& person) {
        const auto until = position(person);
        QCOMPARE(number(person, qPrintable(QStringLiteral(
                                               "SELECT count(DISTINCT archive_id) FROM messages "
                                               "WHERE archive_id LIKE 'far-%'"
                                               " AND CAST(substr(archive_id, 5) AS INTEGER) <= %1")
                                               .arg(until))),
                 until + 1);
        QCOMPARE(number(person,
                        "SELECT count(*) - count(DISTINCT archive_id) FROM messages"
                        " WHERE archive_id <> ''"),
                 0);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.office.start(), people_.office.failure().c_str());
        // Once there, so that a position is known.
        auto ben = people_.person(2, "desk");
        auto anna = people_.person(1, "desk");
        QVERIFY(ben->start() && anna->start());
        QTRY_VERIFY_WITH_TIMEOUT(ben->isReady() && anna->isReady(), 30'000);
        ben->send(anna->address(), "before");
        QTRY_COMPARE_WITH_TIMEOUT(anna->received(ben->address()).size(), std::size_t(1), 30'000);
        anna.reset();
        ben.reset();
        QVERIFY(people_.office.done({"fault", "prosody", "stop"}));
        const auto& user = people_.address(1);
        const auto trouble =
            fillArchive({people_.office.folder(), user.user(), user.domain(), missedMessages});
        QVERIFY2(trouble.empty(), trouble.c_str());
        QVERIFY(people_.office.done({"fault", "prosody", "start"}));
    }

    void aMillionMissedMessages() {
        auto anna = people_.person(1, "desk");
        QVERIFY(anna->start());
        // The newest are there while nearly all is still to come.
        const auto newest =
            QStringLiteral("SELECT count(*) FROM messages WHERE archive_id = 'far-%1'")
                .arg(missedMessages - 1);
        QTRY_COMPARE_WITH_TIMEOUT(number(*anna, qPrintable(newest)), 1, 60'000);
        QVERIFY(stored(*anna) < missedMessages / 10);
        QVERIFY(!anna->isReady());

        // The loop turns between all pages, and the server has time for others.
        waitUntil(*anna, 30 * page);
        int turns = 0;
        qint64 longest = 0;
        QElapsedTimer since;
        since.start();
        QTimer heart;
        connect(&heart, &QTimer::timeout, &heart, [&] {
            ++turns;
            longest = std::max(longest, since.restart());
        });
        heart.start(0);
        const auto from = position(*anna);
        const auto before = prosodySeconds(people_.office.folder());
        QVERIFY(before > 0);
        QElapsedTimer watch;
        watch.start();
        waitUntil(*anna, from + 40 * page);
        heart.stop();
        const auto share =
            (prosodySeconds(people_.office.folder()) - before) * 1000 / double(watch.elapsed());
        qInfo(
            "%lld messages in %.1f s; the loop's longest turn %lld ms; Prosody had %.0f%% of a "
            "processor",
            static_cast<long long>(position(*anna) - from), double(watch.elapsed()) / 1000,
            static_cast<long long>(longest), share * 100);
        QVERIFY(turns > 40);
        QVERIFY2(share < 0.75, qPrintable(QString::number(share)));
        nothingIsMissing(*anna);

        // The server goes away in the middle: what is here counts, and the rest is asked again.
        QVERIFY(people_.office.done({"fault", "prosody", "stop"}));
        const auto reached = position(*anna);
        QVERIFY(people_.office.done({"fault", "prosody", "start"}));
        waitUntil(*anna, reached + 10 * page);
        nothingIsMissing(*anna);

        // The program ends in the middle, without a word: another one goes on behind it.
        const auto known = position(*anna);
        anna.reset();
        anna = people_.person(1, "desk");
        QVERIFY(anna->start());
        QVERIFY(position(*anna) >= known);
        waitUntil(*anna, known + 5 * page);
        nothingIsMissing(*anna);
        QCOMPARE(stored(*anna) > missedMessages / 2, false);
    }
};

QTEST_GUILESS_MAIN(CatchUpTest)
#include "CatchUpTest.moc"
