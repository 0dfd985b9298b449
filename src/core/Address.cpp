// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Address.h"

#include <algorithm>
#include <cctype>

#include "core/text.h"

namespace sidetone::core {
namespace {

constexpr std::size_t longestPart = 1023;

bool isHostLabel(std::string_view label) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
        return false;
    }
    return std::all_of(label.begin(), label.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c >= 0x80;
    });
}

bool isDomain(std::string_view domain) {
    if (domain.size() > 253) return false;
    std::size_t at = 0;
    while (true) {
        const auto dot = domain.find('.', at);
        const auto label = domain.substr(at, dot == std::string_view::npos ? dot : dot - at);
        if (!isHostLabel(label)) return false;
        if (dot == std::string_view::npos) return true;
        at = dot + 1;
    }
}

/// RFC 7622 3.3.1: the characters that a local part may not hold.
bool isLocalCharacter(unsigned char c) {
    return c > 0x20 && c != 0x7f &&
           std::string_view("\"&'/:<>@").find(static_cast<char>(c)) == std::string_view::npos;
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
    const auto refuse = [&](std::string why) {
        return fail(ErrorCode::InvalidInput, "\"" + printable(text, 80) + "\" is not an address",
                    std::move(why), "Type it like an e-mail address: name@company.example");
    };
    const auto trimmed = trim(text);
    const auto at = trimmed.find('@');
    if (at == std::string_view::npos) return refuse("there is no @ in it");
    if (trimmed.find('@', at + 1) != std::string_view::npos)
        return refuse("it has more than one @");
    const auto user = trimmed.substr(0, at);
    auto domain = trimmed.substr(at + 1);
    if (!domain.empty() && domain.back() == '.') domain.remove_suffix(1);
    if (user.empty()) return refuse("nothing stands before the @");
    if (domain.empty()) return refuse("nothing stands behind the @");
    if (user.size() > longestPart) return refuse("the name before the @ is too long");
    if (!isValidUtf8(trimmed)) return refuse("it is not valid UTF-8");
    if (!std::all_of(user.begin(), user.end(), isLocalCharacter)) {
        return refuse("the name before the @ holds a character that is not allowed");
    }
    if (!isDomain(domain)) return refuse("\"" + printable(domain, 80) + "\" is not a domain name");
    Address address;
    address.user_ = foldCase(user);
    address.domain_ = foldCase(domain);
    return address;
}

}  // namespace sidetone::core
