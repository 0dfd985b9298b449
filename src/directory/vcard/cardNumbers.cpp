// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/cardNumbers.h"

#include <algorithm>

#include "core/text.h"
#include "directory/numberForms.h"
#include "directory/vcard/valueText.h"

namespace sidetone::directory {
namespace {

constexpr std::size_t mostNumbers = 12;

struct Number {
    std::string text;
    int place = 0;
};

bool isPreferred(const ContentLine& line) {
    return line.hasType("pref") || line.parameter("pref") == "1";
}

int placeOf(const ContentLine& line) {
    if (isPreferred(line)) return 0;
    if (line.hasType("work")) return 1;
    if (line.hasType("cell")) return 2;
    return line.hasType("home") ? 4 : 3;
}

std::string numberOf(const ContentLine& line) {
    auto text = valueText(line);
    if (core::lowerAscii(text.substr(0, 4)) == "tel:") {
        text.erase(0, 4);
        text.erase(std::min(text.find(';'), text.size()));
    }
    return core::printable(core::trim(text), 64);
}

}  // namespace

std::vector<std::string> cardNumbers(const std::vector<ContentLine>& lines) {
    std::vector<Number> found;
    for (const auto& line : lines) {
        const bool isOther = line.hasType("fax") || line.hasType("pager") || line.hasType("modem");
        if (line.name != "TEL" || isOther) continue;
        const auto text = numberOf(line);
        if (isNumber(text)) found.push_back({text, placeOf(line)});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Number& a, const Number& b) { return a.place < b.place; });
    std::vector<std::string> numbers;
    for (auto& number : found) {
        const bool isKnown =
            std::any_of(numbers.begin(), numbers.end(),
                        [&](const std::string& one) { return isSameNumber(one, number.text); });
        if (!isKnown && numbers.size() < mostNumbers) numbers.push_back(std::move(number.text));
    }
    return numbers;
}

}  // namespace sidetone::directory
