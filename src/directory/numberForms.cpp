// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/numberForms.h"

#include <algorithm>

#include "core/text.h"
#include "directory/ldap/LdapSettings.h"

namespace sidetone::directory {
namespace {

constexpr std::size_t shortestLocal = 7;
constexpr std::size_t longestNumber = 32;
constexpr std::size_t mostMasks = 20;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::string digitsOf(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (isDigit(c)) digits += c;
    }
    return digits;
}

/// Without what is dialled in front inside a country.
std::string withoutTrunk(const std::string& canonical) {
    if (canonical.starts_with('+')) return canonical.substr(1);
    const auto first = canonical.find_first_not_of('0');
    return first == std::string::npos || first > 1 ? canonical : canonical.substr(first);
}

std::size_t placesOf(std::string_view mask) {
    return static_cast<std::size_t>(std::count(mask.begin(), mask.end(), '#'));
}

/// From the right end: what stands before the digits that the mask has no room for goes.
std::string fromTheRight(std::string_view digits, std::string_view mask) {
    const auto places = placesOf(mask);
    if (digits.size() < places) return {};
    auto next = digits.end() - static_cast<std::ptrdiff_t>(places);
    std::string out;
    for (const char c : mask) out += c == '#' ? *next++ : c;
    return out;
}

std::string fromTheLeft(std::string_view digits, std::string_view mask) {
    std::string out;
    std::size_t next = 0;
    for (std::size_t at = 0; at < mask.size(); ++at) {
        if (mask[at] == '#') {
            if (next == digits.size()) return {};
            out += digits[next++];
        } else if (mask[at] == '*') {
            // The digits that no other place takes; where there are none, whatever stands there.
            const auto behind = placesOf(mask.substr(at + 1));
            const auto left = digits.size() - next;
            if (left < behind) return {};
            const auto rest = digits.substr(next, left - behind);
            out += rest.empty() ? std::string("*") : std::string(rest);
            next += rest.size();
        } else {
            out += mask[at];
        }
    }
    return next == digits.size() ? out : std::string();
}

}  // namespace

bool isNumber(std::string_view text) {
    const auto trimmed = core::trim(text);
    return !trimmed.empty() && trimmed.size() <= 2 * longestNumber &&
           trimmed.find_first_not_of("0123456789+-() ./") == std::string_view::npos &&
           trimmed.find_first_of("0123456789") != std::string_view::npos;
}

std::string canonicalNumber(std::string_view text) {
    auto rest = core::trim(text).substr(0, 2 * longestNumber);
    const bool isInternational = rest.starts_with('+') || rest.starts_with("00");
    std::string cleaned(rest);
    if (isInternational) {
        if (const auto zero = cleaned.find("(0)"); zero != std::string::npos)
            cleaned.erase(zero, 3);
    }
    auto digits = digitsOf(cleaned);
    if (!rest.starts_with('+') && isInternational) digits.erase(0, 2);
    return (isInternational ? "+" : "") + digits;
}

std::string lastDigits(std::string_view number, std::size_t count) {
    auto digits = digitsOf(number);
    return digits.size() <= count ? digits : digits.substr(digits.size() - count);
}

bool isSameNumber(std::string_view a, std::string_view b) {
    const auto first = canonicalNumber(a);
    const auto second = canonicalNumber(b);
    if (first.empty() || second.empty()) return false;
    if (digitsOf(first) == digitsOf(second)) return true;
    // Two complete numbers are the same or they are not.
    if (first.front() == '+' && second.front() == '+') return false;
    const auto one = withoutTrunk(first);
    const auto two = withoutTrunk(second);
    const auto& shorter = one.size() < two.size() ? one : two;
    const auto& longer = one.size() < two.size() ? two : one;
    return shorter.size() >= shortestLocal && longer.ends_with(shorter);
}

std::vector<std::string> maskedForms(std::string_view number, std::string_view masks) {
    std::vector<std::string> forms;
    const auto canonical = canonicalNumber(number);
    const auto parts = core::split(masks, '|');
    for (std::size_t at = 0; at + 1 < parts.size() && at < 2 * mostMasks; at += 2) {
        const auto pattern = core::trim(parts[at]);
        auto mask = parts[at + 1];
        if (!canonical.starts_with(pattern)) continue;
        const auto digits = digitsOf(canonical);
        std::string form;
        if (mask.starts_with('R')) {
            form = fromTheRight(digits, mask.substr(1));
        } else {
            form = fromTheLeft(digits, mask);
        }
        if (!form.empty()) forms.push_back(std::move(form));
    }
    return forms;
}

std::vector<std::string> writtenForms(std::string_view number, const LdapNumbers& how) {
    std::vector<std::string> forms;
    const auto add = [&forms](std::string form) {
        const bool known = std::find(forms.begin(), forms.end(), form) != forms.end();
        if (!form.empty() && !known) forms.push_back(std::move(form));
    };
    const auto canonical = canonicalNumber(number);
    const auto ruled = how.rules.apply(canonical);
    for (const auto& one : {ruled, canonical}) {
        const auto digits = digitsOf(one);
        add(one);
        add(digits);
        if (digits.size() > shortestLocal) add("+" + digits);
        for (auto& form : maskedForms(one, how.masks)) add(std::move(form));
    }
    add(std::string(core::trim(number).substr(0, 2 * longestNumber)));
    return forms;
}

}  // namespace sidetone::directory
