// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does with rooms.
#include <algorithm>

#include "config/Settings.h"
#include "config/keys.h"
#include "core/text.h"
#include "messaging/rooms/RoomService.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t longestName = 200;  // reference/messaging.md 8.1
constexpr config::Key<bool> persistentChat{"Persistent_Chat_Enabled"};
constexpr config::Key<int> mostBookmarks{"MaxNumberOfBookmarks"};
constexpr int defaultMostBookmarks = 30;
constexpr std::size_t mostAsked = 200;
constexpr auto making = "Making a room";

template <class T>
core::Task<T> refuse(core::ErrorCode code, std::string tried, std::string answer,
                     std::string advice = {}) {
    return core::Task<T>::ready(
        core::fail(code, std::move(tried), std::move(answer), std::move(advice)));
}

template <class T>
core::Task<T> notThere(const std::string& tried) {
    return refuse<T>(core::ErrorCode::InvalidInput, tried, "you are not in that room",
                     "Join it first.");
}

/// Letters and digits of the name, for an address that people can read.
std::string readable(const std::string& name) {
    std::string text;
    for (const char c : core::lowerAscii(name)) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (isPlain) text += c;
        if (!isPlain && !text.empty() && text.back() != '-') text += '-';
        if (text.size() >= 40) break;
    }
    while (!text.empty() && text.back() == '-') text.pop_back();
    return text.empty() ? "room" : text;
}

}  // namespace

std::string RoomService::whyNone() const {
    if (parts_.session.state() != xmpp::SessionState::Online) return "You are not signed in.";
    if (!server_.wasLookedFor())
        return "The server has not told yet whether it has group chats. Try again in a moment.";
    return server_.domain().empty() ? "This server has no group chats." : std::string();
}

std::string RoomService::whyNotPersistent() const {
    const auto& settings = parts_.ports.settings;
    if (settings && !settings().get(persistentChat)) {
        return "Your administrator has not allowed chat rooms that stay "
               "(Persistent_Chat_Enabled).";
    }
    return whyNone();
}

core::Address RoomService::addressFor(const NewRoom& room) {
    const auto user = room.isPersistent ? readable(room.name) + "-" + random().hex(2)
                                        : "adhoc-" + random().hex(8);
    return core::Address::parse(user + "@" + server_.domain()).value_or(core::Address());
}

std::string RoomService::whyForbidden(const NewRoom& room) const {
    if (parts_.session.state() != xmpp::SessionState::Online) return whyNone();
    const auto& settings = parts_.ports.settings;
    if (room.isPersistent && settings && !settings().get(persistentChat)) return whyNotPersistent();
    return {};
}

core::Task<core::Address> RoomService::create(const NewRoom& room) {
    if (const auto why = whyForbidden(room); !why.empty()) {
        return refuse<core::Address>(core::ErrorCode::Forbidden, making, why);
    }
    if (room.name.size() > longestName) {
        return refuse<core::Address>(core::ErrorCode::InvalidInput, making,
                                     "its name is longer than 200 characters");
    }
    core::Promise<core::Address> promise;
    auto task = promise.task();
    // Right after the sign-in the server may not have told yet where its rooms are.
    server_.find().then(owner_, [this, promise, room](const core::Result<std::string>& found) {
        if (!found) return promise.settle(found.error());
        if (found->empty()) {
            return promise.settle(
                core::fail(core::ErrorCode::Unsupported, making, "this server has no group chats"));
        }
        make(room, promise);
    });
    return task;
}

void RoomService::make(const NewRoom& room, const core::Promise<core::Address>& promise) {
    const auto address = addressFor(room);
    auto& visit = visitOf(address);
    visit.make(room).then(owner_, [this, promise, address, room](const core::Status& made) {
        if (!made) {
            visits_.erase(address);
            Q_EMIT roomsChanged();
            return promise.settle(made.error());
        }
        finishCreation(address, room);
        promise.settle(address);
    });
}

void RoomService::finishCreation(const core::Address& address, const NewRoom& room) {
    if (!room.subject.empty()) parts_.wire.rooms.setSubject(address, room.subject);
    for (const auto& person : room.people) {
        if (!room.isMembersOnly) break;
        setAffiliation(address, person, Affiliation::Member, {})
            .then(owner_, [](const core::Status&) {});
    }
    const auto reason = room.subject.empty() ? room.name : room.subject;
    invite(address, room.people, reason).then(owner_, [](const core::Status&) {});
    if (!room.isPersistent) return;
    setBookmark(address, true, true).then(owner_, [this](const core::Status& kept) {
        if (!kept) parts_.ports.log.warning("messaging", kept.error().sentence());
    });
}

core::Task<void> RoomService::join(const core::Address& room, const std::string& nickname,
                                   const std::optional<core::Secret>& password) {
    if (room.isEmpty()) {
        return refuse<void>(core::ErrorCode::InvalidInput, "Joining a room", "it has no address");
    }
    auto& visit = visitOf(room);
    visit.propose({}, nickname.empty() ? ownName() : nickname, password);
    return visit.want();
}

void RoomService::leave(const core::Address& room) {
    if (auto* visit = find(room)) visit->leave();
    Q_EMIT roomsChanged();
}

core::Task<void> RoomService::invite(const core::Address& room,
                                     const std::vector<core::Address>& people,
                                     const std::string& reason) {
    const auto* visit = find(room);
    const bool isInside = visit != nullptr && visit->isInside();
    if (room.isEmpty() || parts_.session.state() != xmpp::SessionState::Online) {
        return notThere<void>("Inviting into a room");
    }
    xmpp::RoomInvitation invitation;
    invitation.room = room;
    invitation.reason = reason;
    for (const auto& person : people) {
        if (!isInside) {
            inviteDirectly(visit, invitation, person);
            continue;
        }
        asked_.emplace_back(parts_.wire.rooms.invite(invitation, person),
                            Asked{invitation, person});
        if (asked_.size() > mostAsked) asked_.pop_front();
    }
    return core::Task<void>::ready({});
}

void RoomService::inviteDirectly(const RoomVisit* visit, xmpp::RoomInvitation invitation,
                                 const core::Address& person) {
    invitation.way = xmpp::RoomInvitation::Way::Direct;
    if (visit != nullptr) invitation.password = visit->password();
    parts_.wire.rooms.invite(invitation, person);
}

bool RoomService::wasAsked(const core::XmlElement& refusal) {
    const auto found = std::find_if(asked_.begin(), asked_.end(), [&](const auto& entry) {
        return entry.first == refusal.attribute("id");
    });
    if (found == asked_.end()) return false;
    const auto asked = std::move(found->second);
    asked_.erase(found);
    // The room does not pass it on: what one person writes to another is not its matter.
    inviteDirectly(this->find(asked.invitation.room), asked.invitation, asked.person);
    return true;
}

core::Task<void> RoomService::acceptInvitation(int id) {
    const auto invitation = invitations_.take(id);
    if (!invitation) {
        return refuse<void>(core::ErrorCode::NotFound, "Accepting an invitation",
                            "it is not there any more");
    }
    Q_EMIT invitationsChanged();
    return join(invitation->room, {}, invitation->password);
}

void RoomService::declineInvitation(int id, const std::string& reason) {
    const auto invitation = invitations_.take(id);
    if (!invitation) return;
    parts_.wire.rooms.decline(*invitation, reason);
    Q_EMIT invitationsChanged();
}

core::Task<void> RoomService::setSubject(const core::Address& room, const std::string& subject) {
    const auto* visit = find(room);
    if (visit == nullptr || !visit->isInside()) return notThere<void>("Setting the topic");
    parts_.wire.rooms.setSubject(room, subject);
    return core::Task<void>::ready({});
}

core::Task<void> RoomService::setNickname(const core::Address& room, const std::string& nickname) {
    auto* visit = find(room);
    if (visit == nullptr || core::trim(nickname).empty()) {
        return notThere<void>("Changing your name in a room");
    }
    return visit->rename(std::string(core::trim(nickname)));
}

core::Task<void> RoomService::setRole(const core::Address& room, const std::string& nickname,
                                      RoomRole role, const std::string& reason) {
    xmpp::RoomItem item;
    item.nick = nickname;
    item.role = xmpp::RoomRole(role);
    item.reason = reason;
    return parts_.wire.rooms.change(room, xmpp::Muc::Change::Role, item);
}

core::Task<void> RoomService::setAffiliation(const core::Address& room, const core::Address& person,
                                             Affiliation affiliation, const std::string& reason) {
    xmpp::RoomItem item;
    item.jid = xmpp::Jid(person);
    item.affiliation = xmpp::RoomAffiliation(affiliation);
    item.reason = reason;
    return parts_.wire.rooms.change(room, xmpp::Muc::Change::Affiliation, item);
}

core::Task<void> RoomService::setBookmark(const core::Address& room, bool isBookmarked,
                                          bool joinsBySelf) {
    if (!isBookmarked) {
        bookmarks_.erase(room);
        Q_EMIT roomChanged(room);
        return bookmarkNode_.remove(room);
    }
    const auto& settings = parts_.ports.settings;
    const int most = settings ? settings().get(mostBookmarks) : defaultMostBookmarks;
    if (!bookmarks_.contains(room) && int(bookmarks_.size()) >= most) {
        return refuse<void>(core::ErrorCode::Forbidden, "Keeping the room among yours",
                            "you have " + std::to_string(bookmarks_.size()) +
                                " already, and no more are allowed (MaxNumberOfBookmarks)",
                            "Take one out first.");
    }
    auto& bookmark = bookmarks_[room];
    bookmark.room = room;
    bookmark.joinsBySelf = joinsBySelf;
    if (const auto* visit = find(room)) {
        bookmark.name = visit->name();
        bookmark.nickname = visit->nickname();
        bookmark.password = visit->password();
    }
    if (bookmark.nickname.empty()) bookmark.nickname = ownName();
    Q_EMIT roomChanged(room);
    return bookmarkNode_.put(bookmark);
}

core::Task<RoomSettings> RoomService::settings(const core::Address& room) {
    core::Promise<RoomSettings> promise;
    auto task = promise.task();
    parts_.wire.rooms.settings(room).then(owner_,
                                          [promise](const core::Result<xmpp::DataForm>& form) {
                                              if (!form) return promise.settle(form.error());
                                              promise.settle(settingsIn(*form));
                                          });
    return task;
}

core::Task<void> RoomService::setSettings(const core::Address& room, const RoomSettings& settings) {
    core::Promise<void> promise;
    auto task = promise.task();
    parts_.wire.rooms.settings(room).then(owner_, [this, promise, room, settings](
                                                      const core::Result<xmpp::DataForm>& form) {
        if (!form) return promise.settle(form.error());
        auto answer = *form;
        fill(answer, settings);
        parts_.wire.rooms.configure(room, answer).then(owner_, [promise](const core::Status& done) {
            promise.settle(done);
        });
    });
    return task;
}

core::Task<void> RoomService::destroy(const core::Address& room, const std::string& reason,
                                      const core::Address& alternative) {
    return parts_.wire.rooms.destroy(room, reason,
                                     alternative.isEmpty() ? std::string() : alternative.text());
}

core::Task<std::vector<RoomListing>> RoomService::list() {
    return server_.rooms();
}

core::Task<std::vector<Occupant>> RoomService::members(const core::Address& room) {
    struct Collected {
        core::Promise<std::vector<Occupant>> promise;
        std::vector<Occupant> members;
        int open = 4;
        std::optional<core::Error> error;
    };
    auto collected = std::make_shared<Collected>();
    auto task = collected->promise.task();
    for (const auto affiliation : {xmpp::RoomAffiliation::Owner, xmpp::RoomAffiliation::Admin,
                                   xmpp::RoomAffiliation::Member, xmpp::RoomAffiliation::Outcast}) {
        parts_.wire.rooms.list(room, affiliation)
            .then(owner_, [collected](const core::Result<std::vector<xmpp::RoomItem>>& items) {
                if (!items) collected->error = items.error();
                for (const auto& item : items.value_or(std::vector<xmpp::RoomItem>())) {
                    Occupant member;
                    member.nickname = item.nick;
                    member.address = item.jid.address();
                    member.role = RoomRole(item.role);
                    member.affiliation = Affiliation(item.affiliation);
                    collected->members.push_back(std::move(member));
                }
                if (--collected->open > 0) return;
                // Some lists are for administrators only: what can be seen is shown.
                if (collected->members.empty() && collected->error) {
                    return collected->promise.settle(*collected->error);
                }
                collected->promise.settle(std::move(collected->members));
            });
    }
    return task;
}

}  // namespace sidetone::messaging
