// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>

#include <QProcess>
#include <QSet>

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

    void writeAndKill(const StoreFixture& fixture, int run, core::Random& random) {
        QProcess writer;
        writer.start(QStringLiteral(STORE_WRITER),
                     {QString::fromStdString(fixture.file.string()), QString::number(run)});
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

private Q_SLOTS:
    void fiftyKillsLoseNothing() {
        StoreFixture fixture;
        core::SeededRandom random(4711);
        for (int run = 0; run < 50; ++run) {
            writeAndKill(fixture, run, random);
            auto store = fixture.open();
            QVERIFY2(store.has_value(), "the file cannot be opened after a kill");
            const auto healthy = await((*store)->check());
            QVERIFY2(healthy.has_value(), healthy ? "" : healthy.error().sentence().c_str());
        }
        auto store = fixture.open();
        const auto ids = stanzaIds(**store).value();
        QSet<QString> kept;
        for (const auto& id : ids) kept.insert(QString::fromStdString(id));
        QCOMPARE(std::size_t(kept.size()), ids.size());
        QVERIFY2(kept.contains(reported_), "a committed message is gone");
        qInfo("%lld messages reported, %lld kept", (long long)reported_.size(),
              (long long)kept.size());
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "CrashTest.moc"
