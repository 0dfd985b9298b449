// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/people.h"

#include <memory>

#include "client/Client.h"
#include "client/people/PeopleControl.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

const auto ownBeginning = QStringLiteral("own:");

}  // namespace

client::ContactListControl* contactListOf(client::Client& client) {
    auto* people = client.people();
    const bool isThere = people != nullptr && client.chats() != nullptr;
    return isThere ? people->contactList() : nullptr;
}

bool isFavourites(std::string_view group) {
    const auto folded = toQt(group).toCaseFolded();
    return folded == QLatin1String("favourites") || folded == QLatin1String("favorites");
}

QString whoOf(const client::OwnContact& contact) {
    return ownBeginning + toQt(contact.id);
}

bool isOwnContact(const QString& who) {
    return who.startsWith(ownBeginning);
}

client::OwnContact keptContact(client::Client& client, const QString& who) {
    client::OwnContact kept;
    const auto address = core::Address::parse(who.toStdString());
    if (auto* list = contactListOf(client); list != nullptr) {
        for (auto& one : list->own()) {
            const bool isSame = address ? one.person.address == *address : whoOf(one) == who;
            if (isSame) return one;
        }
    }
    if (!address) return kept;
    kept.person.address = *address;
    if (const auto contact = client.contact(*address)) {
        kept.groups = contact->groups;
        // An entry without a name is shown by its address.
        if (contact->name != address->user()) kept.person.name = contact->name;
    }
    return kept;
}

core::Task<void> keep(client::Client& client, const client::OwnContact& contact) {
    auto* list = contactListOf(client);
    if (list == nullptr) {
        return core::Task<void>::ready(core::fail(core::ErrorCode::Unavailable,
                                                  "Changing the contact list",
                                                  "nobody is signed in to chat", "Sign in first."));
    }
    const auto& person = contact.person;
    if (contact.id.empty() && !person.address.isEmpty() && person.numbers.empty()) {
        return list->put(person.address, person.name, contact.groups);
    }
    core::Promise<void> promise;
    auto task = promise.task();
    auto owner = std::make_shared<core::Owner>();
    promise.onCancel([owner] { owner->cancelAll(); });
    list->putOwn(contact).then(*owner, [promise, owner](const core::Result<std::string>& id) {
        promise.settle(id ? core::Status() : core::Status(id.error()));
    });
    return task;
}

}  // namespace sidetone::desktop
