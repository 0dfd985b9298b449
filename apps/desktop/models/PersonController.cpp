// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PersonController.h"

#include <algorithm>

#include "client/people/PeopleControl.h"
#include "models/people.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

constexpr auto none = static_cast<int>(messaging::Availability::Unknown);

std::vector<std::string> numbersIn(const QString& text) {
    std::vector<std::string> numbers;
    for (const auto& part : text.split(u',', Qt::SkipEmptyParts)) {
        if (!part.trimmed().isEmpty()) numbers.push_back(part.trimmed().toStdString());
    }
    return numbers;
}

const std::string& firstOf(const std::string& one, const std::string& other) {
    return one.empty() ? other : one;
}

}  // namespace

PersonController::PersonController(client::Client& client, QObject* parent)
    : QObject(parent), client_(client) {
    connect(&client_, &client::Client::contactsChanged, this, [this] {
        readList();
        Q_EMIT changed();
    });
    connect(&client_, &client::Client::contactChanged, this, &PersonController::refresh);
}

void PersonController::look(const QString& who) {
    person_ = {};
    kept_ = {};
    entry_.reset();
    who_ = isOwnContact(who) ? who : callAddress(who.toStdString());
    trouble_.clear();
    readList();
    resolve();
    Q_EMIT changed();
}

void PersonController::lookAt(const directory::Person& person) {
    asking_.cancelAll();
    looking_ = false;
    trouble_.clear();
    kept_ = {};
    person_ = person;
    who_ = !person.address.isEmpty() ? toQt(person.address.text())
           : !person.numbers.empty() ? toQt(person.numbers.front())
                                     : toQt(person.sipAddress);
    readList();
    Q_EMIT changed();
}

void PersonController::readList() {
    kept_ = keptContact(client_, address().isEmpty() ? who_ : address());
    const auto known = core::Address::parse(address().toStdString());
    entry_ = known ? client_.contact(*known) : std::nullopt;
}

void PersonController::refresh(const core::Address& address) {
    if (toQt(address.text()) != this->address()) return;
    readList();
    Q_EMIT changed();
}

void PersonController::resolve() {
    asking_.cancelAll();
    auto* people = client_.people();
    looking_ = people != nullptr && kept_.id.empty();
    if (!looking_) return;
    people->resolve(who_.toStdString())
        .then(asking_, [this](const core::Result<std::optional<directory::Person>>& found) {
            looking_ = false;
            if (!found) trouble_ = toQt(found.error().sentence());
            if (found && *found) person_ = **found;
            readList();
            Q_EMIT changed();
        });
}

QString PersonController::name() const {
    const auto& shown = firstOf(kept_.person.name, person_.name);
    return shown.empty() ? who_ : toQt(shown);
}

QString PersonController::initialLetters() const {
    return initials(name());
}

int PersonController::hueNumber() const {
    return hue(address().isEmpty() ? who_ : address());
}

int PersonController::availability() const {
    return entry_ ? static_cast<int>(entry_->presence.availability) : none;
}

QString PersonController::presence() const {
    if (!entry_) return {};
    const auto words = presenceWords(entry_->presence);
    const auto own = toQt(entry_->presence.text);
    return own.isEmpty() || own == words ? words : words + QStringLiteral(" \u00b7 ") + own;
}

QString PersonController::work() const {
    QStringList parts;
    for (const auto part :
         {&directory::Person::title, &directory::Person::department, &directory::Person::company}) {
        const auto text = toQt(firstOf(person_.*part, kept_.person.*part));
        if (!text.isEmpty()) parts << text;
    }
    return parts.join(QStringLiteral(", "));
}

QString PersonController::address() const {
    if (!person_.address.isEmpty()) return toQt(person_.address.text());
    if (!kept_.person.address.isEmpty()) return toQt(kept_.person.address.text());
    // A number at a call server has the form of an address, and takes no messages.
    const auto typed = core::Address::parse(who_.toStdString());
    const bool isPerson =
        typed && (client_.contact(*typed) || typed->domain() == client_.self().domain());
    return isPerson ? toQt(typed->text()) : QString();
}

QString PersonController::mail() const {
    return toQt(firstOf(person_.mail, kept_.person.mail));
}

QStringList PersonController::numbers() const {
    QStringList all;
    for (const auto* source : {&person_, &kept_.person}) {
        for (const auto& number : source->numbers) {
            if (!all.contains(toQt(number))) all << toQt(number);
        }
    }
    const auto callable = toQt(person_.sipAddress);
    if (all.isEmpty() && !callable.isEmpty()) all << callable;
    return all;
}

QVariantList PersonController::facts() const {
    QVariantList all;
    const auto add = [&all](const QString& title, const std::string& value) {
        if (value.empty()) return;
        all << QVariantMap{{QStringLiteral("name"), title}, {QStringLiteral("value"), toQt(value)}};
    };
    add(tr("Title"), firstOf(person_.title, kept_.person.title));
    add(tr("Department"), person_.department);
    add(tr("Company"), firstOf(person_.company, kept_.person.company));
    add(tr("City"), person_.city);
    add(tr("User"), person_.userName);
    add(tr("Staff number"), person_.employeeNumber);
    return all;
}

bool PersonController::isContact() const {
    return entry_.has_value() || isOwn();
}

bool PersonController::isEditable() const {
    return contactListOf(client_) != nullptr && !who_.isEmpty() &&
           address() != toQt(client_.self().text());
}

bool PersonController::isFavourite() const {
    return std::any_of(kept_.groups.begin(), kept_.groups.end(), isFavourites);
}

QStringList PersonController::groups() const {
    QStringList names;
    for (const auto& group : kept_.groups) {
        if (!isFavourites(group)) names << toQt(group);
    }
    return names;
}

QStringList PersonController::allGroups() const {
    QStringList names;
    const auto* list = contactListOf(client_);
    if (list == nullptr) return names;
    for (const auto& group : list->groups()) {
        if (!isFavourites(group)) names << toQt(group);
    }
    return names;
}

QString PersonController::place() const {
    if (!isOwn()) return {};
    return kept_.isOnlyHere ? tr("Kept on this computer alone, until the server takes it.")
                            : tr("Kept by the server, for all of your devices.");
}

void PersonController::tell(const core::Status& done) {
    if (!done) Q_EMIT failed(toQt(done.error().sentence()));
}

void PersonController::store() {
    auto contact = kept_;
    if (contact.id.empty() && contact.person.address.isEmpty()) {
        const auto typed = core::Address::parse(address().toStdString());
        // Whom no server's list can take is written down.
        contact.person = person_;
        if (typed) contact.person.address = *typed;
        if (contact.person.name.empty()) contact.person.name = name().toStdString();
        if (contact.person.numbers.empty() && !typed) {
            contact.person.numbers = {who_.toStdString()};
        }
    }
    if (contact.person.name.empty()) contact.person.name = person_.name;
    keep(client_, contact).then(owner_, [this](const core::Status& done) { tell(done); });
}

void PersonController::remove() {
    auto* list = contactListOf(client_);
    if (list == nullptr) return;
    const auto tellIt = [this](const core::Status& done) { tell(done); };
    if (isOwn()) list->removeOwn(kept_.id).then(owner_, tellIt);
    if (entry_) list->remove(entry_->address).then(owner_, tellIt);
}

void PersonController::rename(const QString& name) {
    const auto wanted = name.simplified().toStdString();
    if (!isContact() || wanted == kept_.person.name) return;
    kept_.person.name = wanted.empty() ? person_.name : wanted;
    store();
}

void PersonController::setFavourite(bool favourite) {
    if (favourite == isFavourite()) return;
    std::erase_if(kept_.groups, isFavourites);
    if (favourite) kept_.groups.emplace_back(client::ContactListControl::favourites);
    store();
}

void PersonController::setGroup(const QString& group, bool isIn) {
    std::erase(kept_.groups, group.toStdString());
    if (isIn) kept_.groups.push_back(group.toStdString());
    store();
}

QVariantMap PersonController::ownFacts() const {
    if (!isOwn()) return {};
    const auto& person = kept_.person;
    QStringList numbers;
    for (const auto& number : person.numbers) numbers << toQt(number);
    return {{QStringLiteral("name"), toQt(person.name)},
            {QStringLiteral("numbers"), numbers.join(QStringLiteral(", "))},
            {QStringLiteral("address"),
             person.address.isEmpty() ? QString() : toQt(person.address.text())},
            {QStringLiteral("mail"), toQt(person.mail)},
            {QStringLiteral("title"), toQt(person.title)},
            {QStringLiteral("company"), toQt(person.company)}};
}

void PersonController::writeInto(client::OwnContact contact, const QVariantMap& facts) {
    auto* list = contactListOf(client_);
    if (list == nullptr) return Q_EMIT failed(tr("Nobody is signed in to chat."));
    const auto text = [&facts](const char* name) {
        return facts.value(QLatin1String(name)).toString().simplified();
    };
    contact.person.name = text("name").toStdString();
    contact.person.numbers = numbersIn(text("numbers"));
    contact.person.mail = text("mail").toStdString();
    contact.person.title = text("title").toStdString();
    contact.person.company = text("company").toStdString();
    contact.person.address = {};
    if (const auto typed = text("address").toStdString(); !typed.empty()) {
        const auto parsed = core::Address::parse(typed);
        if (!parsed) return Q_EMIT failed(toQt(parsed.error().sentence()));
        contact.person.address = *parsed;
    }
    list->putOwn(contact).then(owner_, [this](const core::Result<std::string>& id) {
        if (!id) return Q_EMIT failed(toQt(id.error().sentence()));
        client::OwnContact kept;
        kept.id = *id;
        look(whoOf(kept));
        Q_EMIT written();
    });
}

}  // namespace sidetone::desktop
