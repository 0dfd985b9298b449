// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ContactModel.h"

#include <QLocale>
#include <set>

#include "client/Client.h"
#include "models/people.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

/// After a sign-in a thousand presences come at once: they are shown together.
constexpr core::Milliseconds gatherTime{15};

QLocale sortLocale() {
    const QLocale system;
    return system.language() == QLocale::C ? QLocale(QLocale::English) : system;
}

ContactRow rowOf(const messaging::Contact& contact) {
    ContactRow row;
    row.address = toQt(contact.address.text());
    row.who = row.address;
    row.number = row.address;
    row.name = contact.name.empty() ? row.address : toQt(contact.name).simplified();
    row.initials = initials(row.name);
    row.hue = hue(row.address);
    row.availability = static_cast<int>(contact.presence.availability);
    row.presence = presenceWords(contact.presence);
    row.mobile = contact.presence.isMobile;
    row.line = contact.asked && !contact.subscribedTo
                   ? ContactModel::tr("Waiting for their permission")
                   : presenceLine(contact.presence);
    return row;
}

ContactRow rowOf(const client::OwnContact& contact) {
    ContactRow row;
    row.who = whoOf(contact);
    row.name = toQt(contact.person.name).simplified();
    row.initials = initials(row.name);
    row.hue = hue(row.who);
    row.availability = static_cast<int>(messaging::Availability::Unknown);
    const auto& numbers = contact.person.numbers;
    row.number = toQt(numbers.empty() ? contact.person.sipAddress : numbers.front());
    row.line = row.number;
    return row;
}

bool isSame(const ContactRow& row, const QString& address) {
    return row.address == address;
}

}  // namespace

ContactModel::ContactModel(client::Client& client, core::Clock& clock, QObject* parent)
    : RowModel({{"name", [](const ContactRow& r) -> QVariant { return r.name; }},
                {"address", [](const ContactRow& r) -> QVariant { return r.address; }},
                {"initials", [](const ContactRow& r) -> QVariant { return r.initials; }},
                {"who", [](const ContactRow& r) -> QVariant { return r.who; }},
                {"number", [](const ContactRow& r) -> QVariant { return r.number; }},
                {"group", [](const ContactRow& r) -> QVariant { return r.group; }},
                {"section", [](const ContactRow& r) -> QVariant { return r.section; }},
                {"line", [](const ContactRow& r) -> QVariant { return r.line; }},
                {"presence", [](const ContactRow& r) -> QVariant { return r.presence; }},
                {"hue", [](const ContactRow& r) -> QVariant { return r.hue; }},
                {"availability", [](const ContactRow& r) -> QVariant { return r.availability; }},
                {"mobile", [](const ContactRow& r) -> QVariant { return r.mobile; }}},
               parent),
      client_(client),
      clock_(clock),
      collator_(sortLocale()) {
    collator_.setCaseSensitivity(Qt::CaseInsensitive);
    connect(&client_, &client::Client::contactsChanged, this, &ContactModel::reload);
    connect(&client_, &client::Client::contactChanged, this, &ContactModel::reloadOne);
    connect(&client_, &client::Client::stateChanged, this, &ContactModel::reload);
    reload();
}

void ContactModel::addPlaces(const ContactRow& plain, const std::vector<std::string>& groups) {
    const auto order = collator_.sortKey(plain.name);
    const auto add = [&](const QString& group, const QString& section, std::size_t rank) {
        auto row = plain;
        row.group = group;
        row.section = section;
        row.key = QString::number(rank) + u'\n' + section + u'\n' + row.who;
        places_.push_back({std::move(row), rank, order});
    };
    bool isPlaced = false;
    for (const auto& group : groups) {
        const auto name = toQt(group);
        const auto known = std::find(groups_.begin(), groups_.end(), group);
        const auto rank = static_cast<std::size_t>(known - groups_.begin()) + 1;
        // Spelt in two ways they are one section all the same.
        if (isFavourites(group)) {
            add(name, tr("Favourites"), 0);
        } else {
            add(name, name, rank);
        }
        isPlaced = true;
    }
    if (!isPlaced) add({}, tr("All contacts"), groups_.size() + 2);
    ++total_;
}

void ContactModel::addOwn() {
    auto* list = contactListOf(client_);
    if (list == nullptr) return;
    for (const auto& contact : list->own()) {
        // Who has an address stands in the server's list.
        const auto& address = contact.person.address;
        const bool isThere = !address.isEmpty() && client_.contact(address);
        if (!isThere) addPlaces(rowOf(contact), contact.groups);
    }
}

void ContactModel::addEmptyGroups() {
    std::set<QString> used;
    for (const auto& place : places_) used.insert(place.row.group);
    for (std::size_t at = 0; at < groups_.size(); ++at) {
        ContactRow row;
        row.group = toQt(groups_[at]);
        if (used.contains(row.group)) continue;
        row.section = row.group;
        row.key = QString::number(at + 1) + u'\n' + row.section + u'\n';
        places_.push_back({std::move(row), at + 1, collator_.sortKey({})});
    }
}

void ContactModel::reload() {
    const auto before = total_;
    total_ = 0;
    places_.clear();
    groups_.clear();
    if (const auto* list = contactListOf(client_); list != nullptr) groups_ = list->groups();
    std::erase_if(groups_, isFavourites);
    for (const auto& contact : client_.contacts()) addPlaces(rowOf(contact), contact.groups);
    addOwn();
    addEmptyGroups();
    std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
        if (a.rank != b.rank) return a.rank < b.rank;
        if (a.row.section != b.row.section) return a.row.section < b.row.section;
        const int order = a.order.compare(b.order);
        return order != 0 ? order < 0 : a.row.who < b.row.who;
    });
    show();
    if (total_ != before) Q_EMIT totalChanged();
}

void ContactModel::reloadOne(const core::Address& address) {
    const auto contact = client_.contact(address);
    const auto text = toQt(address.text());
    if (!contact) return reload();
    const auto fresh = rowOf(*contact);
    std::vector<QString> groups;
    for (const auto& group : contact->groups) groups.push_back(toQt(group));
    if (groups.empty()) groups.emplace_back();
    std::size_t met = 0;
    for (auto& place : places_) {
        if (!isSame(place.row, text)) continue;
        const bool isIn = std::find(groups.begin(), groups.end(), place.row.group) != groups.end();
        if (!isIn || place.row.name != fresh.name) return reload();
        auto row = fresh;
        row.key = place.row.key;
        row.group = place.row.group;
        row.section = place.row.section;
        place.row = std::move(row);
        ++met;
    }
    if (met != groups.size()) return reload();
    if (!soon_.isSet()) {
        soon_ = clock_.after(gatherTime, [this] {
            soon_.stop();
            show();
        });
    }
}

void ContactModel::show() {
    std::vector<ContactRow> rows;
    std::set<QString> keys;
    rows.reserve(places_.size());
    for (const auto& place : places_) {
        if (keys.insert(place.row.key).second) rows.push_back(place.row);
    }
    setRows(std::move(rows));
}

void ContactModel::setFilter(const QString& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    Q_EMIT filterChanged();
}

QString ContactModel::addressAt(int row) const {
    return has(row) ? rows()[static_cast<std::size_t>(row)].address : QString();
}

}  // namespace sidetone::desktop
