// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "messaging/Presence.h"
#include "xmpp/extensions/PresenceTracker.h"
#include "xmpp/extensions/UserActivity.h"

namespace sidetone::messaging {

// How states go over the wire: the table of reference/messaging.md 4.3, written by rule MSG-5 and
// read by rule MSG-6. All of it is in this one place.

/// How a state with that activity is to be seen by those who know nothing of activities.
[[nodiscard]] Availability availabilityOf(Activity activity);

/// The presence that says it. Priority 1 where present, so that all of a person's devices get the
/// first message, 0 where away.
[[nodiscard]] xmpp::PresenceInfo toWire(const Presence& presence);
/// What is published beside it (XEP-0108): for an activity that is none, an empty one.
[[nodiscard]] xmpp::UserActivity toUserActivity(Activity activity);

/// What one device says. `published` is what the person's account tells beside it: it counts only
/// where the device itself says nothing of an activity, and its show fits that activity. So what a
/// client that crashed has left there does not outlive it.
[[nodiscard]] Presence toPresence(const xmpp::PresenceInfo& info,
                                  const xmpp::UserActivity& published = {});

}  // namespace sidetone::messaging
