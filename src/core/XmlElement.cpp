// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/XmlElement.h"

#include "core/text.h"

namespace sidetone::core {

std::string_view XmlElement::attribute(std::string_view attributeName) const {
    for (const auto& [key, value] : attributes) {
        if (key == attributeName) return value;
    }
    return {};
}

bool XmlElement::hasAttribute(std::string_view attributeName) const {
    for (const auto& [key, value] : attributes) {
        if (key == attributeName) return true;
    }
    return false;
}

const XmlElement* XmlElement::child(std::string_view elementName, std::string_view uri) const {
    for (const auto& element : children) {
        if (element.is(elementName, uri)) return &element;
    }
    return nullptr;
}

const XmlElement* XmlElement::child(std::string_view elementName) const {
    for (const auto& element : children) {
        if (element.name == elementName) return &element;
    }
    return nullptr;
}

std::string XmlElement::childText(std::string_view elementName) const {
    const auto* element = child(elementName);
    return element != nullptr ? std::string(trim(element->text)) : std::string();
}

XmlElement& XmlElement::setAttribute(std::string attributeName, std::string value) {
    for (auto& [key, old] : attributes) {
        if (key == attributeName) {
            old = std::move(value);
            return *this;
        }
    }
    attributes.emplace_back(std::move(attributeName), std::move(value));
    return *this;
}

XmlElement& XmlElement::add(XmlElement element) {
    children.push_back(std::move(element));
    return *this;
}

XmlElement& XmlElement::setText(std::string value) {
    text = std::move(value);
    return *this;
}

std::string XmlElement::toXml(std::string_view parentNameSpace) const {
    std::string out = "<" + name;
    if (nameSpace != parentNameSpace) out += " xmlns=\"" + escapeXml(nameSpace) + "\"";
    for (const auto& [key, value] : attributes) out += " " + key + "=\"" + escapeXml(value) + "\"";
    if (text.empty() && children.empty()) return out + "/>";
    out += ">" + escapeXml(text);
    for (const auto& element : children) out += element.toXml(nameSpace);
    return out + "</" + name + ">";
}

std::string escapeXml(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&apos;";
                break;
            default: {
                const auto byte = static_cast<unsigned char>(c);
                if (byte >= 0x20 || c == '\t' || c == '\n' || c == '\r') out += c;
            }
        }
    }
    return out;
}

}  // namespace sidetone::core
