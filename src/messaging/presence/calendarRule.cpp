// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/calendarRule.h"

namespace sidetone::messaging {

CalendarRule calendarRule(CalendarDeployment deployment, bool wanted) {
    CalendarRule rule;
    const bool isServers = deployment == CalendarDeployment::ServerIntegrated;
    rule.meetingsBesidesCalendar = !isServers;
    if (!wanted) return rule;
    rule.author = isServers ? MeetingAuthor::Server : MeetingAuthor::Client;
    rule.offlineInMeeting = isServers;
    return rule;
}

}  // namespace sidetone::messaging
