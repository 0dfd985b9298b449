// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"

using namespace sidetone;
using namespace sidetone::test;

/// What happens to messages after they were added: corrections, reactions, files, settings of
/// their conversation.
class ChangesTest : public QObject, protected HistoryFixture {
    Q_OBJECT

    const core::Address room_ = address("team@rooms.office.example");

    store::Added add(store::Addition addition) { return await(history_->add(addition)).value(); }
    store::StoredMessage byId(std::int64_t id) { return *await(history_->byId(id)).value(); }
    static store::Correction correction(std::string original, std::string body,
                                        std::int64_t time = 2'000'000) {
        store::Correction correction;
        correction.peer = address("ben@office.example");
        correction.stanzaId = std::move(original);
        correction.body = std::move(body);
        correction.time = at(time);
        return correction;
    }
    static store::ReactionChange reaction(std::string target, std::string sender,
                                          std::string emojis, std::int64_t time = 2'000'000) {
        return {address("ben@office.example"), std::move(target), std::move(sender),
                std::move(emojis), at(time)};
    }
    store::Addition inRoom(std::string body, std::string sender, std::string archiveId,
                           std::string stanzaId) {
        auto addition = incoming(std::move(body), std::move(archiveId), std::move(stanzaId));
        addition.message.peer = room_;
        addition.message.sender = std::move(sender);
        addition.conversationKind = store::ConversationKind::Room;
        return addition;
    }

private Q_SLOTS:
    void init() { openHistory(); }
    void cleanup() { closeHistory(); }

    void aCorrectionReplacesTheBody() {
        const auto id = add(incoming("helo", "", "s1")).message.id;
        const auto corrected = await(history_->correct(correction("s1", "hello")));
        QVERIFY2(corrected, corrected ? "" : corrected.error().sentence().c_str());
        const auto changed = *corrected;
        QVERIFY(changed && changed->id == id && changed->isEdited);
        QCOMPARE(byId(id).body, "hello");
        QVERIFY(!await(history_->correct(correction("s1", "hello"))).value());
        QCOMPARE(await(history_->conversations()).value().front().lastText, "hello");
    }
    void onlyTheSenderCorrects() {
        const auto ours = add(outgoing("mine", "s1")).message.id;
        QVERIFY(!await(history_->correct(correction("s1", "forged"))).value());
        QCOMPARE(byId(ours).body, "mine");
        const auto anna = add(inRoom("from anna", "anna", "a1", "r1")).message.id;
        auto forged = correction("r1", "forged");
        forged.peer = room_;
        forged.sender = "eve";
        QVERIFY(!await(history_->correct(forged)).value());
        forged.sender = "anna";
        QVERIFY(await(history_->correct(forged)).value());
        QCOMPARE(byId(anna).body, "forged");
    }
    void aNewPersonWithAnOldNameCorrectsNothing() {
        auto addition = inRoom("from anna", "anna", "a1", "r1");
        addition.message.occupantId = "occupant-1";
        const auto id = add(addition).message.id;
        auto forged = correction("r1", "forged");
        forged.peer = room_;
        forged.sender = "anna";
        forged.occupantId = "occupant-2";
        QVERIFY(!await(history_->correct(forged)).value());
        forged.sender = "anna, renamed";
        forged.occupantId = "occupant-1";
        QVERIFY(await(history_->correct(forged)).value());
        QCOMPARE(byId(id).body, "forged");
    }
    void aCorrectionWaitsForItsOriginal() {
        QVERIFY(!await(history_->correct(correction("s1", "second", 3'000'000))).value());
        QVERIFY(!await(history_->correct(correction("s1", "first", 2'000'000))).value());
        auto forged = correction("s1", "forged", 9'000'000);
        forged.direction = store::Direction::Out;
        QVERIFY(!await(history_->correct(forged)).value());
        QVERIFY(await(history_->conversations()).value().empty());
        const auto added = add(incoming("original", "", "s1"));
        QCOMPARE(added.message.body, "second");
        QVERIFY(added.message.isEdited);
    }
    void anOlderCorrectionDoesNotUndoANewerOne() {
        const auto id = add(incoming("zero", "", "s1")).message.id;
        await(history_->correct(correction("s1", "two", 3'000'000))).value();
        QVERIFY(!await(history_->correct(correction("s1", "one", 2'000'000))).value());
        QCOMPARE(byId(id).body, "two");
    }
    void aCopyOfACorrectedMessageIsRecognised() {
        auto addition = incoming("helo", "", "origin");
        addition.senderId = store::SenderId::Unique;
        add(addition);
        await(history_->correct(correction("origin", "hello"))).value();
        addition.message.archiveId = "a1";
        QVERIFY(!add(addition).isNew);
    }
    void correctionsWithoutOriginalsAreBounded() {
        for (int i = 0; i < 300; ++i) {
            await(history_->correct(correction("s" + std::to_string(i), "x"))).value();
        }
        QCOMPARE(add(incoming("old", "", "s0")).message.body, "old");
        QCOMPARE(add(incoming("new", "", "s299")).message.body, "x");
    }
    void aCorrectionMovesTheMentionCounter() {
        add(incoming("hello", "", "s1"));
        auto change = correction("s1", "hello Anna");
        change.mentionsUs = true;
        await(history_->correct(change)).value();
        QCOMPARE(await(history_->conversation(ben_)).value()->mentions, 1);
        await(history_->markRead(ben_)).value();
        QCOMPARE(await(history_->conversation(ben_)).value()->mentions, 0);
        QVERIFY(await(store_->check()).has_value());
    }
    void reactionsOfEachPersonReplaceOneAnother() {
        const auto id = add(incoming("hello", "", "s1")).message.id;
        await(history_->react(reaction("s1", "anna@office.example", "👍 🎉"))).value();
        await(history_->react(reaction("s1", "ben@office.example", "👍", 2'100'000))).value();
        auto reactions = byId(id).reactions;
        QCOMPARE(reactions.size(), std::size_t(2));
        QCOMPARE(reactions[0].sender, "anna@office.example");
        QCOMPARE(reactions[0].emojis, "👍 🎉");
        const auto gone =
            await(history_->react(reaction("s1", "anna@office.example", "", 3'000'000))).value();
        QVERIFY(gone && gone->reactions.size() == 1);
        // Older than the one that took all back.
        QVERIFY(!await(history_->react(reaction("s1", "anna@office.example", "👍"))).value());
        QCOMPARE(await(history_->page(ben_, 0, 9)).value().front().reactions.size(),
                 std::size_t(1));
    }
    void aReactionWaitsForItsMessage() {
        QVERIFY(!await(history_->react(reaction("s1", "ben@office.example", "👍"))).value());
        const auto added = add(outgoing("mine", "s1"));
        QCOMPARE(added.message.reactions.size(), std::size_t(1));
    }
    void aReactionInARoomMeansTheArchiveId() {
        auto change = reaction("a1", "anna", "👍");
        change.peer = room_;
        QVERIFY(!await(history_->react(change)).value());
        add(inRoom("other", "eve", "a0", "a1"));
        const auto added = add(inRoom("hello", "ben", "a1", "r1"));
        QCOMPARE(added.message.reactions.size(), std::size_t(1));
        QCOMPARE(await(history_->find(room_, "a1")).value()->id, added.message.id);
        QVERIFY(!await(history_->find(room_, "r1")).value());
        QVERIFY(!await(history_->find(room_, "")).value());
    }
    void aReactionFindsOurMessageWhenTheRoomHasGivenItsId() {
        auto change = reaction("a7", "anna", "👍");
        change.peer = room_;
        auto mine = outgoing("mine", "o1");
        mine.message.peer = room_;
        mine.conversationKind = store::ConversationKind::Room;
        const auto id = add(mine).message.id;
        await(history_->react(change)).value();
        mine.message.archiveId = "a7";
        mine.message.delivery = store::Delivery::Sent;
        QVERIFY(!add(mine).isNew);
        QCOMPARE(byId(id).reactions.size(), std::size_t(1));
    }
    void aFileStaysWithItsMessage() {
        auto addition = incoming("report.pdf", "", "s1");
        addition.message.kind = store::MessageKind::File;
        addition.message.attachment =
            store::StoredAttachment{"report.pdf", "application/pdf", 4711, {}, 0, "", "", "", ""};
        const auto added = add(addition);
        QVERIFY(added.message.attachment.has_value());
        auto file = *added.message.attachment;
        QCOMPARE(file.size, 4711);
        file.state = store::TransferState::Done;
        file.path = "/tmp/report.pdf";
        file.transferred = 4711;
        const auto changed = await(history_->updateAttachment(added.message.id, file)).value();
        QVERIFY(changed.has_value());
        const auto found = await(history_->page(ben_, 0, 5)).value().front();
        QVERIFY(found.attachment->state == store::TransferState::Done);
        QCOMPARE(found.attachment->path, "/tmp/report.pdf");
        QVERIFY(!await(history_->updateAttachment(4711, file)).value());
    }
    void conversationsKeepTheirSettings() {
        QVERIFY(await(history_->describe(room_, store::ConversationKind::Room, "The team"))
                    .has_value());
        QVERIFY(await(history_->setMuted(room_, true)).has_value());
        QVERIFY(await(history_->describe(room_, store::ConversationKind::Room, "")).has_value());
        const auto room = await(history_->conversation(room_)).value();
        QVERIFY(room && room->isMuted && room->kind == store::ConversationKind::Room);
        QCOMPARE(room->title, "The team");
        QVERIFY(await(history_->setMuted(ben_, true)).has_value());
        QCOMPARE(await(history_->conversations()).value().size(), std::size_t(1));
        QVERIFY(!await(history_->conversation(address("x@y.example"))).value());
    }
    void eachRoomHasItsPlaceInItsArchive() {
        auto addition = inRoom("one", "anna", "a1", "r1");
        addition.archivePosition = "a1";
        addition.archiveOf = store::ArchiveOf::Conversation;
        add(addition);
        QCOMPARE(await(history_->archivePosition(room_)).value(), "a1");
        QCOMPARE(await(history_->archivePosition()).value(), "");
        QVERIFY(await(history_->setArchivePosition(room_, "a5")).has_value());
        add(addition);
        QCOMPARE(await(history_->archivePosition(room_)).value(), "a5");
        auto older = inRoom("zero", "anna", "a0", "r0");
        older.message.time = at(5);
        add(older);
        QCOMPARE(await(history_->oldestArchiveId(room_)).value(), "a0");
        QCOMPARE(await(history_->oldestArchiveId(ben_)).value(), "");
    }
    void whatSurroundsAMessage() {
        std::vector<std::int64_t> ids;
        for (int i = 0; i < 20; ++i) {
            auto addition = incoming(std::to_string(i));
            addition.message.time = at(1'000'000 + i);
            ids.push_back(add(addition).message.id);
        }
        auto other = incoming("elsewhere");
        other.message.peer = room_;
        add(other);
        const auto around = await(history_->around(ids[10], 6)).value();
        QCOMPARE(around.size(), std::size_t(7));
        QCOMPARE(around.front().body, "7");
        QCOMPARE(around.back().body, "13");
        QCOMPARE(await(history_->around(ids[19], 6)).value().back().body, "19");
        QVERIFY(await(history_->around(4711, 6)).value().empty());
    }
};

QTEST_GUILESS_MAIN(ChangesTest)
#include "ChangesTest.moc"
