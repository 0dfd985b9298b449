// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "directory/ContactSource.h"
#include "directory/PeopleIndex.h"
#include "directory/vcard/Card.h"

namespace sidetone::directory {

/// The people of address books in memory. It is filled on one thread and then only read, on
/// another.
class AddressBook {
public:
    /// Adds whoever can be written to or called (personOfCard()); of a card that is there already
    /// what is new of it.
    void add(const Card& card);
    /// Puts everything in order; call it when all are there.
    void settle();

    [[nodiscard]] std::size_t size() const { return people_.size(); }
    [[nodiscard]] std::vector<Person> search(std::string_view typed, std::size_t limit) const;
    /// Who has the address, for messages or mail, with that address; nobody where two people have.
    [[nodiscard]] std::optional<Person> withAddress(const core::Address& address) const;
    [[nodiscard]] std::optional<Person> withNumber(const std::string& number) const;
    /// Of the person with this key.
    [[nodiscard]] std::string photo(const std::string& key) const;

private:
    std::map<std::string, Person> people_;                     ///< by key
    std::map<std::string, std::string> photos_;                ///< by key
    std::multimap<std::string, std::string> keysOfAddresses_;  ///< messages' and mail addresses
    PeopleIndex index_;
};

}  // namespace sidetone::directory
