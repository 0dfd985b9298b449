// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>

#include "core/Random.h"
#include "messaging/Messaging.h"
#include "messaging/Reports.h"
#include "messaging/RoomControl.h"
#include "messaging/rooms/ConferenceServer.h"
#include "messaging/rooms/InvitationList.h"
#include "messaging/rooms/RoomGate.h"
#include "messaging/rooms/RoomVisit.h"
#include "store/History.h"
#include "xmpp/extensions/Bookmarks.h"

namespace sidetone::xmpp {
struct IncomingMessage;
}

namespace sidetone::messaging {

class Inbox;
class Outbox;

/// All rooms of one account: those that we are in, those that are bookmarked, invitations.
class RoomService final : public RoomControl, public RoomGate {
    Q_OBJECT
public:
    struct Parts {
        const Ports& ports;
        xmpp::Session& session;
        xmpp::Extensions& wire;
        store::History& history;
        Inbox& inbox;
        Outbox& outbox;
        Reports& reports;
    };
    explicit RoomService(const Parts& parts);
    ~RoomService() override;

    /// True where the message was about a room or for nobody: not one of a conversation.
    [[nodiscard]] bool take(const xmpp::IncomingMessage& incoming);
    /// An invitation of the archive: it came while we were away.
    void takeInvitation(const core::XmlElement& stanza);
    void sessionStarted();
    void sessionEnded();
    void ownPresenceChanged();

    // RoomGate
    [[nodiscard]] bool isRoom(const core::Address& peer) const override;
    [[nodiscard]] std::optional<core::Error> whyNotSend(const core::Address& room) const override;
    [[nodiscard]] bool isOpen(const core::Address& room) const override;
    [[nodiscard]] bool isOurs(const xmpp::ChatMessage& message) const override;
    bool complete(const xmpp::ChatMessage& message, store::Addition& addition) const override;

    // RoomControl
    [[nodiscard]] std::vector<Room> rooms() const override;
    [[nodiscard]] std::optional<Room> room(const core::Address& address) const override;
    [[nodiscard]] std::vector<Occupant> occupants(const core::Address& room) const override;
    [[nodiscard]] std::vector<Invitation> invitations() const override;
    [[nodiscard]] std::string whyNotPersistent() const override;
    [[nodiscard]] std::string whyNone() const override;
    [[nodiscard]] core::Task<core::Address> create(const NewRoom& room) override;
    [[nodiscard]] core::Task<void> join(const core::Address& room, const std::string& nickname,
                                        const std::optional<core::Secret>& password) override;
    void leave(const core::Address& room) override;
    [[nodiscard]] core::Task<void> invite(const core::Address& room,
                                          const std::vector<core::Address>& people,
                                          const std::string& reason) override;
    [[nodiscard]] core::Task<void> acceptInvitation(int id) override;
    void declineInvitation(int id, const std::string& reason) override;
    [[nodiscard]] core::Task<void> setSubject(const core::Address& room,
                                              const std::string& subject) override;
    [[nodiscard]] core::Task<void> setNickname(const core::Address& room,
                                               const std::string& nickname) override;
    [[nodiscard]] core::Task<void> setRole(const core::Address& room, const std::string& nickname,
                                           RoomRole role, const std::string& reason) override;
    [[nodiscard]] core::Task<void> setAffiliation(const core::Address& room,
                                                  const core::Address& person,
                                                  Affiliation affiliation,
                                                  const std::string& reason) override;
    [[nodiscard]] core::Task<void> setBookmark(const core::Address& room, bool isBookmarked,
                                               bool joinsBySelf) override;
    [[nodiscard]] core::Task<RoomSettings> settings(const core::Address& room) override;
    [[nodiscard]] core::Task<void> setSettings(const core::Address& room,
                                               const RoomSettings& settings) override;
    [[nodiscard]] core::Task<void> destroy(const core::Address& room, const std::string& reason,
                                           const core::Address& alternative) override;
    [[nodiscard]] core::Task<std::vector<RoomListing>> list() override;
    [[nodiscard]] core::Task<std::vector<Occupant>> members(const core::Address& room) override;

private:
    [[nodiscard]] RoomVisit& visitOf(const core::Address& room);
    [[nodiscard]] RoomVisit* find(const core::Address& room) const;
    [[nodiscard]] Room shown(const RoomVisit& visit) const;
    [[nodiscard]] RoomVisit::Listener listener();
    [[nodiscard]] core::Random& random();
    [[nodiscard]] std::string ownName() const;
    [[nodiscard]] core::Address addressFor(const NewRoom& room);
    void make(const NewRoom& room, const core::Promise<core::Address>& promise);
    void finishCreation(const core::Address& address, const NewRoom& room);
    void inviteDirectly(const RoomVisit* visit, xmpp::RoomInvitation invitation,
                        const core::Address& person);
    [[nodiscard]] bool wasAsked(const core::XmlElement& refusal);
    [[nodiscard]] std::string whyForbidden(const NewRoom& room) const;
    void startJoins();
    void loadBookmarks();
    void tookBookmark(const core::Address& room, const std::optional<xmpp::Bookmark>& bookmark);
    void tell(RoomVisit& visit, const std::string& words);
    [[nodiscard]] bool takeRoomMessage(RoomVisit& visit, const core::XmlElement& stanza);
    [[nodiscard]] bool takeRefusal(RoomVisit& visit, const core::XmlElement& stanza);
    void completeGroup(const RoomVisit& visit, const xmpp::ChatMessage& message,
                       store::Addition& addition) const;
    void completePrivate(const xmpp::ChatMessage& message, store::Addition& addition) const;
    [[nodiscard]] bool mayMention(const RoomVisit& visit) const;

    Parts parts_;
    core::SystemRandom ownRandom_;
    ConferenceServer server_;
    xmpp::Bookmarks bookmarkNode_;
    InvitationList invitations_;
    RoomVisit::Listener listener_;
    std::map<core::Address, std::unique_ptr<RoomVisit>> visits_;
    std::map<core::Address, xmpp::Bookmark> bookmarks_;
    std::set<core::Address> stored_;  ///< conversations of rooms in the store
    std::deque<core::Address> turns_;
    std::set<core::Address> joining_;
    struct Asked {
        xmpp::RoomInvitation invitation;
        core::Address person;
    };
    std::deque<std::pair<std::string, Asked>> asked_;  ///< the last, by the stanza's id
    core::Timer tick_;
    core::Owner session_;  ///< questions of one session
    core::Owner owner_;
};

}  // namespace sidetone::messaging
