// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PeoplePicker.h"

#include <set>

#include "models/words.h"

namespace sidetone::desktop {
namespace {

/// As in the contact list.
constexpr core::Milliseconds typingPause{40};
constexpr qsizetype shortestSearch = 2;

PickRow rowOf(const messaging::Contact& contact) {
    PickRow row;
    row.key = toQt(contact.address.text());
    row.name = contact.name.empty() ? row.key : toQt(contact.name).simplified();
    row.initials = initials(row.name);
    row.line = row.key;
    row.hue = hue(row.key);
    row.availability = static_cast<int>(contact.presence.availability);
    return row;
}

}  // namespace

PeoplePicker::PeoplePicker(client::Client& client, core::Clock& clock, QObject* parent)
    : RowModel({{"name", [](const PickRow& r) -> QVariant { return r.name; }},
                {"address", [](const PickRow& r) -> QVariant { return r.key; }},
                {"initials", [](const PickRow& r) -> QVariant { return r.initials; }},
                {"line", [](const PickRow& r) -> QVariant { return r.line; }},
                {"hue", [](const PickRow& r) -> QVariant { return r.hue; }},
                {"availability", [](const PickRow& r) -> QVariant { return r.availability; }},
                {"chosen", [](const PickRow& r) -> QVariant { return r.chosen; }}},
               parent),
      client_(client),
      clock_(clock) {}

void PeoplePicker::start(const std::vector<core::Address>& without) {
    without_ = without;
    chosen_.clear();
    found_.clear();
    pause_.stop();
    owner_.cancelAll();
    filter_.clear();
    Q_EMIT filterChanged();
    Q_EMIT chosenChanged();
    show();
}

void PeoplePicker::setFilter(const QString& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    found_.clear();
    owner_.cancelAll();
    pause_.stop();
    if (filter_.trimmed().size() >= shortestSearch) {
        pause_ = clock_.after(typingPause, [this] { askDirectory(); });
    }
    show();
    Q_EMIT filterChanged();
}

void PeoplePicker::askDirectory() {
    pause_.stop();
    client_.search(filter_.trimmed().toStdString())
        .then(owner_, [this](core::Result<std::vector<messaging::Contact>> people) {
            if (!people) return;
            found_ = std::move(*people);
            show();
        });
}

QStringList PeoplePicker::names() const {
    QStringList names;
    for (const auto& row : chosen_) names << row.name;
    return names;
}

std::vector<core::Address> PeoplePicker::chosen() const {
    std::vector<core::Address> addresses;
    for (const auto& row : chosen_) {
        if (auto address = core::Address::parse(row.key.toStdString())) {
            addresses.push_back(std::move(*address));
        }
    }
    return addresses;
}

void PeoplePicker::toggle(int which) {
    if (has(which)) toggle(PickRow(row(which)));
}

void PeoplePicker::toggle(const PickRow& row) {
    const auto gone = std::erase_if(chosen_, [&](const auto& each) { return each.key == row.key; });
    if (gone == 0) chosen_.push_back(row);
    show();
    Q_EMIT chosenChanged();
}

void PeoplePicker::drop(int number) {
    if (number < 0 || number >= chosenCount()) return;
    chosen_.erase(chosen_.begin() + number);
    show();
    Q_EMIT chosenChanged();
}

bool PeoplePicker::addTyped() {
    const auto address = core::Address::parse(filter_.trimmed().toStdString());
    if (!address) return false;
    messaging::Contact contact;
    contact.address = *address;
    toggle(rowOf(client_.contact(*address).value_or(contact)));
    setFilter({});
    return true;
}

void PeoplePicker::show() {
    std::set<QString> taken;
    for (const auto& address : without_) taken.insert(toQt(address.text()));
    std::set<QString> chosen;
    for (const auto& row : chosen_) chosen.insert(row.key);
    const auto words = filter_.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    std::vector<PickRow> rows;
    const auto offer = [&](const messaging::Contact& contact) {
        auto row = rowOf(contact);
        if (!taken.insert(row.key).second) return;
        row.chosen = chosen.contains(row.key);
        rows.push_back(std::move(row));
    };
    for (const auto& contact : client_.contacts()) {
        const auto folded = toQt(contact.name + " " + contact.address.text()).toCaseFolded();
        const bool fits = std::all_of(words.begin(), words.end(),
                                      [&](const QString& word) { return folded.contains(word); });
        if (fits) offer(contact);
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        const int order = a.name.localeAwareCompare(b.name);
        return order != 0 ? order < 0 : a.key < b.key;
    });
    for (const auto& contact : found_) offer(contact);
    setRows(std::move(rows));
}

}  // namespace sidetone::desktop
