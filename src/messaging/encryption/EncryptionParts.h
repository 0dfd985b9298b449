// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Random.h"
#include "core/Task.h"
#include "messaging/Reports.h"
#include "messaging/encryption/EncryptionPolicy.h"
#include "store/EncryptionKeys.h"
#include "store/History.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {
struct Extensions;
class Session;
}  // namespace sidetone::xmpp

namespace sidetone::messaging {

/// What encryption knows of a room.
struct RoomFacts {
    bool isMembersOnly = false;
    bool showsAddresses = false;
};

/// What encryption uses of the other parts; all of it outlives it.
struct EncryptionParts {
    core::Clock& clock;
    core::Log& log;
    core::Random& random;
    xmpp::Session& session;
    xmpp::Extensions& extensions;
    store::Store& store;
    store::History& history;
    Reports& reports;
    std::function<EncryptionPolicy()> policy;
    /// How people are called.
    std::function<std::string(const core::Address&)> nameOf;
    /// Empty: no room that we are in.
    std::function<std::optional<RoomFacts>(const core::Address&)> room;
    /// Who is behind an occupant, where the room tells.
    std::function<core::Address(const xmpp::Jid&)> occupant;
};

}  // namespace sidetone::messaging
