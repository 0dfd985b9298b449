// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "messaging/Presence.h"
#include "xmpp/extensions/PresenceTracker.h"
#include "xmpp/extensions/UserActivity.h"

namespace sidetone::messaging {

/// What counts of somebody who is signed in nowhere. Only a presence server that reads calendars
/// says more of them; of others it would be what a client that died left behind (PRES-05).
enum class Absent { Silent, MayMeet };

/// What is known beside a person's devices.
struct Beside {
    xmpp::UserActivity published{};
    Absent absent = Absent::Silent;
    /// Whether a software, as the devices name it, is that of a phone; empty: nobody knows.
    std::function<bool(const std::string&)> isPhone{};
};

/// A person's devices composed to one presence (reference/messaging.md 4.8): do not disturb of any
/// device, else a call, else a meeting, else the device with the highest priority, of equal ones
/// the one that spoke last. Offline where there is no device (null).
[[nodiscard]] Presence composePresence(const xmpp::PresenceTracker::Devices* devices,
                                       const Beside& beside = {});

}  // namespace sidetone::messaging
