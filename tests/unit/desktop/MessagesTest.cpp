// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "VirtualClock.h"
#include "fake/Story.h"
#include "models/ConversationModel.h"
#include "models/MessageModel.h"

using namespace sidetone;
using desktop::MessageModel;
using messaging::Delivery;
using messaging::Direction;

class MessagesTest : public QObject {
    Q_OBJECT

    struct Set {
        test::VirtualClock clock;
        test::FakeClient client{clock};
        MessageModel model{client, clock};
        QAbstractItemModelTester tester{&model};
        core::Address peer = test::partner();
        messaging::Message add(const char* body, Direction direction = Direction::In,
                               Delivery delivery = Delivery::Read) {
            return client.add(peer, direction, body, clock.wallTime(), delivery);
        }
    };

private Q_SLOTS:
    void newestFirst() {
        Set set;
        set.add("one");
        set.clock.advance(core::Milliseconds(1000));
        set.add("two");
        set.model.open(set.peer);
        QCOMPARE(set.model.row(0).body, QStringLiteral("two"));
        set.clock.advance(core::Milliseconds(1000));
        set.add("three");
        QCOMPARE(set.model.row(0).body, QStringLiteral("three"));
        QCOMPARE(set.model.count(), 3);
    }
    void daysAndNeighbours() {
        Set set;
        set.add("yesterday");
        set.clock.advance(core::Milliseconds(24 * 3600 * 1000));
        set.add("a");
        set.add("b");
        set.add("mine", Direction::Out);
        set.model.open(set.peer);
        QCOMPARE(set.model.row(3).day, QStringLiteral("Yesterday"));
        QCOMPARE(set.model.row(2).day, QStringLiteral("Today"));
        QCOMPARE(set.model.row(1).day, QString());
        QVERIFY(set.model.row(2).first && !set.model.row(1).first && set.model.row(0).first);
    }
    void readsPageByPage() {
        Set set;
        for (int i = 0; i < 100; ++i) {
            set.add(std::to_string(i).c_str());
            set.clock.advance(core::Milliseconds(1000));
        }
        set.model.open(set.peer);
        QCOMPARE(set.model.count(), 40);
        QVERIFY(set.model.hasOlder());
        set.model.loadOlder();
        QCOMPARE(set.model.count(), 80);
        set.model.loadOlder();
        QCOMPARE(set.model.count(), 100);
        QVERIFY(!set.model.hasOlder());
        QCOMPARE(set.model.row(99).body, QStringLiteral("0"));
    }
    void deliveryMovesOn() {
        Set set;
        set.model.open(set.peer);
        std::int64_t sent = 0;
        QObject::connect(&set.client, &client::Client::messageAdded, &set.model,
                         [&sent](const messaging::Message& added) {
                             if (added.body == "hello") sent = added.id;
                         });
        set.model.send(QStringLiteral("hello"));
        QCOMPARE(set.model.count(), 1);
        QCOMPARE(set.model.row(0).state, static_cast<int>(Delivery::Queued));
        auto message = set.add("other");
        message.id = sent;
        message.body = "hello";
        message.direction = Direction::Out;
        message.delivery = Delivery::Delivered;
        set.client.change(message);
        QCOMPARE(set.model.count(), 2);
        const auto& row = set.model.row(1);
        QCOMPARE(row.delivery, QStringLiteral("Delivered"));
    }
    void retriesAsANewMessage() {
        Set set;
        set.add("lost", Direction::Out, Delivery::Failed);
        set.model.open(set.peer);
        set.model.retry(0);
        QCOMPARE(set.client.log.back(), std::string("send lost"));
        QCOMPARE(set.model.count(), 2);
        set.model.retry(17);
        QCOMPARE(set.client.log.size(), std::size_t(1));
    }
    void othersStayOut() {
        Set set;
        set.model.open(set.peer);
        set.client.add(test::addressOf("x@office.example"), Direction::In, "no",
                       set.clock.wallTime());
        QCOMPARE(set.model.count(), 0);
    }
    void conversationsNewestFirstWithCounts() {
        test::VirtualClock clock;
        test::FakeClient client(clock);
        test::fill(client, clock.wallTime());
        desktop::ConversationModel model(client, clock);
        const QAbstractItemModelTester tester(&model);
        clock.advance(core::Milliseconds(100));
        QVERIFY(model.count() >= 5);
        QCOMPARE(model.row(0).key, QString::fromStdString(test::partner().text()));
        QCOMPARE(model.unread(), 4);
        const auto last = model.row(model.count() - 1).key.toStdString();
        client.add(test::addressOf(last), Direction::In, "again", clock.wallTime());
        clock.advance(core::Milliseconds(100));
        QCOMPARE(model.row(0).key.toStdString(), last);
    }
};

QTEST_GUILESS_MAIN(MessagesTest)
#include "MessagesTest.moc"
