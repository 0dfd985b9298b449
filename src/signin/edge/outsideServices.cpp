// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/outsideServices.h"

#include <array>

#include "core/text.h"

namespace sidetone::signin {
namespace {

constexpr auto works = OutsideSupport::Works;
constexpr auto whenAllowed = OutsideSupport::WhenAllowed;
constexpr auto notThrough = OutsideSupport::NotThroughEdge;

constexpr const char* allowList =
    "The administrator has to put its server on the edge's allow list of HTTP servers.";
constexpr const char* noControl =
    "An edge passes on no control of other phones; it works inside and by VPN.";
constexpr const char* noSpare =
    "An edge does not look for a second server; the sign-in has to be made again.";
constexpr const char* calls = "Sound and video calls";

bool isMessaging(const OutsideService& service) {
    return service.group == "Messages" && service.name != "Cloud" &&
           service.support == OutsideSupport::Works;
}

/// "9.1.2.10000-28" against 9.1(2); a release that is not known is not held against anybody.
bool isOlderThanCallsWant(std::string_view version) {
    constexpr std::array<std::uint64_t, 3> wanted{9, 1, 2};
    const auto parts = core::split(version, '.');
    for (std::size_t i = 0; i < wanted.size() && i < parts.size(); ++i) {
        const auto number = core::parseNumber(parts[i]);
        if (!number) return false;
        if (*number != wanted.at(i)) return *number < wanted.at(i);
    }
    return false;
}

void refuse(OutsideService& service, std::string_view because) {
    service.support = notThrough;
    service.because = because;
}

}  // namespace

const std::vector<OutsideService>& outsideServices() {
    static const std::vector<OutsideService> table{
        {"Directory", "Search by the call manager", works, ""},
        {"Directory", "Search by LDAP", notThrough,
         "LDAP is not passed on; people are found by the call manager instead."},
        {"Directory", "Photos", whenAllowed, allowList},
        {"Directory", "Federation inside the organisation", works, ""},
        {"Directory", "Federation with others", works, ""},
        {"Messages", "On premises", works, ""},
        {"Messages", "Cloud", works, ""},
        {"Messages", "Chat", works, ""},
        {"Messages", "Rooms", works, ""},
        {"Messages", "Second presence server", works, ""},
        {"Messages", "Files from person to person", notThrough,
         "People outside cannot reach one another; managed file transfer works."},
        {"Messages", "Files through the cloud", works, ""},
        {"Messages", "Video desktop sharing", works, ""},
        {"Calls", calls, works, ""},
        {"Calls", "Control of the desk phone", notThrough, noControl},
        {"Calls", "Control of a shared desktop", notThrough,
         "An edge does not pass it on; it works inside and by VPN."},
        {"Calls", "Calls on other phones", notThrough, noControl},
        {"Calls", "Dial via office", notThrough, "It works inside and by VPN."},
        {"Calls", "Calls that outlive a change of network", notThrough,
         "A call ends where the network changes between inside and outside."},
        {"Calls", "Sound before a call is answered", notThrough,
         "The other side's announcements and busy tones are not passed on."},
        {"Calls", "Self care portal", notThrough,
         "A browser's pages are not passed on; it works inside and by VPN."},
        {"Voicemail", "Visual voicemail", whenAllowed, allowList},
        {"Meetings", "On premises", notThrough,
         "The meetings server is not passed on; cloud meetings work."},
        {"Meetings", "Cloud", works, ""},
        {"Meetings", "Desktop sharing in cloud meetings", works, ""},
        {"Installation", "Updates", whenAllowed, allowList},
        {"Customisation", "Tabs of the organisation", whenAllowed, allowList},
        {"Security", "Encryption from end to end", notThrough,
         "Between the edge and phones inside, sound is encrypted only where both are set up so."},
        {"Security", "Enrolment of certificates", notThrough,
         "It is not passed on: sign in once inside or by VPN."},
        {"Problem reports", "Making one", works, ""},
        {"Problem reports", "Sending it to the organisation", notThrough,
         "The report server is not passed on: save the report and send it in another way."},
        {"Second servers", "Calls", notThrough, noSpare},
        {"Second servers", "Voicemail", notThrough, noSpare},
    };
    return table;
}

std::vector<OutsideService> outsideServices(const Findings& found) {
    auto table = outsideServices();
    const bool hasMessages = found.edgeAccess && !found.edgeAccess->xmpp.empty();
    const bool hasCalls = found.edgeAccess && !found.edgeAccess->sip.empty();
    for (auto& service : table) {
        if (isMessaging(service) && !hasMessages) {
            refuse(service, "This edge does not pass messages on.");
        }
        if (service.name != calls) continue;
        if (!hasCalls) {
            refuse(service, "This edge does not pass calls on.");
        } else if (isOlderThanCallsWant(found.version.version)) {
            refuse(service, "Calls from outside want release 9.1(2) of the call manager or later.");
        }
    }
    return table;
}

}  // namespace sidetone::signin
