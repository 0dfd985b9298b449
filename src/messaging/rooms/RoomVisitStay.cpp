// SPDX-License-Identifier: GPL-3.0-or-later
// Being in a room: what others do there, what the room says of itself, and staying in.
#include <utility>

#include "messaging/presence/activities.h"
#include "messaging/rooms/RoomVisit.h"
#include "messaging/rooms/roomWords.h"
#include "xmpp/Extensions.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""min;

/// XEP-0410 3: no more often than that.
constexpr core::Milliseconds longestSilence = 15min;

}  // namespace

std::string RoomVisit::name() const {
    if (!facts_.name.empty()) return facts_.name;
    return proposedName_.empty() ? address_.user() : proposedName_;
}

core::Address RoomVisit::addressOf(const std::string& nickname) const {
    const auto found = occupants_.find(nickname);
    return found == occupants_.end() ? core::Address() : found->second.item.jid.address();
}

Room RoomVisit::room() const {
    Room room;
    room.address = address_;
    room.name = name();
    room.subject = subject_;
    room.nickname = nickname_.empty() ? wishedNickname_ : nickname_;
    room.state = isInside()  ? RoomState::Joined
                 : isWanted_ ? RoomState::Joining
                 : error_    ? RoomState::Failed
                             : RoomState::Left;
    room.error = error_;
    if (const auto own = occupants_.find(nickname_); own != occupants_.end()) {
        room.role = RoomRole(own->second.item.role);
        room.affiliation = Affiliation(own->second.item.affiliation);
    }
    room.isPersistent = facts_.isPersistent;
    room.isMembersOnly = facts_.isMembersOnly;
    room.isPublic = facts_.isPublic;
    room.showsAddresses = facts_.showsAddresses;
    room.isModerated = facts_.isModerated;
    room.hasPassword = facts_.hasPassword;
    room.occupants = int(occupants_.size());
    return room;
}

std::vector<Occupant> RoomVisit::occupants() const {
    std::vector<Occupant> list;
    for (const auto& [nick, entry] : occupants_) {
        Occupant occupant;
        occupant.nickname = nick;
        occupant.address = entry.item.jid.address();
        occupant.role = RoomRole(entry.item.role);
        occupant.affiliation = Affiliation(entry.item.affiliation);
        occupant.presence = toPresence(entry.info);
        occupant.isSelf = nick == nickname_;
        list.push_back(std::move(occupant));
    }
    return list;
}

void RoomVisit::tell(const std::string& words) {
    if (isInside() && stage_ != Stage::Opening && !words.empty()) listener_.happened(*this, words);
}

void RoomVisit::wentOff(const xmpp::RoomPresence& presence) {
    const auto& nick = presence.from.resource;
    if (stage_ < Stage::Entering || !occupants_.contains(nick)) return;
    const bool isRename = presence.has(303) && !presence.item.nick.empty();
    if (isSelf(presence) && !isRename) return selfGone(presence);
    if (isRename) {
        auto entry = std::move(occupants_[nick]);
        occupants_[presence.item.nick] = std::move(entry);
        if (nick == nickname_) nickname_ = presence.item.nick;
        tell(wentOut(presence));
    } else if (!facts_.isPersistent || presence.codes.size() > 0) {
        tell(wentOut(presence));
    }
    occupants_.erase(nick);
    listener_.occupantsChanged(*this);
}

void RoomVisit::selfGone(const xmpp::RoomPresence& presence) {
    const auto error = whyOut(presence, name());
    if (error) tell(error->sentence());
    // The server went down, or lost us: that is not the room's wish.
    const bool isAccident = presence.has(332) || presence.has(333);
    forgetInside();
    listener_.occupantsChanged(*this);
    if (isAccident && isWanted_) return retryLater(*error);
    isWanted_ = false;
    error_ = error;
    setStage(Stage::Out);
    settle(error.value_or(core::fail(core::ErrorCode::Cancelled, "Joining " + name())));
}

void RoomVisit::tookSubject(const std::string& from, const std::string& subject, bool isNews) {
    heard();
    if (subject == subject_) return;
    subject_ = subject;
    listener_.changed(*this);
    if (!isNews || subject.empty()) return;
    tell((from.empty() ? "The room" : from) + " set the topic: " + subject);
}

void RoomVisit::tookCodes(const std::vector<int>& codes) {
    bool isChanged = false;
    for (const int code : codes) {
        const bool isSetting = code == 104 || (code >= 170 && code <= 174);
        isChanged = isChanged || isSetting;
        if (isSetting) tell(roomNews(code));
    }
    if (isChanged && isInside()) {
        askFacts([this] { listener_.changed(*this); });
    }
}

void RoomVisit::notInside() {
    if (!isInside()) return;
    retryLater(core::fail(core::ErrorCode::Unavailable, "Staying in " + name(),
                          "the room does not know you any more", "You are brought in again."));
}

void RoomVisit::sessionStarted() {
    if (stage_ != Stage::Out) sessionEnded();
    if (!isWanted_) return;
    nicknameTries_ = 0;
    listener_.wantsTurn(*this);
}

void RoomVisit::sessionEnded() {
    forgetInside();
    if (stage_ == Stage::Out) return;
    setStage(isWanted_ ? Stage::Queued : Stage::Out);
    listener_.occupantsChanged(*this);
}

void RoomVisit::checkSilence() {
    if (stage_ != Stage::In || isPinging_) return;
    if (parts_.clock.millisecondsSince(lastHeard_) < longestSilence.count()) return;
    isPinging_ = true;
    parts_.wire.rooms.ping(self()).then(owner_, [this](const core::Status& answer) {
        isPinging_ = false;
        // "not-acceptable"; anything else is an answer of a room that knows us, or of none.
        if (!answer && answer.error().code == core::ErrorCode::InvalidInput) return notInside();
        heard();
    });
}

void RoomVisit::ownPresenceChanged() {
    if (!isInside()) return;
    auto info = parts_.wire.presence.own();
    if (info.show == xmpp::Show::Offline) return;
    parts_.wire.rooms.update(self(), info, parts_.wire.presence.extra());
}

}  // namespace sidetone::messaging
