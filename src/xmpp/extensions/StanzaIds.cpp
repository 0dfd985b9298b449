// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/StanzaIds.h"

#include "xmpp/namespaces.h"

namespace sidetone::xmpp {

std::string archiveIdIn(const core::XmlElement& message, const Jid& owner) {
    for (const auto& child : message.children) {
        if (!child.is("stanza-id", ns::stanzaIds)) continue;
        const auto by = Jid::parse(child.attribute("by"));
        if (by && *by == owner.bare()) return std::string(child.attribute("id"));
    }
    return {};
}

std::string originIdIn(const core::XmlElement& message) {
    const auto* element = message.child("origin-id", ns::stanzaIds);
    return element != nullptr ? std::string(element->attribute("id")) : std::string();
}

core::XmlElement originIdElement(const std::string& id) {
    core::XmlElement element("origin-id", ns::stanzaIds);
    return element.setAttribute("id", id);
}

}  // namespace sidetone::xmpp
