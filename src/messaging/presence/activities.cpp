// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/activities.h"

#include "core/text.h"

namespace sidetone::messaging {
namespace {

struct Row {
    Activity activity;
    std::string_view word;  ///< of the customstatus element
    Availability availability;
    int priority;
    std::string_view text;  ///< the default one
    std::string_view general;
    std::string_view specific;
};

// The more particular ones first: what is published for them is found by its text.
constexpr Row rows[] = {
    {Activity::InConference, "inconference", Availability::Away, 1, "On a conference call",
     "talking", "on_the_phone"},
    {Activity::OnCall, "oncall", Availability::Away, 1, "On a call", "talking", "on_the_phone"},
    {Activity::OnCall, "oncall", Availability::Away, 1, "On a call", "talking", "on_video_phone"},
    {Activity::InWebexMeeting, "inwebexmeeting", Availability::Away, 1, "In a WebEx meeting",
     "working", "in_a_meeting"},
    {Activity::InMeeting, "inmeeting", Availability::Away, 1, "In a meeting", "working",
     "in_a_meeting"},
    {Activity::Presenting, "presenting", Availability::DoNotDisturb, 1, "Presenting", "working",
     ""},
    {Activity::OutOfOffice, "outofoffice", Availability::ExtendedAway, 0, "Out of office",
     "inactive", "day_off"},
};

struct Words {
    Activity activity;
    std::string_view text;  ///< folded to lower case
};

/// What clients of other languages put in the default texts' place.
constexpr Words translations[] = {
    {Activity::OnCall, "am telefon"},
    {Activity::OnCall, "en communication"},
    {Activity::OnCall, "en una llamada"},
    {Activity::OnCall, "in chiamata"},
    {Activity::OnCall, "in gesprek"},
    {Activity::InConference, "in a conference"},
    {Activity::InConference, "in einer telefonkonferenz"},
    {Activity::InConference, "en conférence téléphonique"},
    {Activity::InMeeting, "in einer besprechung"},
    {Activity::InMeeting, "en réunion"},
    {Activity::InMeeting, "en una reunión"},
    {Activity::InMeeting, "in riunione"},
    {Activity::InMeeting, "in vergadering"},
    {Activity::Presenting, "präsentation"},
    {Activity::Presenting, "présentation en cours"},
    {Activity::OutOfOffice, "abwesend"},
    {Activity::OutOfOffice, "absent du bureau"},
    {Activity::OutOfOffice, "fuera de la oficina"},
};

const Row* rowOf(Activity activity) {
    for (const auto& row : rows) {
        if (row.activity == activity) return &row;
    }
    return nullptr;
}

Activity byWord(std::string_view word) {
    for (const auto& row : rows) {
        if (!word.empty() && row.word == word) return row.activity;
    }
    return Activity::None;
}

Activity byText(const std::string& text) {
    const auto folded = core::foldCase(text);
    for (const auto& row : rows) {
        if (core::foldCase(std::string(row.text)) == folded) return row.activity;
    }
    for (const auto& words : translations) {
        if (words.text == folded) return words.activity;
    }
    return Activity::None;
}

/// Meetings, calls and the like of two clients have the same names: the text tells them apart.
bool needsText(const Row& row) {
    return row.activity == Activity::InConference || row.activity == Activity::InWebexMeeting ||
           row.specific.empty();
}

Activity byPublished(const xmpp::UserActivity& published, Availability availability) {
    for (const auto& row : rows) {
        if (row.general != published.general || row.specific != published.specific) continue;
        if (row.availability != availability) continue;
        if (!needsText(row) || byText(published.text) == row.activity) return row.activity;
    }
    return Activity::None;
}

Availability toAvailability(xmpp::Show show) {
    switch (show) {
        case xmpp::Show::Available:
        case xmpp::Show::Chat:
            return Availability::Available;
        case xmpp::Show::Away:
            return Availability::Away;
        case xmpp::Show::ExtendedAway:
            return Availability::ExtendedAway;
        case xmpp::Show::DoNotDisturb:
            return Availability::DoNotDisturb;
        case xmpp::Show::Offline:
            break;
    }
    return Availability::Offline;
}

xmpp::PresenceInfo plain(const Presence& presence) {
    switch (presence.availability) {
        case Availability::Away:
            return {xmpp::Show::Away, presence.text, 0};
        case Availability::ExtendedAway:
            return {xmpp::Show::ExtendedAway, presence.text, 0};
        case Availability::DoNotDisturb:
            return {xmpp::Show::DoNotDisturb, presence.text, 1};
        case Availability::Offline:
            return {xmpp::Show::Offline, presence.text, 0};
        case Availability::Available:
        case Availability::Unknown:
            break;
    }
    return {xmpp::Show::Available, presence.text, 1};
}

}  // namespace

Availability availabilityOf(Activity activity) {
    if (activity == Activity::Idle) return Availability::Away;
    const auto* row = rowOf(activity);
    return row != nullptr ? row->availability : Availability::Available;
}

xmpp::PresenceInfo toWire(const Presence& presence) {
    auto info = plain(presence);
    if (info.show == xmpp::Show::Offline) return info;
    info.idleSince = presence.idleSince;
    if (const auto* row = rowOf(presence.activity)) {
        info.priority = row->priority;
        info.activity = row->word;
        if (info.status.empty()) info.status = row->text;
    }
    return info;
}

xmpp::UserActivity toUserActivity(Activity activity) {
    const auto* row = rowOf(activity);
    if (row == nullptr) return {};
    return {std::string(row->general), std::string(row->specific),
            needsText(*row) ? std::string(row->text) : std::string()};
}

Presence toPresence(const xmpp::PresenceInfo& info, const xmpp::UserActivity& published) {
    Presence presence;
    presence.availability = toAvailability(info.show);
    presence.text = info.status;
    if (presence.availability == Availability::Offline) return presence;
    presence.idleSince = info.idleSince;
    presence.activity = byWord(info.activity);
    const auto said = byText(info.status);
    if (presence.activity == Activity::None) {
        presence.activity = byPublished(published, presence.availability);
    }
    if (presence.activity == Activity::None) presence.activity = said;
    if (said != Activity::None && said == presence.activity) presence.text.clear();
    const bool isAway = presence.availability == Availability::Away;
    if (presence.activity == Activity::None && isAway && info.idleSince) {
        presence.activity = Activity::Idle;
    }
    return presence;
}

}  // namespace sidetone::messaging
