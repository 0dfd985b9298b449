// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Fallback.h"

#include <algorithm>
#include <limits>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

constexpr auto everything = std::numeric_limits<std::size_t>::max();
constexpr std::size_t mostRanges = 16;

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

void readRanges(const core::XmlElement& fallback, std::vector<FallbackRange>& ranges) {
    bool namesNoPart = true;
    for (const auto& child : fallback.children) {
        if (!child.is("body", ns::fallback) && !child.is("subject", ns::fallback)) continue;
        namesNoPart = false;
        if (child.name != "body" || ranges.size() >= mostRanges) continue;
        FallbackRange range{0, everything};
        if (child.hasAttribute("start") || child.hasAttribute("end")) {
            const auto begin = core::parseNumber(child.attribute("start"));
            const auto end = core::parseNumber(child.attribute("end"));
            if (!begin || !end || *begin >= *end) continue;
            range = {std::size_t(*begin), std::size_t(*end)};
        }
        ranges.push_back(range);
    }
    if (namesNoPart) ranges.push_back({0, everything});
}

}  // namespace

std::vector<FallbackRange> fallbacksIn(const core::XmlElement& message) {
    std::vector<FallbackRange> ranges;
    for (const auto& child : message.children) {
        if (!child.is("fallback", ns::fallback)) continue;
        const auto meant = child.attribute("for");
        const bool isKnown =
            (meant == ns::replies && message.child("reply", ns::replies) != nullptr) ||
            (meant == ns::reactions && message.child("reactions", ns::reactions) != nullptr);
        if (isKnown) readRanges(child, ranges);
    }
    return ranges;
}

std::string withoutFallbacks(std::string_view text, const std::vector<FallbackRange>& ranges) {
    if (ranges.empty()) return std::string(text);
    std::string left;
    std::size_t point = 0;
    for (std::size_t at = 0; at < text.size(); ++point) {
        auto next = at + 1;
        while (next < text.size() && isContinuation(text[next])) ++next;
        const bool isFallback = std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
            return point >= range.begin && point < range.end;
        });
        if (!isFallback) left += text.substr(at, next - at);
        at = next;
    }
    return left;
}

core::XmlElement fallbackElement(std::string_view nameSpace, std::size_t end) {
    core::XmlElement body("body", ns::fallback);
    body.setAttribute("start", "0").setAttribute("end", std::to_string(end));
    core::XmlElement element("fallback", ns::fallback);
    element.setAttribute("for", std::string(nameSpace));
    return element.add(std::move(body));
}

std::size_t codePoints(std::string_view text) {
    return std::size_t(
        std::count_if(text.begin(), text.end(), [](char c) { return !isContinuation(c); }));
}

}  // namespace sidetone::xmpp
