// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sidetone::core {

/// An XML element as a value: for stanzas, answers of servers, configuration files.
/// Text between children is joined into `text` (mixed content is not kept in order).
struct XmlElement {
    std::string name;       ///< local name, without prefix
    std::string nameSpace;  ///< the name space's URI; empty where there is none
    std::vector<std::pair<std::string, std::string>> attributes;  ///< prefix:name for foreign ones
    std::vector<XmlElement> children;
    std::string text;
    int line = 0;  ///< where it started, counted from 1; 0 where it was not read from a file

    XmlElement() = default;
    explicit XmlElement(std::string elementName, std::string uri = {})
        : name(std::move(elementName)), nameSpace(std::move(uri)) {}

    /// The attribute's value, or an empty view.
    [[nodiscard]] std::string_view attribute(std::string_view attributeName) const;
    [[nodiscard]] bool hasAttribute(std::string_view attributeName) const;
    /// True where the name and the name space are these.
    [[nodiscard]] bool is(std::string_view elementName, std::string_view uri) const {
        return name == elementName && nameSpace == uri;
    }
    /// The first child of that name in that name space, else null.
    [[nodiscard]] const XmlElement* child(std::string_view elementName, std::string_view uri) const;
    /// The first child of that name in any name space, else null.
    [[nodiscard]] const XmlElement* child(std::string_view elementName) const;
    /// The text of that child, trimmed; empty where there is no such child.
    [[nodiscard]] std::string childText(std::string_view elementName) const;

    XmlElement& setAttribute(std::string attributeName, std::string value);
    XmlElement& add(XmlElement element);
    XmlElement& setText(std::string value);

    /// As XML. `parentNameSpace` is what stands around it: the same one is not declared again.
    /// Characters that XML 1.0 forbids are left out.
    [[nodiscard]] std::string toXml(std::string_view parentNameSpace = {}) const;
};

/// The text with &, <, >, quotes escaped and forbidden control characters left out.
[[nodiscard]] std::string escapeXml(std::string_view text);

}  // namespace sidetone::core
