// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/personFilters.h"

#include <algorithm>

#include "core/text.h"
#include "directory/ldap/filterText.h"
#include "directory/numberForms.h"

namespace sidetone::directory {
namespace {

using Names = LdapAttributes::Names;

constexpr std::size_t longestTyped = 128;
constexpr std::size_t mostWords = 6;

void add(Names& all, const Names& more) {
    for (const auto& name : more) {
        const bool known = std::any_of(all.begin(), all.end(), [&](const std::string& one) {
            return core::equalsIgnoringCase(one, name);
        });
        if (!known) all.push_back(name);
    }
}

std::string anyBegins(const Names& names, std::string_view value) {
    std::vector<std::string> parts;
    for (const auto& name : names) parts.push_back(beginsWith(name, value));
    return anyOf(parts);
}

std::vector<std::string> wordsOf(std::string_view typed) {
    std::vector<std::string> words;
    for (const auto word : core::split(typed, ' ')) {
        if (!word.empty() && words.size() < mostWords) words.emplace_back(word);
    }
    return words;
}

/// First and last name in either order, parted at every place (MaxWordsOf... as UDS has it).
std::string twoNames(const LdapAttributes& names, const std::vector<std::string>& words) {
    std::vector<std::string> ways;
    for (std::size_t cut = 1; cut < words.size(); ++cut) {
        std::string front;
        std::string back;
        for (std::size_t at = 0; at < words.size(); ++at) {
            auto& side = at < cut ? front : back;
            side += (side.empty() ? "" : " ") + words[at];
        }
        ways.push_back(allOf({anyBegins(names.firstName, front), anyBegins(names.lastName, back)}));
        ways.push_back(allOf({anyBegins(names.lastName, front), anyBegins(names.firstName, back)}));
    }
    return anyOf(ways);
}

/// Nobody types control characters: OpenLDAP 2.5 takes a value with a zero byte for an empty one,
/// and finds everybody.
std::string cleaned(std::string_view typed) {
    std::string text(core::trim(typed).substr(0, longestTyped));
    std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    // Cut inside a character? What was no text before stays as it is, and is escaped.
    for (int i = 0; i < 3 && text.size() > longestTyped - 4 && !core::isValidUtf8(text); ++i) {
        text.pop_back();
    }
    return text;
}

Names usualNames(const LdapSettings& settings) {
    const auto& names = settings.attributes;
    Names all;
    for (const auto* more : {&names.mail, &names.userName, &names.displayName, &names.firstName,
                             &names.lastName, &names.nickname, &names.sipUri}) {
        add(all, *more);
    }
    return all;
}

void addOnce(std::vector<std::string>& parts, std::string part) {
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
}

void addEquals(std::vector<std::string>& parts, const Names& names, const std::string& value) {
    for (const auto& name : names) addOnce(parts, equals(name, value));
}

/// "*5*55*01*00": written with whatever between groups of that size, and larger ones that are made
/// of them.
std::string inGroups(const std::string& digits, std::size_t size) {
    std::string pattern;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        if (at == 0 || (digits.size() - at) % size == 0) pattern += '*';
        pattern += digits[at];
    }
    return pattern;
}

/// A number's form: its stars come from the organisation's masks.
std::string withWildcards(const std::string& form) {
    std::string out;
    bool isFirst = true;
    for (const auto part : core::split(form, '*')) {
        out += (isFirst ? "" : "*") + escapedValue(part);
        isFirst = false;
    }
    return out;
}

}  // namespace

std::string peopleFilter(const LdapSettings& settings, bool isActiveDirectory) {
    if (!settings.baseFilter.empty()) return settings.baseFilter;
    static const std::string activeDirectory = "(&(objectCategory=person)(objectClass=user))";
    if (isActiveDirectory) return activeDirectory;
    return anyOf({activeDirectory, "(objectClass=inetOrgPerson)"});
}

std::string typedFilter(const LdapSettings& settings, bool isActiveDirectory,
                        std::string_view typed) {
    const auto text = cleaned(typed);
    const auto people = peopleFilter(settings, isActiveDirectory);
    const auto words = wordsOf(text);
    if (words.empty()) return people;
    const bool byResolution =
        settings.predictive.empty() &&
        (settings.ambiguous == AmbiguousNames::Always ||
         (settings.ambiguous == AmbiguousNames::IfActiveDirectory && isActiveDirectory));
    if (isNumber(text)) {
        std::vector<std::string> ways{numberFilter(settings, {text})};
        const auto canonical = canonicalNumber(text);
        for (const auto& name : numberAttributes(settings)) {
            ways.push_back(beginsWith(name, canonical));
        }
        return allOf({people, anyOf(ways)});
    }
    if (byResolution) return allOf({people, equals("anr", text)});
    if (!settings.predictive.empty()) return allOf({people, anyBegins(settings.predictive, text)});
    std::string whole;
    for (const auto& word : words) whole += (whole.empty() ? "" : " ") + word;
    if (words.size() == 1) return allOf({people, anyBegins(usualNames(settings), whole)});
    return allOf({people, anyOf({twoNames(settings.attributes, words),
                                 anyBegins(settings.attributes.displayName, whole)})});
}

std::string addressFilter(const LdapSettings& settings,
                          const std::vector<core::Address>& addresses) {
    const auto& names = settings.attributes;
    std::vector<std::string> parts;
    for (const auto& address : addresses) {
        const auto whole = address.text();
        addEquals(parts, names.principalName, whole);
        addEquals(parts, names.mail, whole);
        addEquals(parts, names.directoryUri, whole);
        addEquals(parts, names.sipUri, "sip:" + whole);
        addEquals(parts, names.sipUri, whole);
        if (!settings.uriPrefix.empty()) addEquals(parts, names.sipUri, settings.uriPrefix + whole);
        if (address.domain() != settings.presenceDomain) continue;
        addEquals(parts, names.userName, address.user());
        addEquals(parts, names.employeeNumber, address.user());
        if (isNumber(address.user())) parts.push_back(numberFilter(settings, {address.user()}));
    }
    return anyOf(parts);
}

std::string numberFilter(const LdapSettings& settings, const std::vector<std::string>& numbers) {
    std::vector<std::string> parts;
    for (const auto& number : numbers) {
        for (const auto& form : writtenForms(number, settings.numbers)) {
            for (const auto& name : numberAttributes(settings)) {
                addOnce(parts, "(" + name + "=" + withWildcards(form) + ")");
            }
        }
        if (!settings.numbers.anyPart) continue;
        for (const auto& name : numberAttributes(settings)) {
            parts.push_back("(" + name + "=*" + escapedValue(lastDigits(number, 9)) + ")");
        }
    }
    return anyOf(parts);
}

std::string anyNotationFilter(const LdapSettings& settings,
                              const std::vector<std::string>& numbers) {
    std::vector<std::string> parts;
    for (const auto& number : numbers) {
        const auto digits = lastDigits(settings.numbers.rules.apply(canonicalNumber(number)), 7);
        if (digits.size() < 7) continue;
        for (const std::size_t size : {std::size_t(2), std::size_t(3)}) {
            const auto pattern = inGroups(digits, size);
            for (const auto& name : numberAttributes(settings)) {
                parts.push_back("(" + name + "=" + pattern + ")");
            }
        }
    }
    return anyOf(parts);
}

std::vector<std::string> numberAttributes(const LdapSettings& settings) {
    const auto& names = settings.attributes;
    Names all = names.businessPhone;
    if (settings.numbers.businessOnly) return all;
    for (const auto* more : {&names.mobilePhone, &names.homePhone, &names.otherPhone}) {
        add(all, *more);
    }
    return all;
}

std::vector<std::string> personAttributes(const LdapSettings& settings) {
    const auto& names = settings.attributes;
    Names all{"objectClass"};
    for (const auto* more :
         {&names.displayName, &names.commonName, &names.firstName, &names.lastName, &names.nickname,
          &names.mail, &names.sipUri, &names.directoryUri, &names.businessPhone, &names.mobilePhone,
          &names.homePhone, &names.otherPhone, &names.title, &names.company, &names.department,
          &names.city, &names.userName, &names.principalName, &names.employeeNumber}) {
        add(all, *more);
    }
    if (isAttribute(settings.photoToken)) add(all, {settings.photoToken});
    return all;
}

}  // namespace sidetone::directory
