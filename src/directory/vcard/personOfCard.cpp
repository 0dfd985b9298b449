// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/personOfCard.h"

#include "core/text.h"
#include "directory/numberForms.h"

namespace sidetone::directory {
namespace {

std::string keyOf(const Card& card) {
    if (!card.id.empty()) return cardKeyBeginning + card.id;
    std::string reached = card.sipAddress;
    if (!card.numbers.empty()) reached = canonicalNumber(card.numbers.front());
    if (!card.addresses.empty()) reached = card.addresses.front();
    return cardKeyBeginning + core::foldCase(card.name) + "/" + reached;
}

}  // namespace

std::optional<Person> personOfCard(const Card& card) {
    if (card.addresses.empty() && card.numbers.empty() && card.sipAddress.empty()) {
        return std::nullopt;
    }
    Person person;
    person.name = card.name;
    person.title = card.title;
    person.department = card.department;
    person.company = card.company;
    person.city = card.city;
    person.numbers = card.numbers;
    person.sipAddress = card.sipAddress;
    person.key = keyOf(card);
    if (!card.mails.empty()) person.mail = card.mails.front();
    if (!card.addresses.empty()) {
        if (auto address = core::Address::parse(card.addresses.front())) {
            person.address = std::move(*address);
        }
    }
    return person;
}

}  // namespace sidetone::directory
