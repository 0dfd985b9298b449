// SPDX-License-Identifier: GPL-3.0-or-later
// The server is killed, or frozen, or we are: no message is lost, none is doubled.
#include <signal.h>

#include <QProcess>
#include <QTest>
#include <algorithm>

#include "PeopleFixture.h"
#include "Rows.h"

ROWS("MSG-01");

using namespace sidetone;
using namespace sidetone::test;
using messaging::Delivery;

class FaultsTest : public QObject {
    Q_OBJECT

    PeopleFixture people_;
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;
    int round_ = 0;

    /// A hundred messages, fifty each way, begin to move; some of them have arrived.
    std::pair<std::vector<std::string>, std::vector<std::string>> startHundred() {
        const auto tag = std::to_string(round_++) + "-";
        const int before = anna_->incoming + ben_->incoming;
        for (int i = 0; i < 50; ++i) {
            anna_->send(ben_->address(), "a" + tag + std::to_string(i));
            ben_->send(anna_->address(), "b" + tag + std::to_string(i));
        }
        [&] { QTRY_VERIFY_WITH_TIMEOUT(anna_->incoming + ben_->incoming > before + 10, 10'000); }();
        auto texts = std::pair(numbered("a" + tag, 50), numbered("b" + tag, 50));
        std::sort(texts.first.begin(), texts.first.end());
        std::sort(texts.second.begin(), texts.second.end());
        return texts;
    }
    /// The newest of the other side's messages are exactly these, each once. One that the server
    /// lost between two archives was sent again and so came behind the others.
    static std::vector<std::string> sortedFrom(Person& at, const Person& from, std::size_t before) {
        auto all = at.received(from.address());
        all.erase(all.begin(), all.begin() + std::ptrdiff_t(std::min(before, all.size())));
        std::sort(all.begin(), all.end());
        return all;
    }
    void checkAfter(const std::pair<std::vector<std::string>, std::vector<std::string>>& texts,
                    std::size_t atBen, std::size_t atAnna) {
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isReady() && ben_->isReady(), 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(ben_->received(anna_->address()).size(), atBen + 50, 60'000);
        QTRY_COMPARE_WITH_TIMEOUT(anna_->received(ben_->address()).size(), atAnna + 50, 60'000);
        QCOMPARE(sortedFrom(*ben_, *anna_, atBen), texts.first);
        QCOMPARE(sortedFrom(*anna_, *ben_, atAnna), texts.second);
        // Our own archive's copies came by as well: nothing of ours is there twice either.
        QCOMPARE(anna_->sent(ben_->address()).size(), atBen + 50);
        QCOMPARE(ben_->sent(anna_->address()).size(), atAnna + 50);
        QTRY_COMPARE_WITH_TIMEOUT(anna_->countAt(ben_->address(), Delivery::Sent), int(atBen) + 50,
                                  30'000);
        QTRY_COMPARE_WITH_TIMEOUT(ben_->countAt(anna_->address(), Delivery::Sent), int(atAnna) + 50,
                                  30'000);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.office.start(), people_.office.failure().c_str());
        anna_ = people_.person(1, "anna-desk");
        ben_ = people_.person(2, "ben-desk");
        QVERIFY(anna_->start() && ben_->start());
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isReady() && ben_->isReady(), 15'000);
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
    }

    void theServerIsKilledInMidChat() {
        for (int kill = 0; kill < 3; ++kill) {
            const auto atBen = ben_->received(anna_->address()).size();
            const auto atAnna = anna_->received(ben_->address()).size();
            const auto texts = startHundred();
            const int annas = anna_->sessions;
            const int bens = ben_->sessions;
            QVERIFY(people_.office.done({"fault", "prosody", "kill"}));
            QTRY_VERIFY_WITH_TIMEOUT(anna_->sessions > annas && ben_->sessions > bens, 60'000);
            checkAfter(texts, atBen, atAnna);
        }
    }
    void theServerFreezesAndThaws() {
        const auto atBen = ben_->received(anna_->address()).size();
        const auto atAnna = anna_->received(ben_->address()).size();
        const auto texts = startHundred();
        QVERIFY(people_.office.done({"fault", "prosody", "freeze"}));
        anna_->session().retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(anna_->session().state() != xmpp::SessionState::Online, 60'000);
        QVERIFY(people_.office.done({"fault", "prosody", "thaw"}));
        checkAfter(texts, atBen, atAnna);
    }
    void weAreKilledWithAFullOutbox() {
        const auto before = ben_->received(anna_->address()).size();
        anna_->signOut();
        anna_.reset();
        QStringList reported;
        constexpr int kills = 4;
        for (int kill = 0; kill < kills; ++kill) {
            QProcess sender;
            sender.start(
                QStringLiteral(MESSAGING_SENDER),
                {QString::fromStdString(people_.office.user(1)),
                 QString::fromStdString(people_.office.variable("SIDETONE_PASSWORD_FILE_1")),
                 QString::fromStdString(people_.server().host + ":5222"),
                 QString::fromStdString(people_.office.caFile()),
                 QString::fromStdString(people_.storeFile("sender").string()),
                 QString::fromStdString(people_.office.user(2)), QStringLiteral("k%1-").arg(kill)});
            QVERIFY(sender.waitForStarted());
            int lines = 0;
            [&] {
                QTRY_VERIFY_WITH_TIMEOUT(
                    (lines += int(sender.readAllStandardOutput().count('\n'))) > 30, 20'000);
            }();
            // The server stops reading: what is stored from now on cannot be acknowledged.
            QVERIFY(people_.office.done({"fault", "prosody", "freeze"}));
            QTest::qWait(100);
            QCOMPARE(::kill(pid_t(sender.processId()), SIGKILL), 0);
            QVERIFY(sender.waitForFinished());
            QVERIFY(people_.office.done({"fault", "prosody", "thaw"}));
        }
        anna_ = std::make_unique<Person>(
            PersonSettings{people_.address(1), people_.office.password(1), "sender",
                           people_.server(), people_.office.caFile(), people_.storeFile("sender")});
        QVERIFY(anna_->start());
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isReady() && ben_->isReady(), 30'000);
        std::vector<std::string> mine;
        for (const auto& text : anna_->sent(ben_->address())) {
            if (text.starts_with("k")) mine.push_back(text);
        }
        QVERIFY(mine.size() > std::size_t(kills * 30));
        QTRY_COMPARE_WITH_TIMEOUT(ben_->received(anna_->address()).size(), before + mine.size(),
                                  30'000);
        auto theirs = ben_->received(anna_->address());
        theirs.erase(theirs.begin(), theirs.begin() + std::ptrdiff_t(before));
        std::sort(mine.begin(), mine.end());
        std::sort(theirs.begin(), theirs.end());
        QCOMPARE(theirs, mine);
    }
};

QTEST_GUILESS_MAIN(FaultsTest)
#include "FaultsTest.moc"
