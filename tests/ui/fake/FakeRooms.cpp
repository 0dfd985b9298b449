// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakeRooms.h"

#include <algorithm>

#include "fake/FakeClient.h"

namespace sidetone::test {

using core::Address;
using core::Task;
using messaging::Room;

std::vector<Room> FakeRooms::rooms() const {
    std::vector<Room> all;
    for (const auto& [address, room] : rooms_) all.push_back(room);
    return all;
}

std::optional<Room> FakeRooms::room(const Address& address) const {
    const auto found = rooms_.find(address);
    return found == rooms_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<messaging::Occupant> FakeRooms::occupants(const Address& room) const {
    const auto found = occupants_.find(room);
    return found == occupants_.end() ? std::vector<messaging::Occupant>{} : found->second;
}

void FakeRooms::put(const Room& room, std::vector<messaging::Occupant> occupants) {
    rooms_[room.address] = room;
    if (!occupants.empty()) occupants_[room.address] = std::move(occupants);
    rooms_[room.address].occupants = static_cast<int>(occupants_[room.address].size());
    Q_EMIT roomsChanged();
    Q_EMIT roomChanged(room.address);
    Q_EMIT occupantsChanged(room.address);
}

void FakeRooms::bring(const messaging::Invitation& invitation) {
    invitations_.push_back(invitation);
    Q_EMIT invitationsChanged();
    Q_EMIT invited(invitation);
}

void FakeRooms::drop(int invitation) {
    std::erase_if(invitations_, [invitation](const auto& each) { return each.id == invitation; });
    Q_EMIT invitationsChanged();
}

Task<void> FakeRooms::done(const std::string& line) {
    client_.log.push_back(line);
    if (refusal) return Task<void>::ready(*std::exchange(refusal, std::nullopt));
    return Task<void>::ready({});
}

Task<Address> FakeRooms::create(const messaging::NewRoom& wanted) {
    client_.log.push_back("create " + wanted.name + " with " +
                          std::to_string(wanted.people.size()));
    if (refusal) return Task<Address>::ready(*std::exchange(refusal, std::nullopt));
    Room room;
    room.address = addressOf("new-room@rooms.office.example");
    room.name = wanted.name;
    room.subject = wanted.subject;
    room.isPersistent = wanted.isPersistent;
    room.state = messaging::RoomState::Joined;
    room.role = messaging::RoomRole::Moderator;
    room.affiliation = messaging::Affiliation::Owner;
    room.nickname = "Robin Keller";
    put(room);
    return Task<Address>::ready(room.address);
}

Task<void> FakeRooms::join(const Address& address, const std::string&,
                           const std::optional<core::Secret>& given) {
    auto room = rooms_[address];
    room.address = address;
    if (!password.empty() && (!given || given->reveal() != password)) {
        room.state = messaging::RoomState::Failed;
        room.hasPassword = true;
        room.error = core::fail(core::ErrorCode::Unauthorised, "Joining " + address.text(),
                                given ? "the password is wrong" : "the room has a password",
                                "Ask who runs the room for it.");
        put(room);
        client_.log.push_back("join " + address.text());
        return Task<void>::ready(*room.error);
    }
    room.state = messaging::RoomState::Joined;
    room.error.reset();
    put(room);
    return done("join " + address.text());
}

void FakeRooms::leave(const Address& address) {
    client_.log.push_back("leave " + address.text());
    auto room = rooms_[address];
    room.state = messaging::RoomState::Left;
    put(room);
}

Task<void> FakeRooms::invite(const Address& room, const std::vector<Address>& people,
                             const std::string& reason) {
    return done("invite " + std::to_string(people.size()) + " to " + room.text() +
                (reason.empty() ? "" : ": " + reason));
}

Task<void> FakeRooms::acceptInvitation(int id) {
    drop(id);
    return done("accept " + std::to_string(id));
}

void FakeRooms::declineInvitation(int id, const std::string&) {
    client_.log.push_back("decline " + std::to_string(id));
    drop(id);
}

Task<void> FakeRooms::setSubject(const Address& address, const std::string& subject) {
    auto room = rooms_[address];
    room.subject = subject;
    put(room);
    return done("subject " + subject);
}

Task<void> FakeRooms::setNickname(const Address&, const std::string& nickname) {
    return done("nickname " + nickname);
}

Task<void> FakeRooms::setRole(const Address& address, const std::string& nickname,
                              messaging::RoomRole role, const std::string&) {
    auto people = occupants_[address];
    for (auto& person : people) {
        if (person.nickname == nickname) person.role = role;
    }
    std::erase_if(people, [](const auto& p) { return p.role == messaging::RoomRole::None; });
    if (!refusal) put(rooms_[address], people);
    return done("role " + nickname + " " + std::to_string(static_cast<int>(role)));
}

Task<void> FakeRooms::setAffiliation(const Address& address, const Address& person,
                                     messaging::Affiliation affiliation, const std::string&) {
    auto people = occupants_[address];
    for (auto& each : people) {
        if (each.address == person) each.affiliation = affiliation;
    }
    std::erase_if(people,
                  [](const auto& p) { return p.affiliation == messaging::Affiliation::Outcast; });
    if (!refusal) put(rooms_[address], people);
    return done("affiliation " + person.text() + " " +
                std::to_string(static_cast<int>(affiliation)));
}

Task<void> FakeRooms::setBookmark(const Address& address, bool isBookmarked, bool joinsBySelf) {
    auto room = rooms_[address];
    room.isBookmarked = isBookmarked;
    room.joinsBySelf = joinsBySelf;
    put(room);
    return done("bookmark " + std::to_string(isBookmarked) + std::to_string(joinsBySelf));
}

Task<messaging::RoomSettings> FakeRooms::settings(const Address& address) {
    auto settings = settings_[address];
    if (settings.name.empty()) settings.name = rooms_[address].name;
    settings.isPersistent = rooms_[address].isPersistent;
    settings.isMembersOnly = rooms_[address].isMembersOnly;
    return Task<messaging::RoomSettings>::ready(settings);
}

Task<void> FakeRooms::setSettings(const Address& address, const messaging::RoomSettings& settings) {
    settings_[address] = settings;
    auto room = rooms_[address];
    room.name = settings.name;
    room.isPersistent = settings.isPersistent;
    room.isMembersOnly = settings.isMembersOnly;
    put(room);
    return done("settings " + settings.name);
}

Task<void> FakeRooms::destroy(const Address& address, const std::string&, const Address&) {
    rooms_.erase(address);
    Q_EMIT roomsChanged();
    Q_EMIT roomChanged(address);
    return done("destroy " + address.text());
}

Task<std::vector<messaging::Occupant>> FakeRooms::members(const Address& room) {
    return Task<std::vector<messaging::Occupant>>::ready(occupants(room));
}

Task<std::vector<messaging::RoomListing>> FakeRooms::list() {
    client_.log.emplace_back("list");
    if (refusal) {
        return Task<std::vector<messaging::RoomListing>>::ready(
            *std::exchange(refusal, std::nullopt));
    }
    return Task<std::vector<messaging::RoomListing>>::ready(listings);
}

}  // namespace sidetone::test
