// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/JsonRooms.h"

#include <array>

#include "shared/Json.h"

namespace sidetone::apps {
namespace {

using namespace Qt::Literals::StringLiterals;
using core::Result;
using messaging::RoomSettings;

// In the order of their enumerations.
constexpr std::array states{"left", "joining", "joined", "failed"};
constexpr std::array roles{"none", "visitor", "participant", "moderator"};
constexpr std::array affiliations{"outcast", "none", "member", "admin", "owner"};

/// The parts of RoomSettings that are switches.
struct Switch {
    const char* name;
    bool RoomSettings::*value;
};
constexpr std::array switches{
    Switch{"persistent", &RoomSettings::isPersistent},
    Switch{"members_only", &RoomSettings::isMembersOnly},
    Switch{"public", &RoomSettings::isPublic},
    Switch{"moderated", &RoomSettings::isModerated},
    Switch{"shows_addresses", &RoomSettings::showsAddresses},
    Switch{"allows_invitations", &RoomSettings::allowsInvitations},
    Switch{"allows_subject", &RoomSettings::allowsSubject},
};

QString text(const std::string& words) {
    return QString::fromStdString(words);
}

template <class Names, class Value>
QString nameOf(const Names& names, Value value) {
    return QLatin1String(names[static_cast<std::size_t>(value)]);
}

template <class Value, class Names>
Result<Value> valueOf(const Names& names, const QString& name) {
    std::string known;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1String(names[i])) return static_cast<Value>(i);
        known += (known.empty() ? "" : ", ") + std::string(names[i]);
    }
    return core::fail(core::ErrorCode::InvalidInput, "Reading a command",
                      "\"" + name.toStdString() + "\" is not known", "There are " + known + ".");
}

}  // namespace

QJsonObject toJson(const messaging::Room& room) {
    QJsonObject json{{u"room"_s, text(room.address.text())},
                     {u"name"_s, text(room.name)},
                     {u"subject"_s, text(room.subject)},
                     {u"nickname"_s, text(room.nickname)},
                     {u"state"_s, nameOf(states, room.state)},
                     {u"role"_s, nameOf(roles, room.role)},
                     {u"affiliation"_s, nameOf(affiliations, room.affiliation)},
                     {u"persistent"_s, room.isPersistent},
                     {u"members_only"_s, room.isMembersOnly},
                     {u"public"_s, room.isPublic},
                     {u"moderated"_s, room.isModerated},
                     {u"shows_addresses"_s, room.showsAddresses},
                     {u"has_password"_s, room.hasPassword},
                     {u"bookmarked"_s, room.isBookmarked},
                     {u"joins"_s, room.joinsBySelf},
                     {u"occupants"_s, room.occupants}};
    if (room.error) json.insert(u"error"_s, toJson(*room.error));
    return json;
}

QJsonObject toJson(const messaging::Occupant& occupant) {
    return {{u"nickname"_s, text(occupant.nickname)},
            {u"address"_s, occupant.address.isEmpty() ? QString() : text(occupant.address.text())},
            {u"role"_s, nameOf(roles, occupant.role)},
            {u"affiliation"_s, nameOf(affiliations, occupant.affiliation)},
            {u"presence"_s, toJson(occupant.presence)},
            {u"self"_s, occupant.isSelf}};
}

QJsonObject toJson(const messaging::Invitation& invitation) {
    const auto& from = invitation.from;
    return {{u"invitation"_s, invitation.id},
            {u"room"_s, text(invitation.room.text())},
            {u"name"_s, text(invitation.name)},
            {u"from"_s, from.isEmpty() ? QString() : text(from.text())},
            {u"reason"_s, text(invitation.reason)},
            {u"continuation"_s, invitation.isContinuation}};
}

QJsonObject toJson(const messaging::RoomListing& listing) {
    return {{u"room"_s, text(listing.address.text())},
            {u"name"_s, text(listing.name)},
            {u"description"_s, text(listing.description)},
            {u"occupants"_s, listing.occupants}};
}

QJsonObject toJson(const RoomSettings& settings) {
    QJsonObject json{{u"name"_s, text(settings.name)},
                     {u"description"_s, text(settings.description)}};
    for (const auto& one : switches) json.insert(QLatin1String(one.name), settings.*one.value);
    return json;
}

RoomSettings withChanges(RoomSettings settings, const QJsonObject& changes) {
    settings.name = changes.value(u"name"_s).toString(text(settings.name)).toStdString();
    settings.description =
        changes.value(u"description"_s).toString(text(settings.description)).toStdString();
    for (const auto& one : switches) {
        bool& value = settings.*one.value;
        value = changes.value(QLatin1String(one.name)).toBool(value);
    }
    return settings;
}

Result<messaging::RoomRole> roomRoleOf(const QString& name) {
    return valueOf<messaging::RoomRole>(roles, name);
}

Result<messaging::Affiliation> affiliationOf(const QString& name) {
    return valueOf<messaging::Affiliation>(affiliations, name);
}

}  // namespace sidetone::apps
