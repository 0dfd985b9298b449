// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/ssoAnswers.h"

#include <algorithm>

#include "core/XmlReader.h"
#include "core/text.h"

namespace sidetone::signin::sso {
namespace {

constexpr core::XmlLimits limits{64U << 10U, 16, 500};

bool saysTrue(std::string_view text) {
    return core::equalsIgnoringCase(core::trim(text), "true");
}

const core::XmlElement* find(const core::XmlElement& element, std::string_view name) {
    if (core::equalsIgnoringCase(element.name, name)) return &element;
    for (const auto& child : element.children) {
        if (const auto* found = find(child, name)) return found;
    }
    return nullptr;
}

/// As an attribute, or as text.
bool isEnabled(const core::XmlElement* element) {
    return element != nullptr &&
           (saysTrue(element->attribute("enabled")) || saysTrue(element->text));
}

bool isSsoName(std::string_view name) {
    return core::equalsIgnoringCase(name, "sso") || core::equalsIgnoringCase(name, "enabled");
}

bool isRefreshName(std::string_view name) {
    return core::equalsIgnoringCase(name, "token") || core::equalsIgnoringCase(name, "refresh");
}

bool saysSso(const core::XmlElement& element) {
    if (isRefreshName(element.name)) return false;
    if (isSsoName(element.name) && saysTrue(element.text)) return true;
    const auto& all = element.attributes;
    return std::any_of(all.begin(), all.end(),
                       [](const auto& a) { return isSsoName(a.first) && saysTrue(a.second); }) ||
           std::any_of(element.children.begin(), element.children.end(), saysSso);
}

}  // namespace

SsoStatus readSsoStatus(std::string_view body) {
    SsoStatus status;
    const auto document = core::readXml(body, limits, core::XmlNames::Plain);
    if (!document) return status;
    const auto* said = find(*document, "SingleSignOn");
    if (said == nullptr) return status;
    status.isOn = isEnabled(find(*said, "Status"));
    status.hasRefresh = isEnabled(find(*said, "Token"));
    if (const auto* uri = find(*said, "Uri")) status.authorizeUrl = core::trim(uri->text);
    return status;
}

SsoStatus readEdgeSso(std::string_view body) {
    SsoStatus status;
    const auto document = core::readXml(body, limits, core::XmlNames::Plain);
    if (!document || !saysSso(*document)) return status;
    status.isOn = true;
    status.hasRefresh =
        isEnabled(find(*document, "token")) || isEnabled(find(*document, "refresh"));
    return status;
}

}  // namespace sidetone::signin::sso
