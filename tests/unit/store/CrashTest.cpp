// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>

#include <QDeadlineTimer>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QSet>

#include "Rows.h"
#include "StoreFixture.h"
#include "core/Random.h"
#include "store/Database.h"

using namespace sidetone;
using namespace sidetone::test;

/// kill -9 while it writes, again and again on the same file: nothing that was reported as
/// committed is lost, nothing is doubled, and the counters equal a recount.
class CrashTest : public QObject {
    Q_OBJECT

    QSet<QString> reported_;

    void writeAndKill(const StoreFixture& fixture, int run, core::Random& random,
                      const std::optional<core::Secret>& key) {
        QProcess writer;
        QStringList arguments{QString::fromStdString(fixture.file.string()), QString::number(run)};
        if (key) arguments << QString::fromStdString(key->reveal());
        writer.start(QStringLiteral(STORE_WRITER), arguments);
        QVERIFY(writer.waitForStarted());
        QVERIFY(writer.waitForReadyRead(20'000));
        QTest::qWait(int(random.below(60)));
        QCOMPARE(::kill(pid_t(writer.processId()), SIGKILL), 0);
        QVERIFY(writer.waitForFinished());
        QVERIFY(writer.exitStatus() == QProcess::CrashExit);
        const auto lines = QString::fromUtf8(writer.readAllStandardOutput());
        for (const auto& line : lines.split(u'\n', Qt::SkipEmptyParts)) reported_.insert(line);
    }
    static core::Result<std::vector<std::string>> stanzaIds(store::Store& store) {
        using Ids = std::vector<std::string>;
        return await(store.run<Ids>([](store::Database& database) -> core::Result<Ids> {
            auto rows = database.query("SELECT stanza_id FROM messages");
            if (!rows) return rows.error();
            Ids ids;
            for (const auto& row : *rows) ids.push_back(row.text(0));
            return ids;
        }));
    }

    /// At least `least` kills, up to `most` as long as there is time.
    void kill(int least, int most, int milliseconds, const std::optional<core::Secret>& key) {
        StoreFixture fixture;
        reported_.clear();
        core::SeededRandom random(4711);
        const QDeadlineTimer limit(milliseconds);
        const auto open = [&] {
            return await(store::Store::open(
                fixture.file, {fixture.clock, fixture.log, store::Threading::Own, key}));
        };
        int run = 0;
        while (run < least || (run < most && !limit.hasExpired())) {
            writeAndKill(fixture, run++, random, key);
            if (key) QVERIFY2(!isReadable(fixture), "a file shows what was written");
            auto store = open();
            QVERIFY2(store.has_value(), store ? "" : store.error().sentence().c_str());
            const auto healthy = await((*store)->check());
            QVERIFY2(healthy.has_value(), healthy ? "" : healthy.error().sentence().c_str());
        }
        auto store = open();
        const auto ids = stanzaIds(**store).value();
        QSet<QString> kept;
        for (const auto& id : ids) kept.insert(QString::fromStdString(id));
        QCOMPARE(std::size_t(kept.size()), ids.size());
        QVERIFY2(kept.contains(reported_), "a committed message is gone");
        qInfo("%d kills, %lld messages reported, %lld kept", run, (long long)reported_.size(),
              (long long)kept.size());
    }
    /// Whether a word of the messages, or SQLite's, stands in any file of the folder.
    static bool isReadable(const StoreFixture& fixture) {
        QDirIterator files(fixture.folder.path(), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) continue;
            const auto bytes = file.readAll();
            for (const auto* words : {"message 1", "office.example", "SQLite format"}) {
                if (bytes.contains(words)) return true;
            }
        }
        return false;
    }

private Q_SLOTS:
    void killsOfAPlainHistoryLoseNothing() { kill(20, 60, 30'000, std::nullopt); }
    void killsOfAnEncryptedHistoryLoseNothing() {
        ROWS("ENC-10");
        kill(50, 200, 70'000, core::Secret("0123456789abcdef0123456789abcdef"));
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "CrashTest.moc"
