// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::Presence};
constexpr Parameter table[] = {
    rows.choice("LoginResource", "multiResource", "multiResource|wbxconnect|mutualExclusion",
                "Whether several devices may be signed in at once"),
    rows.text("PresenceServerAddress", "", "Presence server, where discovery is silent"),
    rows.text("PresenceServerURL", "", "Address of the presence server's log-in service"),
    rows.flag("CalendarWebExMeetingPresence", "false", "Meetings of the cloud change the state"),
    rows.flag("EnableOutlookPresenceIntegration", "true", "Mail program shows states"),
    rows.choice("OutlookContactResolveMode", "Auto", "Auto|Email",
                "How people of a mail program are found"),
    rows.list("DomainsForOutlookPresence", "Domains whose people a mail program asks about"),
};

}  // namespace

std::span<const Parameter> presence() {
    return table;
}

}  // namespace sidetone::config::parameters
