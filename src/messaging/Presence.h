// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Address.h"

namespace sidetone::messaging {

/// The availability of the chapter's Client Availability, in the order from most to least
/// reachable (reference/messaging.md 4.3 has the mapping to XMPP's show).
enum class Availability { Available, Away, ExtendedAway, DoNotDisturb, Offline, Unknown };

struct Presence {
    Availability availability = Availability::Unknown;
    std::string text;  ///< the person's own words; may be empty
    friend bool operator==(const Presence&, const Presence&) = default;
};

/// One entry of the contact list, with the presence composed of all the person's devices.
struct Contact {
    core::Address address;
    std::string name;
    std::vector<std::string> groups;
    Presence presence;
    bool subscribedTo = false;  ///< we see their presence
    bool asked = false;         ///< we asked to and have no answer yet
};

}  // namespace sidetone::messaging
