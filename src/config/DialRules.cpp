// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/DialRules.h"

#include <algorithm>
#include <optional>

#include "config/xmlFields.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

constexpr std::size_t longestNumber = 64;
constexpr std::size_t mostRules = 1'000;

bool isDialable(std::string_view text) {
    return text.size() <= longestNumber && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || c == '+' || c == '*' || c == '#' || c == ',';
           });
}

std::optional<std::size_t> count(const core::XmlElement& element, std::string_view attribute) {
    const auto text = core::trim(element.attribute(attribute));
    if (text.empty()) return 0;
    const auto number = core::parseNumber(text);
    if (!number || *number > longestNumber) return std::nullopt;
    return static_cast<std::size_t>(*number);
}

std::optional<DialRule> ruleOf(const core::XmlElement& element) {
    const auto digits = count(element, "NumDigits");
    const auto removed = count(element, "DigitsToRemove");
    if (!digits || !removed || *removed > *digits) return std::nullopt;
    DialRule rule;
    rule.beginsWith = core::trim(element.attribute("BeginsWith"));
    rule.digits = *digits;
    rule.digitsToRemove = *removed;
    rule.prefixWith = core::trim(element.attribute("PrefixWith"));
    if (!isDialable(rule.beginsWith) || !isDialable(rule.prefixWith)) return std::nullopt;
    return rule;
}

void collect(const core::XmlElement& element, std::vector<DialRule>& rules) {
    for (const auto& child : element.children) {
        if (child.name != "DialRule") continue;
        if (auto rule = ruleOf(child); rule && rules.size() < mostRules) {
            rules.push_back(std::move(*rule));
        }
    }
}

}  // namespace

std::string DialRules::apply(std::string_view number) const {
    if (number.find('@') != std::string_view::npos) return std::string(number);
    const auto fits = [number](const DialRule& rule) {
        return number.size() == rule.digits && number.starts_with(rule.beginsWith);
    };
    const auto rule = std::find_if(rules.begin(), rules.end(), fits);
    if (rule == rules.end()) return std::string(number);
    return rule->prefixWith + std::string(number.substr(rule->digitsToRemove));
}

core::Result<DialRules> parseDialRules(std::string_view document) {
    const auto root = readDocument(document, "the dial rules", "DialRules");
    if (!root) return root.error();
    DialRules rules;
    collect(*root, rules.rules);
    return rules;
}

}  // namespace sidetone::config
