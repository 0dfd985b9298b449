// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Error.h"
#include "core/Secret.h"
#include "core/Task.h"
#include "messaging/Presence.h"

namespace sidetone::messaging {

enum class RoomState { Left, Joining, Joined, Failed };

/// XEP-0045 5.1 and 5.2, rising.
enum class RoomRole { None, Visitor, Participant, Moderator };
enum class Affiliation { Outcast, None, Member, Admin, Owner };

/// A group chat that our person is in, or has among the bookmarks.
struct Room {
    core::Address address;
    std::string name;
    std::string subject;
    std::string nickname;  ///< ours there
    RoomState state = RoomState::Left;
    std::optional<core::Error> error;  ///< why it is Failed
    RoomRole role = RoomRole::None;
    Affiliation affiliation = Affiliation::None;
    bool isPersistent = false;  ///< stays when all have left
    bool isMembersOnly = false;
    bool isPublic = false;        ///< listed
    bool showsAddresses = false;  ///< everybody sees who is who
    bool isModerated = false;
    bool hasPassword = false;
    bool isBookmarked = false;
    bool joinsBySelf = false;  ///< at each sign-in
    int occupants = 0;
};

struct Occupant {
    std::string nickname;
    core::Address address;  ///< empty where the room hides it
    RoomRole role = RoomRole::Participant;
    Affiliation affiliation = Affiliation::None;
    Presence presence;
    bool isSelf = false;
};

/// Somebody asks our person into a room.
struct Invitation {
    int id = 0;
    core::Address room;
    std::string name;    ///< of the room; may be empty
    core::Address from;  ///< may be empty where the room hides it
    std::string reason;
    bool isContinuation = false;  ///< of a conversation of two
};

/// A room in the server's list.
struct RoomListing {
    core::Address address;
    std::string name;
    std::string description;
    int occupants = -1;  ///< -1: not told
};

struct NewRoom {
    std::string name;
    std::string subject;
    std::vector<core::Address> people;  ///< invited at once
    bool isPersistent = false;          ///< false: vanishes when all have left
    bool isMembersOnly = false;
    bool isPublic = false;
    std::optional<core::Secret> password;
};

/// What an owner may set (XEP-0045 10).
struct RoomSettings {
    std::string name;
    std::string description;
    bool isPersistent = false;
    bool isMembersOnly = false;
    bool isPublic = false;
    bool isModerated = false;
    bool showsAddresses = true;
    bool allowsInvitations = true;
    bool allowsSubject = true;  ///< everybody may change it
};

/// Group chats (GRP-01 to GRP-04). Messages of a room are those of a conversation whose peer is
/// the room's address. Protocol thread.
class RoomControl : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] virtual std::vector<Room> rooms() const = 0;
    [[nodiscard]] virtual std::optional<Room> room(const core::Address& address) const = 0;
    [[nodiscard]] virtual std::vector<Occupant> occupants(const core::Address& room) const = 0;
    [[nodiscard]] virtual std::vector<Invitation> invitations() const = 0;
    /// Why rooms that stay cannot be made (Persistent_Chat_Enabled), or none at all; empty: they
    /// can.
    [[nodiscard]] virtual std::string whyNotPersistent() const = 0;
    [[nodiscard]] virtual std::string whyNone() const = 0;

    /// The new room's address, joined. What an invited person does comes later.
    [[nodiscard]] virtual core::Task<core::Address> create(const NewRoom& room) = 0;
    /// An empty nickname: our person's name. Errors name the reason: password, members only,
    /// banned, full.
    [[nodiscard]] virtual core::Task<void> join(const core::Address& room,
                                                const std::string& nickname,
                                                const std::optional<core::Secret>& password) = 0;
    virtual void leave(const core::Address& room) = 0;
    [[nodiscard]] virtual core::Task<void> invite(const core::Address& room,
                                                  const std::vector<core::Address>& people,
                                                  const std::string& reason) = 0;
    [[nodiscard]] virtual core::Task<void> acceptInvitation(int id) = 0;
    virtual void declineInvitation(int id, const std::string& reason) = 0;

    [[nodiscard]] virtual core::Task<void> setSubject(const core::Address& room,
                                                      const std::string& subject) = 0;
    [[nodiscard]] virtual core::Task<void> setNickname(const core::Address& room,
                                                       const std::string& nickname) = 0;
    /// RoomRole::None throws them out.
    [[nodiscard]] virtual core::Task<void> setRole(const core::Address& room,
                                                   const std::string& nickname, RoomRole role,
                                                   const std::string& reason) = 0;
    /// Affiliation::Outcast bans.
    [[nodiscard]] virtual core::Task<void> setAffiliation(const core::Address& room,
                                                          const core::Address& person,
                                                          Affiliation affiliation,
                                                          const std::string& reason) = 0;
    [[nodiscard]] virtual core::Task<void> setBookmark(const core::Address& room, bool isBookmarked,
                                                       bool joinsBySelf) = 0;
    [[nodiscard]] virtual core::Task<RoomSettings> settings(const core::Address& room) = 0;
    [[nodiscard]] virtual core::Task<void> setSettings(const core::Address& room,
                                                       const RoomSettings& settings) = 0;
    /// For everybody; `alternative`: the room where the talk goes on, empty for none.
    [[nodiscard]] virtual core::Task<void> destroy(const core::Address& room,
                                                   const std::string& reason,
                                                   const core::Address& alternative = {}) = 0;
    /// All public rooms of the server.
    [[nodiscard]] virtual core::Task<std::vector<RoomListing>> list() = 0;
    /// Everybody with an affiliation, there or not, banned ones too; as far as we may see them.
    [[nodiscard]] virtual core::Task<std::vector<Occupant>> members(const core::Address& room) = 0;

Q_SIGNALS:
    void roomsChanged();
    void roomChanged(const sidetone::core::Address& room);
    void occupantsChanged(const sidetone::core::Address& room);
    void invitationsChanged();
    void invited(const sidetone::messaging::Invitation& invitation);
};

}  // namespace sidetone::messaging
