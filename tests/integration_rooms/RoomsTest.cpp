// SPDX-License-Identifier: GPL-3.0-or-later
// People of the office meet in rooms of its chat server.
#include <QTest>
#include <algorithm>

#include "Members.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::Affiliation;
using messaging::RoomRole;
using messaging::RoomState;

class RoomsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Members> members_;

    void say(std::size_t who, const core::Address& room, const std::string& text) {
        at(who).send(room, text);
    }
    Person& at(std::size_t index) { return members_->at(index); }
    messaging::RoomControl& rooms(std::size_t index) { return members_->rooms(index); }
    std::string nick(std::size_t index, const core::Address& room) {
        return members_->room(index, room).nickname;
    }
    /// A room that stays, made by the first one, nobody else in it.
    core::Address lasting(const std::string& name, bool isMembersOnly = false,
                          const std::optional<core::Secret>& password = {}) {
        messaging::NewRoom plan;
        plan.name = name;
        plan.isPersistent = true;
        plan.isPublic = true;
        plan.isMembersOnly = isMembersOnly;
        plan.password = password;
        return members_->wait(rooms(0).create(plan)).value_or(core::Address());
    }
    std::string refusal(const core::Address& room, const std::string& name = {}) {
        const auto joined = members_->wait(rooms(1).join(room, name, {}));
        return joined ? std::string() : joined.error().sentence();
    }

private Q_SLOTS:
    void initTestCase() {
        members_ = std::make_unique<Members>();
        QVERIFY(members_->start(2));
    }
    void cleanupTestCase() { members_.reset(); }

    void aRoomOfTwo_data() {
        QTest::addColumn<int>("count");
        QTest::newRow("2") << 2;
    }
    void aRoomOfTwo() {
        QFETCH(int, count);
        messaging::NewRoom plan;
        plan.subject = "Spring sale";
        const auto room = members_->meet(std::size_t(count), plan);
        QVERIFY(!room.isEmpty());
        QVERIFY(members_->room(0, room).affiliation == Affiliation::Owner);
        QVERIFY(!members_->room(0, room).isPersistent);
        QVERIFY(members_->room(0, room).showsAddresses);
        for (int i = 0; i < count; ++i) {
            const auto who = std::size_t(i);
            QTRY_COMPARE_WITH_TIMEOUT(members_->room(who, room).subject, "Spring sale", 10'000);
            for (int n = 0; n < 10; ++n) say(who, room, "m" + std::to_string(i * 10 + n));
        }
        const auto total = std::size_t(count) * 10;
        for (int i = 0; i < count; ++i) {
            const auto who = std::size_t(i);
            QTRY_COMPARE_WITH_TIMEOUT(members_->talk(who, room).size(), total, 20'000);
            QTRY_COMPARE_WITH_TIMEOUT(at(who).countAt(room, messaging::Delivery::Sent), 10, 20'000);
        }
        // Everybody has the same order.
        const auto order = [&](std::size_t who) {
            std::vector<std::string> ids;
            for (const auto& message : at(who).history(room)) {
                if (!message.archiveId.empty()) ids.push_back(message.archiveId);
            }
            std::sort(ids.begin(), ids.end());
            return ids;
        };
        QCOMPARE(order(0).size(), total);
        QCOMPARE(order(0), order(std::size_t(count) - 1));
        for (int i = 0; i < count; ++i) rooms(std::size_t(i)).leave(room);
    }
    void kickedBannedAndMembersOnly() {
        const auto room = lasting("Kitchen");
        QVERIFY(!room.isEmpty());
        QVERIFY(members_->wait(rooms(1).join(room, {}, {})));
        const auto name = nick(1, room);
        QTRY_COMPARE_WITH_TIMEOUT(members_->room(0, room).occupants, 2, 10'000);
        QVERIFY(members_->wait(rooms(0).setRole(room, name, RoomRole::None, "noise")));
        QTRY_VERIFY_WITH_TIMEOUT(members_->room(1, room).state == RoomState::Failed, 10'000);
        QVERIFY(members_->room(1, room).error->sentence().find("noise") != std::string::npos);
        QVERIFY(refusal(room).empty());
        QVERIFY(members_->wait(
            rooms(0).setAffiliation(room, at(1).address(), Affiliation::Outcast, {})));
        QTRY_VERIFY_WITH_TIMEOUT(members_->room(1, room).state == RoomState::Failed, 10'000);
        QVERIFY(refusal(room).find("banned") != std::string::npos);
        const auto members = members_->wait(rooms(0).members(room));
        QVERIFY(members && members->size() == 2);

        const auto closed = lasting("Board", true);
        QVERIFY(refusal(closed).find("members only") != std::string::npos);
        QVERIFY(members_->wait(
            rooms(0).setAffiliation(closed, at(1).address(), Affiliation::Member, {})));
        QVERIFY(refusal(closed).empty());
        QVERIFY(members_->wait(rooms(0).destroy(closed, "moved", room)));
        QTRY_VERIFY_WITH_TIMEOUT(members_->room(1, closed).state == RoomState::Failed, 10'000);
        const auto sentence = members_->room(1, closed).error->sentence();
        QVERIFY2(sentence.find(room.text()) != std::string::npos, sentence.c_str());
        QVERIFY(members_->wait(rooms(0).destroy(room, {}, {})));
    }
    void passwordAndNameTaken() {
        const auto room = lasting("Vault", false, core::Secret("sesame"));
        QVERIFY(refusal(room).find("password") != std::string::npos);
        QVERIFY(members_->wait(rooms(1).join(room, nick(0, room), core::Secret("sesame"))));
        QCOMPARE(nick(1, room), nick(0, room) + " (2)");
        QVERIFY(members_->wait(rooms(1).setNickname(room, "Somebody")));
        QTRY_COMPARE_WITH_TIMEOUT(nick(1, room), "Somebody", 10'000);
        const auto settings = members_->wait(rooms(0).settings(room));
        QVERIFY(settings && settings->isPersistent && settings->name == "Vault");
        auto changed = *settings;
        changed.name = "Safe";
        QVERIFY(members_->wait(rooms(0).setSettings(room, changed)));
        QTRY_COMPARE_WITH_TIMEOUT(members_->room(1, room).name, "Safe", 10'000);
        const auto list = members_->wait(rooms(1).list());
        QVERIFY(list && std::any_of(list->begin(), list->end(),
                                    [&](const auto& listing) { return listing.address == room; }));
        QVERIFY(members_->wait(rooms(0).destroy(room, {}, {})));
    }
    void bookmarksFollowToAnotherDevice() {
        const auto room = lasting("Library");
        auto second = members_->office.person(1, "phone");
        QVERIFY(second->start());
        QTRY_VERIFY_WITH_TIMEOUT(second->isReady(), 20'000);
        auto* theirs = second->messaging().rooms();
        // Kept and joined by itself on the first device, so also on this one.
        QTRY_VERIFY_WITH_TIMEOUT(
            theirs->room(room) && theirs->room(room)->state == RoomState::Joined, 15'000);
        QVERIFY(members_->wait(rooms(0).setBookmark(room, false, false)));
        QTRY_VERIFY_WITH_TIMEOUT(theirs->room(room)->state == RoomState::Left, 15'000);
        second->signOut();
        QVERIFY(members_->wait(rooms(0).destroy(room, {}, {})));
    }
};

QTEST_GUILESS_MAIN(RoomsTest)
#include "RoomsTest.moc"
