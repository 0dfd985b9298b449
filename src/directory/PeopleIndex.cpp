// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/PeopleIndex.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "directory/matchPeople.h"
#include "directory/numberForms.h"
#include "directory/personText.h"

namespace sidetone::directory {
namespace {

/// isSameNumber() compares no fewer digits than these but for equality.
constexpr std::size_t numberEnd = 7;
/// Of one beginning; more would only be counted.
constexpr std::size_t mostLooked = 5'000;

std::string digitsOf(const std::string& number) {
    auto digits = canonicalNumber(number);
    if (digits.starts_with('+')) digits.erase(0, 1);
    return digits;
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : core::foldCase(text)) {
        const bool parts = c == ' ' || c == '-' || c == ',' || c == '\t';
        if (!parts) word += c;
        if (parts && !word.empty()) words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

std::vector<std::string> wordsOf(const Person& person) {
    auto words = wordsOf(person.name);
    for (const auto* text : {&person.userName, &person.mail}) {
        if (!text->empty()) words.push_back(core::foldCase(*text));
    }
    return words;
}

bool fits(const Person& person, const std::vector<std::string>& typed) {
    const auto words = wordsOf(person);
    return std::all_of(typed.begin(), typed.end(), [&](const std::string& beginning) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return word.starts_with(beginning); });
    });
}

}  // namespace

void PeopleIndex::add(const Person& person) {
    const auto key = person.key.empty() ? person.address.text() : person.key;
    const auto known = places_.find(key);
    if (known != places_.end()) {
        auto text = textOf(person);
        if (texts_[known->second] == text) return;
        // What led to the old entry is looked at again by whoever finds it.
        texts_[known->second] = std::move(text);
        return addWords(person, known->second);
    }
    if (texts_.size() >= mostPeople) return;
    const auto at = static_cast<std::uint32_t>(texts_.size());
    places_.emplace(key, at);
    texts_.push_back(textOf(person));
    addWords(person, at);
}

void PeopleIndex::addWords(const Person& person, std::uint32_t at) {
    for (auto& word : wordsOf(person)) words_.words.emplace_back(std::move(word), at);
    for (const auto& number : person.numbers) {
        auto digits = digitsOf(number);
        if (digits.empty()) continue;
        numbers_.words.emplace_back(lastDigits(digits, numberEnd), at);
        words_.words.emplace_back(std::move(digits), at);
    }
    const auto mail = core::foldCase(person.mail);
    for (const auto& name :
         {core::foldCase(person.userName), core::foldCase(person.principalName), mail,
          core::foldCase(person.sipAddress), core::foldCase(person.employeeNumber)}) {
        if (!name.empty()) names_.words.emplace_back(name, at);
    }
}

void PeopleIndex::clear() {
    *this = PeopleIndex();
}

void PeopleIndex::settle() const {
    for (auto* part : {&words_, &numbers_, &names_}) {
        auto& words = part->words;
        if (part->sorted == words.size()) continue;
        const auto fresh = words.begin() + static_cast<std::ptrdiff_t>(part->sorted);
        std::sort(fresh, words.end());
        std::inplace_merge(words.begin(), fresh, words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        part->sorted = words.size();
    }
}

Person PeopleIndex::person(std::uint32_t at) const {
    return personOfText(texts_[at]).value_or(Person());
}

std::vector<Person> PeopleIndex::search(std::string_view typed, std::size_t limit) const {
    settle();
    if (isNumber(typed)) return searchNumber(typed, limit);
    const auto wanted = wordsOf(typed);
    std::vector<Person> found;
    if (wanted.empty()) return found;
    // The longest word leaves the fewest people to look at.
    const auto& longest =
        *std::max_element(wanted.begin(), wanted.end(),
                          [](const auto& a, const auto& b) { return a.size() < b.size(); });
    std::set<std::uint32_t> seen;
    std::size_t looked = 0;
    for (auto at = std::lower_bound(words_.words.begin(), words_.words.end(), Word(longest, 0));
         at != words_.words.end() && at->first.starts_with(longest) && found.size() < limit &&
         ++looked < mostLooked;
         ++at) {
        if (!seen.insert(at->second).second) continue;
        auto one = person(at->second);
        if (fits(one, wanted)) found.push_back(std::move(one));
    }
    return found;
}

std::vector<Person> PeopleIndex::searchNumber(std::string_view typed, std::size_t limit) const {
    std::vector<Person> found;
    const auto digits = digitsOf(std::string(typed));
    std::set<std::uint32_t> seen;
    const auto take = [&](std::uint32_t at, auto fits) {
        if (found.size() >= limit || !seen.insert(at).second) return;
        auto one = person(at);
        if (std::any_of(one.numbers.begin(), one.numbers.end(), fits))
            found.push_back(std::move(one));
    };
    const auto begins = [&](const std::string& own) { return digitsOf(own).starts_with(digits); };
    for (auto at = std::lower_bound(words_.words.begin(), words_.words.end(), Word(digits, 0));
         at != words_.words.end() && at->first.starts_with(digits) && found.size() < limit; ++at) {
        take(at->second, begins);
    }
    const std::string whole(typed);
    for (auto& one : all(numbers_.words, lastDigits(digits, numberEnd))) {
        const bool isThere = std::any_of(found.begin(), found.end(),
                                         [&](const Person& other) { return other == one; });
        const bool has =
            std::any_of(one.numbers.begin(), one.numbers.end(),
                        [&](const std::string& own) { return isSameNumber(own, whole); });
        if (has && !isThere && found.size() < limit) found.push_back(std::move(one));
    }
    return found;
}

std::vector<Person> PeopleIndex::all(const Words& words, const std::string& word) const {
    std::vector<Person> found;
    std::size_t looked = 0;
    for (auto at = std::lower_bound(words.begin(), words.end(), Word(word, 0));
         at != words.end() && at->first == word && ++looked < mostLooked; ++at) {
        found.push_back(person(at->second));
    }
    return found;
}

std::optional<Person> PeopleIndex::withNumber(const std::string& number) const {
    settle();
    const auto digits = digitsOf(number);
    if (digits.empty()) return std::nullopt;
    return matchNumbers(all(numbers_.words, lastDigits(digits, numberEnd)), {number}).front();
}

std::optional<Person> PeopleIndex::withAddress(const core::Address& address,
                                               const std::string& presenceDomain) const {
    settle();
    auto people = all(names_.words, address.text());
    for (auto& one : all(names_.words, address.user())) people.push_back(std::move(one));
    if (people.empty() && isNumber(address.user())) {
        people = all(numbers_.words, lastDigits(address.user(), numberEnd));
    }
    std::vector<Person> different;
    for (auto& one : people) {
        if (std::find(different.begin(), different.end(), one) == different.end()) {
            different.push_back(std::move(one));
        }
    }
    return matchAddresses(different, {address}, presenceDomain).front();
}

}  // namespace sidetone::directory
