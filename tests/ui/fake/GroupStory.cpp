// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/GroupStory.h"

#include "fake/Story.h"

namespace sidetone::test {
namespace {

using messaging::Affiliation;
using messaging::Availability;
using messaging::Direction;
using messaging::Message;
using messaging::MessageKind;
using messaging::Occupant;
using messaging::RoomRole;
using std::chrono::minutes;

Occupant person(const messaging::Contact& contact, RoomRole role, Affiliation affiliation) {
    Occupant occupant;
    occupant.nickname = contact.name;
    occupant.address = contact.address;
    occupant.role = role;
    occupant.affiliation = affiliation;
    occupant.presence = contact.presence;
    return occupant;
}

std::vector<Occupant> team() {
    const auto all = people(40);
    Occupant self;
    self.nickname = "Robin Keller";
    self.address = addressOf("robin.keller@office.example");
    self.role = RoomRole::Moderator;
    self.affiliation = Affiliation::Owner;
    self.presence.availability = Availability::Available;
    self.isSelf = true;
    auto guest = person(all[7], RoomRole::Visitor, Affiliation::None);
    guest.nickname = "hiroshi (guest)";
    guest.address = {};
    return {self,
            person(all[2], RoomRole::Moderator, Affiliation::Admin),
            person(all[4], RoomRole::Participant, Affiliation::Member),
            person(all[11], RoomRole::Participant, Affiliation::Member),
            person(all[15], RoomRole::Participant, Affiliation::None),
            guest};
}

messaging::Room room(const char* address, const char* name, const char* subject) {
    messaging::Room made;
    made.address = addressOf(address);
    made.name = name;
    made.subject = subject;
    made.nickname = "Robin Keller";
    made.state = messaging::RoomState::Joined;
    made.role = RoomRole::Moderator;
    made.affiliation = Affiliation::Owner;
    made.isPersistent = true;
    made.isMembersOnly = true;
    made.showsAddresses = true;
    made.isBookmarked = true;
    made.joinsBySelf = true;
    return made;
}

struct Talk {
    FakeClient& client;
    core::WallTime now;
    core::Address peer;

    Message make(int ago, const char* who, const char* body) const {
        Message message;
        message.peer = peer;
        message.sender = who;
        message.direction = message.sender == "Robin Keller" ? Direction::Out : Direction::In;
        message.body = body;
        message.time = now - minutes(ago);
        message.delivery = messaging::Delivery::Sent;
        return message;
    }
    Message say(int ago, const char* who, const char* body) const {
        return client.put(make(ago, who, body));
    }
    void happen(int ago, const char* body) const {
        auto message = make(ago, "", body);
        message.kind = MessageKind::Event;
        client.put(message);
    }
};

void talkInRoom(FakeClient& client, core::WallTime now) {
    const Talk talk{client, now, projectRoom()};
    talk.happen(1500, "Camille Moreau made the room");
    talk.say(1490, "Camille Moreau",
             "Plan of the third floor is in the folder, please have a look.");
    talk.happen(118, "Elif Demir came in");
    const auto question =
        talk.say(75, "Camille Moreau",
                 "Which desks are *next to the windows*? See https://plans.office.example/3");
    auto answer = talk.make(71, "Elif Demir", "Numbers 12 to 19. The rest faces the yard.");
    answer.replyTo = question.id;
    answer.reactions = {{"\U0001f44d", {"Camille Moreau", "You"}, true},
                        {"\U0001f389", {"Liam Chen"}, false}};
    client.put(answer);
    auto ours = talk.make(64, "Robin Keller", "I will order _twelve_ plates, `rev B`, by Friday.");
    ours.isEdited = true;
    ours.delivery = messaging::Delivery::Read;
    ours.protection = messaging::Protection::Omemo;
    client.put(ours);
    auto unreadable = talk.make(
        31, "Liam Byrne", "Encrypted for other devices: this one signed in after it was sent.");
    unreadable.protection = messaging::Protection::Unreadable;
    client.put(unreadable);
    talk.say(12, "Liam Byrne", "> by Friday\nThat is *tight*, but the printer says yes.");
    auto mention = talk.make(4, "Priya Demir", "@Robin Keller can you send the numbers once more?");
    mention.mentionsUs = true;
    client.put(mention);
    client.setMentions(projectRoom(), 1);
    client.setUnread(projectRoom(), 2);
}

}  // namespace

core::Address projectRoom() {
    return addressOf("third-floor@rooms.office.example");
}

void fillGroups(FakeClient& client, core::WallTime now) {
    auto& rooms = client.groups();
    rooms.put(room("third-floor@rooms.office.example", "Third floor",
                   "Move on the 4th, plates by Friday"),
              team());
    auto lunch = room("lunch@rooms.office.example", "Lunch", "");
    lunch.isMembersOnly = false;
    rooms.put(lunch, team());
    talkInRoom(client, now);
    Talk{client, now, lunch.address}.say(55, "Greta Nowak", "Soup today, and it is good.");
    client.chat().muted[lunch.address] = true;
    client.setUnread(lunch.address, 14);
    const auto all = people(40);
    client.chat().drafts[all[11].address] = "Thank you, I will look at it";
    rooms.listings = {
        {addressOf("welcome@rooms.office.example"), "Welcome", "For new colleagues", 9},
        {addressOf("cycling@rooms.office.example"), "Cycling to work", "", 3},
        {addressOf("lunch@rooms.office.example"), "Lunch", "Who eats where", 21},
        {addressOf("building@rooms.office.example"), "Building", "Doors, lifts, heating", 1}};
    rooms.bring({1, addressOf("budget@rooms.office.example"), "Budget 2027", all[2].address,
                 "We need your numbers.", false});
    client.watchers().bring({all[9].address, "We met at the fair."});
    auto busy = all[4];
    busy.presence.activity = messaging::Activity::None;
    auto caller = all[2];
    caller.presence = {Availability::Away, "", messaging::Activity::OnCall, {}, false};
    client.changeContact(caller);
    auto mobile = all[6];
    mobile.presence = {Availability::Away, "", messaging::Activity::None, {}, true};
    client.changeContact(mobile);
}

void lockedOut(FakeClient& client) {
    auto locked = room("board@rooms.office.example", "Board", "");
    locked.state = messaging::RoomState::Failed;
    locked.hasPassword = true;
    locked.role = RoomRole::None;
    locked.affiliation = Affiliation::None;
    locked.error = core::fail(core::ErrorCode::Unauthorised, "Joining the room Board",
                              "it has a password", "Ask who runs it.");
    client.groups().password = "tulip";
    client.groups().put(locked);
}

void fillFiles(FakeClient& client, core::WallTime now, const std::string& picture) {
    using messaging::Attachment;
    using messaging::TransferState;
    const auto file = [](const char* name, const char* type, std::int64_t size,
                         TransferState state) {
        Attachment made;
        made.name = name;
        made.mediaType = type;
        made.size = size;
        made.state = state;
        return made;
    };
    auto shot = file("door-north.png", "image/png", 184'000, TransferState::Done);
    shot.path = picture;
    shot.width = 640;
    shot.height = 360;
    client.addFile(partner(), Direction::In, shot, now - minutes(1));
    auto under =
        file("Inventory of the second and the third floor 2026.ods",
             "application/vnd.oasis.opendocument.spreadsheet", 2'400'000, TransferState::UnderWay);
    under.transferred = 1'500'000;
    client.addFile(partner(), Direction::Out, under, now - minutes(1));
    auto broken = file("recording.ogg", "audio/ogg", 9'100'000, TransferState::Failed);
    broken.failure = "The connection ended after 4.2 MB. What came so far is kept.";
    client.addFile(partner(), Direction::In, broken, now);
    client.addFile(partner(), Direction::In,
                   file("contract.pdf", "application/pdf", 420'000, TransferState::Offered), now);
}

void fillDevices(FakeClient& client) {
    using messaging::EncryptionDevice;
    using messaging::Trust;
    auto& locks = client.locks();
    messaging::ConversationLock lock;
    lock.protection = messaging::Protection::Omemo;
    lock.canBeChanged = true;
    lock.hasNewDevices = true;
    lock.sentence = "Only you and Elif Demir can read this.";
    locks.putLock(partner(), lock);
    const auto device = [](std::uint32_t id, const core::Address& owner, const char* label,
                           const char* print, Trust trust) {
        EncryptionDevice made;
        made.id = id;
        made.owner = owner;
        made.label = label;
        made.fingerprint = print;
        made.trust = trust;
        return made;
    };
    const auto self = addressOf("robin.keller@office.example");
    auto own = device(1842, self, "Desk computer",
                      "3f6a01c2 9be77d5e 40128acb d9f35471 61ee08b2 a7c4d5f0 9318e642 7bcdaa10",
                      Trust::Verified);
    own.isThisOne = true;
    auto old = device(77, self, "Old laptop",
                      "0021a4b9 77cd01ee 93ff1230 4afe9a41 81bb0c12 93c0d777 12e0af43 00ab41ee",
                      Trust::Blind);
    old.isActive = false;
    locks.putDevices(self, {own, old});
    locks.putDevices(
        partner(),
        {device(501, partner(), "Notebook",
                "91c3f02a 774be1d0 02aa6c3f e19b7402 6fd3108a bb42e9c1 5d70a8f6 13ce92b7",
                Trust::Verified),
         device(502, partner(), "Phone",
                "e07712bd 4ca91f60 b33e80d5 19f7aa24 c8015e9d 63b4f27a 0a9d48e3 f5217bc6",
                Trust::Undecided)});
}

}  // namespace sidetone::test
