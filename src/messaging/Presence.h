// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Clock.h"

namespace sidetone::messaging {

/// The availability of the chapter's Client Availability, in the order from most to least
/// reachable (reference/messaging.md 4.3 has the mapping to XMPP's show).
enum class Availability { Available, Away, ExtendedAway, DoNotDisturb, Offline, Unknown };

/// Why somebody is not simply available: what the chapter's Client Availability adds to the
/// states, most telling last (reference/messaging.md 4.3).
enum class Activity {
    None,
    Idle,            ///< nobody has touched keyboard or mouse for a while
    OutOfOffice,     ///< the calendar says so
    InMeeting,       ///< the calendar says so
    InWebexMeeting,  ///< the meeting client or the calendar says so
    OnCall,
    InConference,  ///< a call of three or more
    Presenting,    ///< shares the screen
};

struct Presence {
    Availability availability = Availability::Unknown;
    std::string text;  ///< the person's own words; may be empty
    Activity activity = Activity::None;
    std::optional<core::WallTime> idleSince{};  ///< where they told (XEP-0319)
    bool isMobile = false;                      ///< only on a phone
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
