// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"

using namespace sidetone;
using namespace sidetone::test;
using store::Delivery;

class HistoryTest : public QObject, protected HistoryFixture {
    Q_OBJECT

    store::Added add(store::Addition addition) { return await(history_->add(addition)).value(); }
    std::size_t count() { return await(history_->page(ben_, 0, 1000)).value().size(); }

private Q_SLOTS:
    void init() { openHistory(); }
    void cleanup() { closeHistory(); }

    void keepsEveryField() {
        auto addition = incoming("Grüße, \xF0\x9F\x98\x80 <b>", "a1", "s1");
        addition.message.origin = store::Origin::Carbon;
        addition.message.failure = "none";
        const auto added = add(addition);
        QVERIFY(added.isNew);
        QCOMPARE(added.unread, 1);
        const auto found = await(history_->byId(added.message.id)).value();
        QVERIFY(found.has_value());
        QCOMPARE(found->peer.text(), "ben@office.example");
        QCOMPARE(found->body, addition.message.body);
        QCOMPARE(found->time, addition.message.time);
        QCOMPARE(found->archiveId, "a1");
        QCOMPARE(found->stanzaId, "s1");
        QCOMPARE(found->failure, "none");
        QVERIFY(found->origin == store::Origin::Carbon);
        QVERIFY(found->direction == store::Direction::In);
        QVERIFY(found->delivery == Delivery::Delivered);
        QVERIFY(!found->isRead);
    }
    void aCopyOfTheSameArchiveIdIsNotAddedAgain() {
        const auto first = add(incoming("hello", "a1"));
        const auto second = add(incoming("hello", "a1"));
        QVERIFY(!second.isNew);
        QCOMPARE(second.message.id, first.message.id);
        QCOMPARE(second.unread, 1);
        QCOMPARE(count(), std::size_t(1));
    }
    void honestMessagesWithTheSameStanzaIdAreKept() {
        add(incoming("one", "", "1"));
        add(incoming("one", "", "1"));
        QCOMPARE(count(), std::size_t(2));
    }
    void aUniqueSenderIdWithTheSameWordsIsACopy() {
        auto addition = incoming("one", "a1", "origin");
        addition.senderId = store::SenderId::Unique;
        add(addition);
        addition.message.archiveId = "a2";
        QVERIFY(!add(addition).isNew);
        addition.message.archiveId = "a3";
        addition.message.body = "other words";
        QVERIFY(add(addition).isNew);
        addition.message.archiveId = "a4";
        addition.message.peer = address("eve@office.example");
        QVERIFY(add(addition).isNew);
    }
    void theArchivesCopyOfOurMessageMakesItSentAndDoubtful() {
        add(outgoing("mine", "o1"));
        auto copy = outgoing("mine", "o1");
        copy.message.delivery = Delivery::Sent;
        copy.message.origin = store::Origin::Archive;
        copy.message.archiveId = "a9";
        const auto learnt = add(copy);
        QVERIFY(!learnt.isNew);
        QVERIFY(learnt.isChanged);
        QVERIFY(learnt.message.delivery == Delivery::Sent);
        QVERIFY(learnt.message.isInDoubt);
        QCOMPARE(learnt.message.archiveId, "a9");
        QVERIFY(!add(copy).isChanged);
        QVERIFY(await(history_->outbox()).value().empty());
        QVERIFY(await(history_->inDoubt()).value().empty());  // this peer answers no receipts
    }
    void doubtNeedsAPeerThatAnswersReceipts() {
        add(outgoing("before", "o0"));
        await(history_->advance(ben_, "o0", Delivery::Delivered)).value();
        add(outgoing("mine", "o1"));
        auto copy = outgoing("mine", "o1");
        copy.message.delivery = Delivery::Sent;
        copy.message.origin = store::Origin::Archive;
        add(copy);
        const auto doubtful = await(history_->inDoubt()).value();
        QCOMPARE(doubtful.size(), std::size_t(1));
        QCOMPARE(doubtful.front().stanzaId, "o1");
        await(history_->advance(ben_, "o1", Delivery::Delivered)).value();
        QVERIFY(await(history_->inDoubt()).value().empty());
    }
    void anArchivedCopyDoesNotUndoAFailure() {
        add(outgoing("mine", "o1"));
        await(history_->advance(ben_, "o1", Delivery::Failed, "Nobody there")).value();
        auto copy = outgoing("mine", "o1");
        copy.message.delivery = Delivery::Sent;
        copy.message.origin = store::Origin::Archive;
        const auto learnt = add(copy);
        QVERIFY(learnt.message.delivery == Delivery::Failed);
        QCOMPARE(learnt.message.failure, "Nobody there");
    }
    void deliveryOnlyMovesForward() {
        add(outgoing("mine", "o1"));
        QCOMPARE(await(history_->outbox()).value().size(), std::size_t(1));
        auto changed = await(history_->advance(ben_, "o1", Delivery::Delivered)).value();
        QVERIFY(changed && changed->delivery == Delivery::Delivered);
        QVERIFY(!await(history_->advance(ben_, "o1", Delivery::Sent)).value());
        QVERIFY(!await(history_->advance(ben_, "o1", Delivery::Failed, "late")).value());
        changed = await(history_->advance(ben_, "o1", Delivery::Read)).value();
        QVERIFY(changed && changed->delivery == Delivery::Read);
        QVERIFY(!await(history_->advance(ben_, "unknown", Delivery::Sent)).value());
        QVERIFY(await(history_->outbox()).value().empty());
    }
    void aFailedMessageCanBeQueuedAgain() {
        const auto added = add(outgoing("mine", "o1"));
        QVERIFY(!await(history_->requeue(added.message.id)).value());
        await(history_->advance(ben_, "o1", Delivery::Failed, "refused")).value();
        const auto again = await(history_->requeue(added.message.id)).value();
        QVERIFY(again && again->delivery == Delivery::Queued && again->failure.empty());
    }
    void pagesRunByTimeThenId() {
        for (int i = 0; i < 10; ++i) {
            auto addition = incoming(std::to_string(i));
            addition.message.time = at(1'000'000 + (i / 2) * 100);
            add(addition);
        }
        auto late = incoming("early");
        late.message.time = at(999'000);
        add(late);
        const auto newest = await(history_->page(ben_, 0, 4)).value();
        QCOMPARE(newest.size(), std::size_t(4));
        QCOMPARE(newest.front().body, "6");
        QCOMPARE(newest.back().body, "9");
        const auto older = await(history_->page(ben_, newest.front().id, 100)).value();
        QCOMPARE(older.size(), std::size_t(7));
        QCOMPARE(older.front().body, "early");
        QCOMPARE(older.back().body, "5");
    }
    void archiveTimesOfWholeSecondsKeepTheOrder() {
        add(incoming("first"));  // at 1000.500 s
        auto next = incoming("second", "a2");
        next.message.origin = store::Origin::Archive;
        next.message.time = at(1'000'000);  // the archive's stamp of 1000.900 s
        add(next);
        const auto page = await(history_->page(ben_, 0, 2)).value();
        QCOMPARE(page.back().body, "second");
    }
    void unreadCountersFollow() {
        for (int i = 0; i < 5; ++i) add(incoming(std::to_string(i), "", "s" + std::to_string(i)));
        add(outgoing("mine", "o1"));
        auto list = await(history_->conversations()).value();
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(list.front().unread, 5);
        QCOMPARE(list.front().lastText, "mine");
        const auto marked = await(history_->markRead(ben_)).value();
        QCOMPARE(marked.count, 5);
        QCOMPARE(marked.newestStanzaId, "s4");
        QCOMPARE(await(history_->conversations()).value().front().unread, 0);
        QVERIFY(await(store_->check()).has_value());
    }
    void thePositionMovesOnlyWithNewMessages() {
        auto addition = incoming("one", "a1");
        addition.archivePosition = "a1";
        add(addition);
        QCOMPARE(await(history_->archivePosition()).value(), "a1");
        const auto page =
            await(history_->addAll({incoming("two", "a2"), incoming("one", "a1")})).value();
        QCOMPARE(page.size(), std::size_t(2));
        QVERIFY(page.front().isNew && !page.back().isNew);
        QVERIFY(await(history_->setArchivePosition("a2")).has_value());
        add(addition);
        QCOMPARE(await(history_->archivePosition()).value(), "a2");
    }
    void conversationsComeNewestFirst() {
        add(incoming("old"));
        auto addition = incoming("new");
        addition.message.peer = address("carla@office.example");
        addition.message.time = at(2'000'000);
        add(addition);
        const auto list = await(history_->conversations()).value();
        QCOMPARE(list.size(), std::size_t(2));
        QCOMPARE(list.front().peer.user(), "carla");
        QCOMPARE(await(history_->newestTime()).value(), std::optional(at(2'000'000)));
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "HistoryTest.moc"
