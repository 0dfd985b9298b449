// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/AddressBook.h"

#include "directory/Resolver.h"
#include "directory/vcard/personOfCard.h"

namespace sidetone::directory {
namespace {

/// Pictures of all together; people without one are shown all the same.
constexpr std::size_t mostPhotos = 1'000;
/// Of one person, whose cards may be many: more are compared with one another for too long.
constexpr std::size_t mostNumbers = 24;

}  // namespace

void AddressBook::add(const Card& card) {
    auto person = personOfCard(card);
    if (!person) return;
    const auto key = person->key;
    const auto known = people_.find(key);
    if (known == people_.end()) {
        people_.emplace(key, std::move(*person));
    } else if (known->second.numbers.size() < mostNumbers) {
        std::vector<Person> one{known->second};
        merge(one, *person);
        known->second = one.front();
    }
    if (!card.photo.empty() && photos_.size() < mostPhotos) photos_.emplace(key, card.photo);
    for (const auto* all : {&card.addresses, &card.mails}) {
        for (const auto& address : *all) keysOfAddresses_.emplace(address, key);
    }
}

void AddressBook::settle() {
    index_.clear();
    for (const auto& [key, person] : people_) index_.add(person);
    index_.settle();
}

std::vector<Person> AddressBook::search(std::string_view typed, std::size_t limit) const {
    return index_.search(typed, limit);
}

std::optional<Person> AddressBook::withAddress(const core::Address& address) const {
    const auto [begin, end] = keysOfAddresses_.equal_range(address.text());
    if (begin == end) return std::nullopt;
    for (auto at = begin; at != end; ++at) {
        if (at->second != begin->second) return std::nullopt;
    }
    auto person = people_.at(begin->second);
    person.address = address;
    return person;
}

std::optional<Person> AddressBook::withNumber(const std::string& number) const {
    return index_.withNumber(number);
}

std::string AddressBook::photo(const std::string& key) const {
    const auto found = photos_.find(key);
    return found == photos_.end() ? std::string() : found->second;
}

}  // namespace sidetone::directory
