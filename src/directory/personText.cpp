// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/personText.h"

#include "core/text.h"

namespace sidetone::directory {
namespace {

constexpr char fieldEnd = '\x1f';
constexpr char numberEnd = '\x1e';
constexpr std::string_view version = "1";

}  // namespace

std::string textOf(const Person& person) {
    std::string numbers;
    for (const auto& number : person.numbers) numbers += number + numberEnd;
    std::string text(version);
    for (const auto* field :
         {&person.name, &person.title, &person.department, &person.userName, &person.principalName,
          &person.mail, &person.sipAddress, &person.employeeNumber, &person.company, &person.city,
          &person.key, &person.photoUrl, static_cast<const std::string*>(&numbers)}) {
        text += fieldEnd + *field;
    }
    return text + fieldEnd + (person.address.isEmpty() ? std::string() : person.address.text());
}

std::optional<Person> personOfText(std::string_view text) {
    const auto parts = core::split(text, fieldEnd);
    if (parts.size() != 15 || parts[0] != version) return std::nullopt;
    Person person;
    std::size_t at = 1;
    for (auto* field :
         {&person.name, &person.title, &person.department, &person.userName, &person.principalName,
          &person.mail, &person.sipAddress, &person.employeeNumber, &person.company, &person.city,
          &person.key, &person.photoUrl}) {
        *field = std::string(parts[at++]);
    }
    for (const auto number : core::split(parts[at++], numberEnd)) {
        if (!number.empty()) person.numbers.emplace_back(number);
    }
    if (auto address = core::Address::parse(parts[at])) person.address = std::move(*address);
    return person;
}

}  // namespace sidetone::directory
