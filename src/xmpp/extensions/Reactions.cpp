// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Reactions.h"

#include <algorithm>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

constexpr std::size_t mostReactions = 20;
constexpr std::size_t longestReaction = 64;  // a family of four takes 25 bytes

}  // namespace

bool isReaction(std::string_view emoji) {
    if (emoji.empty() || emoji.size() > longestReaction || !core::isValidUtf8(emoji)) return false;
    return std::none_of(emoji.begin(), emoji.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F;
    });
}

std::optional<Reactions> reactionsIn(const core::XmlElement& message) {
    const auto* element = message.child("reactions", ns::reactions);
    if (element == nullptr || element->attribute("id").empty()) return {};
    Reactions reactions{std::string(element->attribute("id")), {}};
    for (const auto& child : element->children) {
        if (!child.is("reaction", ns::reactions)) continue;
        auto emoji = std::string(core::trim(child.text));
        auto& emojis = reactions.emojis;
        const bool isKnown = std::find(emojis.begin(), emojis.end(), emoji) != emojis.end();
        if (!isKnown && isReaction(emoji)) emojis.push_back(std::move(emoji));
        if (emojis.size() == mostReactions) break;
    }
    return reactions;
}

core::XmlElement reactionsElement(const Reactions& reactions) {
    core::XmlElement element("reactions", ns::reactions);
    element.setAttribute("id", reactions.id);
    for (const auto& emoji : reactions.emojis) {
        element.add(core::XmlElement("reaction", ns::reactions).setText(emoji));
    }
    return element;
}

}  // namespace sidetone::xmpp
