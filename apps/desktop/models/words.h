// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <string_view>

#include "core/Clock.h"
#include "messaging/Presence.h"
#include "telephony/CallControl.h"

// How values of the client become the words that a person reads.

namespace sidetone::desktop {

[[nodiscard]] QString toQt(std::string_view text);

/// One or two letters for an avatar: of the first and last word, or of the address.
[[nodiscard]] QString initials(const QString& name);
/// Which of the avatar colours (0 to 7) a person has; the same on every start.
[[nodiscard]] int hue(const QString& address);

[[nodiscard]] QString availabilityWords(messaging::Availability availability);
/// The same with what the person does: "On a call", "In a meeting"; most telling first.
[[nodiscard]] QString presenceWords(const messaging::Presence& presence);
/// Since when nobody has touched their keyboard: "Idle for 12 minutes"; empty where not known.
[[nodiscard]] QString idleWords(const messaging::Presence& presence, core::WallTime now);
/// "400 kB", "1.2 MB".
[[nodiscard]] QString sizeWords(std::int64_t bytes);
/// A contact's second line: the person's own words, otherwise the availability.
[[nodiscard]] QString presenceLine(const messaging::Presence& presence);

/// "14:05", in the person's locale and time zone.
[[nodiscard]] QString clockTime(core::WallTime time);
/// "Today", "Yesterday", "Monday", "3 May 2026".
[[nodiscard]] QString dayTitle(core::WallTime time, core::WallTime now);
/// For lists: the clock time of today, the day before that.
[[nodiscard]] QString listTime(core::WallTime time, core::WallTime now);
/// "03:07", "1:03:07".
[[nodiscard]] QString duration(core::Milliseconds length);
/// "3 May 2026", also today.
[[nodiscard]] QString exactDay(core::WallTime time);
/// How long a step took: "12 ms", "1.4 s".
[[nodiscard]] QString stepTime(core::Milliseconds length);

/// "Ringing", "On hold", "Busy".
[[nodiscard]] QString callWords(const telephony::Call& call);
/// The address inside a call's peer: "sip:anna@office.example" gives "anna@office.example".
[[nodiscard]] QString callAddress(std::string_view uri);

}  // namespace sidetone::desktop
