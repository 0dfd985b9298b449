// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "directory/Person.h"

namespace sidetone::directory {

/// People in memory, found by what their names, addresses and numbers begin with and by whole
/// addresses and numbers in any notation: a company of 40,000 in a few milliseconds and about 40
/// MB. One thread.
class PeopleIndex {
public:
    /// No more people are taken.
    static constexpr std::size_t mostPeople = 200'000;

    /// Adds somebody, or puts what is known now in the place of what was known before (by key).
    void add(const Person& person);
    void clear();
    /// Puts in order what was added since; otherwise the next question does it. Call it every
    /// thousand people, so that no single one takes long.
    void settle() const;
    [[nodiscard]] std::size_t size() const { return texts_.size(); }

    /// Whose names (all typed words, in any order), user name, mail or numbers begin so; at most
    /// `limit`, always in the same order.
    [[nodiscard]] std::vector<Person> search(std::string_view typed, std::size_t limit) const;
    /// Who has the number, in whatever notation; nobody where two people have it.
    [[nodiscard]] std::optional<Person> withNumber(const std::string& number) const;
    /// Who is meant by the address (matchAddresses()).
    [[nodiscard]] std::optional<Person> withAddress(const core::Address& address,
                                                    const std::string& presenceDomain) const;

private:
    using Word = std::pair<std::string, std::uint32_t>;
    using Words = std::vector<Word>;
    [[nodiscard]] Person person(std::uint32_t at) const;
    void addWords(const Person& person, std::uint32_t at);
    [[nodiscard]] std::vector<Person> all(const Words& words, const std::string& word) const;
    [[nodiscard]] std::vector<Person> searchNumber(std::string_view typed, std::size_t limit) const;

    std::vector<std::string> texts_;  ///< people as textOf() has them: a third of the memory
    std::map<std::string, std::uint32_t> places_;  ///< by key
    /// Sorted up to the places that came since.
    struct Sorted {
        Words words;
        std::size_t sorted = 0;
    };
    mutable Sorted words_;    ///< beginnings of what is typed
    mutable Sorted numbers_;  ///< ends of numbers, and short ones whole
    mutable Sorted names_;    ///< whole addresses and user names
};

}  // namespace sidetone::directory
