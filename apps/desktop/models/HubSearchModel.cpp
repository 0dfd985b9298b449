// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/HubSearchModel.h"

#include <algorithm>
#include <set>

#include "messaging/RoomControl.h"
#include "models/hubCommands.h"
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
constexpr int mostOfASource = 20;

QString keyOf(const directory::Person& person) {
    if (!person.address.isEmpty()) return toQt(person.address.text());
    return toQt(person.key.empty() ? person.name : person.key);
}

directory::Person personOf(const messaging::Contact& contact) {
    directory::Person person;
    person.address = contact.address;
    person.name = contact.name;
    return person;
}

/// Below the name: what the person does, and how they are reached.
QString workLine(const directory::Person& person) {
    QStringList parts;
    if (!person.title.empty()) parts << toQt(person.title);
    if (!person.department.empty()) parts << toQt(person.department);
    if (parts.isEmpty() && !person.address.isEmpty()) parts << toQt(person.address.text());
    if (person.address.isEmpty() && !person.numbers.empty()) parts << toQt(person.numbers.front());
    return parts.join(QStringLiteral(" \u00b7 "));
}

std::vector<RowModel<HubRow>::Role> roles() {
    return {{"title", [](const HubRow& r) -> QVariant { return r.title; }},
            {"kind", [](const HubRow& r) -> QVariant { return r.kind; }},
            {"section", [](const HubRow& r) -> QVariant { return r.section; }},
            {"line", [](const HubRow& r) -> QVariant { return r.line; }},
            {"plain", [](const HubRow& r) -> QVariant { return r.plain; }},
            {"who", [](const HubRow& r) -> QVariant { return r.who; }},
            {"address", [](const HubRow& r) -> QVariant { return r.address; }},
            {"number", [](const HubRow& r) -> QVariant { return r.number; }},
            {"command", [](const HubRow& r) -> QVariant { return r.command; }},
            {"message", [](const HubRow& r) -> QVariant { return r.message; }},
            {"initials", [](const HubRow& r) -> QVariant { return r.initials; }},
            {"picture", [](const HubRow& r) -> QVariant { return r.icon; }},
            {"time", [](const HubRow& r) -> QVariant { return r.time; }},
            {"hue", [](const HubRow& r) -> QVariant { return r.hue; }},
            {"availability", [](const HubRow& r) -> QVariant { return r.availability; }}};
}

/// What is shown keeps its place, as far as it is still wanted; the rest goes behind it.
std::vector<HubRow> inTheirPlaces(const std::vector<HubRow>& shown, std::vector<HubRow> wanted) {
    std::vector<HubRow> rows;
    std::set<QString> placed;
    for (const auto& old : shown) {
        const auto now = std::find_if(wanted.begin(), wanted.end(),
                                      [&](const HubRow& row) { return row.key == old.key; });
        if (now == wanted.end()) continue;
        rows.push_back(*now);
        placed.insert(old.key);
    }
    for (auto& row : wanted) {
        if (!placed.contains(row.key)) rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

HubSearchModel::HubSearchModel(client::Client& client, core::Clock& clock, SearchModel& messages,
                               QObject* parent)
    : RowModel(roles(), parent), client_(client), clock_(clock), messages_(messages) {
    connect(&messages_, &ListModel::countChanged, this, &HubSearchModel::show);
    connect(&messages_, &SearchModel::searchingChanged, this, &HubSearchModel::show);
    connect(&client_, &client::Client::contactsChanged, this, &HubSearchModel::show);
    connect(&client_, &client::Client::contactChanged, this, &HubSearchModel::showSoon);
    connect(&client_, &client::Client::stateChanged, this, [this] { setText({}); });
}

void HubSearchModel::setText(const QString& text) {
    if (text == text_) return;
    text_ = text;
    words_ = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    owner_.cancelAll();
    pause_.stop();
    trouble_.clear();
    people_.clear();
    // Another search is another list, in its own order.
    if (held_) setRows({});
    messages_.setText(text);
    const bool isLong = text_.trimmed().size() >= shortestSearch;
    searching_ = isLong;
    if (isLong) pause_ = clock_.after(typingPause, [this] { search(); });
    show();
    Q_EMIT searchingChanged();
    Q_EMIT textChanged();
}

void HubSearchModel::showSoon() {
    if (words_.isEmpty() || soon_.isSet()) return;
    soon_ = clock_.after(gatherTime, [this] {
        soon_.stop();
        show();
    });
}

void HubSearchModel::search() {
    pause_.stop();
    auto* people = client_.people();
    if (people == nullptr) return searchContacts();
    people
        ->search(text_.trimmed().toStdString(), mostOfASource,
                 [this](const directory::FoundPeople& found) { takePeople(found); })
        .then(owner_, [this](const core::Result<directory::FoundPeople>& found) {
            if (found) takePeople(*found);
            setSearching(false);
        });
}

void HubSearchModel::searchContacts() {
    client_.search(text_.trimmed().toStdString())
        .then(owner_, [this](const core::Result<std::vector<messaging::Contact>>& found) {
            const auto trouble = found ? client_.searchTrouble() : found.error();
            trouble_ = trouble ? toQt(trouble->sentence()) : QString();
            if (found) {
                for (const auto& contact : *found) people_.push_back(personOf(contact));
            }
            show();
            setSearching(false);
        });
}

void HubSearchModel::takePeople(const directory::FoundPeople& found) {
    people_ = found.people;
    trouble_ = found.troubles.empty() ? QString() : toQt(found.troubles.back().error.sentence());
    show();
}

void HubSearchModel::setSearching(bool searching) {
    searching_ = searching;
    Q_EMIT searchingChanged();
}

void HubSearchModel::show() {
    std::vector<HubRow> rows;
    if (!words_.isEmpty()) {
        // Whoever has an address is written to first, and called by the next row.
        const bool isAddress = text_.contains(u'@');
        if (!isAddress) addCall(rows);
        addPeople(rows);
        if (isAddress) addCall(rows);
        addRooms(rows);
        addCommands(rows);
        addMessages(rows);
    }
    setRows(held_ ? inTheirPlaces(this->rows(), std::move(rows)) : std::move(rows));
}

bool HubSearchModel::matches(const QString& text) const {
    const auto folded = text.toCaseFolded();
    return std::all_of(words_.begin(), words_.end(),
                       [&folded](const QString& word) { return folded.contains(word); });
}

void HubSearchModel::addCall(std::vector<HubRow>& rows) const {
    const auto target = dialable(text_);
    if (target.isEmpty()) return;
    HubRow row;
    row.key = QStringLiteral("call");
    row.kind = QStringLiteral("call");
    row.section = tr("Call");
    row.title = tr("Call %1").arg(target);
    row.number = target;
    row.icon = QStringLiteral("phone");
    rows.push_back(std::move(row));
}

HubRow HubSearchModel::rowOf(const directory::Person& person) const {
    HubRow row;
    row.key = QStringLiteral("person ") + keyOf(person);
    row.kind = QStringLiteral("person");
    row.address = person.address.isEmpty() ? QString() : toQt(person.address.text());
    row.number = person.numbers.empty() ? row.address : toQt(person.numbers.front());
    row.who = row.address.isEmpty() ? row.number : row.address;
    row.title = person.name.empty() ? row.who : toQt(person.name).simplified();
    row.initials = initials(row.title);
    row.hue = hue(row.who);
    const auto contact = person.address.isEmpty() ? std::nullopt : client_.contact(person.address);
    row.section = contact ? tr("Contacts") : tr("Directory");
    row.availability = static_cast<int>(messaging::Availability::Unknown);
    row.plain = workLine(person);
    if (contact) {
        row.title = contact->name.empty() ? row.title : toQt(contact->name).simplified();
        row.availability = static_cast<int>(contact->presence.availability);
        const auto presence = presenceLine(contact->presence);
        if (!presence.isEmpty()) row.plain = presence;
    }
    row.line = row.plain.toHtmlEscaped();
    return row;
}

void HubSearchModel::addPeople(std::vector<HubRow>& rows) const {
    std::vector<HubRow> contacts;
    std::vector<HubRow> others;
    std::set<core::Address> shown;
    for (const auto& person : people_) {
        const bool isContact = !person.address.isEmpty() && client_.contact(person.address);
        (isContact ? contacts : others).push_back(rowOf(person));
        shown.insert(person.address);
    }
    for (const auto& contact : client_.contacts()) {
        const bool isNew = !shown.contains(contact.address);
        if (isNew && matches(toQt(contact.name) + u' ' + toQt(contact.address.text()))) {
            contacts.push_back(rowOf(personOf(contact)));
        }
    }
    std::stable_sort(contacts.begin(), contacts.end(), [](const HubRow& a, const HubRow& b) {
        return a.title.localeAwareCompare(b.title) < 0;
    });
    std::move(contacts.begin(), contacts.end(), std::back_inserter(rows));
    std::move(others.begin(), others.end(), std::back_inserter(rows));
}

void HubSearchModel::addRooms(std::vector<HubRow>& rows) const {
    auto* control = client_.rooms();
    if (control == nullptr) return;
    for (const auto& room : control->rooms()) {
        const auto address = toQt(room.address.text());
        const auto name = room.name.empty() ? address : toQt(room.name);
        if (!matches(name + u' ' + address)) continue;
        HubRow row;
        row.key = QStringLiteral("room ") + address;
        row.kind = QStringLiteral("room");
        row.section = tr("Rooms");
        row.title = name;
        row.plain = toQt(room.subject).simplified();
        row.line = row.plain.toHtmlEscaped();
        row.address = address;
        row.hue = hue(address);
        rows.push_back(std::move(row));
    }
}

void HubSearchModel::addCommands(std::vector<HubRow>& rows) const {
    if (text_.trimmed().size() < shortestSearch) return;
    for (const auto& command : hubCommands()) {
        if (!matches(command.words)) continue;
        HubRow row;
        row.key = QStringLiteral("command ") + command.does;
        row.kind = QStringLiteral("command");
        row.section = tr("Commands");
        row.title = command.words;
        row.command = command.does;
        row.icon = command.icon;
        rows.push_back(std::move(row));
    }
}

void HubSearchModel::addMessages(std::vector<HubRow>& rows) const {
    for (const auto& found : messages_.rows()) {
        HubRow row;
        row.key = QStringLiteral("message ") + found.key;
        row.kind = QStringLiteral("message");
        row.section = tr("Messages");
        row.title = found.name;
        row.line = found.author.isEmpty()
                       ? found.rich
                       : found.author.toHtmlEscaped() + QStringLiteral(": ") + found.rich;
        row.plain = found.author.isEmpty() ? found.plain
                                           : found.author + QStringLiteral(", ") + found.plain;
        row.who = found.room ? QString() : found.peer;
        row.address = found.peer;
        row.message = found.key;
        row.initials = found.initials;
        row.icon = found.room ? QStringLiteral("people") : QString();
        row.time = found.time;
        row.hue = found.hue;
        row.availability = static_cast<int>(messaging::Availability::Unknown);
        rows.push_back(std::move(row));
    }
}

QString HubSearchModel::dialable(const QString& text) {
    const auto typed = text.trimmed();
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

std::optional<directory::Person> HubSearchModel::personAt(int which) const {
    if (!has(which) || row(which).kind != QLatin1String("person")) return std::nullopt;
    for (const auto& person : people_) {
        if (rowOf(person).key == row(which).key) return person;
    }
    directory::Person person;
    if (const auto address = core::Address::parse(row(which).address.toStdString())) {
        person.address = *address;
    }
    person.name = row(which).title.toStdString();
    return person;
}

}  // namespace sidetone::desktop
