// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Encryption.h"

#include <algorithm>

#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr auto fallbackBody =
    "This message is encrypted from end to end (OMEMO), and this program cannot read it.";

}  // namespace

const XmlElement* encryptedIn(const XmlElement& message) {
    if (const auto* element = message.child("encrypted", ns::omemo)) return element;
    return message.child("encrypted", ns::legacyOmemo);
}

bool isEncrypted(const XmlElement& message) {
    return encryptedIn(message) != nullptr ||
           message.child("encryption", ns::encryptionHint) != nullptr;
}

std::string encryptionName(const XmlElement& message) {
    const auto* hint = message.child("encryption", ns::encryptionHint);
    return hint != nullptr ? std::string(hint->attribute("name")) : std::string();
}

void addEncrypted(XmlElement& message, XmlElement encrypted) {
    // What counts places in the body in the open would count wrong in the sealed one.
    std::erase_if(message.children, [](const XmlElement& child) {
        if (child.nameSpace == ns::fallback) return true;
        return child.name == "body" && (child.nameSpace.empty() || child.nameSpace == ns::client);
    });
    XmlElement hint("encryption", ns::encryptionHint);
    hint.setAttribute("namespace", encrypted.nameSpace);
    hint.setAttribute("name", "OMEMO");
    const bool hasPayload = encrypted.child("payload") != nullptr;
    message.add(std::move(encrypted));
    if (!hasPayload) return;
    message.add(std::move(hint));
    message.add(XmlElement("body", ns::client).setText(fallbackBody));
    message.add(XmlElement("store", ns::hints));
}

}  // namespace sidetone::xmpp
