// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/SecurityLabels.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

constexpr std::size_t longestMarking = 100;
constexpr std::size_t mostLabels = 17;

/// The names of HTML 4.01's colours, which XEP-0258's schema allows beside "#rrggbb".
constexpr std::pair<std::string_view, std::string_view> colours[] = {
    {"aqua", "#00ffff"},    {"black", "#000000"}, {"blue", "#0000ff"},   {"fuschia", "#ff00ff"},
    {"gray", "#808080"},    {"green", "#008000"}, {"lime", "#00ff00"},   {"maroon", "#800000"},
    {"navy", "#000080"},    {"olive", "#808000"}, {"purple", "#800080"}, {"red", "#ff0000"},
    {"silver", "#c0c0c0"},  {"teal", "#008080"},  {"white", "#ffffff"},  {"yellow", "#ffff00"},
    {"fuchsia", "#ff00ff"}, {"orange", "#ffa500"}};

std::string readColour(std::string_view text) {
    const auto lower = core::lowerAscii(core::trim(text));
    for (const auto& [name, value] : colours) {
        if (lower == name) return std::string(value);
    }
    const bool isHexadecimal = lower.size() == 7 && lower[0] == '#' &&
                               lower.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
    return isHexadecimal ? lower : std::string();
}

SecurityLabel readLabel(const core::XmlElement& element) {
    SecurityLabel label;
    if (const auto* marking = element.child("displaymarking", element.nameSpace)) {
        label.marking = core::printable(core::trim(marking->text), longestMarking);
        label.foreground = readColour(marking->attribute("fgcolor"));
        label.background = readColour(marking->attribute("bgcolor"));
    }
    label.element = element;
    return label;
}

/// A configuration file's elements have no name space.
void putInto(core::XmlElement& element, const char* nameSpace) {
    if (element.nameSpace.empty()) element.nameSpace = nameSpace;
    for (auto& child : element.children) putInto(child, nameSpace);
}

}  // namespace

std::optional<SecurityLabel> securityLabelIn(const core::XmlElement& message) {
    const auto* element = message.child("securitylabel", ns::securityLabels);
    if (element == nullptr) return {};
    return readLabel(*element);
}

std::vector<SecurityLabel> readLabels(const core::XmlElement& catalogue) {
    std::vector<SecurityLabel> labels;
    for (const auto& item : catalogue.children) {
        if (item.name != "item" || labels.size() == mostLabels) continue;
        const auto* found = item.child("securitylabel");
        if (found == nullptr) continue;
        auto element = *found;
        putInto(element, ns::securityLabels);
        auto label = readLabel(element);
        label.selector = core::printable(item.attribute("selector"), longestMarking);
        labels.push_back(std::move(label));
    }
    return labels;
}

}  // namespace sidetone::xmpp
