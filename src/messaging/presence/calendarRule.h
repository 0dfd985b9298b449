// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sidetone::messaging {

/// Where the organisation's servers stand (the chapter's Client Availability).
enum class CalendarDeployment {
    ServerIntegrated,  ///< the presence server reads the calendars itself
    NotIntegrated,     ///< on premises, and it does not
    Cloud,
};

/// Who says "In a meeting" for events of the calendar.
enum class MeetingAuthor { Nobody, Server, Client };

/// What is possible in one deployment with one choice of the person.
struct CalendarRule {
    MeetingAuthor author = MeetingAuthor::Nobody;
    bool offlineInMeeting = false;         ///< said while no client is signed in
    bool meetingsBesidesCalendar = false;  ///< instant meetings: "In a meeting" by the client
    friend bool operator==(const CalendarRule&, const CalendarRule&) = default;
};

/// The chapter's tables of the sources (PRES-03, PRES-05). `wanted`: the person chose "In a
/// meeting (according to my calendar)".
[[nodiscard]] CalendarRule calendarRule(CalendarDeployment deployment, bool wanted);

/// The person's choice, which is one value behind two switches: the client's and the server's
/// page. The one that was set last counts (PRES-04), at once and without a restart.
class CalendarChoice {
public:
    /// `revision` grows with each change, whoever made it; an older one changes nothing.
    void set(bool wanted, std::uint64_t revision) {
        if (revision <= revision_) return;
        wanted_ = wanted;
        revision_ = revision;
    }
    [[nodiscard]] bool isWanted() const { return wanted_; }
    [[nodiscard]] std::uint64_t revision() const { return revision_; }

private:
    bool wanted_ = false;
    std::uint64_t revision_ = 0;
};

}  // namespace sidetone::messaging
