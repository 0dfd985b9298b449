// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <map>

#include "Rows.h"
#include "integration_client/Terminal.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using demo::Program;

ROWS("MSG-01", "PRES-01");

/// Whole clients, real servers that are killed under them.
class ResilienceTest : public QObject {
    Q_OBJECT

    static constexpr int count = 100;

    QTemporaryDir folder_;
    std::unique_ptr<demo::Stage> stage_;
    std::unique_ptr<Program> anna_;
    std::unique_ptr<Program> ben_;

    void signIn(Program& program) {
        QVERIFY(program.start());
        const auto end = program.waitFor(u"the sign-in"_s, test::isSignInEnd, 21'000);
        QVERIFY2(end.has_value(), end ? "" : end.error().sentence().c_str());
        QVERIFY2(end->value(u"event"_s) == u"signin.ready"_s,
                 qPrintable(end->value(u"sentence"_s).toString()));
    }

    void office(const QStringList& words) {
        const auto done = stage_->office(words);
        QVERIFY2(done.has_value(), done ? "" : done.error().sentence().c_str());
    }

    /// Sends `count` messages, breaks something after a third of them, and checks that each
    /// arrives once, in order, and that the sender knows.
    void exchange(const QString& mark, const std::function<void()>& breakIt,
                  const std::function<void()>& mendIt = {}) {
        anna_->mark();
        ben_->mark();
        for (int i = 0; i < count; ++i) {
            if (i == count / 3) breakIt();
            if (i == 2 * count / 3 && mendIt) mendIt();
            const auto stored = anna_->ask(u"chat"_s, {{u"peer"_s, stage_->user(2)},
                                                       {u"body"_s, u"%1 %2"_s.arg(mark).arg(i)}});
            QVERIFY2(stored.has_value(), stored ? "" : stored.error().sentence().c_str());
        }
        int delivered = 0;
        const auto last = anna_->waitFor(
            u"all receipts"_s,
            [&](const QJsonObject& event) {
                if (event.value(u"event"_s) == u"receipt"_s &&
                    event.value(u"delivery"_s) == u"delivered"_s &&
                    event.value(u"body"_s).toString().startsWith(mark)) {
                    ++delivered;
                }
                return delivered == count;
            },
            60'000);
        QVERIFY2(last.has_value(),
                 qPrintable(u"%1 receipts; missing: %2"_s.arg(delivered).arg(missing(mark))));
        QStringList arrived;
        for (const auto& event : ben_->events(test::eventIs(u"message"_s))) {
            const auto body = event.value(u"body"_s).toString();
            if (body.startsWith(mark)) arrived << body;
        }
        QStringList expected;
        for (int i = 0; i < count; ++i) expected << u"%1 %2"_s.arg(mark).arg(i);
        QCOMPARE(arrived.size(), expected.size());
        arrived.sort();
        expected.sort();
        QCOMPARE(arrived, expected);
        checkStored(mark);
    }

    /// The messages without a receipt: how far each got here, and whether the other side has it.
    QString missing(const QString& mark) {
        QStringList found;
        const auto page =
            anna_->ask(u"history"_s, {{u"peer"_s, stage_->user(2)}, {u"limit"_s, 1000}});
        const auto theirs =
            ben_->ask(u"history"_s, {{u"peer"_s, stage_->user(1)}, {u"limit"_s, 1000}});
        if (!page || !theirs) return u"unknown"_s;
        const auto there = QString::fromUtf8(QJsonDocument(*theirs).toJson());
        for (const auto& value : page->value(u"messages"_s).toArray()) {
            const auto message = value.toObject();
            const auto body = message.value(u"body"_s).toString();
            if (!body.startsWith(mark) || message.value(u"delivery"_s) == u"delivered"_s) continue;
            found << u"%1: %2, %3 at the other side"_s.arg(
                body, message.value(u"delivery"_s).toString(),
                there.contains(u'"' + body + u'"') ? u"is"_s : u"is not"_s);
        }
        return found.join(u"; "_s);
    }

    /// What lies in both histories afterwards is the same, each once.
    void checkStored(const QString& mark) {
        for (auto* program : {anna_.get(), ben_.get()}) {
            const auto peer = program == anna_.get() ? stage_->user(2) : stage_->user(1);
            const auto page = program->ask(u"history"_s, {{u"peer"_s, peer}, {u"limit"_s, 1000}});
            QVERIFY(page.has_value());
            std::map<QString, int> seen;
            for (const auto& value : page->value(u"messages"_s).toArray()) {
                const auto body = value.toObject().value(u"body"_s).toString();
                if (body.startsWith(mark)) ++seen[body];
            }
            QCOMPARE(seen.size(), std::size_t(count));
            for (const auto& [body, times] : seen) QCOMPARE(times, 1);
        }
    }

private Q_SLOTS:
    void initTestCase() {
        auto stage =
            demo::Stage::build(folder_.filePath(u"stage"_s), QStringLiteral(SIDETONE_BIN_DIR),
                               {.people = 5, .display = false});
        QVERIFY2(stage.has_value(), stage ? "" : stage.error().sentence().c_str());
        stage_ = std::move(*stage);
        anna_ = test::terminal(*stage_, 1, u"anna"_s);
        ben_ = test::terminal(*stage_, 2, u"ben"_s);
        signIn(*anna_);
        signIn(*ben_);
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
        stage_.reset();
    }

    void chatOverAKilledServer() {
        exchange(u"killed"_s, [this] { office({u"fault"_s, u"prosody"_s, u"kill"_s}); });
    }
    /// Both write while it holds its ports and answers nothing.
    void chatOverAFrozenServer() {
        ben_->mark();
        const auto isOfBens = [](const QJsonObject& event) {
            return event.value(u"body"_s).toString().startsWith(u"back "_s);
        };
        exchange(
            u"frozen"_s,
            [this] {
                office({u"fault"_s, u"prosody"_s, u"freeze"_s});
            },
            [this, isOfBens] {
                for (int i = 0; i < count; ++i) {
                    QVERIFY(ben_->ask(u"chat"_s, {{u"peer"_s, stage_->user(1)},
                                                  {u"body"_s, u"back %1"_s.arg(i)}}));
                }
                // What was written to it meanwhile cannot have got anywhere.
                const auto sent = anna_->events([](const QJsonObject& event) {
                    return event.value(u"event"_s) == u"receipt"_s &&
                           event.value(u"body"_s).toString() ==
                               u"frozen %1"_s.arg(2 * count / 3 - 1);
                });
                QVERIFY(sent.empty());
                QVERIFY(anna_->events(isOfBens).empty());
                office({u"fault"_s, u"prosody"_s, u"thaw"_s});
            });
        const auto arrived = [&] {
            QStringList bodies;
            for (const auto& event : anna_->events(test::eventIs(u"message"_s))) {
                if (isOfBens(event)) bodies << event.value(u"body"_s).toString();
            }
            return bodies;
        };
        QTRY_COMPARE_WITH_TIMEOUT(arrived().size(), qsizetype(count), 60'000);
        auto bodies = arrived();
        QCOMPARE(bodies.removeDuplicates(), qsizetype(0));
    }
    void presenceComesBack() {
        QVERIFY(anna_->ask(u"presence"_s, {{u"state"_s, u"dnd"_s}, {u"text"_s, u"Focus"_s}}));
        const auto seen = ben_->waitFor(u"Anna's presence"_s, [this](const QJsonObject& event) {
            return event.value(u"event"_s) == u"presence"_s &&
                   event.value(u"address"_s) == stage_->user(1) &&
                   event.value(u"presence"_s).toObject().value(u"text"_s) == u"Focus"_s;
        });
        QVERIFY2(seen.has_value(), seen ? "" : seen.error().sentence().c_str());
    }
    void whoSignsOutIsSeenToBeGone() {
        for (int i = 0; i < 5; ++i) {
            ben_->mark();
            // Something is under way towards Anna at the very moment.
            QVERIFY(ben_->ask(u"chat"_s, {{u"peer"_s, stage_->user(1)}, {u"body"_s, u"Bye"_s}}));
            anna_->stop();
            const auto gone = ben_->waitFor(u"Anna's leaving"_s, [this](const QJsonObject& event) {
                const auto presence = event.value(u"presence"_s).toObject();
                return event.value(u"event"_s) == u"presence"_s &&
                       event.value(u"address"_s) == stage_->user(1) &&
                       presence.value(u"state"_s) == u"offline"_s;
            });
            QVERIFY2(gone.has_value(), gone ? "" : gone.error().sentence().c_str());
            anna_ = test::terminal(*stage_, 1, u"anna"_s);
            signIn(*anna_);
        }
    }
    void aClientThatIsKilledLosesNothing() {
        for (int i = 0; i < 20; ++i) {
            QVERIFY(anna_->ask(u"chat"_s,
                               {{u"peer"_s, stage_->user(2)}, {u"body"_s, u"crash %1"_s.arg(i)}}));
        }
        ::kill(static_cast<pid_t>(anna_->processId()), SIGKILL);
        anna_ = test::terminal(*stage_, 1, u"anna"_s);
        signIn(*anna_);
        const auto arrived = [this] {
            std::map<QString, int> seen;
            for (const auto& event : ben_->events(test::eventIs(u"message"_s))) {
                const auto body = event.value(u"body"_s).toString();
                if (body.startsWith(u"crash"_s)) ++seen[body];
            }
            return seen;
        };
        QTRY_COMPARE_WITH_TIMEOUT(arrived().size(), std::size_t(20), 30'000);
        for (const auto& [body, times] : arrived()) QCOMPARE(times, 1);
    }
};

QTEST_GUILESS_MAIN(ResilienceTest)
#include "ResilienceTest.moc"
