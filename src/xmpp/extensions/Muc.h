// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/Secret.h"
#include "core/Task.h"
#include "xmpp/Extension.h"
#include "xmpp/extensions/DataForm.h"
#include "xmpp/extensions/RoomPresence.h"

namespace sidetone::xmpp {

/// How somebody goes into a room.
struct RoomEntry {
    Jid occupant;  ///< the room, with the wished name as the resource
    std::optional<core::Secret> password;
    /// What to be told of the talk so far: nothing (an archive tells it), or all since then.
    std::optional<core::WallTime> since;
    PresenceInfo presence;
    core::XmlElement extra;  ///< added to the presence, such as capabilities
};

/// A request to come into a room: by the room (XEP-0045 7.8.2) or by a person (XEP-0249).
struct RoomInvitation {
    enum class Way { ByRoom, Direct };
    Way way = Way::ByRoom;
    core::Address room;
    Jid from;  ///< who asks, by the room's word or as the sender
    std::string reason;
    std::optional<core::Secret> password;
    bool isContinuation = false;

    /// Empty where the message is none, or a forged one: a room itself sends from its bare
    /// address, and only so may it say who asks.
    static std::optional<RoomInvitation> read(const core::XmlElement& message);
};

/// The protocol of rooms (XEP-0045): what goes to them, and the presence that they send. Protocol
/// thread.
class Muc : public Extension {
public:
    explicit Muc(Session& session);
    ~Muc() override;

    /// Asked for each presence of an address that could be a room. True: it was one of ours.
    std::function<bool(const RoomPresence&)> taker;

    void enter(const RoomEntry& entry);
    /// Another name, or another presence, of somebody who is in.
    void update(const Jid& occupant, const PresenceInfo& presence, const core::XmlElement& extra);
    void leave(const Jid& occupant);
    void setSubject(const core::Address& room, const std::string& subject);
    /// Gives the stanza's id: a room that passes nothing on answers with an error of that id.
    std::string invite(const RoomInvitation& invitation, const core::Address& person);
    void decline(const RoomInvitation& invitation, const std::string& reason);

    /// What the owner can set; and the answer to it. An empty answer takes the defaults, which
    /// opens a new room.
    [[nodiscard]] core::Task<DataForm> settings(const core::Address& room);
    [[nodiscard]] core::Task<void> configure(const core::Address& room, const DataForm& answer);
    /// Changes the role of a name or the affiliation of an address, as `what` says.
    enum class Change { Role, Affiliation };
    [[nodiscard]] core::Task<void> change(const core::Address& room, Change what,
                                          const RoomItem& item);
    /// Everybody of that affiliation.
    [[nodiscard]] core::Task<std::vector<RoomItem>> list(const core::Address& room,
                                                         RoomAffiliation affiliation);
    [[nodiscard]] core::Task<void> destroy(const core::Address& room, const std::string& reason,
                                           const std::string& alternative);
    /// Whether we are still in (XEP-0410): InvalidInput where the room does not know us.
    [[nodiscard]] core::Task<void> ping(const Jid& occupant);

    bool takePresence(const core::XmlElement& stanza) override;

private:
    [[nodiscard]] core::Task<core::XmlElement> ask(const char* type, const core::Address& room,
                                                   core::XmlElement query);
    [[nodiscard]] core::Task<void> tell(const core::Address& room, core::XmlElement query);

    core::Owner owner_;
};

}  // namespace sidetone::xmpp
