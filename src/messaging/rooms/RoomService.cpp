// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/rooms/RoomService.h"

#include "config/Settings.h"
#include "messaging/Outbox.h"
#include "messaging/convert.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""min;

/// Joins that go on side by side: a server that answers 100 of them at once answers none soon.
constexpr std::size_t mostJoins = 5;

}  // namespace

RoomService::RoomService(const Parts& parts)
    : parts_(parts),
      server_(parts.ports.clock, parts.wire.others, parts.session.account().address.domain()),
      bookmarkNode_(parts.session, parts.wire.others, parts.wire.personal),
      listener_(listener()) {
    parts_.wire.advertise(std::string(xmpp::ns::bookmarks) + "+notify");
    parts_.wire.rooms.taker = [this](const xmpp::RoomPresence& presence) {
        auto* visit = find(presence.from.address());
        if (visit == nullptr) return false;
        visit->take(presence);
        return true;
    };
    bookmarkNode_.changed = [this](const core::Address& room,
                                   const std::optional<xmpp::Bookmark>& bookmark) {
        tookBookmark(room, bookmark);
    };
    using Conversations = core::Result<std::vector<store::StoredConversation>>;
    parts_.history.conversations().then(owner_, [this](const Conversations& found) {
        if (!found) return;
        for (const auto& conversation : *found) {
            if (conversation.kind == store::ConversationKind::Room)
                stored_.insert(conversation.peer);
        }
    });
    tick_ = parts_.ports.clock.every(1min, [this] {
        for (const auto& [address, visit] : visits_) visit->checkSilence();
    });
}

RoomService::~RoomService() {
    parts_.wire.rooms.taker = {};
}

RoomVisit::Listener RoomService::listener() {
    RoomVisit::Listener listener;
    listener.wantsTurn = [this](RoomVisit& visit) {
        turns_.push_back(visit.address());
        startJoins();
    };
    listener.turnEnded = [this](RoomVisit& visit) {
        joining_.erase(visit.address());
        startJoins();
    };
    listener.changed = [this](RoomVisit& visit) { Q_EMIT roomChanged(visit.address()); };
    listener.occupantsChanged = [this](RoomVisit& visit) {
        Q_EMIT occupantsChanged(visit.address());
    };
    listener.opened = [this](RoomVisit& visit) {
        if (invitations_.forget(visit.address())) Q_EMIT invitationsChanged();
        stored_.insert(visit.address());
        parts_.outbox.roomOpened(visit.address());
    };
    listener.closed = [this](RoomVisit& visit) { parts_.outbox.roomClosed(visit.address()); };
    listener.happened = [this](RoomVisit& visit, const std::string& words) { tell(visit, words); };
    return listener;
}

core::Random& RoomService::random() {
    return parts_.ports.random != nullptr ? *parts_.ports.random
                                          : static_cast<core::Random&>(ownRandom_);
}

std::string RoomService::ownName() const {
    const auto& name = parts_.ports.ownName;
    return name.empty() ? parts_.session.account().address.user() : name;
}

RoomVisit* RoomService::find(const core::Address& room) const {
    const auto found = visits_.find(room);
    return found == visits_.end() ? nullptr : found->second.get();
}

RoomVisit& RoomService::visitOf(const core::Address& room) {
    auto& visit = visits_[room];
    if (visit) return *visit;
    const RoomVisit::Parts parts{parts_.ports.clock, random(),    parts_.ports.log,
                                 parts_.session,     parts_.wire, parts_.history,
                                 parts_.inbox};
    visit = std::make_unique<RoomVisit>(parts, listener_, room);
    visit->propose({}, ownName(), {});
    Q_EMIT roomsChanged();
    return *visit;
}

void RoomService::startJoins() {
    if (parts_.session.state() != xmpp::SessionState::Online) return;
    while (!turns_.empty() && joining_.size() < mostJoins) {
        const auto room = turns_.front();
        turns_.pop_front();
        auto* visit = find(room);
        if (visit == nullptr || visit->stage() != RoomVisit::Stage::Queued) continue;
        joining_.insert(room);
        visit->begin();
    }
}

void RoomService::sessionStarted() {
    session_.cancelAll();
    turns_.clear();
    joining_.clear();
    server_.look([this] { Q_EMIT roomsChanged(); });
    loadBookmarks();
    for (const auto& [address, visit] : visits_) visit->sessionStarted();
    startJoins();
}

void RoomService::sessionEnded() {
    session_.cancelAll();
    turns_.clear();
    for (const auto& [address, visit] : visits_) visit->sessionEnded();
    joining_.clear();
}

void RoomService::ownPresenceChanged() {
    for (const auto& [address, visit] : visits_) visit->ownPresenceChanged();
}

void RoomService::loadBookmarks() {
    bookmarkNode_.load().then(
        session_, [this](const core::Result<std::vector<xmpp::Bookmark>>& found) {
            if (!found) {
                parts_.ports.log.warning("messaging", found.error().sentence());
                return;
            }
            bookmarks_.clear();
            for (const auto& bookmark : *found) bookmarks_[bookmark.room] = bookmark;
            for (const auto& bookmark : *found) tookBookmark(bookmark.room, bookmark);
            Q_EMIT roomsChanged();
        });
}

void RoomService::tookBookmark(const core::Address& room,
                               const std::optional<xmpp::Bookmark>& bookmark) {
    if (!bookmark) {
        bookmarks_.erase(room);
        // Another device took it out: it is to be left everywhere (XEP-0402 3.4).
        if (auto* visit = find(room); visit != nullptr && visit->isWanted()) visit->leave();
        Q_EMIT roomsChanged();
        return;
    }
    bookmarks_[room] = *bookmark;
    auto& visit = visitOf(room);
    visit.propose(bookmark->name, bookmark->nickname, bookmark->password);
    if (bookmark->joinsBySelf && !visit.isWanted()) {
        visit.want().then(owner_, [this](const core::Status& joined) {
            if (!joined) parts_.ports.log.info("messaging", joined.error().sentence());
        });
    }
    Q_EMIT roomsChanged();
}

Room RoomService::shown(const RoomVisit& visit) const {
    auto room = visit.room();
    if (const auto found = bookmarks_.find(room.address); found != bookmarks_.end()) {
        room.isBookmarked = true;
        room.joinsBySelf = found->second.joinsBySelf;
    }
    return room;
}

std::vector<Room> RoomService::rooms() const {
    std::vector<Room> list;
    for (const auto& [address, visit] : visits_) list.push_back(shown(*visit));
    return list;
}

std::optional<Room> RoomService::room(const core::Address& address) const {
    const auto* visit = find(address);
    if (visit == nullptr) return {};
    return shown(*visit);
}

std::vector<Occupant> RoomService::occupants(const core::Address& room) const {
    const auto* visit = find(room);
    return visit != nullptr ? visit->occupants() : std::vector<Occupant>();
}

std::vector<Invitation> RoomService::invitations() const {
    return invitations_.all();
}

void RoomService::tell(RoomVisit& visit, const std::string& words) {
    store::Addition addition;
    addition.conversationKind = store::ConversationKind::Room;
    auto& message = addition.message;
    message.peer = visit.address();
    message.kind = store::MessageKind::Event;
    message.body = words;
    message.time = parts_.ports.clock.wallTime();
    message.isRead = true;
    parts_.history.add(std::move(addition))
        .then(owner_, [this](const core::Result<store::Added>& added) {
            if (added) parts_.reports.added(toMessage(added->message));
        });
}

}  // namespace sidetone::messaging
