// SPDX-License-Identifier: GPL-3.0-or-later
// We are killed (kill -9) again and again at random instants with messages in both directions: what
// was stored arrives once, what came is here once, and the counters equal a recount. 20 times, or
// as often as SIDETONE_KILLS says.
#include <signal.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <algorithm>
#include <random>

#include "PeopleFixture.h"
#include "Rows.h"

ROWS("MSG-01", "HIST-01");

using namespace sidetone;
using namespace sidetone::test;
using Texts = std::vector<std::string>;

class KillsTest : public QObject {
    Q_OBJECT

    PeopleFixture people_;
    std::unique_ptr<Person> ben_;
    Texts stored_;   // what the killed program said that it had stored
    Texts fromBen_;  // what Ben sent meanwhile
    int begun_ = 0;  // rounds in which it got as far as storing something

    void round(int number, int milliseconds) {
        QProcess sender;
        sender.start(
            QStringLiteral(MESSAGING_SENDER),
            {QString::fromStdString(people_.office.user(1)),
             QString::fromStdString(people_.office.variable("SIDETONE_PASSWORD_FILE_1")),
             QString::fromStdString(people_.server().host + ":5222"),
             QString::fromStdString(people_.office.caFile()),
             QString::fromStdString(people_.storeFile("sender").string()),
             QString::fromStdString(people_.office.user(2)), QStringLiteral("k%1-").arg(number)});
        QVERIFY(sender.waitForStarted());
        for (int i = 0; i < 5; ++i) {
            fromBen_.push_back("b" + std::to_string(number) + "-" + std::to_string(i));
            ben_->send(people_.address(1), fromBen_.back());
        }
        // Each third one dies while it starts, signs in or catches up; the others in mid chat.
        if (number % 3 != 0) QVERIFY(sender.waitForReadyRead(20'000));
        QTest::qWait(milliseconds);
        QCOMPARE(::kill(pid_t(sender.processId()), SIGKILL), 0);
        QVERIFY(sender.waitForFinished());
        // The last line may be torn: then the person never saw the message as stored.
        const auto lines = sender.readAllStandardOutput().split('\n');
        for (qsizetype i = 0; i + 1 < lines.size(); ++i) stored_.push_back(lines[i].toStdString());
        if (lines.size() > 1) ++begun_;
    }
    static Texts sorted(Texts texts) {
        std::sort(texts.begin(), texts.end());
        return texts;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.office.start(), people_.office.failure().c_str());
        ben_ = people_.person(2, "ben-desk");
        QVERIFY(ben_->start());
        QTRY_VERIFY_WITH_TIMEOUT(ben_->isReady(), 15'000);
    }
    void cleanupTestCase() { ben_.reset(); }

    void nothingIsLostOrDoubled() {
        const int kills = qEnvironmentVariableIntValue("SIDETONE_KILLS") > 0
                              ? qEnvironmentVariableIntValue("SIDETONE_KILLS")
                              : 20;
        std::mt19937 random(20261122);
        QElapsedTimer watch;
        watch.start();
        for (int number = 0; number < kills; ++number) {
            round(number, std::uniform_int_distribution(0, 400)(random));
            if (QTest::currentTestFailed()) return;
        }
        Person anna({people_.address(1), people_.office.password(1), "sender", people_.server(),
                     people_.office.caFile(), people_.storeFile("sender")});
        QVERIFY(anna.start());
        QTRY_VERIFY_WITH_TIMEOUT(anna.isReady() && ben_->isReady(), 60'000);
        const auto mine = sorted(anna.sent(ben_->address()));
        // What it said to be stored is stored, each once.
        const auto said = sorted(stored_);
        QVERIFY(std::includes(mine.begin(), mine.end(), said.begin(), said.end()));
        QVERIFY(std::adjacent_find(mine.begin(), mine.end()) == mine.end());
        // What is stored arrived, each once, and nothing else did.
        QTRY_COMPARE_WITH_TIMEOUT(ben_->received(anna.address()).size(), mine.size(), 60'000);
        QCOMPARE(sorted(ben_->received(anna.address())), mine);
        // What was sent to it is here, each once.
        QTRY_COMPARE_WITH_TIMEOUT(anna.received(ben_->address()).size(), fromBen_.size(), 60'000);
        QCOMPARE(sorted(anna.received(ben_->address())), sorted(fromBen_));
        const auto conversations = Person::await(anna.messaging().conversations()).value();
        QCOMPARE(conversations.size(), std::size_t(1));
        QCOMPARE(conversations[0].unread, int(fromBen_.size()));
        // Counters, indexes and the search table against a recount of the file.
        const auto checked = Person::await(anna.store().check());
        QVERIFY2(checked.has_value(), checked ? "" : checked.error().sentence().c_str());
        QVERIFY2(begun_ > kills / 2, std::to_string(begun_).c_str());
        qInfo("%d kills in %lld s: %zu messages out, %zu in", kills,
              static_cast<long long>(watch.elapsed() / 1000), mine.size(), fromBen_.size());
    }
};

QTEST_GUILESS_MAIN(KillsTest)
#include "KillsTest.moc"
