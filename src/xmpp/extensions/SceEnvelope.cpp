// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/SceEnvelope.h"

#include <algorithm>
#include <string_view>

#include "core/XmlReader.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr std::string_view contentNameSpaces[] = {
    "urn:xmpp:message-correct:0",           // XEP-0308
    "urn:xmpp:reply:0",                     // XEP-0461
    "urn:xmpp:fallback:0",                  // XEP-0428
    "urn:xmpp:reactions:0",                 // XEP-0444
    "urn:xmpp:styling:0",                   // XEP-0393
    "urn:xmpp:message-attaching:1",         // XEP-0367
    "jabber:x:oob",                         // XEP-0066
    "http://jabber.org/protocol/xhtml-im",  // XEP-0071
    "urn:xmpp:sfs:0",                       // XEP-0447
};

bool isContent(const XmlElement& element) {
    const bool isPlain = element.nameSpace.empty() || element.nameSpace == ns::client;
    if (isPlain) return element.name == "body" || element.name == "subject";
    return std::find(std::begin(contentNameSpaces), std::end(contentNameSpaces),
                     element.nameSpace) != std::end(contentNameSpaces);
}

std::string padding(core::Random& random) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text(random.below(201), ' ');
    for (auto& letter : text) letter = letters[random.below(letters.size())];
    return text;
}

XmlElement affix(const char* name, const Jid& jid) {
    return XmlElement(name, ns::envelope).setAttribute("jid", jid.text());
}

}  // namespace

std::optional<SceEnvelope> SceEnvelope::read(const std::string& xml) {
    const auto root = core::readXml(xml);
    if (!root || !root->is("envelope", ns::envelope)) return {};
    const auto* content = root->child("content", ns::envelope);
    const auto* from = root->child("from", ns::envelope);
    if (content == nullptr || from == nullptr) return {};
    const auto sender = Jid::parse(from->attribute("jid"));
    if (!sender) return {};
    SceEnvelope envelope{{}, *sender, {}};
    // What no person says has no business there: it would pass for what the server checked.
    for (const auto& child : content->children) {
        if (isContent(child)) envelope.content.push_back(child);
    }
    if (const auto* to = root->child("to", ns::envelope)) {
        envelope.to = Jid::parse(to->attribute("jid")).value_or(Jid());
    }
    return envelope;
}

std::string SceEnvelope::toXml(core::Random& random) const {
    XmlElement root("envelope", ns::envelope);
    XmlElement inside("content", ns::envelope);
    for (auto element : content) {
        if (element.nameSpace.empty()) element.nameSpace = ns::client;
        inside.add(std::move(element));
    }
    root.add(std::move(inside));
    root.add(XmlElement("rpad", ns::envelope).setText(padding(random)));
    root.add(affix("from", from));
    if (!to.isEmpty()) root.add(affix("to", to));
    return root.toXml();
}

std::vector<XmlElement> takeContent(XmlElement& message) {
    std::vector<XmlElement> content;
    const auto first =
        std::stable_partition(message.children.begin(), message.children.end(),
                              [](const XmlElement& child) { return !isContent(child); });
    std::move(first, message.children.end(), std::back_inserter(content));
    message.children.erase(first, message.children.end());
    return content;
}

void putContent(XmlElement& message, std::vector<XmlElement> content) {
    [[maybe_unused]] const auto replaced = takeContent(message);
    for (auto& element : content) message.add(std::move(element));
}

}  // namespace sidetone::xmpp
