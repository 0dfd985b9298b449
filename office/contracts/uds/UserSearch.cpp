// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/uds/UserSearch.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::office::uds {
namespace {

constexpr const char* fields[] = {"name",  "first",      "last",     "number",
                                  "email", "numberlast", "username", "useridentifier",
                                  "uri",   "displayname"};

bool isNumberField(const std::string& field) {
    return field == "number" || field == "numberlast";
}

/// Spaces, parentheses, plus and minus do not count.
std::string digitsOf(std::string_view number) {
    std::string digits;
    for (const char c : number) {
        if (c != ' ' && c != '(' && c != ')' && c != '+' && c != '-') digits += c;
    }
    return digits;
}

/// Tells of most people at once that they are not meant: everybody is looked at for each request.
/// `folded` is in one case already.
bool mayStart(std::string_view text, std::string_view folded) {
    if (text.empty() || folded.empty()) return folded.empty();
    const auto isPlain = [](char c) { return static_cast<unsigned char>(c) < 128; };
    if (!isPlain(text.front()) || !isPlain(folded.front())) return true;
    return core::equalsIgnoringCase(text.substr(0, 1), folded.substr(0, 1));
}

bool starts(const std::string& text, std::string_view with) {
    return mayStart(text, with) && core::foldCase(text).starts_with(with);
}

std::vector<std::string> wordsOf(const std::string& text) {
    std::vector<std::string> words;
    for (const auto word : core::split(text, ' ')) {
        if (!word.empty()) words.emplace_back(word);
    }
    return words;
}

/// The rules of the resource: one word is first name, last name or mail; with more, every way to
/// part them between first and last name, in both orders.
bool nameFits(const User& user, const std::string& wanted) {
    const auto words = wordsOf(wanted);
    if (words.empty()) return true;
    const auto first = [&](const std::string& text) { return starts(user.givenName, text); };
    const auto last = [&](const std::string& text) { return starts(user.familyName, text); };
    if (words.size() == 1) {
        return first(words[0]) || last(words[0]) || starts(user.mail, words[0]);
    }
    if (words.size() == 2) {
        const auto both = words[0] + " " + words[1];
        return (first(words[0]) && last(words[1])) || (last(words[0]) && first(words[1])) ||
               last(both) || first(both);
    }
    const auto front = words[0] + " " + words[1];
    const auto back = words[1] + " " + words[2];
    return (first(words[0]) && last(back)) || (first(front) && last(words[2])) ||
           (last(words[0]) && first(back)) || (last(front) && first(words[2]));
}

template <class Fits>
bool anyNumber(const User& user, Fits fits) {
    for (const auto* number : {&user.number, &user.externalNumber, &user.mobileNumber}) {
        if (fits(digitsOf(*number))) return true;
    }
    return false;
}

}  // namespace

core::Result<UserSearch> UserSearch::parse(const HttpRequest& request) {
    UserSearch search;
    const auto refuse = [](const char* what) {
        return core::fail(core::ErrorCode::InvalidInput, "Searching users", what);
    };
    if (const auto start = request.parameter("start")) {
        const auto number = core::parseNumber(*start);
        if (!number) return refuse("start is no number");
        search.start_ = *number;
    }
    if (const auto most = request.parameter("max")) {
        const auto number = core::parseNumber(*most);
        if (!number || *number < 1 || *number > largestPage) return refuse("max is not 1 to 500");
        search.most_ = *number;
    }
    for (const std::string field : fields) {
        const auto value = request.parameter(field);
        if (!value || core::trim(*value).empty()) continue;
        const auto wanted = core::trim(*value);
        search.conditions_.push_back(
            {field, isNumberField(field) ? digitsOf(wanted) : core::foldCase(wanted)});
    }
    return search;
}

bool UserSearch::fits(const User& user) const {
    return std::all_of(conditions_.begin(), conditions_.end(),
                       [&](const Condition& condition) { return holds(condition, user); });
}

bool UserSearch::holds(const Condition& condition, const User& user) {
    const auto& field = condition.field;
    const auto& wanted = condition.wanted;
    const auto is = [&](const std::string& text) {
        return mayStart(text, wanted) && core::foldCase(text) == wanted;
    };
    if (field == "name") return nameFits(user, wanted);
    if (field == "first") return starts(user.givenName, wanted);
    if (field == "last") return starts(user.familyName, wanted);
    if (field == "displayname") return starts(user.displayName, wanted);
    if (field == "username") return is(user.id);
    if (field == "number") {
        return anyNumber(user, [&](const std::string& n) { return n.starts_with(wanted); });
    }
    if (field == "numberlast") {
        return anyNumber(user, [&](const std::string& n) { return n.ends_with(wanted); });
    }
    return is(user.mail);
}

}  // namespace sidetone::office::uds
