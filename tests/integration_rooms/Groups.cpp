// SPDX-License-Identifier: GPL-3.0-or-later
#include "Groups.h"

#include <algorithm>
#include <set>

#include "messaging/MessageControl.h"

namespace sidetone::test {

using messaging::Affiliation;
using messaging::RoomRole;
using messaging::RoomState;

std::vector<std::string> Groups::officeOptions(const std::string& extra) const {
    std::string with = server_ == "prosody" ? std::string() : server_;
    if (!extra.empty()) with += (with.empty() ? "" : ",") + extra;
    std::vector<std::string> options{"--contacts", "2"};
    if (!with.empty()) options.insert(options.end(), {"--with", with});
    return options;
}

bool Groups::meetAll(int count, bool isPersistent, const std::string& extra) {
    if (!members_->start(count, officeOptions(extra))) return false;
    messaging::NewRoom plan;
    plan.name = isPersistent ? "The board room" : "";
    plan.subject = "Budget";
    plan.isPersistent = isPersistent;
    room_ = members_->meet(std::size_t(count), plan);
    return !room_.isEmpty();
}

void Groups::talk(int each, const std::string& tag) {
    for (int n = 0; n < each; ++n) {
        for (const auto& person : members_->people) person->send(room_, tag + std::to_string(n));
    }
}

void Groups::haveSameMinutes(std::size_t lines) {
    for (std::size_t i = 0; i < members_->people.size(); ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(members_->minutes(i, room_).size(), lines, 120'000);
        QTRY_COMPARE_WITH_TIMEOUT(members_->at(i).countAt(room_, messaging::Delivery::Sent),
                                  int(members_->at(i).sent(room_).size()), 60'000);
    }
    const auto first = members_->minutes(0, room_);
    QCOMPARE(std::set<std::string>(first.begin(), first.end()).size(), lines);
    for (std::size_t i = 1; i < members_->people.size(); ++i) {
        const auto theirs = members_->minutes(i, room_);
        const auto [one, other] = std::mismatch(first.begin(), first.end(), theirs.begin());
        if (one != first.end()) {
            qWarning("Line %d: the first has \"%s\", number %d \"%s\"", int(one - first.begin()),
                     one->c_str(), int(i), other->c_str());
            members_->print(0, room_);
            members_->print(i, room_);
        }
        QCOMPARE(theirs, first);
    }
}

void Groups::countersAreRight() {
    for (std::size_t i = 0; i < members_->people.size(); ++i) {
        const auto unread = members_->unread(i, room_);
        QVERIFY(unread.recount > 0);
        QCOMPARE(unread.counter, unread.recount);
    }
}

void Groups::everybodyHasTheSameMinutes_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("each");
    QTest::addColumn<bool>("persistent");
    QTest::newRow("two, ad hoc") << 2 << 20 << false;
    QTest::newRow("five, persistent") << 5 << 10 << true;
    QTest::newRow("fifty, ad hoc") << 50 << 1 << false;
}

void Groups::everybodyHasTheSameMinutes() {
    QFETCH(int, count);
    QFETCH(int, each);
    QFETCH(bool, persistent);
    QVERIFY(meetAll(count, persistent));
    QVERIFY(members_->room(0, room_).affiliation == Affiliation::Owner);
    for (std::size_t i = 0; i < std::size_t(count); ++i) {
        QCOMPARE(members_->room(i, room_).isPersistent, persistent);
        QTRY_COMPARE_WITH_TIMEOUT(members_->room(i, room_).subject, "Budget", 20'000);
    }
    talk(each, "m");
    haveSameMinutes(std::size_t(count * each));
    countersAreRight();
}

void Groups::theServerDiesInMidTalk_data() {
    QTest::addColumn<bool>("persistent");
    QTest::newRow("ad hoc") << false;
    QTest::newRow("persistent") << true;
}

void Groups::theServerDiesInMidTalk() {
    QFETCH(bool, persistent);
    QVERIFY(meetAll(5, persistent));
    talk(6, "before");
    QTRY_VERIFY_WITH_TIMEOUT(members_->at(4).incoming > 5, 30'000);
    QVERIFY(members_->office.office.done({"fault", server_, "kill"}));
    talk(6, "during");
    for (const auto& person : members_->people) {
        QTRY_VERIFY_WITH_TIMEOUT(person->sessions >= 2 && person->isReady(), 180'000);
    }
    for (std::size_t i = 0; i < 5; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(members_->isIn(i, room_), 180'000);
    }
    haveSameMinutes(60);
    countersAreRight();
    QTRY_COMPARE_WITH_TIMEOUT(members_->room(0, room_).occupants, 5, 60'000);
}

void Groups::whoIsAwayReadsItLater() {
    QVERIFY(meetAll(3, true));
    talk(2, "all");
    haveSameMinutes(6);
    members_->at(2).messaging().markRead(room_);
    QTRY_COMPARE_WITH_TIMEOUT(members_->unread(2, room_).counter, 0, 20'000);
    const auto name = members_->room(2, room_).nickname;
    members_->at(2).signOut();
    QTRY_COMPARE_WITH_TIMEOUT(members_->room(0, room_).occupants, 2, 60'000);
    for (int n = 0; n < 70; ++n) members_->at(0).send(room_, "away" + std::to_string(n));
    // Somebody else takes the name of who is away: what they say is not ours.
    QVERIFY(members_->wait(members_->rooms(1).setNickname(room_, name)));
    members_->at(1).send(room_, "I am not who you think");
    QTRY_COMPARE_WITH_TIMEOUT(members_->minutes(1, room_).size(), std::size_t(77), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(members_->minutes(0, room_).size(), std::size_t(77), 60'000);
    QVERIFY(members_->bring(2));
    QVERIFY(members_->wait(members_->rooms(2).join(room_, name, {})));
    QTRY_COMPARE_WITH_TIMEOUT(members_->minutes(2, room_).size(), std::size_t(77), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(members_->unread(2, room_).counter, 71, 60'000);
    QCOMPARE(members_->unread(2, room_).recount, 71);
    const auto minutes = members_->minutes(2, room_);
    QCOMPARE(std::count(minutes.begin(), minutes.end(), name + ": I am not who you think"), 1);
    QCOMPARE(members_->at(2).sent(room_), (std::vector<std::string>{"all0", "all1"}));
}

void Groups::rolesAndBans() {
    QVERIFY(meetAll(3, true));
    const auto nick = members_->room(1, room_).nickname;
    const auto& person = members_->at(1).address();
    QVERIFY(members_->wait(members_->rooms(0).setRole(room_, nick, RoomRole::Moderator, {})));
    QTRY_VERIFY_WITH_TIMEOUT(members_->room(1, room_).role == RoomRole::Moderator, 20'000);
    const auto third = members_->room(2, room_).nickname;
    QVERIFY(members_->wait(members_->rooms(1).setRole(room_, third, RoomRole::None, "too loud")));
    QTRY_VERIFY_WITH_TIMEOUT(members_->room(2, room_).state == RoomState::Failed, 20'000);
    const auto why = members_->room(2, room_).error->sentence();
    QVERIFY2(why.find("too loud") != std::string::npos, why.c_str());
    QVERIFY(members_->wait(members_->rooms(2).join(room_, {}, {})));
    QVERIFY(members_->wait(members_->rooms(0).setSubject(room_, "Cuts")));
    for (std::size_t i = 0; i < 3; ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(members_->room(i, room_).subject, "Cuts", 20'000);
    }
    QVERIFY(
        members_->wait(members_->rooms(0).setAffiliation(room_, person, Affiliation::Outcast, {})));
    QTRY_VERIFY_WITH_TIMEOUT(members_->room(1, room_).state == RoomState::Failed, 20'000);
    const auto refused = members_->wait(members_->rooms(1).join(room_, {}, {}));
    QVERIFY(!refused && refused.error().sentence().find("banned") != std::string::npos);
}

void Groups::aRoomRightAfterSigningIn() {
    QVERIFY(members_->start(2, officeOptions()));
    members_->at(0).signOut();
    QVERIFY(members_->at(0).start());
    std::optional<core::Result<core::Address>> made;
    std::string whyNone;
    QObject::connect(&members_->at(0).session(), &xmpp::Session::started, this, [&] {
        auto& rooms = members_->rooms(0);
        whyNone = rooms.whyNone();
        messaging::NewRoom plan;
        plan.people = {members_->at(1).address()};
        rooms.create(plan).then(members_->owner, [&](auto result) { made = std::move(result); });
    });
    QTRY_VERIFY_WITH_TIMEOUT(made.has_value(), 40'000);
    QVERIFY2(made->has_value(), *made ? "" : made->error().sentence().c_str());
    QVERIFY(!whyNone.empty());
    QTRY_COMPARE_WITH_TIMEOUT(members_->rooms(1).invitations().size(), std::size_t(1), 20'000);
}

void Groups::asksPeopleFromOutsideTheRoom() {
    QVERIFY(meetAll(2, true));
    auto settings = members_->wait(members_->rooms(0).settings(room_));
    QVERIFY(settings);
    settings->allowsInvitations = false;
    settings->isMembersOnly = false;
    QVERIFY(members_->wait(members_->rooms(0).setSettings(room_, *settings)));
    members_->rooms(1).leave(room_);
    QTRY_COMPARE_WITH_TIMEOUT(members_->room(0, room_).occupants, 1, 20'000);
    const std::vector<core::Address> anna{members_->at(0).address()};
    // Not in the room any more: the room would not pass it on.
    members_->rooms(0).leave(room_);
    QVERIFY(members_->wait(members_->rooms(1).invite(room_, anna, "come back")));
    QTRY_COMPARE_WITH_TIMEOUT(members_->rooms(0).invitations().size(), std::size_t(1), 20'000);
    const auto invitation = members_->rooms(0).invitations().front();
    QCOMPARE(invitation.from, members_->at(1).address());
    QCOMPARE(invitation.reason, "come back");
    QVERIFY(members_->wait(members_->rooms(0).acceptInvitation(invitation.id)));
}

void Groups::writesToOneAlone() {
    QVERIFY(meetAll(3, false));
    const auto name = members_->room(1, room_).nickname;
    messaging::Outgoing whisper{"just between us"};
    whisper.occupant = name;
    auto* chats = members_->at(0).messaging().chats();
    QVERIFY(members_->wait(chats->send(room_, whisper)));
    const auto isWhisper = [](const messaging::Message& message) {
        return message.kind == messaging::MessageKind::Private && message.body == "just between us";
    };
    QTRY_VERIFY_WITH_TIMEOUT(
        !members_->at(1).history(room_).empty() && isWhisper(members_->at(1).history(room_).back()),
        20'000);
    QCOMPARE(members_->at(1).history(room_).back().sender, members_->room(0, room_).nickname);
    QTRY_COMPARE_WITH_TIMEOUT(members_->at(0).countAt(room_, messaging::Delivery::Sent), 1, 20'000);
    QCOMPARE(members_->at(0).history(room_).back().sender, name);
    // The third one hears what is said to all, and nothing of that.
    members_->at(0).send(room_, "hello all");
    QTRY_COMPARE_WITH_TIMEOUT(members_->minutes(2, room_).size(), std::size_t(1), 20'000);
    for (const auto& message : members_->at(2).history(room_)) QVERIFY(!isWhisper(message));
    // Nobody of that name: it fails, in words.
    whisper.occupant = "Nobody at all";
    QVERIFY(members_->wait(chats->send(room_, whisper)));
    QTRY_VERIFY_WITH_TIMEOUT(
        members_->at(0).history(room_).back().delivery == messaging::Delivery::Failed ||
            members_->at(0).history(room_).front().delivery == messaging::Delivery::Failed,
        20'000);
}

}  // namespace sidetone::test
