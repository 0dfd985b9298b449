// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QFile>

#include "Pair.h"
#include "Rows.h"
#include "messaging/RoomControl.h"

using namespace sidetone;
using test::Pair;
using test::Person;

ROWS("HA-01", "PRES-07");

/// Two people on the two nodes of a cluster, talking to one another, while nodes die.
class FailoverTest : public QObject {
    Q_OBJECT

    Pair pair_;

    [[nodiscard]] bool areHome() const {
        return pair_.isWell() && Pair::isAt(*pair_.anna, pair_.node(Pair::firstNode)) &&
               Pair::isAt(*pair_.ben, pair_.node(Pair::secondNode));
    }

    static bool isIn(Person& who, const core::Address& room) {
        const auto found = who.messaging().rooms()->room(room);
        return found && found->state == messaging::RoomState::Joined;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(pair_.start("ejabberd-pair", Pair::secondNode)); }
    void init() { QTRY_VERIFY_WITH_TIMEOUT(areHome(), Pair::patience); }
    void cleanupTestCase() {
        pair_.anna.reset();
        pair_.ben.reset();
    }

    /// kill -9; the office starts the node again some seconds later.
    void aNodeIsKilled() {
        const int before = Pair::connections(*pair_.anna);
        pair_.survive(
            "a node killed, until all presence was back",
            [this] { QVERIFY(pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("kill"))); },
            [&] { return Pair::connections(*pair_.anna) > before && pair_.isWell(); });
    }
    /// Anna talks on at the other node, and goes home in mid-talk when hers is back.
    void goesHomeUnnoticed() {
        QVERIFY(pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("stop")));
        QTRY_VERIFY_WITH_TIMEOUT(Pair::isAt(*pair_.anna, pair_.node(Pair::secondNode)),
                                 Pair::patience);
        QTRY_VERIFY_WITH_TIMEOUT(pair_.isWell(), Pair::patience);
        const int sessions = pair_.anna->sessions;
        int vanished = 0;
        const auto watched =
            QObject::connect(&pair_.ben->messaging(), &messaging::Messaging::contactChanged,
                             [&](const core::Address& who) {
                                 const auto& anna = pair_.anna->address();
                                 if (who == anna && !Pair::sees(*pair_.ben, anna)) ++vanished;
                             });
        pair_.survive(
            "home again",
            [this] { pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("start")); },
            [this] { return areHome(); });
        QObject::disconnect(watched);
        QCOMPARE(pair_.anna->sessions, sessions);  // the same session went on
        QCOMPARE(vanished, 0);
    }
    /// It holds its ports and answers nothing, and gets much to do in the meantime. The other node
    /// gives it up; when it goes on it starts anew.
    void aNodeFreezes() {
        const int before = Pair::connections(*pair_.anna);
        pair_.survive(
            "a node frozen, until all presence was back",
            [this] {
                QVERIFY(pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("freeze")));
            },
            [&] { return Pair::connections(*pair_.anna) > before && pair_.isWell(); });
        QVERIFY(pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("thaw")));
    }
    void bothNodesDieAndComeBack() {
        const int before = Pair::connections(*pair_.anna);
        pair_.survive(
            "both nodes killed, until all presence was back",
            [this] {
                QVERIFY(pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("kill")));
                QVERIFY(pair_.fault(QStringLiteral("ejabberd-2"), QStringLiteral("kill")));
            },
            [&] { return Pair::connections(*pair_.anna) > before && pair_.isWell(); });
    }
    /// The room lives on Anna's node. Both talk in it on and on; each is brought in again.
    void aRoomWhoseNodeDies() {
        auto& annas = *pair_.anna->messaging().rooms();
        auto& bens = *pair_.ben->messaging().rooms();
        QTRY_VERIFY_WITH_TIMEOUT(annas.whyNotPersistent().empty(), Pair::patience);
        messaging::NewRoom plan;
        plan.name = "Pair";
        plan.isPersistent = true;
        plan.isPublic = true;
        const auto made = Person::await(annas.create(plan));
        QVERIFY2(made.has_value(), made ? "" : made.error().sentence().c_str());
        const auto joined = Person::await(bens.join(*made, {}, {}));
        QVERIFY2(joined.has_value(), joined ? "" : joined.error().sentence().c_str());
        QVERIFY(isIn(*pair_.anna, *made) && isIn(*pair_.ben, *made));

        int outs = 0;  // what is shown: he is out, and then in again
        const auto watched = QObject::connect(
            &bens, &messaging::RoomControl::roomChanged,
            [&](const core::Address&) { outs += isIn(*pair_.ben, *made) ? 0 : 1; });
        test::Talker annaSays(*pair_.anna, *made, "ra-");
        test::Talker benSays(*pair_.ben, *made, "rb-");
        QTest::qWait(1'000);
        QVERIFY(pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("kill")));
        QTRY_VERIFY_WITH_TIMEOUT(Pair::isAt(*pair_.anna, pair_.node(Pair::secondNode)),
                                 Pair::patience);
        QTRY_VERIFY_WITH_TIMEOUT(outs > 0 && isIn(*pair_.anna, *made) && isIn(*pair_.ben, *made),
                                 Pair::patience);
        QObject::disconnect(watched);
        QTest::qWait(1'000);
        auto all = annaSays.stop();
        for (auto& text : benSays.stop()) all.push_back(std::move(text));
        std::sort(all.begin(), all.end());
        const auto has = [&](Person& who) {
            std::vector<std::string> texts;
            for (const auto& message : who.history(*made)) {
                if (message.body.starts_with("r")) texts.push_back(message.body);
            }
            std::sort(texts.begin(), texts.end());
            return texts;
        };
        const auto isSame = [&] {
            QTest::qWait(500);
            return has(*pair_.anna) == all && has(*pair_.ben) == all;
        };
        if (QTest::qWaitFor(isSame, 60'000)) return;
        QCOMPARE(has(*pair_.anna), all);
        QCOMPARE(has(*pair_.ben), all);
    }
    /// Cleo's machine and her node die at the same moment. No server tells Ben, whose node lives.
    void whoNeverComesBackIsNoGhost() {
        const auto file = pair_.people.folder.filePath(QStringLiteral("cleo.password"));
        QFile secret(file);
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("a-word-of-hers\n") > 0);
        secret.close();
        QVERIFY(pair_.office({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("cleo"),
                              QStringLiteral("--password-file"), file}));
        const auto address = core::Address::parse("cleo@" + pair_.people.office.domain()).value();
        auto cleo = pair_.person(address, core::Secret("a-word-of-hers"), Pair::firstNode, {});
        QVERIFY(cleo->start() && Pair::befriend(*pair_.ben, *cleo));
        QTRY_VERIFY_WITH_TIMEOUT(Pair::sees(*pair_.ben, address), Pair::patience);

        QVERIFY(pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("freeze")));
        cleo.reset();
        QVERIFY(pair_.fault(QStringLiteral("ejabberd-1"), QStringLiteral("kill")));
        QTRY_VERIFY_WITH_TIMEOUT(areHome(), Pair::patience);
        QVERIFY(Pair::sees(*pair_.ben, address));  // the ghost
        pair_.ben->send(address, "are you there?");
        QTRY_VERIFY_WITH_TIMEOUT(!Pair::sees(*pair_.ben, address), Pair::patience);
        // What was said to her waits for her.
        cleo = pair_.person(address, core::Secret("a-word-of-hers"), Pair::firstNode, {});
        QVERIFY(cleo->start());
        QTRY_COMPARE_WITH_TIMEOUT(cleo->received(pair_.ben->address()),
                                  std::vector<std::string>{"are you there?"}, Pair::patience);
    }
};

/// SIDETONE_LONG_TESTS runs all; two that take a minute more are otherwise left out.
int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    FailoverTest test;
    auto arguments = QCoreApplication::arguments();
    if (arguments.size() == 1 && qEnvironmentVariableIsEmpty("SIDETONE_LONG_TESTS")) {
        for (const auto* name :
             {"aNodeIsKilled", "goesHomeUnnoticed", "aNodeFreezes", "aRoomWhoseNodeDies"}) {
            arguments << QString::fromLatin1(name);
        }
    }
    return QTest::qExec(&test, arguments);
}

#include "FailoverTest.moc"
