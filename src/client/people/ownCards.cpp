// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/ownCards.h"

#include "directory/vcard/personOfCard.h"

namespace sidetone::client {

directory::Card cardOf(const OwnContact& contact) {
    directory::Card card;
    const auto& person = contact.person;
    card.id = contact.id;
    card.name = person.name;
    card.title = person.title;
    card.company = person.company;
    card.department = person.department;
    card.city = person.city;
    card.numbers = person.numbers;
    card.sipAddress = person.sipAddress;
    if (!person.mail.empty()) card.mails = {person.mail};
    if (!person.address.isEmpty()) card.addresses = {person.address.text()};
    card.groups = contact.groups;
    return card;
}

OwnContact contactOf(const directory::Card& card) {
    OwnContact contact;
    contact.id = card.id;
    contact.groups = card.groups;
    contact.person = directory::personOfCard(card).value_or(directory::Person());
    contact.person.name = card.name;
    return contact;
}

}  // namespace sidetone::client
