// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ContactModel.h"

#include <QLocale>
#include <set>

#include "client/Client.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

/// Fast fingers do not ask for each letter. No longer: people shall stand there within 100 ms
/// (DIR-12), and what is known of a word's beginning is not asked again anyway (DIR-11).
constexpr core::Milliseconds typingPause{40};
/// After a sign-in a thousand presences come at once: they are shown together.
constexpr core::Milliseconds gatherTime{15};
/// Fewer characters would find half the company.
constexpr qsizetype shortestSearch = 2;

QLocale sortLocale() {
    const QLocale system;
    return system.language() == QLocale::C ? QLocale(QLocale::English) : system;
}

bool isFavourite(const messaging::Contact& contact) {
    return std::any_of(contact.groups.begin(), contact.groups.end(), [](const auto& group) {
        const auto folded = toQt(group).toCaseFolded();
        return folded == QLatin1String("favourites") || folded == QLatin1String("favorites");
    });
}

ContactRow rowOf(const messaging::Contact& contact, const QString& section) {
    ContactRow row;
    row.address = toQt(contact.address.text());
    row.key = section + u'\n' + row.address;
    row.name = contact.name.empty() ? row.address : toQt(contact.name).simplified();
    row.initials = initials(row.name);
    row.section = section;
    row.hue = hue(row.address);
    row.availability = static_cast<int>(contact.presence.availability);
    row.presence = presenceWords(contact.presence);
    row.mobile = contact.presence.isMobile;
    row.line = contact.asked && !contact.subscribedTo
                   ? ContactModel::tr("Waiting for their permission")
                   : presenceLine(contact.presence);
    return row;
}

}  // namespace

ContactModel::ContactModel(client::Client& client, core::Clock& clock, QObject* parent)
    : RowModel({{"name", [](const ContactRow& r) -> QVariant { return r.name; }},
                {"address", [](const ContactRow& r) -> QVariant { return r.address; }},
                {"initials", [](const ContactRow& r) -> QVariant { return r.initials; }},
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

ContactModel::Person ContactModel::personOf(const messaging::Contact& contact) const {
    const bool favourite = isFavourite(contact);
    auto row = rowOf(contact, favourite ? tr("Favourites") : tr("All contacts"));
    auto folded = (row.name + u' ' + row.address).toCaseFolded();
    auto order = collator_.sortKey(row.name);
    return {std::move(row), std::move(folded), favourite, std::move(order)};
}

void ContactModel::reload() {
    const auto before = people_.size();
    people_.clear();
    for (const auto& contact : client_.contacts()) people_.push_back(personOf(contact));
    sortPeople();
    show();
    if (people_.size() != before) Q_EMIT totalChanged();
}

void ContactModel::reloadOne(const core::Address& address) {
    const auto contact = client_.contact(address);
    const auto text = toQt(address.text());
    const auto person = std::find_if(people_.begin(), people_.end(),
                                     [&text](const Person& p) { return p.row.address == text; });
    if (!contact || person == people_.end()) {
        reload();
        return;
    }
    auto fresh = personOf(*contact);
    const bool moved = fresh.row.name != person->row.name || fresh.favourite != person->favourite;
    *person = std::move(fresh);
    if (moved) sortPeople();
    if (!soon_.isSet()) {
        soon_ = clock_.after(gatherTime, [this] {
            soon_.stop();
            show();
        });
    }
}

void ContactModel::sortPeople() {
    std::sort(people_.begin(), people_.end(), [](const Person& a, const Person& b) {
        if (a.favourite != b.favourite) return a.favourite;
        const int order = a.order.compare(b.order);
        return order != 0 ? order < 0 : a.row.address < b.row.address;
    });
}

bool ContactModel::matches(const Person& person, const QStringList& words) const {
    return std::all_of(words.begin(), words.end(),
                       [&person](const QString& word) { return person.folded.contains(word); });
}

void ContactModel::show() {
    const auto words = filter_.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    std::vector<ContactRow> rows;
    std::set<QString> shown;
    rows.reserve(people_.size());
    for (const auto& person : people_) {
        if (!matches(person, words)) continue;
        rows.push_back(person.row);
        if (!found_.empty()) shown.insert(person.row.address);
    }
    for (const auto& row : found_) {
        if (!shown.contains(row.address)) rows.push_back(row);
    }
    setRows(std::move(rows));
}

void ContactModel::setFilter(const QString& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    found_.clear();
    owner_.cancelAll();
    pause_.stop();
    trouble_.clear();
    setSearching(false);
    show();
    Q_EMIT searchingChanged();
    if (filter_.trimmed().size() >= shortestSearch) {
        pause_ = clock_.after(typingPause, [this] { askDirectory(); });
    }
    Q_EMIT filterChanged();
}

void ContactModel::askDirectory() {
    pause_.stop();
    setSearching(true);
    client_.search(filter_.trimmed().toStdString())
        .then(owner_, [this](core::Result<std::vector<messaging::Contact>> people) {
            const auto trouble = people ? client_.searchTrouble() : people.error();
            trouble_ = trouble ? toQt(trouble->sentence()) : QString();
            setSearching(false);
            Q_EMIT searchingChanged();
            if (!people) return;
            for (const auto& contact : *people) found_.push_back(rowOf(contact, tr("Directory")));
            show();
        });
}

void ContactModel::setSearching(bool searching) {
    if (searching == searching_) return;
    searching_ = searching;
    Q_EMIT searchingChanged();
}

QString ContactModel::dialable() const {
    const auto typed = filter_.trimmed();
    static const QString separators = QStringLiteral("+*# -/().");
    const bool isNumber = std::all_of(typed.begin(), typed.end(), [](QChar letter) {
        return letter.isDigit() || separators.contains(letter);
    });
    if (isNumber) {
        const auto digits = std::count_if(typed.begin(), typed.end(),
                                          [](QChar letter) { return letter.isDigit(); });
        return digits > 0 ? typed : QString();
    }
    return core::Address::parse(typed.toStdString()) ? typed : QString();
}

QString ContactModel::addressAt(int row) const {
    return has(row) ? rows()[static_cast<std::size_t>(row)].address : QString();
}

}  // namespace sidetone::desktop
