// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/RoomControl.h"
#include "xmpp/extensions/DataForm.h"
#include "xmpp/extensions/DiscoClient.h"

namespace sidetone::messaging {

/// What a room says of itself to anybody who asks (XEP-0045 6.4).
struct RoomProfile {
    std::string name;
    std::string description;
    int occupants = -1;
    bool isPersistent = false;
    bool isMembersOnly = false;
    bool isPublic = false;
    bool showsAddresses = false;
    bool isModerated = false;
    bool hasPassword = false;
    bool hasArchive = false;  ///< XEP-0313

    static RoomProfile of(const xmpp::DiscoInfo& info);
};

/// Fills the settings of a new room (reference/messaging.md 8.2, rule MSG-10): only fields that
/// the form has, everything else as the server proposes it.
void fill(xmpp::DataForm& form, const NewRoom& room);

[[nodiscard]] RoomSettings settingsIn(const xmpp::DataForm& form);
/// Into the form as the room sent it: what it does not know is left out, what we do not know stays.
void fill(xmpp::DataForm& form, const RoomSettings& settings);

}  // namespace sidetone::messaging
