// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/personOf.h"

#include <algorithm>

#include "core/text.h"
#include "directory/numberForms.h"
#include "directory/photoUrl.h"

namespace sidetone::directory {
namespace {

using Names = LdapAttributes::Names;

constexpr std::size_t longestText = 256;
constexpr std::size_t mostNumbers = 12;

std::string textOf(const LdapEntry& entry, const Names& names) {
    for (const auto& name : names) {
        for (const auto& value : entry.of(name)) {
            const auto text = core::printable(core::trim(value), longestText);
            if (!text.empty()) return text;
        }
    }
    return {};
}

void addNumbers(const LdapEntry& entry, const Names& names, std::vector<std::string>& numbers) {
    for (const auto& name : names) {
        for (const auto& value : entry.of(name)) {
            const auto number = core::printable(core::trim(value), 64);
            const bool known = std::find(numbers.begin(), numbers.end(), number) != numbers.end();
            if (isNumber(number) && !known && numbers.size() < mostNumbers) {
                numbers.push_back(number);
            }
        }
    }
}

std::string withoutScheme(const std::string& address) {
    for (const std::string_view scheme : {"sip:", "sips:", "SIP:"}) {
        if (address.starts_with(scheme)) return address.substr(scheme.size());
    }
    return address;
}

core::Address addressOf(const LdapEntry& entry, const Person& person,
                        const LdapSettings& settings) {
    // In the directory-URI scheme the whole address stands in the directory.
    if (settings.findsBySipUri && !person.sipAddress.empty()) {
        if (auto whole = core::Address::parse(person.sipAddress)) return *whole;
    }
    if (!person.userName.empty() && !settings.presenceDomain.empty()) {
        auto made = core::Address::parse(person.userName + "@" + settings.presenceDomain);
        if (made) return *made;
    }
    auto uri = core::Address::parse(textOf(entry, settings.attributes.directoryUri));
    return uri ? *uri : core::Address();
}

}  // namespace

Person personOf(const LdapEntry& entry, const LdapSettings& settings) {
    const auto& names = settings.attributes;
    Person person;
    person.key = core::printable(entry.name, 1024);
    person.name = textOf(entry, names.displayName);
    if (person.name.empty()) person.name = textOf(entry, names.commonName);
    if (person.name.empty()) {
        person.name = textOf(entry, names.firstName) + " " + textOf(entry, names.lastName);
        person.name = std::string(core::trim(person.name));
    }
    if (person.name.empty()) person.name = core::printable(entry.name, longestText);
    person.title = textOf(entry, names.title);
    person.department = textOf(entry, names.department);
    person.company = textOf(entry, names.company);
    person.city = textOf(entry, names.city);
    person.userName = textOf(entry, names.userName);
    person.principalName = core::lowerAscii(textOf(entry, names.principalName));
    person.mail = core::lowerAscii(textOf(entry, names.mail));
    person.employeeNumber = textOf(entry, names.employeeNumber);
    person.sipAddress = core::lowerAscii(withoutScheme(textOf(entry, names.sipUri)));
    addNumbers(entry, names.businessPhone, person.numbers);
    addNumbers(entry, names.mobilePhone, person.numbers);
    addNumbers(entry, names.homePhone, person.numbers);
    addNumbers(entry, names.otherPhone, person.numbers);
    person.address = addressOf(entry, person, settings);
    person.photoUrl =
        photoUrl(settings.photoUrl, settings.photoToken, textOf(entry, {settings.photoToken}));
    return person;
}

int addressRank(const Person& person, const core::Address& address,
                const std::string& presenceDomain) {
    const auto whole = address.text();
    const bool isOurs = address.domain() == presenceDomain;
    const auto is = [&](const std::string& text) { return core::foldCase(text) == whole; };
    if (isOurs && core::foldCase(person.userName) == address.user()) return 0;
    if (is(person.principalName)) return 1;
    if (is(person.mail)) return 2;
    if (is(person.sipAddress)) return 3;
    if (isOurs && core::foldCase(person.employeeNumber) == address.user()) return 4;
    if (isOurs && isNumber(address.user())) {
        for (const auto& number : person.numbers) {
            if (isSameNumber(number, address.user())) return 5;
        }
    }
    return -1;
}

}  // namespace sidetone::directory
