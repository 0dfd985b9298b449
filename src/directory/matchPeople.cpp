// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/matchPeople.h"

#include <algorithm>

#include "directory/ldap/personOf.h"
#include "directory/numberForms.h"

namespace sidetone::directory {
namespace {

std::optional<Person> bestFor(const std::vector<Person>& people, const core::Address& address,
                              const std::string& presenceDomain) {
    std::vector<const Person*> best;
    int rank = -1;
    for (const auto& person : people) {
        const int own = addressRank(person, address, presenceDomain);
        if (own < 0) continue;
        if (rank < 0 || own < rank) best.clear();
        if (rank < 0 || own <= rank) {
            rank = own;
            best.push_back(&person);
        }
    }
    if (best.size() == 1) return *best.front();
    for (const auto* person : best) {
        if (person->mail == address.text()) return *person;
    }
    return std::nullopt;
}

bool has(const Person& person, const std::string& number) {
    return std::any_of(person.numbers.begin(), person.numbers.end(),
                       [&](const std::string& own) { return isSameNumber(own, number); });
}

}  // namespace

ContactSource::Matches matchAddresses(const std::vector<Person>& people,
                                      const std::vector<core::Address>& addresses,
                                      const std::string& presenceDomain) {
    ContactSource::Matches matches;
    for (const auto& address : addresses) {
        matches.push_back(bestFor(people, address, presenceDomain));
    }
    return matches;
}

ContactSource::Matches matchNumbers(const std::vector<Person>& people,
                                    const std::vector<std::string>& numbers) {
    ContactSource::Matches matches;
    for (const auto& number : numbers) {
        std::optional<Person> found;
        bool isAmbiguous = false;
        for (const auto& person : people) {
            if (!has(person, number)) continue;
            isAmbiguous |= found && found->key != person.key;
            if (!found) found = person;
        }
        matches.push_back(isAmbiguous ? std::nullopt : found);
    }
    return matches;
}

}  // namespace sidetone::directory
