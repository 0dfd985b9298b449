// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/OccupantModel.h"

#include "models/words.h"

namespace sidetone::desktop {
namespace {

using messaging::Affiliation;
using messaging::Occupant;
using messaging::RoomRole;

QString lineOf(const Occupant& person) {
    if (person.affiliation == Affiliation::Owner) return OccupantModel::tr("Owner");
    if (person.affiliation == Affiliation::Admin) return OccupantModel::tr("Administrator");
    if (person.affiliation == Affiliation::Member) return OccupantModel::tr("Member");
    return person.address.isEmpty() ? OccupantModel::tr("Guest") : toQt(person.address.text());
}

QString sectionOf(RoomRole role) {
    if (role == RoomRole::Moderator) return OccupantModel::tr("Moderators");
    if (role == RoomRole::Visitor) return OccupantModel::tr("Listeners");
    return OccupantModel::tr("People");
}

}  // namespace

OccupantModel::OccupantModel(QObject* parent)
    : RowModel({{"name", [](const OccupantRow& r) -> QVariant { return r.key; }},
                {"address", [](const OccupantRow& r) -> QVariant { return r.address; }},
                {"initials", [](const OccupantRow& r) -> QVariant { return r.initials; }},
                {"section", [](const OccupantRow& r) -> QVariant { return r.section; }},
                {"line", [](const OccupantRow& r) -> QVariant { return r.line; }},
                {"hue", [](const OccupantRow& r) -> QVariant { return r.hue; }},
                {"availability", [](const OccupantRow& r) -> QVariant { return r.availability; }},
                {"affiliation", [](const OccupantRow& r) -> QVariant { return r.affiliation; }},
                {"occupantRole", [](const OccupantRow& r) -> QVariant { return r.role; }},
                {"self", [](const OccupantRow& r) -> QVariant { return r.self; }}},
               parent) {}

void OccupantModel::show(std::vector<Occupant> people) {
    std::sort(people.begin(), people.end(), [](const Occupant& a, const Occupant& b) {
        if (a.role != b.role) return a.role > b.role;
        const int order = toQt(a.nickname).localeAwareCompare(toQt(b.nickname));
        return order != 0 ? order < 0 : a.nickname < b.nickname;
    });
    std::vector<OccupantRow> rows;
    rows.reserve(people.size());
    for (const auto& person : people) {
        OccupantRow row;
        row.key = toQt(person.nickname);
        row.address = person.address.isEmpty() ? QString() : toQt(person.address.text());
        row.initials = initials(row.key);
        row.section = sectionOf(person.role);
        row.line = person.isSelf ? tr("You") : lineOf(person);
        row.hue = hue(row.address.isEmpty() ? row.key : row.address);
        row.availability = static_cast<int>(person.presence.availability);
        row.affiliation = static_cast<int>(person.affiliation);
        row.role = static_cast<int>(person.role);
        row.self = person.isSelf;
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

}  // namespace sidetone::desktop
