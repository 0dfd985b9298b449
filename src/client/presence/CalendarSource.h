// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

#include "messaging/Presence.h"
#include "messaging/presence/calendarRule.h"

namespace sidetone::client {

/// The port to a calendar of our person. Protocol thread; it never blocks.
class CalendarSource {
public:
    /// InMeeting, InWebexMeeting, OutOfOffice or None: what the calendar says of this moment.
    using Tell = std::function<void(messaging::Activity)>;
    virtual ~CalendarSource() = default;
    /// Tells what is so now and at each change, until it ends.
    virtual void start(Tell tell) = 0;
};

/// The port to what the presence server keeps of calendars: whether it reads them itself, and the
/// person's choice, which its own page can change as well as this client (PRES-03, PRES-04).
class CalendarServer {
public:
    struct State {
        messaging::CalendarDeployment deployment = messaging::CalendarDeployment::NotIntegrated;
        bool isWanted = false;
        std::uint64_t revision = 0;  ///< of the choice; grows with each change, whoever made it
    };
    using Tell = std::function<void(const State&)>;
    virtual ~CalendarServer() = default;
    /// Tells what is so now and at each change, until it ends.
    virtual void start(Tell tell) = 0;
    /// The person chose here; the server tells it back.
    virtual void choose(bool isWanted) = 0;
};

}  // namespace sidetone::client
